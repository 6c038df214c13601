"""Forms about entry: answers with their sources, notices, days, grounds, the decision."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from vieta.base.codes import Gender, Isced
from vieta.documents.choices import Source
from vieta.enrolments.choices import (
    SPECIAL_TRAITS,
    TRAITS_IF_COUNTED,
    YES_NO_TRAITS,
    Asked,
    Barrier,
    FormerSupport,
    Income,
    Labour,
    Moment,
    Trait,
)
from vieta.enrolments.rules import Answer
from vieta.people.choices import NoticeForm as TheForm
from vieta.web.coach.forms.outreach import offer
from vieta.web.coach.forms.people import LANGUAGES
from vieta.web.parts import forms

QUESTIONS = {
    Trait.GENDER: _("Gender?"),
    Trait.BIRTH_ON: _("Date of birth?"),
    Trait.LABOUR: _("Were they working, looking for work, or neither?"),
    Trait.UNEMPLOYED_SINCE: _("Since when were they unemployed?"),
    Trait.EDUCATION: _("What is the highest education they completed?"),
    Trait.IN_EDUCATION: _("Were they in education or training?"),
    Trait.DISABILITY: _("Do they have a disability?"),
    Trait.THIRD_COUNTRY: _("Are they a citizen of a country outside the EU, or stateless?"),
    Trait.FOREIGN_BACKGROUND: _("Do they have a foreign background?"),
    Trait.MINORITY: _("Do they belong to a minority, such as the Roma?"),
    Trait.HOUSING: _("Are they homeless or affected by housing exclusion?"),
    Trait.RURAL: _("Do they live in a rural area?"),
    Trait.BARRIER: _("Which barrier do they meet?"),
    Trait.EXCLUSION_RISK: _("Are they at risk of social exclusion?"),
    Trait.FORMER_SUPPORT: _("What do they say of support they had before?"),
    Trait.INCOME: _("What do they live on?"),
    Trait.EARNINGS_BEFORE: _("What did they earn in the year before?"),
    Trait.PRECARIOUS: _("If they worked: on a temporary or insecure contract?"),
    Trait.UNDEREMPLOYED: _("If they worked: fewer hours than they wanted?"),
    Trait.HOUSEHOLD_JOBLESS: _("Did nobody in the household work?"),
    Trait.HOUSEHOLD_CHILDREN: _("Did dependent children live in the household?"),
    Trait.HOUSEHOLD_ONE_ADULT: _("Were they the only adult in the household?"),
}
_YES_NO = [("yes", _("Yes")), ("no", _("No"))]
_CODED = {
    Trait.GENDER: Gender.choices,
    Trait.LABOUR: Labour.choices,
    Trait.EDUCATION: [(str(value), label) for value, label in Isced.choices],
    Trait.BARRIER: Barrier.choices,
    Trait.FORMER_SUPPORT: FormerSupport.choices,
    Trait.INCOME: Income.choices,
}
_DAYS = (Trait.BIRTH_ON, Trait.UNEMPLOYED_SINCE)
_NO_VALUE = (Asked.DECLINED, Asked.UNKNOWN)


class AnswersForm(forms.SharedForm):
    """Every question about entry this viewer may answer, each with where the answer comes from."""

    def __init__(self, data: Any, *, card: Any, documents: Sequence[Any], counted: Collection[str] = ()):
        self.open_traits = [t for t in card.traits if not t.closed and _is_asked(t, counted)]
        made = {}
        for trait in self.open_traits:
            made[f"answer_{trait.trait}"] = _answer_field(Trait(trait.trait))
            made[f"source_{trait.trait}"] = django_forms.ChoiceField(label=_("Source"), choices=Source.choices, required=False)
            if documents:
                papers = [("", _("No document")), *((str(d.document_id), d.name) for d in documents if d.may_open)]
                made[f"document_{trait.trait}"] = django_forms.ChoiceField(label=_("Document"), choices=papers, required=False)
        self.base_fields = made
        super().__init__(data, initial=_initial(self.open_traits))

    def together(self) -> Iterator[tuple[str, ...]]:
        """The fields by question: answer, source and (where the file has papers) document."""
        for trait in self.open_traits:
            yield tuple(name for part in ("answer", "source", "document") if (name := f"{part}_{trait.trait}") in self.fields)

    @property
    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The questions as the page shows them."""
        return (tuple(self[name] for name in names) for names in self.together())

    @property
    def answers(self) -> dict[Trait, Answer]:
        """What was answered anew on this page, by trait."""
        asked = zip(self.open_traits, self.together(), strict=True)
        return {Trait(t.trait): self._answer(t.trait) for t, names in asked if not self.mine.keys().isdisjoint(names)}

    def _answer(self, trait: str) -> Answer:
        said = self.cleaned_data.get(f"answer_{trait}")
        paper = self.cleaned_data.get(f"document_{trait}")
        source = self.cleaned_data.get(f"source_{trait}") or Source.DECLARED
        about: dict[str, Any] = {"source": source, "document_id": int(paper) if paper else None}
        if said in _NO_VALUE:
            return Answer("", str(said), **about)
        if said in (None, ""):
            return Answer("", Asked.NOT_ASKED, **about)
        return Answer(said.isoformat() if hasattr(said, "isoformat") else str(said), **about)


def _is_asked(trait: Any, counted: Collection[str]) -> bool:
    """What no measure of the programme rests on is not asked; what was recorded stays."""
    return trait.trait not in TRAITS_IF_COUNTED or trait.trait in counted or trait.asked != Asked.NOT_ASKED


