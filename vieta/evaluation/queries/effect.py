"""What the programme changed, where a comparison group was observed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.utils.translation import gettext as _

from vieta.base.small_groups import may_be_told
from vieta.base.viewer import Viewer
from vieta.enrolments.choices import SPECIAL_TRAITS, Arm

from ..rules.effect import Balance, Means, balance, means
from ..rules.shares import Range, gap, share
from . import frame
from .words import About, between_points, number, too_few

ALIKE = 0.1  # of a standard deviation


@dataclass(frozen=True)
class EffectCard:
    """Both groups' earnings and employment in a year, the differences, and how alike they were at the start."""

    about: About
    year: int | None
    years: tuple[int, ...]
    earned: Means | None = None
    in_work: Range | None = None
    in_work_others: Range | None = None
    employment: Range | None = None
    balance: tuple[Balance, ...] = ()
    words: tuple[str, ...] = ()
    refused: str = ""


def effect(viewer: Viewer, code: str, day: date | None = None, *, year: int | None = None) -> EffectCard:
    """The difference between those supported and those observed for comparison, in a year's earnings and in having any.

    How many of a special category each group had is told as of the last half-year's end (see groups.gaps).
    """
    of = frame.asked(viewer, code, day)
    both, former = ({arm: frame.people(one, arm) for arm in Arm.values} for one in (of, frame.settled(viewer, of)))
    paid = {arm: frame.earnings(of, arm) for arm in both}
    years = tuple(sorted({int(one) for arm in both for one in paid[arm]["year"].tolist()}))
    if not len(both[Arm.COMPARISON]["person"]):
        return EffectCard(_about(None), None, years, refused=_nobody())
    if not years:
        return EffectCard(_about(None), None, years, refused=_("No earnings are recorded, so there is nothing to compare."))
    year = year if year in years else years[-1]
    values = {arm: _earned(both[arm], paid[arm], year) for arm in both}
    splits = [(int((v > 0).sum()), len(v)) for v in values.values()]
    if any(whole < of.least or 0 < yes < of.least or 0 < whole - yes < of.least for yes, whole in splits):
        return EffectCard(_about(year), year, years, refused=too_few(of.least))
    return _card(tuple(_balance(both, former, of.least)), values, splits, year, years)


def _card(alike: tuple[Balance, ...], values, splits, year: int, years: tuple[int, ...]) -> EffectCard:
    (yes, whole), (yes_others, others) = splits
    earned, employment = means(values[Arm.SUPPORTED], values[Arm.COMPARISON]), gap(yes, whole, yes_others, others)
    words = (_words_of_earnings(earned, year), _words_of_work(employment, year), _words_of_balance(alike))
    return EffectCard(_about(year), year, years, earned, share(yes, whole), share(yes_others, others), employment, alike, words)


def _earned(people: frame.Frame, paid: frame.Frame, year: int) -> np.ndarray:
    """Everybody's earnings of the year in whole units of money; nothing recorded is nothing earned."""
    of_year = paid["year"] == year
    found = dict(zip(paid["person"][of_year].tolist(), paid["cents"][of_year].tolist(), strict=True))
    return np.asarray([found.get(person, 0) for person in people["person"].tolist()], float) / 100


def _balance(now: dict[str, frame.Frame], former: dict[str, frame.Frame], least: int) -> Iterator[Balance]:
    """What both groups were at the start: age, schooling, earnings before, and shares of yes, special ones of the `former` day;
    nothing of fewer than the least."""
    numbers = {
        "age": _("Age at entry"),
        "education": _("Education (ISCED level)"),
        "earnings_before": _("Earnings in the year before entry"),
    }
    for name, label in numbers.items():
        cents = 100 if name == "earnings_before" else 1  # money is kept in cents
        values = [_numbers(now[arm][name]) / cents for arm in Arm.values]
        if all(len(v) >= least for v in values):
            yield balance(label, *values)
    shares = {"minority": _("Of a minority"), "foreign_background": _("Foreign background"), "disability": _("With a disability")}
    for name, label in shares.items():
        sides = [(former if name in SPECIAL_TRAITS else now)[arm][name].tolist() for arm in Arm.values]
        values = [np.asarray([v == "yes" for v in side if v in ("yes", "no")], float) for side in sides]
        if all(may_be_told(len(v), int(v.sum()), least) for v in values):
            yield balance(label, *values)


def _numbers(column: np.ndarray) -> np.ndarray:
    found = []
    for value in column.tolist():
        try:
            number = float(value)
        except (TypeError, ValueError):
            continue
        if number == number:
            found.append(number)
    return np.asarray(found, float)


def _words_of_earnings(found: Means, year: int) -> str:
    said = {
        "year": year,
        "one": number(found.mean),
        "other": number(found.mean_others),
        "difference": number(found.difference.value, sign=True),
        "low": number(found.difference.low),
        "high": number(found.difference.high),
    }
    return (
        _(
            "In %(year)s those supported earned %(one)s on average and the others %(other)s: "
            "a difference of %(difference)s, which may well lie between %(low)s and %(high)s."
        )
        % said
    )


def _words_of_work(found: Range, year: int) -> str:
    said = {"year": year, "points": number(abs(100 * found.value)), "between": between_points(found)}
    if found.holds(0):
        return _("Whether more or fewer of them had work in %(year)s cannot be told: the difference lies %(between)s.") % said
    if found.value > 0:
        return _("Of 100 supported, %(points)s more had work in %(year)s than of 100 others (%(between)s).") % said
    return _("Of 100 supported, %(points)s fewer had work in %(year)s than of 100 others (%(between)s).") % said


def _words_of_balance(rows: tuple[Balance, ...]) -> str:
    apart = [row.name for row in rows if abs(row.apart) > ALIKE]
    if not rows:
        return _("Nothing was recorded at the start, so nobody can tell whether the groups were alike.")
    if not apart:
        return _("At the start the groups were alike in everything that was recorded.")
    return _("At the start the groups differed in: %(things)s. Read the difference with that in mind.") % {"things": ", ".join(apart)}


def _nobody() -> str:
    return _(
        "This programme observes nobody for comparison. What would have happened without it is not known, and no figure here pretends to know."
    )


def _about(year: int | None) -> About:
    return About(
        "effect",
        _("What did the programme change?"),
        _(
            "Those supported and those observed for comparison are set beside each other: the difference of their average earnings in a "
            "year, everybody included, and of the shares who earned anything."
        ),
        _("Least squares with HC2 standard errors (MacKinnon and White 1985); Newcombe 1998 for shares; Austin 2009 for alikeness."),
        (
            _("It is an effect if lots decided who was supported; else it is a difference between two groups of people."),
            _("Whoever has no earnings recorded for the year earned nothing then; it must have been asked of everybody."),
            _("Being supported changed nothing for those in the comparison group."),
        ),
    )
