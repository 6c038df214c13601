"""The sheet on which two people rate each side of life, and what is asked when a review is taken back or a service chosen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vieta.accounts.choices import Profession
from vieta.plans.actions import RatingGiven
from vieta.plans.choices import Answer, At
from vieta.plans.queries import DomainCard, InstrumentCard
from vieta.web.parts import forms

LEVELS = [("", gettext_lazy("Not discussed")), *((str(n), str(n)) for n in range(1, 6))]


@dataclass(frozen=True)
class Line:
    """One level of one side of life with the two marks it can carry."""

    value: str
    anchor: Any
    index: int
    person: bool
    worker: bool


@dataclass(frozen=True)
class Block:
    """One side of life on the sheet."""

    domain: DomainCard
    person: Any
    worker: Any
    relevant: Any
    remark: Any
    lines: tuple[Line, ...]


def _fields(domain: DomainCard) -> Iterator[tuple[str, Any]]:
    """What is asked about one side of life."""
    yield f"{domain.code}-person", forms.Choice(label=domain.name, choices=LEVELS, required=False)
    yield f"{domain.code}-worker", forms.Choice(label=domain.name, choices=LEVELS, required=False)
    yield f"{domain.code}-answer", forms.forms.BooleanField(label=_("Not relevant"), required=False)
    yield f"{domain.code}-remark", forms.Text(label=_("Remark"), max_length=500, required=False)


class ReviewForm(forms.Form):
    """One review: when, at which moment, and both views on each side of life."""

    on = forms.Date(label=gettext_lazy("When did you talk?"))
    moment = forms.Choice(label=gettext_lazy("At which moment of the stay?"), choices=At.choices, in_row=True)

    def __init__(self, *args, instrument: InstrumentCard, today: date, **kwargs):
        self.instrument = instrument
        sheet = {name: field for domain in instrument.domains for name, field in _fields(domain)}
        self.base_fields = type(self).base_fields | sheet
        super().__init__(*args, **kwargs)
        self.fields["on"].latest = today

    def clean(self):
        for domain in self.instrument.domains:
            rated = self._level(domain, "person") or self._level(domain, "worker")
            if rated and self.cleaned_data.get(f"{domain.code}-answer"):
                self.add_error(f"{domain.code}-answer", _("Rated or not relevant: choose one."))
        return self.cleaned_data

    def _level(self, domain: DomainCard, side: str) -> int | None:
        value = self.cleaned_data.get(f"{domain.code}-{side}")
        return int(value) if value else None

    @property
    def ratings(self) -> list[RatingGiven]:
        """What was said about each side of life that was spoken of or set aside."""
        return [rating for domain in self.instrument.domains if (rating := self._rating(domain))]

    def _rating(self, domain: DomainCard) -> RatingGiven | None:
        person, worker = self._level(domain, "person"), self._level(domain, "worker")
        remark = self.cleaned_data.get(f"{domain.code}-remark") or ""
        if self.cleaned_data.get(f"{domain.code}-answer"):
            return RatingGiven(domain.code, Answer.NOT_RELEVANT, remark=remark)
        if person or worker:
            return RatingGiven(domain.code, Answer.RATED, person, worker, remark)
        return RatingGiven(domain.code, Answer.NOT_DISCUSSED, remark=remark) if remark else None

    @property
    def head(self) -> list[Any]:
        """The questions above the sheet."""
        return [self["on"], self["moment"]]

    @property
    def blocks(self) -> list[Block]:
        """The sheet, one side of life after the other."""
        return [self._block(domain) for domain in self.instrument.domains]

    def _block(self, domain: DomainCard) -> Block:
        person, worker, relevant, remark = (self[f"{domain.code}-{part}"] for part in ("person", "worker", "answer", "remark"))
        shown = [(level.value, level.anchor) for level in domain.levels]
        pairs = [(str(value), anchor) for value, anchor in shown] + [("", LEVELS[0][1])]
        said = str(person.value() or ""), str(worker.value() or "")
        lines = tuple(Line(value, anchor, n, value == said[0], value == said[1]) for n, (value, anchor) in enumerate(pairs))
        return Block(domain, person, worker, relevant, remark, lines)


class TakeBackForm(forms.Form):
    """Why a review is taken back."""

    reason = forms.LongText(label=gettext_lazy("Why is this review taken back?"), max_length=500)


class ServiceForm(forms.Form):
    """A service chosen for a person and what it is for."""

    profession = forms.Choice(label=gettext_lazy("Who should work with this person?"), choices=Profession.choices)
    reason = forms.LongText(
        label=gettext_lazy("What for?"), help_text=gettext_lazy("What the review showed and what the person wants."), max_length=500
    )
    hours = forms.forms.IntegerField(
        label=gettext_lazy("How many hours, roughly?"),
        min_value=0,
        max_value=1000,
        required=False,
        help_text=gettext_lazy("Leave empty if open."),
    )
    review_id = forms.forms.IntegerField(required=False, widget=forms.forms.HiddenInput(), min_value=1, max_value=2**62)
    domain_id = forms.forms.IntegerField(required=False, widget=forms.forms.HiddenInput(), min_value=1, max_value=2**62)

    def clean_hours(self):
        return self.cleaned_data["hours"] or 0
