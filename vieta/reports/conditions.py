"""Conditions over participants' records under which a check on records finds something odd; each runs on the one ledger."""

from collections.abc import Callable
from datetime import date

import ibis

from vieta.base.periods import days_after
from vieta.enrolments.choices import Labour

Condition = Callable[[ibis.Table], ibis.Value]
TERTIARY, SECONDARY = 5, 3
WORKING_AGE = 15


def of(day: date, span: tuple[date, date] | None) -> dict[str, Condition]:
    """The conditions by name for figures of a day, in a programme with these days (end exclusive)."""
    return {
        "left-before-entry": lambda p: p.left_on < p.entered_on,
        "outside-the-programme": _outside(span),
        "child-employed": lambda p: p.complete & (p.age < 15) & (p.labour == Labour.EMPLOYED),
        "minor-tertiary": lambda p: p.complete & (p.age < 18) & (p.education >= TERTIARY),
        "child-secondary": lambda p: p.complete & (p.age < 15) & p.education.between(SECONDARY, TERTIARY - 1),
        "unemployed-after-entry": lambda p: (p.labour == Labour.UNEMPLOYED) & (p.unemployed_since > p.entered_on),
        "unemployed-as-a-child": lambda p: (p.labour == Labour.UNEMPLOYED) & (p.unemployed_since < _birthday(p, WORKING_AGE)),
        "since-without-status": lambda p: (p.labour != Labour.UNEMPLOYED) & p.unemployed_since.notnull(),
        "long-term-too-short": lambda p: p.complete & p.long_term & ~_half_a_year(p),
        "no-result": lambda p: (p.left_on < days_after(day, -28)) & p.leaving_kind.isnull() & p.included_on.isnull(),
    }


def _outside(span: tuple[date, date] | None) -> Condition:
    if span is None:
        return lambda p: ibis.literal(False)
    return lambda p: (p.entered_on < span[0]) | (p.entered_on >= span[1])


def _birthday(p: ibis.Table, years: int) -> ibis.Value:
    return (p.birth_on + ibis.interval(years=years)).cast("date")


def _half_a_year(p: ibis.Table) -> ibis.Value:
    """Six months at least: the least that any rule of long-term unemployment asks for."""
    return ibis.coalesce((p.unemployed_since + ibis.interval(months=6)).cast("date") < p.entered_on, False)
