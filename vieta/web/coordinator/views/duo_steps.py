"""The deeds of a coordinator on one duo: each step, its end, what both sides say, taking a step back."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from vieta.base.refusal import NotFound
from vieta.mentoring.actions import duos as deeds
from vieta.mentoring.actions import endings
from vieta.mentoring.choices import DuoMoment
from vieta.web import duos
from vieta.web.coordinator.forms import duos as questions
from vieta.web.coordinator.views.duos import frame
from vieta.web.parts import forms

WHERE = duos.Where(back=lambda duo_id: reverse("duo", kwargs={"duo_id": duo_id}), template="coordinator/duo_question.html", frame=frame)


def _step(
    request: HttpRequest, duo_id: int, form_class: type[forms.Form], deed: Callable, done: str, title: str, button: str, **more
) -> HttpResponseBase:  # fmt: skip
    """One step: its question, its deed with the answers, and the sentence afterwards."""

    def do(told: dict) -> str:
        deed(by=request.viewer, at=request.at, duo_id=duo_id, **told)
        return done

    context = frame(request, duo_id)
    card = context["duo"]
    initial = {"on": request.viewer.today, "minutes": card.meeting_minutes, "until_on": card.due_on}
    return duos.asked(request, duo_id, WHERE, context, form_class(request.POST or None, initial=initial), do, title, button, **more)


def duo_first_meeting(request: HttpRequest, duo_id: int) -> HttpResponseBase:
    """The first meeting was held."""
    words = (_("The first meeting is recorded; each side may answer now."), _("The first meeting"), _("Record it"))
    return _step(request, duo_id, questions.FirstMeetingForm, deeds.first_meeting_held, *words)


def duo_agreement(request: HttpRequest, duo_id: int) -> HttpResponseBase:
    """Agreement and code of conduct were signed."""
    words = (_("The agreement is recorded; the agreed time runs."), _("The second meeting: agreement and code of conduct"), _("Record it"))
    return _step(request, duo_id, questions.AgreementForm, deeds.agree, *words)


def duo_extend(request: HttpRequest, duo_id: int) -> HttpResponseBase:
    """The duo runs on."""
    return _step(request, duo_id, questions.ExtendForm, endings.extend, _("The duo runs on."), _("Extend the duo"), _("Extend it"))


def duo_complete(request: HttpRequest, duo_id: int) -> HttpResponseBase:
    """The duo reached its end."""
    words = (_("The end is recorded; both are asked to look back."), _("The agreed end is reached"), _("Record the end"))
    return _step(request, duo_id, questions.CompleteForm, endings.complete, *words)


def duo_break_off(request: HttpRequest, duo_id: int) -> HttpResponseBase:
    """The duo ends before its time."""
    words = (_("The end is recorded."), _("End the duo before its time"), _("End the duo"))
    return _step(request, duo_id, questions.BreakOffForm, endings.break_off, *words, danger=True)


def duo_close(request: HttpRequest, duo_id: int) -> HttpResponseBase:
    """The duo is closed after evaluation."""
    return _step(request, duo_id, questions.CloseForm, endings.close, _("The duo is closed."), _("Close the duo"), _("Close it"))


def duo_step_back(request: HttpRequest, duo_id: int, moment: str) -> HttpResponseBase:
    """A step that was recorded wrongly."""
    event = next((e for e in frame(request, duo_id)["duo"].events if e.moment == moment and e.may_take_back), None)
    if event is None:
        raise NotFound(f"step {moment}")

    def do(told: dict) -> str:
        endings.take_step_back(by=request.viewer, at=request.at, duo_id=duo_id, moment=DuoMoment(moment), **told)
        return _("The step was taken back. Record it anew as it was.")

    title = _("Take back: %(step)s") % {"step": event.label}
    context = {"minutes": 0, "duo": None}
    form = questions.StepBackForm(request.POST or None)
    return duos.asked(request, duo_id, WHERE, context, form, do, title, _("Take it back"), danger=True)


def duo_log(request: HttpRequest, duo_id: int) -> HttpResponseBase:
    return duos.log(request, duo_id, WHERE)


def duo_plan(request: HttpRequest, duo_id: int) -> HttpResponseBase:
    return duos.plan(request, duo_id, WHERE)


def duo_check_in(request: HttpRequest, duo_id: int, side: str) -> HttpResponseBase:
    return duos.check_in(request, duo_id, WHERE, side)


def duo_answer(request: HttpRequest, duo_id: int, side: str) -> HttpResponseBase:
    return duos.answer(request, duo_id, WHERE, side)


def duo_evaluation(request: HttpRequest, duo_id: int, side: str) -> HttpResponseBase:
    return duos.evaluation(request, duo_id, WHERE, side)


def duo_meeting_back(request: HttpRequest, duo_id: int, meeting_id: int) -> HttpResponseBase:
    return duos.meeting_back(request, duo_id, meeting_id, WHERE)
