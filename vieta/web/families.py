"""The questions and deeds of a family's plan page, asked alike at the coach's, the mentor's and the adult's own place."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms as django
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vieta.base.refusal import NotFound
from vieta.documents.choices import Source
from vieta.mentoring.actions import children, family
from vieta.mentoring.choices import Schooling
from vieta.mentoring.queries import family as queries
from vieta.people.choices import SchoolStage
from vieta.plans.choices import AgreedHow
from vieta.web.parts import forms
from vieta.web.questions import Deed, Question, answered, pressed
from vieta.web.trail import listed


class CareForm(forms.Form):
    """Why it is safe to name somebody in hiding in a family."""

    care = forms.Text(
        label=gettext_lazy("Why is it safe to name this person here?"),
        help_text=gettext_lazy("Only where the address is hidden. Ask them alone: whoever they hide from may live in this family."),
        max_length=300,
        required=False,
    )


class AdultForm(CareForm):
    """Another adult of the family."""

    field_order = ("enrolment_id", "care")
    enrolment_id = django.TypedChoiceField(
        label=gettext_lazy("Who else belongs to the family?"),
        help_text=gettext_lazy("People of this programme whose file is open to you and who belong to no family yet."),
        choices=(),
        coerce=int,
        widget=django.Select(),
    )


class LeadForm(forms.Form):
    """Who leads the family's plan, and for how long."""

    who = forms.Choice(label=gettext_lazy("Who leads the family's plan?"), choices=(), widget=django.Select())
    until_on = forms.Date(
        label=gettext_lazy("Until which day?"), help_text=gettext_lazy("It ends by itself then. At most two years ahead.")
    )
    reason = forms.Text(
        label=gettext_lazy("Why is this the right one?"), help_text=gettext_lazy("For example: speaks their language."), max_length=500
    )

    def deed(self) -> dict[str, Any]:
        """The values as the deed takes them."""
        kind, _dash, number = self.cleaned_data["who"].partition("-")
        return {f"{kind}_id": int(number), "until_on": self.cleaned_data["until_on"], "reason": self.cleaned_data["reason"]}


class EndForm(forms.Form):
    """Why somebody leads the family's plan no longer."""

    because = forms.Text(label=gettext_lazy("Why does it end?"), max_length=500)


class ChildForm(forms.Form):
    """A child, without a name."""

    born_in = django.IntegerField(
        label=gettext_lazy("In which year was the child born?"),
        help_text=gettext_lazy("No name and no file: the year or the stage is enough."),
        required=False,
    )
    stage = forms.Choice(
        label=gettext_lazy("At which stage of school is the child?"),
        choices=SchoolStage.choices,
        required=False,
        widget=django.Select(),
        empty=gettext_lazy("Not said"),
    )


class SchoolForm(forms.Form):
    """How a child takes part in school."""

    schooling = forms.Choice(label=gettext_lazy("How does the child take part in school?"), choices=Schooling.choices)
    on = forms.Date(label=gettext_lazy("On which day was that so?"))
    source = forms.Choice(label=gettext_lazy("How do you know?"), choices=Source.choices[:4])


class BackForm(forms.Form):
    """Why something is taken back."""

    reason = forms.Text(label=gettext_lazy("Why is it taken back?"), help_text=gettext_lazy("It stays readable."), max_length=500)


class AgreementForm(forms.Form):
    """How an adult agreed; on their own screen there is nothing to ask."""

    how = forms.Choice(label=gettext_lazy("How did the person agree?"), choices=[])
    paper = django.FileField(
        label=gettext_lazy("The signed paper"), help_text=gettext_lazy("A scan or a photo: PDF, JPEG or PNG."), required=False
    )


class StepsForm(forms.Form):
    """Which job steps stand on the family's page."""

    lines = forms.Choices(
        label=gettext_lazy("Which steps belong on the family's page?"),
        help_text=gettext_lazy("Choose those about work. Who leads the family's plan and the other adults who agreed see them."),
        choices=(),
        required=False,
    )


@dataclass(frozen=True)
class Where:
    """A family's page at one place: its address, the template of its questions, what stands around them."""

    household_id: int
    address: str
    template: str
    context: dict[str, Any]
    enrolment_id: int | None = None
    own: bool = False


def do(request: HttpRequest, where: Where) -> str:
    """Does the one-button deed the page sent; returns the refusal in words, or nothing when it was done."""
    deeds: dict[str, Deed] = {
        "take-back": (family.take_back, "member_id", _("The agreement is taken back. What was open is closed.")),
        "adult-left": (family.adult_left, "member_id", _("This adult no longer belongs to the family.")),
        "child-left": (children.child_left, "child_id", _("This child no longer belongs to the family.")),
        "finish": (family.finish_step, "family_step_id", _("The step is done.")),
    }
    return pressed(request, deeds, _about(request, where))


