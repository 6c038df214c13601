"""Judgements about entry on plain values: grounds, completeness, days inside the contract, answers that are allowed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from vieta.base.codes import Gender, Isced
from vieta.base.periods import age_on, holds_on
from vieta.base.text import day_in_words
from vieta.organisations.choices import Kind
from vieta.programmes.choices import GroundRule

from .choices import (
    REQUIRED_TRAITS,
    SPECIAL_TRAITS,
    YES_NO_TRAITS,
    Asked,
    Barrier,
    FormerSupport,
    Income,
    Labour,
    SupportedKind,
    Trait,
)

FOLLOW_UP_MONTHS = 13  # so long the case team reads on after leaving: the last follow-up is due after twelve
REFUSED_MONTHS = 6  # so long those who took an enquiry in read on after it was not admitted
YES, NO = "yes", "no"


@dataclass(frozen=True)
class EntryFacts:
    """What grounds are checked against, as it was on the entry date; None or "" where it is not known."""

    birth_on: date | None = None
    labour: str = ""
    education: int | None = None


@dataclass(frozen=True)
class GroundAsked:
    """A ground as configured: its check and what it lies under."""

    id: int
    name: str
    rule: str = ""
    limit: int | None = None
    under_id: int | None = None


@dataclass(frozen=True)
class Explanation:
    """Why one ground holds or does not: what was checked, on which value, with which result, in words."""

    ground_id: int
    ground: str
    check: str
    value: str
    holds: bool
    words: str


@dataclass(frozen=True)
class Answer:
    """An answer to one question about entry, with its source."""

    value: str = ""
    asked: str = Asked.GIVEN
    source: str = "declared"
    document_id: int | None = None


# Grounds ---------------------------------------------------------------------------------------------------------------
def explain(ground: GroundAsked, facts: EntryFacts, on: date) -> Explanation:
    """Puts one ground to its check on the entry date (S3-05: age from the date of birth; S3-06: labour status, education)."""
    check, value, holds, words = _judged(ground, facts, on)
    return Explanation(ground.id, ground.name, check, value, holds, words)


def explain_all(grounds: Iterable[GroundAsked], facts: EntryFacts, on: date) -> list[Explanation]:
    """Every ground's explanation, in the order given."""
    return [explain(ground, facts, on) for ground in grounds]


def with_their_grounds(chosen: Iterable[int], grounds: Sequence[GroundAsked]) -> list[GroundAsked]:
    """The chosen grounds together with those they lie under: who holds a sub-ground holds its ground."""
    by_id = {ground.id: ground for ground in grounds}
    wanted: set[int] = set()
    for ground_id in chosen:
        up: int | None = ground_id
        while up is not None and up in by_id and up not in wanted:
            wanted.add(up)
            up = by_id[up].under_id
    return [ground for ground in grounds if ground.id in wanted]


def _judged(ground: GroundAsked, facts: EntryFacts, on: date) -> tuple[str, str, bool, str]:
    if ground.rule in (GroundRule.AGE_AT_LEAST, GroundRule.AGE_BELOW):
        return _age(ground, facts, on)
    if ground.rule == GroundRule.UNEMPLOYED:
        return _unemployed(facts)
    if ground.rule == GroundRule.LOW_EDUCATION:
        return _education(ground, facts)
    return _("no check"), "", True, _("A person says that it holds; there is nothing to calculate.")


def _age(ground: GroundAsked, facts: EntryFacts, on: date) -> tuple[str, str, bool, str]:
    at_least = ground.rule == GroundRule.AGE_AT_LEAST
    limit = ground.limit or 0
    check = (_("age of at least %(years)s") if at_least else _("age below %(years)s")) % {"years": limit}
    if facts.birth_on is None:
        return check, "", False, _("The date of birth is missing.")
    age = age_on(facts.birth_on, on)
    holds = age >= limit if at_least else age < limit
    return check, str(age), holds, _("On the entry date the person is %(age)s years old.") % {"age": age}


def _unemployed(facts: EntryFacts) -> tuple[str, str, bool, str]:
    check = _("labour status unemployed")
    if not facts.labour:
        return check, "", False, _("The labour status at entry is missing.")
    label = str(Labour(facts.labour).label)
    holds = facts.labour == Labour.UNEMPLOYED
    return check, label, holds, _("The labour status at entry is: %(status)s.") % {"status": label}


def _education(ground: GroundAsked, facts: EntryFacts) -> tuple[str, str, bool, str]:
    limit = Isced.LOWER_SECONDARY if ground.limit is None else ground.limit
    check = _("education of at most ISCED %(level)s") % {"level": int(limit)}
    if facts.education is None:
        return check, "", False, _("The education at entry is missing.")
    words = _("The highest education completed at entry is: %(level)s.") % {"level": Isced(facts.education).label}
    return check, str(facts.education), facts.education <= limit, words


# Days --------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Days:
    """A stretch of days with its name; the end is exclusive."""

    name: str
    from_on: date
    until_on: date


