"""The questions and deeds of a duo, asked alike at the mentor's, the mentee's and the coordinator's place."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vieta.activities.choices import Mode
from vieta.base.refusal import NotFound, Refused
from vieta.mentoring.actions import duos, meetings, talks
from vieta.mentoring.choices import Came, Going, Side
from vieta.web.coach.forms.activities import Minutes, Time
from vieta.web.parts import forms, rhythm


class LogForm(forms.Form):
    """A meeting that took place or did not; what is usual stands there already."""

    on = forms.Date(label=gettext_lazy("On which day?"))
    came = forms.Choice(label=gettext_lazy("Did you meet?"), choices=Came.choices, initial=Came.BOTH)
    minutes = Minutes(label=gettext_lazy("How long?"))
    mode = forms.Choice(label=gettext_lazy("In which form?"), choices=Mode.choices, in_row=True, initial=Mode.IN_PERSON)
    topic = forms.Text(
        label=gettext_lazy("What was it about?"),
        help_text=gettext_lazy("A few words, such as “application letter”. Both of you, the coach and the coordinator read them."),
        max_length=200,
        required=False,
    )
    next_on = forms.Date(label=gettext_lazy("When do you meet next?"), help_text=gettext_lazy("Leave empty if nothing is agreed yet."),
                         required=False)  # fmt: skip
    next_at = Time(label=gettext_lazy("At what time?"))


class PlanForm(forms.Form):
    """The next meeting."""

    on = forms.Date(label=gettext_lazy("On which day?"))
    starts_at = Time(label=gettext_lazy("At what time?"), help_text=gettext_lazy("For example 9:30."))
    minutes = Minutes(label=gettext_lazy("How long?"))
    mode = forms.Choice(label=gettext_lazy("In which form?"), choices=Mode.choices, in_row=True, initial=Mode.IN_PERSON)
    place = forms.Text(label=gettext_lazy("Where?"), max_length=200, required=False)


class CheckInForm(forms.Form):
    """How it goes, in words."""

    going = forms.Choice(label=gettext_lazy("How is it going between you?"), choices=Going.choices)
    words = forms.LongText(
        label=gettext_lazy("Anything the coordinator should know?"),
        help_text=gettext_lazy("Only the coordinator reads this: not the other side, not the coach."),
        required=False,
    )
    talk = django.BooleanField(label=gettext_lazy("Please call me"), required=False)


class AnswerForm(forms.Form):
    """Going on after the first meeting, or not."""

    goes_on = forms.YesNo(
        label=gettext_lazy("Do you want to go on together?"),
        hints={"no": gettext_lazy("That is all right. Nobody needs a reason, and it has no consequences.")},
    )
    reason = forms.LongText(label=gettext_lazy("Do you want to say why?"), max_length=1000, required=False)


class EvaluationForm(forms.Form):
    """Looking back."""

    satisfied = forms.Choice(label=gettext_lazy("How was your time as a duo?"), choices=Going.choices, required=False)
    autonomy = forms.YesNo(label=gettext_lazy("Does the mentee manage more on their own now?"), required=False)
    plan = forms.YesNo(label=gettext_lazy("Is there a concrete plan for work or training?"), required=False)
    network = forms.YesNo(label=gettext_lazy("Does the mentee know more people who can help?"), required=False)
    again = forms.YesNo(label=gettext_lazy("Would you do it again?"), required=False)
    words = forms.LongText(
        label=gettext_lazy("What else do you want to say?"), help_text=gettext_lazy("Only the coordinator reads this."), required=False
    )


class WhyForm(forms.Form):
    """Why something is taken back."""

    reason = forms.Text(label=gettext_lazy("Why is it taken back?"), max_length=300)


@dataclass(frozen=True)
class Where:
    """At which place a duo's questions are asked.

    `frame` answers the context of the page or NotFound, and says on the trail that the duo was opened; it holds `minutes` and the `duo` with its meetings.
    """

    back: Callable[[int], str]
    template: str
    frame: Callable[[HttpRequest, int], dict[str, Any]]
    side: str = ""


def log(request: HttpRequest, duo_id: int, where: Where) -> HttpResponseBase:
    """Writing a meeting down, in less than a minute."""

    def deed(told: dict) -> str:
        _row, new = meetings.log_meeting(by=request.viewer, at=request.at, duo_id=duo_id, **told)
        return _("The meeting is written down.") if new else _("The other side had written it down already; it counts once.")

    frame = where.frame(request, duo_id)
    form = LogForm(request.POST or None, initial={"on": request.viewer.today, "minutes": frame["minutes"]})
    return asked(request, duo_id, where, frame, form, deed, _("Write down a meeting"), _("Write it down"))


def plan(request: HttpRequest, duo_id: int, where: Where) -> HttpResponseBase:
    """Planning the next meeting."""

    def deed(told: dict) -> str:
        meetings.plan_meeting(by=request.viewer, at=request.at, duo_id=duo_id, **told)
        return _("The meeting is planned; both of you see it.")

    frame = where.frame(request, duo_id)
    form = PlanForm(request.POST or None, initial={"minutes": frame["minutes"]})
    return asked(request, duo_id, where, frame, form, deed, _("Plan the next meeting"), _("Plan it"))


def check_in(request: HttpRequest, duo_id: int, where: Where, side: str = "") -> HttpResponseBase:
    """Saying how it goes."""
    whose = _side(where, side)

    def deed(told: dict) -> str:
        talks.check_in(by=request.viewer, at=request.at, duo_id=duo_id, side=whose, **told)
        return _("Thank you. The coordinator reads it.") if where.side else _("The check-in is kept.")

    title = _("How is it going?") if where.side else _("Check-in: %(who)s") % {"who": whose.label}
    frame = where.frame(request, duo_id)
    return asked(request, duo_id, where, frame, CheckInForm(request.POST or None), deed, title, _("Keep it"))


def answer(request: HttpRequest, duo_id: int, where: Where, side: str = "") -> HttpResponseBase:
    """Going on after the first meeting, or not."""
    whose = _side(where, side)

    def deed(told: dict) -> str:
        duos.answer(by=request.viewer, at=request.at, duo_id=duo_id, side=whose, **told)
        return _("The answer is written down.")

    title = _("After the first meeting") if where.side else _("Answer of the %(who)s") % {"who": str(whose.label).lower()}
    frame = where.frame(request, duo_id)
    return asked(request, duo_id, where, frame, AnswerForm(request.POST or None), deed, title, _("Give the answer"))


def evaluation(request: HttpRequest, duo_id: int, where: Where, side: str = "") -> HttpResponseBase:
    """Looking back at the end."""
    whose = _side(where, side)

    def deed(told: dict) -> str:
        talks.evaluate(by=request.viewer, at=request.at, duo_id=duo_id, side=whose, said=talks.Evaluated(**told))
        return _("Thank you for looking back.") if where.side else _("The evaluation is kept.")

    title = _("Looking back") if where.side else _("Evaluation: %(who)s") % {"who": whose.label}
    frame = where.frame(request, duo_id)
    return asked(request, duo_id, where, frame, EvaluationForm(request.POST or None), deed, title, _("Keep it"))


def meeting_back(request: HttpRequest, duo_id: int, meeting_id: int, where: Where) -> HttpResponseBase:
    """Taking back a meeting that was written down wrongly, or calling off a planned one."""

    def deed(told: dict) -> str:
        meetings.take_meeting_back(by=request.viewer, at=request.at, meeting_id=meeting_id, **told)
        return _("The meeting was taken back. It stays readable in the history and counts nowhere.")

    frame = where.frame(request, duo_id)
    if not any(one.id == meeting_id for one in frame["duo"].meetings):
        raise NotFound(f"meeting {meeting_id}")
    return asked(
        request, duo_id, where, frame, WhyForm(request.POST or None), deed, _("Take a meeting back"), _("Take it back"), danger=True
    )


def _side(where: Where, side: str) -> Side:
    return Side(where.side or side)


def asked(
    request: HttpRequest, duo_id: int, where: Where, frame: dict, form: forms.Form, deed: Callable[[dict], str], title: str, button: str,
    **more: Any,
) -> HttpResponseBase:  # fmt: skip
    """One question and its deed; what the deed refuses stands beside its field."""
    if request.method == "POST" and form.is_valid():
        try:
            done = deed(form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, done)
            return redirect(where.back(duo_id))
    return forms.answer(request, where.template, form, **frame | {"title": title, "button": button, "cancel": where.back(duo_id)} | more)


def picture(card: Any, today: Any, silent_after_days: int = 21) -> rhythm.Figure:
    """The rhythm of a duo's meetings."""
    kinds = {"both": "held", "": "planned"}
    beats = [
        rhythm.Beat(m.on, m.minutes, kinds.get(m.came, "missed"), str(m.came_label or _("planned")) + (f": {m.topic}" if m.topic else ""))
        for m in card.meetings
    ]
    until = card.due_on or today
    return rhythm.rhythm(
        title=_("Our meetings") if not hasattr(card, "mentee") else _("The rhythm of meetings"), beats=beats, from_on=card.formed_on,
        until_on=min(card.ended_on, until) if card.ended_on else until, today=today, silent_after_days=silent_after_days,
    )  # fmt: skip
