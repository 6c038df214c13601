"""Logging and planning contact, planning groups, and one activity with its deeds."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from vieta.activities import actions, queries
from vieta.activities.actions import Written
from vieta.activities.rules import default_confidentiality
from vieta.base.refusal import Refused
from vieta.base.viewer import Permission
from vieta.enrolments.queries import running_programmes
from vieta.mentoring.queries import is_gathering
from vieta.web.coach.file import file_page
from vieta.web.coach.forms import activities as the_forms
from vieta.web.coach.standing import only_staff
from vieta.web.parts import forms
from vieta.web.trail import listed


def activity_new(request: HttpRequest) -> HttpResponse:
    """Logs or plans: with whom is asked first, unless the address says it."""
    only_staff(request)
    if "enrolment" in request.GET:
        return _contact(request, number(request.GET["enrolment"]))
    if "group" in request.GET:
        return _group(request)
    people = queries.choosable_people(request.viewer)
    mine = [one for one in people if one.mine]
    listed(request, "activities.chose", [one.person_id for one in mine])
    return render(request, "coach/activity_whom.html", {"title": _("Log or plan"), "people": mine})


def number(text: str) -> int:
    """An id out of an address, or 404."""
    if not text.isdecimal() or len(text) > 18:
        raise Http404
    return int(text)


def _contact(request: HttpRequest, enrolment_id: int) -> HttpResponse:
    """A contact with one person: held with a note and the next date, or planned."""
    context = file_page(request, enrolment_id, "work")
    viewer = request.viewer
    initial = {
        "state": "planned" if request.GET.get("plan") else "held", "kind": "talk", "on": None if request.GET.get("plan") else viewer.today,
        "minutes": 45, "mode": "in-person", "confidentiality": default_confidentiality(viewer.profession),
    }  # fmt: skip
    form = the_forms.ContactForm(request.POST or None, initial=initial, leaders=queries.choosable_leaders(viewer, enrolment_id))
    if request.method == "POST" and forms.done(form, lambda: _say(request, enrolment_id, form)):
        return redirect("work", enrolment_id=enrolment_id)
    return forms.answer(request, "coach/meeting.html", form, **context, team=queries.professions_of(viewer, enrolment_id))


def _say(request: HttpRequest, enrolment_id: int, form: the_forms.ContactForm) -> None:
    about = {"by": request.viewer, "at": request.at, "enrolment_id": enrolment_id, "meeting": form.meeting(), "led_by_id": form.leader_id}
    if form.cleaned_data["state"] == "planned":
        actions.plan_contact(**about)
        messages.success(request, _("It is planned."))
        return
    told = form.cleaned_data
    note = Written(told["note"], told["confidentiality"]) if told["note"] else None
    actions.log_contact(**about, note=note, then=form.next_meeting())
    messages.success(request, _("The contact is logged, and the next one planned.") if told["next_on"] else _("The contact is logged."))


def _group(request: HttpRequest) -> HttpResponse:
    """Plans a group session or an information event."""
    viewer = request.viewer
    programmes = running_programmes(viewer, Permission.COACH)
    people = [one for one in queries.choosable_people(viewer) if one.mine]
    initial = {"kind": "group", "mode": "in-person", "minutes": 120, "programme": programmes[0].id if programmes else None}
    form = the_forms.GroupForm(request.POST or None, initial=initial, programmes=programmes, people=people)
    listed(request, "activities.chose", [one.person_id for one in people])
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            activity = actions.plan_group(
                by=viewer,
                at=request.at,
                programme_id=int(told["programme"]),
                meeting=form.meeting(),
                enrolment_ids=[int(pk) for pk in told["people"]],
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The session is planned."))
            return redirect("activity", activity_id=activity.pk)
    return forms.answer(
        request,
        "coach/question.html",
        form,
        title=_("Plan a group session"),
        button=_("Plan the session"),
        cancel=reverse("calendar"),
        lede="",
    )


def activity(request: HttpRequest, activity_id: int) -> HttpResponse:
    """One activity: what, when, with whom, and what can be done with it."""
    only_staff(request)
    card = queries.activity_card(request.viewer, activity_id)
    if card.with_team and is_gathering(request.viewer, activity_id):
        return redirect("gathering", activity_id=activity_id)
    listed(request, "activities.opened", [person.person_id for person in card.people])
    return render(request, "coach/activity.html", {"card": card, "over": card.on <= request.viewer.today})


def activity_move(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Another day or hour."""
    card = _run(request, activity_id)
    form = the_forms.MoveForm(request.POST or None, initial={"on": card.on, "starts_at": card.starts_at and f"{card.starts_at:%H:%M}"})
    return _deed(request, card, form, actions.move, title=_("Move it"), button=_("Move it"), done=_("It was moved."))