def ask(request: HttpRequest, where: Where, what: str, number: int | None = None) -> HttpResponseBase:
    """One question page: a valid answer is kept and leads back to the family's page. NotFound for a question there is not."""
    makers = OF_FAMILY if number is None else OF_PART
    if what not in makers or (where.own and what not in OWN):
        raise NotFound(what)
    _card(request, where)  # NotFound where the family is closed, before anything is asked
    question = makers[what](request, where, number)
    return answered(request, question, where.template, where.address, family_address=where.address, **where.context)


def _about(request: HttpRequest, where: Where) -> dict[str, Any]:
    return {"by": request.viewer, "at": request.at, "household_id": where.household_id}


def _file(where: Where) -> int:
    """The file from which the page was opened; only the coach's place has one."""
    if where.enrolment_id is None:
        raise NotFound("file")
    return where.enrolment_id


def _adult(request: HttpRequest, where: Where, number: int | None) -> Question:
    enrolment_id = _file(where)
    name = request.GET.get("name", "")[:60]
    form = AdultForm(request.POST or None)
    form.fields["enrolment_id"].choices = [("", _("Choose …")), *queries.adults_to_add(request.viewer, enrolment_id, name)]
    lede = _("Each adult keeps a file and a plan of their own. Nothing of one is shown to the other before each has agreed.")
    deed = lambda: family.add_adult(**_about(request, where), **form.cleaned_data)  # noqa: E731
    return Question(form, _("Another adult of the family"), _("Add to the family"), _("The adult belongs to the family."), deed, lede)


def _lead(request: HttpRequest, where: Where, number: int | None) -> Question:
    enrolment_id = _file(where)
    form = LeadForm(request.POST or None)
    form.fields["who"].choices = [("", _("Choose …")), *queries.leads_to_choose(request.viewer, enrolment_id)]
    lede = _("One family, one plan, one person who leads it. Nothing opens to them before an adult has agreed.")
    deed = lambda: family.name_lead(**_about(request, where), enrolment_id=enrolment_id, **form.deed())  # noqa: E731
    return Question(
        form, _("Who leads the family's plan?"), _("Name them"), _("They lead the family's plan. Now ask each adult."), deed, lede
    )


def _end_lead(request: HttpRequest, where: Where, number: int | None) -> Question:
    enrolment_id = _file(where)
    form = EndForm(request.POST or None)
    lede = _("Every adult's agreement ends with it, and what was open to them closes today. The plans stay.")
    deed = lambda: family.end_lead(**_about(request, where), enrolment_id=enrolment_id, **form.cleaned_data)  # noqa: E731
    return Question(form, _("End who leads the family's plan"), _("End it"), _("It has ended."), deed, lede, danger=True)


def _child(request: HttpRequest, where: Where, number: int | None) -> Question:
    form = ChildForm(request.POST or None)
    deed = lambda: children.add_child(**_about(request, where), **form.cleaned_data)  # noqa: E731
    return Question(form, _("A child of the family"), _("Add the child"), _("The child belongs to the family."), deed)


def _child_change(request: HttpRequest, where: Where, number: int | None) -> Question:
    card = _child_card(request, where, number)
    form = ChildForm(request.POST or None, initial={"born_in": card.born_in, "stage": card.stage})
    deed = lambda: children.change_child(**_about(request, where), child_id=card.id, **form.cleaned_data)  # noqa: E731
    return Question(form, _("Child %(number)s") % {"number": card.number}, _("Save"), _("It is changed."), deed)


def _school(request: HttpRequest, where: Where, number: int | None) -> Question:
    card = _child_card(request, where, number)
    form = SchoolForm(request.POST or None, initial={"on": request.viewer.today, "source": Source.DECLARED})
    deed = lambda: children.record_schooling(**_about(request, where), child_id=card.id, **form.cleaned_data)  # noqa: E731
    lede = _("The effect only: no school, no words, no name.")
    return Question(form, _("Child %(number)s at school") % {"number": card.number}, _("Record it"), _("It is recorded."), deed, lede)


def _school_back(request: HttpRequest, where: Where, number: int | None) -> Question:
    form = BackForm(request.POST or None)
    deed = lambda: children.take_schooling_back(**_about(request, where), fact_id=number or 0, **form.cleaned_data)  # noqa: E731
    if not any(fact.id == number for child in _card(request, where).children for fact in child.facts):
        raise NotFound(f"school fact {number}")
    return Question(form, _("Take back what was recorded"), _("Take it back"), _("It is taken back."), deed)


