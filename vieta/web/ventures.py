"""The questions and deeds about a business of one's own, asked alike at the coach's place and the person's own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vieta.base.refusal import NotFound
from vieta.documents.choices import Source
from vieta.enrolments.queries import documents
from vieta.mentoring.actions import requests as mentoring
from vieta.mentoring.queries import requests as asked
from vieta.outcomes import actions as outcomes
from vieta.outcomes import queries as changes
from vieta.plans import actions, queries
from vieta.web.parts import forms, profile
from vieta.web.questions import Deed, Question, answered, pressed


class IdeaForm(forms.Form):
    """The idea in one's own words."""

    idea = forms.LongText(
        label=gettext_lazy("What is the idea?"),
        help_text=gettext_lazy("In a few sentences: what, for whom, and what is needed to begin."),
        max_length=4000,
    )


class MilestoneForm(forms.Form):
    """A milestone in one's own words."""

    text = forms.Text(
        label=gettext_lazy("What is the milestone?"), help_text=gettext_lazy("For example: the first customer."), max_length=200
    )
    by_on = forms.Date(label=gettext_lazy("By when?"), required=False)


class WhenForm(forms.Form):
    """By when a milestone is hoped for."""

    by_on = forms.Date(
        label=gettext_lazy("By when do you hope to get there?"), help_text=gettext_lazy("Leave empty for no day."), required=False
    )


class ReachedForm(forms.Form):
    """That a milestone was reached, with its evidence."""

    on = forms.Date(label=gettext_lazy("On which day?"))
    words = forms.Text(label=gettext_lazy("In a few words"), max_length=300, required=False)
    source = forms.Choice(label=gettext_lazy("How is it known?"), choices=Source.choices[:3])
    document_id = django.TypedChoiceField(
        label=gettext_lazy("Which document of the file shows it?"),
        help_text=gettext_lazy("For example the extract from the register. It is chosen from the documents of the file."),
        choices=(),
        required=False,
        coerce=int,
        empty_value=None,
        widget=django.Select(),
    )


class BackForm(forms.Form):
    """Why a milestone is taken back."""

    reason = forms.Text(label=gettext_lazy("Why is it taken back?"), help_text=gettext_lazy("It stays readable."), max_length=500)


class EndForm(forms.Form):
    """Why a venture is not gone on with."""

    because = forms.Text(label=gettext_lazy("Why is it not gone on with?"), max_length=500)


class AskForm(forms.Form):
    """What a mentor could help with."""

    about = forms.LongText(
        label=gettext_lazy("What could a mentor help with?"),
        help_text=gettext_lazy("For example: has begun a small business, knows how one calculates a price."),
        max_length=2000,
    )
    languages = profile.Languages(label=gettext_lazy("In which languages?"), required=False, rows=3)
    nace = profile.nace_field(label=gettext_lazy("In which branch?"), required=False, rows=2)
    isco = profile.isco_field(label=gettext_lazy("What kind of work?"), required=False, rows=2)
    place = forms.Text(label=gettext_lazy("In which town?"), max_length=100, required=False)
    remote = django.BooleanField(label=gettext_lazy("Meeting at a distance is fine too"), required=False)

    def asked(self) -> mentoring.Asked:
        """The values as the deed takes them."""
        told = self.cleaned_data
        languages = tuple((code, level) for code, level in told["languages"] or ())
        return mentoring.Asked(
            told["about"], languages, tuple(told["isco"] or ()), tuple(told["nace"] or ()), told["place"], told["remote"]
        )


@dataclass(frozen=True)
class Where:
    """A venture's page at one place: whose it is, its address, the template of its questions, what stands around them."""

    enrolment_id: int
    address: str
    template: str
    context: dict[str, Any]
    own: bool = False


def page(request: HttpRequest, where: Where, template: str, **context: Any) -> HttpResponseBase:
    """The venture with everything one may do to it now."""
    refused = _do(request, where) if request.method == "POST" else ""
    if request.method == "POST" and not refused:
        return redirect(where.address)
    viewer = request.viewer
    told = where.context | {
        "title": _("A business of one's own"),
        "venture": queries.venture_of(viewer, where.enrolment_id),
        "requests": asked.requests_of(viewer, where.enrolment_id),
        "begun": None if where.own else changes.work_begun(viewer, where.enrolment_id),
        "address": where.address,
        "refused": refused,
        "own": where.own,
    }
    return render(request, template, told | context, status=422 if refused else 200)


def _do(request: HttpRequest, where: Where) -> str:
    """Does the one-button deed the page sent; returns the refusal in words, or nothing when it was done."""
    deeds: dict[str, Deed] = {
        "take-away": (actions.take_milestone_away, "milestone_id", _("The milestone was taken out.")),
        "withdraw": (mentoring.withdraw_request, "", _("The request is taken back.")),
        "outcome": (outcomes.record_self_employment, "", _("Self-employment is recorded among the outcomes.")),
    }
    return pressed(request, deeds, _about(request, where))