def activity_call_off(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Calls it off, for a reason."""
    card, form = _run(request, activity_id), the_forms.ReasonForm(request.POST or None)
    return _deed(request, card, form, actions.call_off, title=_("Call it off"), button=_("Call it off"), done=_("It was called off."))


def activity_withdraw(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Takes back what was recorded by mistake."""
    card, form = _run(request, activity_id), the_forms.ReasonForm(request.POST or None)
    return _deed(
        request, card, form, actions.withdraw, title=_("Recorded by mistake"), button=_("Take it back"), done=_("It no longer counts.")
    )


def activity_obstacle(request: HttpRequest, activity_id: int) -> HttpResponse:
    """The form of meeting, the obstacle and its fix."""
    card = _run(request, activity_id)
    form = the_forms.ObstacleForm(request.POST or None, initial={"mode": card.mode, "obstacle": card.obstacle, "fix": card.fix})
    return _deed(request, card, form, actions.note_obstacle, title=_("Form and obstacles"), button=_("Save"), done=_("It was noted."))


def activity_people(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Adds people of the office to a group, found by name."""
    card = _run(request, activity_id)
    finder = the_forms.PeopleFinder(request.GET or None)
    words = finder.cleaned_data["name"] if finder.is_bound and finder.is_valid() else ""
    there = {person.enrolment_id for person in card.people}
    found = [one for one in queries.choosable_people(request.viewer, card.programme_id, words=words) if one.id not in there][:40]
    listed(request, "activities.chose", [one.person_id for one in found])
    form = the_forms.InviteForm(request.POST or None, people=found)
    if request.method == "POST" and forms.done(
        form,
        lambda: actions.invite(
            by=request.viewer, at=request.at, activity_id=activity_id, enrolment_ids=[int(pk) for pk in form.cleaned_data["people"]]
        ),
    ):
        messages.success(request, _("They are expected."))
        return redirect("activity", activity_id=activity_id)
    return forms.answer(
        request, "coach/activity_people.html", form, title=_("Add people"), button=_("Add them"), cancel=reverse("activity", args=[activity_id]),
        finder=finder, card=card, found=found,
    )  # fmt: skip


def activity_take_off(request: HttpRequest, activity_id: int, enrolment_id: int) -> HttpResponse:
    """Takes somebody off the sheet (POST)."""
    only_staff(request)
    try:
        actions.take_off(by=request.viewer, at=request.at, activity_id=activity_id, enrolment_id=enrolment_id)
    except Refused as refusal:
        messages.error(request, str(refusal.reason))
    else:
        messages.success(request, _("Nobody expects them there any more."))
    return redirect("activity", activity_id=activity_id)


def _run(request: HttpRequest, activity_id: int) -> queries.ActivityCard:
    """An activity the viewer may change, or 404."""
    only_staff(request)
    card = queries.activity_card(request.viewer, activity_id)
    if not card.runs:
        raise Http404
    listed(request, "activities.opened", [person.person_id for person in card.people])
    return card


def _deed(
    request: HttpRequest, card: queries.ActivityCard, form: forms.Form, deed: Callable, *, title: str, button: str, done: str
) -> HttpResponse:
    if request.method == "POST" and forms.done(
        form, lambda: deed(by=request.viewer, at=request.at, activity_id=card.id, **form.cleaned_data)
    ):
        messages.success(request, done)
        return redirect("activity", activity_id=card.id)
    return forms.answer(
        request, "coach/activity_question.html", form, title=title, button=button, card=card, cancel=reverse("activity", args=[card.id])
    )


def day_of(text: str | None, otherwise: date | None) -> date | None:
    """A day out of an address, or another one where it says none."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return otherwise
