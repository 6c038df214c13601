"""The first thing a coach sees: the day's appointments and everything that waits, each line leading to its deed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vieta.activities import queries as activities
from vieta.base.text import day_in_words
from vieta.base.viewer import Permission, Viewer
from vieta.enrolments import queries as enrolments
from vieta.outcomes import queries as outcomes
from vieta.plans import queries as plans
from vieta.reports import queries as reports
from vieta.web.coach.standing import only_staff
from vieta.web.mending import in_file
from vieta.web.trail import listed

MOST = 10


@dataclass(frozen=True)
class Waiting:
    """One line of work: whom it is about, what waits, since when, and where it is done."""

    href: str
    title: str
    what: str
    tag: str = ""
    kind: str = ""
    late: bool = False
    person_id: int = 0


def today(request: HttpRequest) -> HttpResponse:
    """The day."""
    only_staff(request)
    viewer = request.viewer
    agenda = activities.agenda(viewer)
    groups = [
        (_("Say who was there"), sheets(activities.sheets_to_fill(viewer, limit=MOST))),
        (_("Slipping away"), slipping(viewer)),
        (_("Plans"), [*waiting_plans(viewer), *due_steps(viewer)]),
        (_("Follow-ups"), follow_ups(outcomes.follow_ups_due(viewer, soon_days=outcomes.WEEK_DAYS, limit=MOST), viewer.today)),
        (_("Enquiries to answer"), enquiries(viewer)),
        (_("Records to complete"), [*stopping(viewer, request.at), *to_complete(viewer)]),
    ]
    groups = [(title, lines) for title, lines in groups if lines]
    shown = [person.person_id for card in agenda for person in card.people] + [
        line.person_id for _t, lines in groups for line in lines if line.person_id
    ]
    listed(request, "today.listed", shown)
    context = {"agenda": agenda, "groups": groups, "openings": activities.my_openings(viewer, since_days=30), "doors": _doors(viewer)}
    return render(request, "coach/today.html", context)


def _doors(viewer: Viewer) -> list[tuple[str, str]]:
    """What else may be begun from here."""
    doors = []
    if viewer.may(Permission.REACH_OUT):
        doors.append((reverse("outreach_new"), _("Go out and log whom you meet")))
    if viewer.may(Permission.TAKE_IN):
        doors.append((reverse("enquiry_new"), _("Take an enquiry in")))
    return doors


def sheets(cards: Iterable[Any]) -> list[Waiting]:
    """Activities nobody said yet who came to."""
    return [
        Waiting(
            reverse("attendance", args=[card.id]), card.names or card.topic or card.kind_label, f"{card.kind_label}, {day_in_words(card.on)}",
            _("Fill in"), "amber", True, card.people[0].person_id if card.people else 0,
        )
        for card in cards
    ]  # fmt: skip


def slipping(viewer: Viewer, *, whole_organisation: bool = False, limit: int = MOST) -> list[Waiting]:
    """People nobody has met for too long, then those who stay away; each once."""
    silent = activities.silent(viewer, whole_organisation=whole_organisation, limit=limit)
    known = {card.enrolment_id for card in silent}
    drifting = [
        card for card in activities.drifting(viewer, whole_organisation=whole_organisation, limit=limit) if card.enrolment_id not in known
    ]
    lines = [_signal(card, _("Silent")) for card in silent] + [_signal(card, _("Drifting away")) for card in drifting]
    return sorted(lines, key=lambda line: not line.late)


def _signal(card: activities.SignalCard, tag: str) -> Waiting:
    plan = f"{reverse('activity_new')}?enrolment={card.enrolment_id}&plan=1"
    if card.next_on:
        what = _("%(why)s; next contact planned for %(day)s") % {"why": card.why, "day": day_in_words(card.next_on)}
        return Waiting(reverse("work", args=[card.enrolment_id]), card.name, what, _("Planned"), "teal", False, card.person_id)
    return Waiting(plan, card.name, _("%(why)s – plan a contact") % {"why": card.why}, tag, "amber", True, card.person_id)


def waiting_plans(viewer: Viewer) -> list[Waiting]:
    """Plans whose agreement is missing."""
    words = {
        "team": _("The person agreed to the plan; it waits for you"),
        "person": _("The plan waits for the person"),
        "both": _("A plan is being written"),
    }
    return [
        Waiting(
            reverse("plan", args=[one.enrolment_id]), one.person, words[one.waits_for], _("Agree") if one.for_me else "",
            "amber" if one.for_me else "", one.for_me, one.person_id,
        )
        for one in plans.plans_waiting(viewer, most=MOST)
    ]  # fmt: skip


def due_steps(viewer: Viewer) -> list[Waiting]:
    """Steps due within a week or late."""
    return [
        Waiting(reverse("plan", args=[one.enrolment_id]), one.person, f"{one.who}: {one.text}", _late(one.days_late) or day_in_words(one.by_on),
                "amber" if one.late else "", one.late, one.person_id)
        for one in plans.steps_due(viewer, most=MOST)
    ]  # fmt: skip


def follow_ups(cards: Iterable[outcomes.FollowUpCard], today: date) -> list[Waiting]:
    """People to ask again, now or from a day of this week on."""
    return [
        Waiting(reverse("follow_up", args=[one.id]), one.name, one.moment_label, _late(one.days_late) or _from(one.due_on, today),
                "amber" if one.days_late else "", one.days_late > 0, one.person_id)
        for one in cards
    ]  # fmt: skip


def enquiries(viewer: Viewer, limit: int = MOST) -> list[Waiting]:
    """Enquiries without a decision, the longest waiting first."""
    rows = enrolments.people_cards(viewer, list(enrolments.waiting_enquiries(viewer).order_by("enquired_on", "pk")[:limit]))
    return [
        Waiting(reverse("admission", args=[one.enrolment_id]), one.name, _("Enquiry of %(day)s") % {"day": day_in_words(one.enquired_on)},
                _waited((viewer.today - one.enquired_on).days), "amber", False, one.person_id)
        for one in rows
    ]  # fmt: skip


def stopping(viewer: Viewer, at: datetime) -> list[Waiting]:
    """Own people whose record stops a report from being signed."""
    return [
        Waiting(in_file(one.mending, one.enrolment_id), one.name, one.words, _("Stops report %(number)s") % {"number": one.report}, "amber", True,
                one.person_id)
        for one in reports.stopping(viewer, at)[:MOST]
    ]  # fmt: skip


def to_complete(viewer: Viewer) -> list[Waiting]:
    """Own people who are in no common indicator, since an answer at entry is missing."""
    return [
        Waiting(reverse("entry_answers", args=[one.enrolment_id]), one.name, _("Missing: %(what)s") % {"what": ", ".join(one.missing)}, "", "", False,
                one.person_id)
        for one in enrolments.lacking(viewer, limit=MOST)
    ]  # fmt: skip


def _late(days: int) -> str:
    return ngettext("%(days)s day late", "%(days)s days late", days) % {"days": days} if days else ""


def _from(day: date, today: date) -> str:
    return _("from %(day)s") % {"day": day_in_words(day)} if day > today else ""


def _waited(days: int) -> str:
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