def _answer_field(trait: Trait) -> Any:
    label = QUESTIONS[trait]
    if trait in _DAYS:
        return forms.Date(label=label, required=False, birthday=trait == Trait.BIRTH_ON)
    if trait == Trait.EARNINGS_BEFORE:
        return forms.Money(label=label, required=False)
    choices = list(_YES_NO if trait in YES_NO_TRAITS else _CODED[trait])
    if trait in SPECIAL_TRAITS:
        choices.append((Asked.DECLINED.value, Asked.DECLINED.label))
    choices.append((Asked.UNKNOWN.value, Asked.UNKNOWN.label))
    return django_forms.ChoiceField(label=label, choices=[("", Asked.NOT_ASKED.label), *choices], required=False)


def _initial(traits: Sequence[Any]) -> dict[str, Any]:
    initial: dict[str, Any] = {}
    for trait in traits:
        given = trait.asked == Asked.GIVEN
        value = trait.value if given else (trait.asked if trait.asked in _NO_VALUE else "")
        initial[f"answer_{trait.trait}"] = int(value) if given and trait.trait == Trait.EARNINGS_BEFORE else value
        initial[f"source_{trait.trait}"] = trait.source or Source.DECLARED
        initial[f"document_{trait.trait}"] = str(trait.document_id or "")
    return initial


class NoticeForm(forms.Form):
    """How a person was told about a purpose."""

    form = forms.Choice(label=_("How was the person told?"), choices=TheForm.choices)
    language = forms.Choice(label=_("In which language?"), choices=LANGUAGES, widget=django_forms.Select())
    on = forms.Date(label=_("On which day?"))


class DayForm(forms.Form):
    """A day on which something began."""

    on = forms.Date(
        label=_("On which day did support begin?"), help_text=_("The first talk, consultation or group session after the admission.")
    )


class CorrectDayForm(forms.Form):
    """A day that was written down wrongly."""

    moment = forms.Choice(
        label=_("Which day was wrong?"),
        choices=[(m.value, m.label) for m in (Moment.ENQUIRED, Moment.ADMITTED, Moment.ENTERED, Moment.LEFT)],
    )
    on = forms.Date(label=_("Which day is right?"))
    reason = forms.Text(label=_("Why is it corrected?"), max_length=300)


class ReasonForm(forms.Form):
    """A decision against an enquiry, or the person's own."""

    on = forms.Date(label=_("On which day?"))
    reason = forms.LongText(label=_("Why? The person may read this."), max_length=1000)


class DropForm(forms.Form):
    """Why a ground is taken back."""

    reason = forms.LongText(label=_("Why is this ground taken back?"), max_length=500)


class GroundsForm(forms.Form):
    """Grounds to choose, each with where it is known from and its document."""

    def __init__(self, data: Any, *, grounds: Sequence[Any], documents: Sequence[Any], **kwargs: Any):
        self.grounds = grounds
        papers = [("", _("No document")), *((str(d.document_id), d.name) for d in documents if d.may_open)]
        made: dict[str, Any] = {}
        for ground in grounds:
            made[f"ground_{ground.id}"] = django_forms.BooleanField(label=ground.name, required=False)
            made[f"source_{ground.id}"] = django_forms.ChoiceField(
                label=_("Source"), choices=Source.choices, required=False, initial=Source.DECLARED
            )
            made[f"document_{ground.id}"] = django_forms.ChoiceField(label=_("Document"), choices=papers, required=False)
        self.base_fields = made | type(self).base_fields
        super().__init__(data, **kwargs)

    @property
    def chosen(self) -> list[tuple[int, str, int | None]]:
        """The grounds chosen: id, source, document."""
        data = self.cleaned_data
        return [
            (g.id, data[f"source_{g.id}"] or Source.DECLARED, int(data[f"document_{g.id}"]) if data[f"document_{g.id}"] else None)
            for g in self.grounds
            if data[f"ground_{g.id}"]
        ]

    def ground_rows(self, explained: dict[int, Any]) -> list[dict[str, Any]]:
        """The grounds as the page shows them, with the explanation of each."""
        return [
            {
                "field": self[f"ground_{g.id}"], "source": self[f"source_{g.id}"], "document": self[f"document_{g.id}"],
                "under": g.under_id is not None, "check": g.hint, "explained": explained.get(g.id),
            }
            for g in self.grounds
        ]  # fmt: skip


class AdmissionForm(GroundsForm):
    """The decision to admit, by a person, with its reason."""

    on = forms.Date(label=_("On which day is the person admitted?"))
    reason = forms.LongText(label=_("Why is this person admitted? The person may read this."), max_length=1000)
    coach = forms.Choice(label=_("Who is responsible for this person?"), choices=(), widget=django_forms.Select(), required=False)
    over_quota_reason = forms.Text(
        label=_("Why does one more person enter than the contract has places for?"), max_length=500, required=False
    )
    despite = forms.Text(
        label=_("Why although a standard is not met?"),
        max_length=500,
        required=False,
        help_text=_("Only while a required standard is open."),
    )

    def __init__(self, data: Any, *, coaches: Sequence[Any], warned: bool, **kwargs: Any):
        super().__init__(data, **kwargs)
        offer(self, "coach", coaches, empty=_("I am"))
        if not warned and not (self.data and self.data.get("over_quota_reason")):
            self.fields["over_quota_reason"].widget = django_forms.HiddenInput()

    @property
    def decision_fields(self) -> list[Any]:
        """The questions after the grounds."""
        return [
            self[name]
            for name in ("on", "reason", "coach", "over_quota_reason", "despite")
            if name in self.fields and not self[name].is_hidden
        ]
