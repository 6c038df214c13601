"""One mentee at a matching meeting: who is proposed and why, who else fits, what it would mean, and what people decide."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vieta.base.refusal import NotFound, Refused
from vieta.matching import actions, queries
from vieta.web.coach.standing import only_coordinators
from vieta.web.coordinator.forms.matching import FormDuoForm, ReasonForm
from vieta.web.coordinator.views.matching.meeting import PLAIN
from vieta.web.parts import forms
from vieta.web.trail import opened

MOST_IN_LIST = 200


def _bench(request: HttpRequest, meeting_id: int) -> queries.Bench:
    """The meeting as it stands, while it lasts and rules stand."""
    only_coordinators(request)
    card = queries.meeting(request.viewer, meeting_id)
    found = queries.laid_out(request.viewer, meeting_id) if card.closed_at is None else None
    if found is None:
        raise NotFound(f"open matching meeting {meeting_id}")
    return found


def _mentee(request: HttpRequest, found: queries.Bench, enrolment_id: int) -> queries.Person:
    """Somebody who waits; that they were looked at goes on the trail."""
    one = found.by_enrolment.get(enrolment_id)
    if one is None:
        raise NotFound(f"enrolment {enrolment_id} at the meeting")
    opened(request, "matching.mentee_opened", person_id=one.person_id, enrolment_id=one.id, meeting=found.meeting.pk)
    return one


def matching_duo(request: HttpRequest, meeting_id: int, enrolment_id: int) -> HttpResponse:
    """The mentor who is proposed or asked about (`?mentor=`), and the others who fit."""
    found = _bench(request, meeting_id)
    mentee = _mentee(request, found, enrolment_id)
    proposed = found.solved.pairs.get(mentee.key)
    asked = _asked_mentor(request, found) or proposed
    context = {
        "title": _("A mentor for %(name)s") % {"name": mentee.name},
        "bench": found,
        "meeting": found.meeting,
        "mentee": mentee,
        "proposed": found.mentors[proposed] if proposed else None,
        "choice": queries.effect(found, mentee.key, asked) if asked else None,
        "duo": queries.duo(found, mentee.key, asked) if asked else None,
        "mark": found.marks.get((mentee.key, asked)) if asked else None,
        "others": [one for one in queries.alternatives(found, mentee.key) if one.mentor.key != asked],
        "left": None if proposed else queries.left_of(found, [mentee.key])[0],
        "mentors": _mentors(found, request.GET.get("find", "")),
        "find": request.GET.get("find", "")[:100],
        "is_day": request.viewer.today >= found.meeting.on,
    }
    return render(request, "coordinator/matching/duo.html", context)


def _asked_mentor(request: HttpRequest, found: queries.Bench) -> str | None:
    asked = request.GET.get("mentor", "")
    if not asked:
        return None
    one = found.by_mentorship.get(int(asked)) if asked.isdecimal() and len(asked) < 18 else None
    if one is None:
        raise NotFound(f"mentorship {asked} at the meeting")
    return one.key


def _mentors(found: queries.Bench, find: str) -> list[queries.Person]:
    """Every mentor of the meeting by name, as many as a list can be read; a part of a name narrows it."""
    wanted = find.strip().casefold()[:100]
    ones = sorted(found.mentors.values(), key=lambda one: (one.name, one.key))
    return [one for one in ones if wanted in one.name.casefold()][:MOST_IN_LIST]


def matching_decide(request: HttpRequest, meeting_id: int, enrolment_id: int) -> HttpResponse:
    """Forms the duo that is proposed, for the reason people write down."""
    found = _bench(request, meeting_id)
    mentee = _mentee(request, found, enrolment_id)
    proposed = found.solved.pairs.get(mentee.key)
    if proposed is None:
        return redirect("matching_duo", meeting_id=meeting_id, enrolment_id=enrolment_id)
    duo = queries.duo(found, mentee.key, proposed)
    form = FormDuoForm(request.POST or None, untrained=not duo.mentor.trained, initial={"seen": found.state, "reason": duo.why or duo.told})

    def deed() -> None:
        actions.form(**_where(request, form, meeting_id, enrolment_id), mentorship_id=duo.mentor.id, **_reasons(form))

    title = _("%(mentee)s and %(mentor)s") % {"mentee": mentee.name, "mentor": duo.mentor.name}
    done = _("%(title)s are a duo now. Plan their first meeting.") % {"title": title}
    return _asked(request, found, form, deed, done, {"title": title, "button": _("Form this duo"), "duo": duo, "mentee": mentee})


def matching_choose(request: HttpRequest, meeting_id: int, enrolment_id: int, mentorship_id: int) -> HttpResponse:
    """Puts a mentor beside a mentee instead of what is proposed, with the reason; nothing is formed yet."""
    found = _bench(request, meeting_id)
    mentee = _mentee(request, found, enrolment_id)
    choice = _choice(found, mentee, mentorship_id)
    form = ReasonForm(request.POST or None, initial={"seen": found.state})

    def deed() -> None:
        where = _where(request, form, meeting_id, enrolment_id)
        actions.choose(**where, mentorship_id=mentorship_id, reason=form.cleaned_data["reason"])

    title = _("%(mentor)s for %(mentee)s") % {"mentor": choice.mentor.name, "mentee": mentee.name}
    done = _("%(title)s: chosen. The others are proposed around it.") % {"title": title}
    return _asked(request, found, form, deed, done, {"title": title, "button": _("Choose them"), "choice": choice, "mentee": mentee})


def matching_forbid(request: HttpRequest, meeting_id: int, enrolment_id: int, mentorship_id: int) -> HttpResponse:
    """Leaves a pair out of this meeting's proposals, with the reason."""
    found = _bench(request, meeting_id)
    mentee = _mentee(request, found, enrolment_id)
    choice = _choice(found, mentee, mentorship_id)
    form = ReasonForm(request.POST or None, initial={"seen": found.state})

    def deed() -> None:
        where = _where(request, form, meeting_id, enrolment_id)
        actions.forbid(**where, mentorship_id=mentorship_id, reason=form.cleaned_data["reason"])

    title = _("Not %(mentee)s and %(mentor)s") % {"mentor": choice.mentor.name, "mentee": mentee.name}
    lede = _("At this meeting they are not proposed to each other. To keep them apart for good, say so in the wishes of the file.")
    done = _("They are not proposed to each other at this meeting.")
    return _asked(request, found, form, deed, done, {"title": title, "button": _("Leave them out"), "lede": lede, "mentee": mentee})