def outside(on: date, contracts: Sequence[Days], periods: Sequence[Days]) -> str:
    """Why nobody can enter on this day, in words; empty when somebody can.

    The day lies in a period of the programme and, where contracts were signed for this provider, in one of them.
    """
    for kind, spans in ((_("the programme"), periods), (_("the contract"), contracts)):
        if spans and not any(holds_on(on, span.from_on, span.until_on) for span in spans):
            nearest = min(spans, key=lambda span: min(abs((on - span.from_on).days), abs((on - span.until_on).days)))
            return _outside_words(kind, nearest)
    return ""


def _outside_words(kind: str, span: Days) -> str:
    last = date.fromordinal(span.until_on.toordinal() - 1)
    words = _("This day lies outside %(kind)s %(name)s, which runs from %(first)s to %(last)s inclusive.")
    return words % {"kind": kind, "name": span.name, "first": day_in_words(span.from_on), "last": day_in_words(last)}


def quota_words(taken: int, persons: int) -> str:
    """The warning that a contract's places are taken; empty while there is one."""
    if taken < persons:
        return ""
    words = _("%(taken)s people have entered under this contract, which is for %(persons)s. Say why one more enters.")
    return words % {"taken": taken, "persons": persons}


# Traits --------------------------------------------------------------------------------------------------------------
def missing(asked: Mapping[str, str]) -> list[Trait]:
    """The traits without which a person counts in no common indicator (Reg. 2021/1057, Art. 17(5)), that are not answered.

    A special trait declined is not missing: only those of Annex I point 1.1 are asked of everybody (scenario 12).
    """
    return [trait for trait in REQUIRED_TRAITS if asked.get(trait) != Asked.GIVEN]


def answer_refused(trait: Trait, answer: Answer, today: date) -> str:
    """Why an answer cannot be recorded, in words; empty when it can."""
    if answer.asked == Asked.DECLINED and trait not in SPECIAL_TRAITS:
        return _("Only a disability or belonging to a minority may be declined.")
    if answer.asked != Asked.GIVEN:
        return _("Only an answer has a value.") if answer.value else ""
    if not _fits(trait, answer.value, today):
        return _("This is not an answer to the question.")
    return ""


def _fits(trait: Trait, value: str, today: date) -> bool:
    if trait in YES_NO_TRAITS:
        return value in (YES, NO)
    if trait in (Trait.BIRTH_ON, Trait.UNEMPLOYED_SINCE):
        return _is_day(value, today)
    if trait == Trait.EARNINGS_BEFORE:
        return value.isdecimal() and len(value) < 13
    return value in WORDS[trait]


def _is_day(value: str, today: date) -> bool:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return False
    return date(1900, 1, 1) <= day <= today


WORDS: dict[Trait, tuple[str, ...]] = {
    Trait.GENDER: tuple(Gender.values),
    Trait.LABOUR: tuple(Labour.values),
    Trait.EDUCATION: tuple(str(level) for level in Isced.values),
    Trait.BARRIER: tuple(Barrier.values),
    Trait.FORMER_SUPPORT: tuple(FormerSupport.values),
    Trait.INCOME: tuple(Income.values),
}
LABELS = {
    Trait.GENDER: Gender,
    Trait.LABOUR: Labour,
    Trait.BARRIER: Barrier,
    Trait.FORMER_SUPPORT: FormerSupport,
    Trait.INCOME: Income,
}


def in_words(trait: str, value: str) -> str:
    """A recorded value as people read it."""
    if trait in YES_NO_TRAITS:
        return _("Yes") if value == YES else _("No")
    if trait == Trait.EDUCATION and value.isdecimal():
        return str(Isced(int(value)).label)
    if trait in (Trait.BIRTH_ON, Trait.UNEMPLOYED_SINCE):
        return date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT") if value else ""
    if trait == Trait.EARNINGS_BEFORE and value.isdecimal():
        return "€ " + number_format(Decimal(value) / 100, 2, use_l10n=True, force_grouping=True)
    if trait in LABELS and value:
        return str(LABELS[Trait(trait)](value).label)
    return value


def facts_of(values: Mapping[str, str]) -> EntryFacts:
    """The facts grounds are checked against, from recorded values by trait."""
    birth, education = values.get(Trait.BIRTH_ON, ""), values.get(Trait.EDUCATION, "")
    return EntryFacts(
        birth_on=date.fromisoformat(birth) if birth else None,
        labour=values.get(Trait.LABOUR, ""),
        education=int(education) if education else None,
    )


# Organisations supported ----------------------------------------------------------------------------------------------
FITS = {
    SupportedKind.PUBLIC: (Kind.MUNICIPAL, Kind.PUBLIC_SERVICE, Kind.RESEARCH),
    SupportedKind.ENTERPRISE: (Kind.COMPANY, Kind.CIVIL_SOCIETY),
}


def is_supported_as(kind: str, organisation_kind: str) -> bool:
    """Whether an organisation of a kind may be counted so: a public one by EECO18, a firm or association by EECO19."""
    return kind in SupportedKind.values and organisation_kind in FITS[SupportedKind(kind)]


# Grants --------------------------------------------------------------------------------------------------------------
def reads_special(profession: str) -> bool:
    """Whether a colleague of this profession on a case team reads grounds and special characteristics of the case.

    Intake officers do by their role; of a case team the coach and the change agent do, the others see that they are recorded.
    """
    return profession in ("coach", "change-agent")
