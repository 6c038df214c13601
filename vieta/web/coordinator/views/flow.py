"""The flow of an organisation: what waits, how many places are left, who is slipping away."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from vieta.activities import queries as activities
from vieta.base.text import day_in_words
from vieta.evaluation.queries import FindingCard, findings_waiting
from vieta.mentoring import queries as mentoring
from vieta.mentoring.queries.duos import DuoRow, duos_that_warn
from vieta.mentoring.queries.requests import RequestCard, request_cards, requests_waiting
from vieta.outcomes import queries as outcomes
from vieta.web.coach.standing import only_coordinators
from vieta.web.coach.views.today import Waiting, enquiries, follow_ups, sheets, slipping
from vieta.web.coordinator.views.mentors import read
from vieta.web.trail import listed

MOST = 15


def flow(request: HttpRequest) -> HttpResponse:
    """Everything a coordinator acts on, in one look."""
    only_coordinators(request)
    viewer = request.viewer
    alone, count = activities.without_coach(viewer, limit=MOST)
    offers, overdue = mentoring.offers_waiting(viewer, limit=MOST), mentoring.overdue_for_supervision(viewer)[:MOST]
    read(request, "flow.mentors", [row.mentor_id for row in (*offers, *overdue)])
    groups = [
        (_("Enquiries waiting"), enquiries(viewer, MOST)),
        (_("Duos that need somebody"), [_duo(card) for card in duos_that_warn(viewer, limit=MOST)]),
        (_("Nobody is responsible (%(count)s)") % {"count": count}, [_without(card) for card in alone]),
        (_("Slipping away"), slipping(viewer, whole_organisation=True, limit=MOST)),
        (_("Nobody said who was there"), sheets(activities.sheets_to_fill(viewer, whole_organisation=True, limit=MOST))),
        (_("Findings for your organisation"), [_finding(card) for card in findings_waiting(viewer)]),
        (_("Asking for a mentor"), [_asking(card) for card in request_cards(requests_waiting(viewer)[:MOST])]),
        (_("Offers to mentor"), [_offer(row) for row in offers]),
        (_("Mentors overdue for supervision"), [_overdue(row) for row in overdue]),
        (_("Follow-ups"), follow_ups(outcomes.follow_ups_due(viewer, mine=False, limit=MOST), viewer.today)),
    ]
    groups = [(title, lines) for title, lines in groups if lines]
    listed(request, "flow.listed", [line.person_id for _title, lines in groups for line in lines if line.person_id])
    return render(request, "coordinator/flow.html", {"groups": groups, "places": activities.capacity(viewer)})


def _offer(row: mentoring.OfferRow) -> Waiting:
    what = _("%(standing)s; offered on %(day)s") % {"standing": row.standing_label, "day": day_in_words(row.since_on)}
    return Waiting(reverse("mentor_page", args=[row.mentor_id]), row.name, what, _("Next step"), "amber")


def _overdue(row: mentoring.OverdueRow) -> Waiting:
    what = _("Due on %(day)s") % {"day": day_in_words(row.due_on)}
    return Waiting(reverse("mentor_page", args=[row.mentor_id]), row.name, what, _("Invite"), "amber", True)


def _finding(card: FindingCard) -> Waiting:
    answer = _("Report on it") if card.late else _("Answer")
    said, href = Truncator(card.recommendation).words(24), reverse("commission", args=[card.commission_id])
    return Waiting(href, said, card.standing_label, answer, "amber", card.late)


def _asking(card: RequestCard) -> Waiting:
    what = _("Asked on %(day)s") % {"day": day_in_words(card.asked_on)}
    return Waiting(reverse("mentor_request", args=[card.id]), card.person, what, _("Answer"), "amber", False, card.person_id)


def _duo(card: DuoRow) -> Waiting:
    what = "; ".join(sign.why for sign in card.signs)
    late = any(sign.code in ("silent", "call", "due") for sign in card.signs)
    return Waiting(reverse("duo", args=[card.id]), f"{card.mentee} – {card.mentor}", what, "", "", late, card.person_id)


def _without(card: activities.SignalCard) -> Waiting:
    what = _("In the file since %(day)s") % {"day": day_in_words(card.since_on)}
    return Waiting(reverse("case_team", args=[card.enrolment_id]), card.name, what, _("Name somebody"), "amber", True, card.person_id)