def matching_not_now(request: HttpRequest, meeting_id: int, enrolment_id: int) -> HttpResponse:
    """Lets somebody wait for the next meeting, with the reason."""
    found = _bench(request, meeting_id)
    mentee = _mentee(request, found, enrolment_id)
    form = ReasonForm(request.POST or None, initial={"seen": found.state})

    def deed() -> None:
        actions.not_now(**_where(request, form, meeting_id, enrolment_id), reason=form.cleaned_data["reason"])

    title = _("Not now: %(name)s") % {"name": mentee.name}
    lede = _("The mentor is free for somebody else at this meeting. The waiting time goes on, and counts at the next one.")
    done = _("%(name)s waits for the next meeting.") % {"name": mentee.name}
    return _asked(request, found, form, deed, done, {"title": title, "button": _("Not now"), "lede": lede, "mentee": mentee})


@require_POST
def matching_keep(request: HttpRequest, meeting_id: int, enrolment_id: int, mentorship_id: int) -> HttpResponse:
    """Keeps a proposed pair together at this meeting."""
    only_coordinators(request)
    seen = request.POST.get("seen", "")
    where: dict[str, Any] = {"meeting_id": meeting_id, "enrolment_id": enrolment_id, "mentorship_id": mentorship_id, "seen": seen}
    return _back(request, meeting_id, lambda: actions.keep(by=request.viewer, at=request.at, **where), _("They stay together."))


@require_POST
def matching_lift(request: HttpRequest, meeting_id: int, mark_id: int) -> HttpResponse:
    """Takes back that a pair is kept or left out."""
    only_coordinators(request)
    deed = lambda: actions.lift(by=request.viewer, at=request.at, meeting_id=meeting_id, mark_id=mark_id)  # noqa: E731
    return _back(request, meeting_id, deed, _("Taken back."))


@require_POST
def matching_take_back(request: HttpRequest, meeting_id: int, decision_id: int) -> HttpResponse:
    """Brings somebody who was to wait back to the table."""
    only_coordinators(request)
    deed = lambda: actions.take_back(by=request.viewer, at=request.at, meeting_id=meeting_id, decision_id=decision_id)  # noqa: E731
    return _back(request, meeting_id, deed, _("Back at the table."))


def _back(request: HttpRequest, meeting_id: int, deed: Callable[[], Any], done: str) -> HttpResponse:
    """Does one deed and goes back to the meeting; what is refused is said there."""
    try:
        deed()
    except Refused as refusal:
        messages.error(request, str(refusal.reason))
    else:
        messages.success(request, done)
    return redirect("matching_meeting", meeting_id=meeting_id)


def _choice(found: queries.Bench, mentee: queries.Person, mentorship_id: int) -> queries.Choice:
    mentor = found.by_mentorship.get(mentorship_id)
    if mentor is None:
        raise NotFound(f"mentorship {mentorship_id} at the meeting")
    return queries.effect(found, mentee.key, mentor.key)


def _where(request: HttpRequest, form: ReasonForm, meeting_id: int, enrolment_id: int) -> dict[str, Any]:
    told = {"by": request.viewer, "at": request.at, "meeting_id": meeting_id, "enrolment_id": enrolment_id}
    return told | {"seen": form.cleaned_data["seen"]}


def _reasons(form: FormDuoForm) -> dict[str, Any]:
    return {"reason": form.cleaned_data["reason"], "override_reason": form.cleaned_data.get("override_reason", "")}


def _asked(
    request: HttpRequest, found: queries.Bench, form: ReasonForm, deed: Callable[[], None], done: str, context: dict[str, Any]
) -> HttpResponse:
    """One question of the meeting: the deed, back to the meeting; or the page again with what was refused and the state of now."""
    if request.method == "POST" and form.is_valid():
        try:
            deed()
        except Refused as refusal:
            form.refuse(refusal)
            form.look_again(found.state)
        else:
            messages.success(request, done)
            return redirect("matching_meeting", meeting_id=found.meeting.pk)
    cancel = reverse("matching_duo", args=[found.meeting.pk, context["mentee"].id])
    whole = PLAIN | {"meeting": found.meeting, "none_left": False, "cancel": cancel} | context
    return forms.answer(request, "coordinator/matching/question.html", form, **whole)
