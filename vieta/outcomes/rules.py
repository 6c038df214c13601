"""Judgements on what changed: is a job stable, when to ask again, does a text name somebody."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from vieta.base.periods import days_after, months_after

from .choices import ContractKind, FollowUpAnswer, FollowUpMoment, Kind

IMMEDIATE_DAYS = 28
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE = re.compile(r"[.!?:\n]\s*$")


@dataclass(frozen=True)
class Judgement:
    """Whether something holds, and why in words."""

    holds: bool
    why: str


def is_stable(contract_kind: str, from_on: date, until_on: date | None, stable_months: int) -> Judgement:
    """Whether a job is stable: permanent, or fixed term of at least the programme's months (S1-19; 3 months by default)."""
    if contract_kind == ContractKind.PERMANENT:
        if until_on is not None and until_on < months_after(from_on, stable_months):
            return Judgement(False, _("Permanent, but ended before %(months)s months had passed") % {"months": stable_months})
        return Judgement(True, _("Permanent contract"))
    if contract_kind != ContractKind.FIXED_TERM:
        return Judgement(False, _("Neither a permanent contract nor a fixed term"))
    if until_on is None:
        return Judgement(False, _("Fixed term, and its end is not known"))
    words = {"months": stable_months}
    if until_on >= months_after(from_on, stable_months):
        return Judgement(True, _("Fixed term of at least %(months)s months") % words)
    return Judgement(False, _("Fixed term of less than %(months)s months") % words)


def follow_ups_after(left_on: date) -> tuple[tuple[FollowUpMoment, date], ...]:
    """When somebody is asked again: 28 days (immediate result), 6 months (ESF+) and 12 months after leaving."""
    return (
        (FollowUpMoment.DAYS_28, days_after(left_on, IMMEDIATE_DAYS)),
        (FollowUpMoment.MONTHS_6, months_after(left_on, 6)),
        (FollowUpMoment.MONTHS_12, months_after(left_on, 12)),
    )


def is_in_work(answer: str) -> bool:
    """Whether an answer says that somebody works, for others or for themselves."""
    return answer in (FollowUpAnswer.IN_WORK, FollowUpAnswer.SELF_EMPLOYED)


def change_behind(answer: str) -> Kind | None:
    """The change an answer tells of, if it tells of one."""
    return {
        FollowUpAnswer.IN_WORK: Kind.EMPLOYMENT,
        FollowUpAnswer.SELF_EMPLOYED: Kind.SELF_EMPLOYMENT,
        FollowUpAnswer.IN_EDUCATION: Kind.EDUCATION,
        FollowUpAnswer.SEEKING: Kind.JOB_SEARCH,
    }.get(answer)  # type: ignore[call-overload]


def possible_names(text: str, known: Sequence[str] = ()) -> list[str]:
    """Words that may name somebody: capitalised within a sentence, or one of the known names.

    A warning for effects on family members, who are never enrolled and must not be named.
    """
    told = {part.casefold() for name in known for part in _WORD.findall(name) if len(part) > 2}
    found = []
    for match in _WORD.finditer(text):
        word, before = match.group(), text[: match.start()]
        opens_sentence = not before.strip() or bool(_SENTENCE.search(before))
        capital = word[0].isupper() and len(word) > 1 and not opens_sentence
        if capital or word.casefold() in told:
            found.append(word)
    return found