def _agreement(request: HttpRequest, where: Where, number: int | None) -> Question:
    adult = _adult_card(request, where, number)
    card = _card(request, where)
    about = _about(request, where) | {"member_id": adult.member_id}
    lede = agreement_in_words(card)
    if where.own:
        own = forms.Form(request.POST if request.method == "POST" else None)
        deed = lambda: family.agree(**about)  # noqa: E731
        return Question(own, _("Do you agree?"), _("I agree"), _("You agreed. You can take it back at any time."), deed, lede)
    form = AgreementForm(request.POST or None, request.FILES or None)
    offered = [AgreedHow.PAPER] if adult.person_has_place else [AgreedHow.SPOKEN, AgreedHow.PAPER]
    form.fields["how"].choices = [(how.value, how.label) for how in offered]
    if adult.person_has_place:
        form.fields["how"].help_text = _("This person has a place of their own: they can also agree there themselves.")
    deed = lambda: family.agree(**about, how=form.cleaned_data["how"], paper=form.cleaned_data["paper"])  # noqa: E731
    title = _("How did %(name)s agree?") % {"name": adult.name}
    return Question(form, title, _("Record the agreement"), _("The agreement was recorded."), deed, lede)


def _steps(request: HttpRequest, where: Where, number: int | None) -> Question:
    adult = _adult_card(request, where, number)
    choices, shown = queries.steps_to_show(request.viewer, where.household_id, adult.member_id)
    form = StepsForm(request.POST if request.method == "POST" else None, initial={"lines": [str(line) for line in shown]})
    form.fields["lines"].choices = [(str(line), text) for line, text in choices]
    about = _about(request, where) | {"member_id": adult.member_id}
    deed = lambda: family.show_steps(**about, lines=[UUID(line) for line in form.cleaned_data["lines"]])  # noqa: E731
    title = _("My steps on the family's page") if where.own else _("Steps of %(name)s on the family's page") % {"name": adult.name}
    lede = "" if choices else _("There is no plan in force with a step that could be shown. Agree on a plan first.")
    return Question(form, title, _("Show these steps"), _("The family's page shows these steps."), deed, lede)


def agreement_in_words(card: queries.FamilyCard) -> str:
    """What an adult agrees to, as it is read to them."""
    if card.lead is None:
        return _("Nobody leads the family's plan yet.")
    told = {"name": card.lead.name, "day": date_format(card.lead.until_on, "DATE_FORMAT")}
    if card.lead.mentor:
        words = _(
            "%(name)s accompanies the family until %(day)s and sees your first name and the steps you put on the family's page, nothing else."
        )
    else:
        words = _("%(name)s accompanies the family until %(day)s and reads your file and plan until then, without special characteristics.")
    return words % told + " " + _("The other adults who agree see your first name and those steps. You can take it back at any time.")


def _card(request: HttpRequest, where: Where) -> queries.FamilyCard:
    return queries.family_of(request.viewer, where.household_id)


def _adult_card(request: HttpRequest, where: Where, number: int | None) -> queries.AdultCard:
    found = next((one for one in _card(request, where).adults if one.member_id == number and one.may_decide), None)
    if found is None:
        raise NotFound(f"adult {number}")
    return found


def _child_card(request: HttpRequest, where: Where, number: int | None) -> queries.ChildCard:
    card = _card(request, where)
    found = next((one for one in card.children if one.id == number), None) if card.may_record else None
    if found is None:
        raise NotFound(f"child {number}")
    return found


Maker = Callable[[HttpRequest, Where, int | None], Question]
OF_FAMILY: dict[str, Maker] = {"adult": _adult, "lead": _lead, "end-lead": _end_lead, "child": _child}
OF_PART: dict[str, Maker] = {
    "child": _child_change, "school": _school, "school-back": _school_back, "agreement": _agreement, "steps": _steps,
}  # fmt: skip
OWN = ("agreement", "steps")


def page(request: HttpRequest, where: Where, template: str, **context: Any) -> HttpResponseBase:
    """The family's page with everything one may do to it now."""
    refused = do(request, where) if request.method == "POST" else ""
    if request.method == "POST" and not refused:
        return redirect(where.address)
    card = queries.family_of(request.viewer, where.household_id)
    listed(request, "family.listed", [adult.person_id for adult in card.adults if not adult.me])
    told = where.context | {"title": card.title, "family": card, "family_address": where.address, "refused": refused, "own": where.own}
    return render(request, template, told | context, status=422 if refused else 200)
