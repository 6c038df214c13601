"""The deeds on a plan that the person and the case team do with the same questions, each at their own place."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vieta.base.refusal import NotFound, Refused
from vieta.plans import actions, queries
from vieta.plans.choices import Doer
from vieta.web.parts import forms


class PartForm(forms.Form):
    """A part of a plan that the other side may be changing at the same time: what one saw is sent along, so that no change is lost unread."""

    seen = forms.Text(max_length=64, required=False, widget=forms.forms.HiddenInput())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        former = sorted((name, str(value)) for name, value in self.initial.items())
        self.initial = {**self.initial, "seen": hashlib.sha256(repr(former).encode()).hexdigest() if former else ""}

    def clean(self):
        told = super().clean() or self.cleaned_data
        now = self.initial["seen"]
        if (seen := told.pop("seen", "")) and seen != now:
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = now
            text = self.initial.get("words") or self.initial.get("text") or "–"
            words = _("This was changed while you were writing. It now says: “%(text)s”. Save again to put yours in its place.")
            self.add_error(None, words % {"text": text})
        return told


class WordsForm(PartForm):
    """What matters most, in the person's own words."""

    words = forms.LongText(
        label=gettext_lazy("What matters most?"),
        help_text=gettext_lazy("In the person's own words, in any language. It stands on top of the plan."),
        max_length=2000,
        required=False,
    )