def ask(request: HttpRequest, where: Where, what: str, number: int | None = None) -> HttpResponseBase:
    """One question page: a valid answer is kept and leads back to the venture. NotFound for a question there is not."""
    makers = OF_VENTURE if number is None else OF_MILESTONE
    if what not in makers:
        raise NotFound(what)
    card = queries.venture_of(request.viewer, where.enrolment_id)
    question = makers[what](request, where, card, number)
    return answered(request, question, where.template, where.address, address=where.address, **where.context)


def _about(request: HttpRequest, where: Where) -> dict[str, Any]:
    return {"by": request.viewer, "at": request.at, "enrolment_id": where.enrolment_id}


def _idea(request: HttpRequest, where: Where, card: queries.VentureCard, number: int | None) -> Question:
    form = IdeaForm(request.POST or None, initial={"idea": card.idea} if card.running else {})
    deed = actions.tell_idea if card.running else actions.begin_venture
    title = _("The idea") if card.running else _("Begin a business of one's own")
    return Question(form, title, _("Save"), _("The idea is written down."), lambda: deed(**_about(request, where), **form.cleaned_data))


def _milestone(request: HttpRequest, where: Where, card: queries.VentureCard, number: int | None) -> Question:
    form = MilestoneForm(request.POST or None)
    deed = lambda: actions.add_milestone(**_about(request, where), **form.cleaned_data)  # noqa: E731
    return Question(
        form, _("A milestone of my own") if where.own else _("Another milestone"), _("Add it"), _("The milestone is added."), deed
    )


def _end(request: HttpRequest, where: Where, card: queries.VentureCard, number: int | None) -> Question:
    form = EndForm(request.POST or None)
    deed = lambda: actions.end_venture(**_about(request, where), **form.cleaned_data)  # noqa: E731
    lede = _("It stays readable, and another one can be begun at any time.")
    return Question(form, _("Not gone on with"), _("End it"), _("It has ended."), deed, lede, danger=True)


def _mentor(request: HttpRequest, where: Where, card: queries.VentureCard, number: int | None) -> Question:
    form = AskForm(request.POST or None, initial={"about": card.idea[:1000]} if card.running else {})
    deed = lambda: mentoring.ask_for_mentor(**_about(request, where), asked=form.asked())  # noqa: E731
    lede = _("A coordinator reads this and answers. A mentor sees only what is shared with them later, item by item.")
    return Question(
        form, _("Ask the network for a mentor"), _("Ask for a mentor"), _("It is asked. A coordinator will answer."), deed, lede
    )


def _when(request: HttpRequest, where: Where, card: queries.VentureCard, number: int | None) -> Question:
    one = _one(card, number)
    form = WhenForm(request.POST if request.method == "POST" else None, initial={"by_on": one.by_on})
    deed = lambda: actions.plan_milestone(**_about(request, where), milestone_id=one.id, **form.cleaned_data)  # noqa: E731
    return Question(form, one.label, _("Save"), _("It is written down."), deed)


def _reached(request: HttpRequest, where: Where, card: queries.VentureCard, number: int | None) -> Question:
    one = _one(card, number)
    form = ReachedForm(request.POST or None, initial={"on": request.viewer.today, "source": Source.DECLARED})
    papers = [(paper.document_id, paper.name) for paper in documents(request.viewer, where.enrolment_id) if paper.may_open]
    form.fields["document_id"].choices = [("", _("None")), *papers]
    deed = lambda: actions.reach_milestone(**_about(request, where), milestone_id=one.id, **form.cleaned_data)  # noqa: E731
    return Question(form, _("Reached: %(what)s") % {"what": one.label}, _("Record it"), _("It is recorded."), deed)


def _back(request: HttpRequest, where: Where, card: queries.VentureCard, number: int | None) -> Question:
    one = _one(card, number)
    form = BackForm(request.POST or None)
    deed = lambda: actions.take_back_milestone(**_about(request, where), milestone_id=one.id, **form.cleaned_data)  # noqa: E731
    return Question(form, _("Take back: %(what)s") % {"what": one.label}, _("Take it back"), _("It is taken back."), deed)


def _one(card: queries.VentureCard, number: int | None) -> queries.MilestoneCard:
    found = next((one for one in card.milestones if one.id == number), None)
    if found is None:
        raise NotFound(f"milestone {number}")
    return found


Maker = Callable[[HttpRequest, Where, queries.VentureCard, int | None], Question]
OF_VENTURE: dict[str, Maker] = {"idea": _idea, "milestone": _milestone, "end": _end, "mentor": _mentor}
OF_MILESTONE: dict[str, Maker] = {"when": _when, "reached": _reached, "back": _back}
