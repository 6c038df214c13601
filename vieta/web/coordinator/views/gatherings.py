"""Information sessions, intervision, supervision and events for mentors: planned, invited, recorded; who is overdue."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from vieta.activities.actions import Meeting
from vieta.base.refusal import Refused
from vieta.base.viewer import Permission
from vieta.mentoring import actions, queries
from vieta.mentoring.actions import SeatMark
from vieta.web.coach.standing import only_coordinators
from vieta.web.coordinator.forms import gatherings as forms_of
from vieta.web.coordinator.views.mentors import read
from vieta.web.parts import forms


def gatherings(request: HttpRequest) -> HttpResponse:
    """What is planned, what waits to be recorded, who is overdue, what was."""
    only_coordinators(request)
    overdue = queries.overdue_for_supervision(request.viewer)
    read(request, "mentors.overdue", [row.mentor_id for row in overdue])
    context = {
        "title": _("Gatherings and supervision"),
        "to_record": queries.gatherings_to_record(request.viewer),
        "ahead": [row for row in queries.gatherings(request.viewer, ahead=True) if not row.to_record],
        "past": [row for row in queries.gatherings(request.viewer, ahead=False) if not row.to_record],
        "overdue": overdue,
        "programmes": queries.mentoring_programmes(request.viewer, Permission.COORDINATE),
    }
    return render(request, "coordinator/gatherings.html", context)


def gathering_new(request: HttpRequest, code: str) -> HttpResponseBase:
    """Plans a gathering and invites mentors."""
    only_coordinators(request)
    programme_id, name = _programme(request, code)
    mentors = queries.may_be_invited(request.viewer, programme_id)
    overdue = {row.mentorship_id for row in queries.overdue_for_supervision(request.viewer, programme=programme_id)}
    initial = {"on": request.viewer.today, "mentors": [str(key) for key, _n, _s in mentors if key in overdue]}
    form = forms_of.GatheringForm(request.POST or None, initial=initial, mentors=mentors)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        meeting = Meeting(
            told["kind"], told["on"], told["starts_at"], told["minutes"], told["mode"], topic=told["topic"], place=told["place"]
        )
        try:
            made = actions.plan_gathering(
                by=request.viewer, at=request.at, programme_id=programme_id, meeting=meeting, mentorship_ids=form.invited
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The gathering is planned and stands on the calendar."))
            return redirect("gathering", activity_id=made.activity_id)
    return _asked(request, form, _("Plan a gathering"), _("Plan it"), lede=name)


def gathering(request: HttpRequest, activity_id: int) -> HttpResponse:
    """One gathering: when and where, who is invited, who was there."""
    only_coordinators(request)
    card = _card(request, activity_id)
    return render(request, "coordinator/gathering.html", {"title": card.row.topic or card.row.kind_label, "card": card})


def gathering_invite(request: HttpRequest, activity_id: int) -> HttpResponseBase:
    """Invites more mentors, or adds who came unannounced."""
    only_coordinators(request)
    card = _card(request, activity_id)
    mentors = queries.may_be_invited(request.viewer, card.programme_id, besides=[seat.mentorship_id for seat in card.seats])
    form = forms_of.InviteForm(request.POST or None, mentors=mentors)
    if request.method == "POST" and forms.done(
        form, lambda: actions.invite_mentors(by=request.viewer, at=request.at, activity_id=activity_id, mentorship_ids=form.invited)
    ):
        messages.success(request, _("They are invited."))
        return redirect("gathering", activity_id=activity_id)
    return _asked(request, form, _("Invite mentors"), _("Invite them"), card=card)


def gathering_record(request: HttpRequest, activity_id: int) -> HttpResponseBase:
    """Who was there, for how long, and about which duos."""
    only_coordinators(request)
    card = _card(request, activity_id)
    form = forms_of.RecordForm(request.POST or None, card=card, initial={"minutes": card.row.minutes, "themes": card.themes})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        marks = {
            seat.mentorship_id: SeatMark(
                told[f"mark-{seat.mentorship_id}"], tuple(int(pk) for pk in told.get(f"duos-{seat.mentorship_id}") or ())
            )
            for seat in card.seats
            if told[f"mark-{seat.mentorship_id}"]
        }
        try:
            actions.record_gathering(
                by=request.viewer, at=request.at, activity_id=activity_id, minutes=told["minutes"], themes=told["themes"], marks=marks
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("It is written down who was there."))
            return redirect("gathering", activity_id=activity_id)
    return _asked(request, form, _("Who was there?"), _("Write it down"), card=card)


def _programme(request: HttpRequest, code: str) -> tuple[int, str]:
    mine = {found: (pk, name) for pk, found, name in queries.mentoring_programmes(request.viewer, Permission.COORDINATE)}
    if code not in mine:
        raise PermissionDenied(_("You coordinate no mentors in this programme."))
    return mine[code]


def _card(request: HttpRequest, activity_id: int) -> queries.GatheringCard:
    card = queries.gathering(request.viewer, activity_id)
    read(request, "mentors.gathering", [seat.mentor_id for seat in card.seats])
    return card


def _asked(
    request: HttpRequest, form: forms.Form, title: str, button: str, *, card: queries.GatheringCard | None = None, lede: str = ""
) -> HttpResponse:
    cancel = reverse("gathering", args=[card.row.id]) if card else reverse("gatherings")
    return forms.answer(
        request, "coordinator/gathering_question.html", form, title=title, button=button, cancel=cancel, card=card, lede=lede
    )