class GoalForm(PartForm):
    """A goal and the side of life it lies in."""

    text = forms.Text(
        label=gettext_lazy("What is the goal?"), help_text=gettext_lazy("For example: a job in a bakery, mornings only."), max_length=500
    )

    domain_id = forms.Choice(
        label=gettext_lazy("Which side of life is it about?"), choices=(), required=False, widget=forms.forms.Select(), empty=""
    )

    def __init__(self, *args, domains=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["domain_id"].choices = [("", _("None in particular")), *domains]

    def clean_domain_id(self):
        return int(self.cleaned_data["domain_id"]) if self.cleaned_data["domain_id"] else None


class StepForm(PartForm):
    """A step: what, who and by when."""

    text = forms.Text(
        label=gettext_lazy("What is the step?"), help_text=gettext_lazy("One thing to do, for example: call the school."), max_length=500
    )
    doer = forms.Choice(label=gettext_lazy("Who does it?"), choices=Doer.choices)
    other = forms.Text(
        label=gettext_lazy("Who else?"), help_text=gettext_lazy("Only if somebody else does it."), max_length=100, required=False
    )
    by_on = forms.Date(label=gettext_lazy("By when?"), help_text=gettext_lazy("For example 27 3 2026."))

    def __init__(self, *args, own=False, **kwargs):
        super().__init__(*args, **kwargs)
        if own:
            self.fields["doer"].choices = [
                (Doer.PERSON, _("I do")), (Doer.COACH, _("My coach")), (Doer.BOTH, _("Both of us together")), (Doer.OTHER, _("Somebody else")),
            ]  # fmt: skip


class WithdrawForm(forms.Form):
    """Taking an agreement back, with the reason."""

    reason = forms.LongText(
        label=gettext_lazy("Why?"), help_text=gettext_lazy("In a few words. It helps to find something better together."), max_length=500
    )


@dataclass(frozen=True)
class Where:
    """The names of the addresses at one place, the template of its question pages, and what its pages need around them."""

    plan_address: Callable[[int], str]
    words: str
    goal_new: str
    goal: str
    step_new: str
    step: str
    withdraw: str
    version: str
    template: str
    frame: Callable[[HttpRequest, int], dict[str, Any]]
    own: bool = False


# One-button deeds of a plan page: the word a button sends, what it asks for, what is said afterwards.
DEEDS: dict[str, tuple[Callable, str, Any]] = {
    "begin": (actions.begin_draft, "", gettext_lazy("Write the plan together. Nothing holds until both have agreed.")),
    "begin-from": (
        actions.begin_draft,
        "copy_of",
        gettext_lazy("The former text is here to be changed. Nothing holds until both have agreed."),
    ),
    "set-aside": (actions.set_aside, "", gettext_lazy("What was being written is set aside. It can still be read.")),
    "agree": (actions.agree, "text_hash", gettext_lazy("You agreed.")),
    "agree-team": (actions.agree_for_team, "text_hash", gettext_lazy("You agreed for the team.")),
    "finish": (actions.finish_step, "step_id", gettext_lazy("The step is done.")),
    "drop": (actions.drop_step, "step_id", gettext_lazy("The step is no longer needed.")),
    "reopen": (actions.reopen_step, "step_id", gettext_lazy("The step is open again.")),
    "remove-goal": (actions.remove_goal, "goal_id", gettext_lazy("The goal was taken out. Both need to agree to the plan as it is now.")),
    "remove-step": (actions.remove_step, "step_id", gettext_lazy("The step was taken out. Both need to agree to the plan as it is now.")),
}
NUMBERS = ("copy_of", "step_id", "goal_id")


def do(request: HttpRequest, enrolment_id: int) -> str:
    """Does the one-button deed a plan page sent; returns the refusal in words, or nothing when it was done."""
    found = DEEDS.get(request.POST.get("deed", ""))
    if found is None:
        raise NotFound("deed")
    action, needs, said = found
    try:
        done = action(by=request.viewer, at=request.at, enrolment_id=enrolment_id, **_given(request, needs))
    except Refused as refusal:
        return str(refusal.reason)
    active = needs == "text_hash" and done.active_on is not None
    messages.success(request, _("Both have agreed: the plan is in force from today.") if active else str(said))
    return ""


def _given(request: HttpRequest, needs: str) -> dict[str, Any]:
    if not needs:
        return {}
    value = request.POST.get(needs, "")
    if needs not in NUMBERS:
        return {needs: value}
    if not value.isdecimal() or len(value) > 18:
        raise NotFound(needs)
    return {needs: int(value)}


def words(request: HttpRequest, enrolment_id: int, where: Where) -> HttpResponseBase:
    """What matters most, in the person's own words."""
    draft = _draft(request, enrolment_id)
    if draft is None:
        return _gone(request, where.plan_address(enrolment_id))
    form = WordsForm(request.POST or None, initial={"words": draft.person_words})
    return _ask(request, enrolment_id, where, form, _("What matters most"), actions.say_what_matters)


def goal(request: HttpRequest, enrolment_id: int, where: Where, goal_id: int | None = None) -> HttpResponseBase:
    """A new goal, or one to change."""
    draft = _draft(request, enrolment_id)
    if draft is None:
        return _gone(request, where.plan_address(enrolment_id))
    card = _one((g for g in draft.goals if not g.closed), goal_id)
    initial = {"text": card.text, "domain_id": card.domain_id} if card else {}
    domains = queries.domain_choices(request.viewer, enrolment_id)
    if card and card.domain_id and card.domain_id not in dict(domains):
        domains = [(card.domain_id, card.domain), *domains]
    form = GoalForm(request.POST or None, initial=initial, domains=domains)
    if card is None:
        return _ask(request, enrolment_id, where, form, _("A new goal"), actions.add_goal)
    remove = {"deed": "remove-goal", "field": "goal_id", "id": card.id, "label": _("Take this goal out of the plan")}
    return _ask(request, enrolment_id, where, form, _("Change a goal"), actions.change_goal, remove, goal_id=card.id)


def step(request: HttpRequest, enrolment_id: int, where: Where, goal_id: int | None = None, step_id: int | None = None) -> HttpResponseBase:
    """A new step of a goal, or one to change."""
    draft = _draft(request, enrolment_id)
    if draft is None:
        return _gone(request, where.plan_address(enrolment_id))
    open_goals = [g for g in draft.goals if not g.closed]
    under = _one(open_goals, goal_id)
    card = _one((s for g in open_goals for s in g.steps), step_id)
    if under is None and card is None:
        raise NotFound("step")
    initial = {"text": card.text, "doer": card.doer, "other": card.other, "by_on": card.by_on} if card else {}
    form = StepForm(request.POST or None, initial=initial, own=where.own)
    if card is None:
        extra = {"goal_id": under.id} if under else {}
        return _ask(request, enrolment_id, where, form, _("A new step"), actions.add_step, lede=under.text if under else "", **extra)
    remove = {"deed": "remove-step", "field": "step_id", "id": card.id, "label": _("Take this step out of the plan")}
    return _ask(request, enrolment_id, where, form, _("Change a step"), actions.change_step, remove, step_id=card.id)


def withdraw(request: HttpRequest, enrolment_id: int, where: Where) -> HttpResponseBase:
    """Taking back the agreement to the plan in force."""
    card = queries.plan_of(request.viewer, enrolment_id)
    if card.active is None:
        messages.warning(request, _("No plan is in force at the moment."))
        return redirect(where.plan_address(enrolment_id))
    form = WithdrawForm(request.POST or None)
    lede = _("From today no plan is in force. The text stays readable, and you can write a new plan together at any time.")
    return _ask(request, enrolment_id, where, form, _("Take the agreement back"), actions.withdraw, lede=lede, danger=True)


def _draft(request: HttpRequest, enrolment_id: int) -> queries.VersionCard | None:
    card = queries.plan_of(request.viewer, enrolment_id)
    if not card.may_write:
        raise PermissionDenied(_("Only the person and their case team write this plan, from admission until the person leaves."))
    return card.draft


def _gone(request: HttpRequest, plan: str) -> HttpResponse:
    """What was being written has been agreed or set aside meanwhile, perhaps in another window."""
    messages.warning(request, _("No plan is being written any more. It may have been agreed or set aside meanwhile."))
    return redirect(plan)


def _one(cards, id: int | None):
    """The card with this id; None where none is asked for."""
    if id is None:
        return None
    found = next((card for card in cards if card.id == id), None)
    if found is None:
        raise NotFound(f"part {id}")
    return found


def _ask(
    request: HttpRequest,
    enrolment_id: int,
    where: Where,
    form: forms.Form,
    title: str,
    action: Callable,
    remove=None,
    *,
    lede="",
    danger=False,
    **ids,
) -> HttpResponse:
    """One question page of a plan: a valid answer is kept and leads back to the plan."""
    plan = where.plan_address(enrolment_id)
    if request.method == "POST" and form.is_valid():
        try:
            action(by=request.viewer, at=request.at, enrolment_id=enrolment_id, **ids, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return redirect(f"{plan}#draft" if action is not actions.withdraw else plan)
    context = where.frame(request, enrolment_id) | {"title": title, "words": lede, "remove": remove, "plan_address": plan, "cancel": plan}
    button = _("Take the agreement back") if danger else _("Save")
    return forms.answer(request, where.template, form, button=button, danger=danger, **context)
