"""Units of work as plain values: what each costs to the cent, and which of them were paid for twice."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time
from itertools import combinations

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vieta.programmes.choices import UnitKind

BY_HOUR = (UnitKind.CONSULTATION_HOUR, UnitKind.GROUP_HOUR)


@dataclass(frozen=True)
class Presence:
    """One person's time at an activity: in which programme, on which day, from when and how long."""

    person: int
    programme: int
    activity: int
    on: date
    starts_at: time | None
    minutes: int


@dataclass(frozen=True)
class Stay:
    """One person's days in one programme (end exclusive, None while open), and who funds it."""

    person: int
    programme: int
    entered_on: date
    left_on: date | None
    funders: frozenset[int]

    @property
    def on(self) -> date:
        """The day on which it began."""
        return self.entered_on


def price_of(cents: int, minutes: int, *, by_hour: bool) -> int:
    """What one unit costs: the price, or the price by the hour for so many minutes, half a cent rounded up."""
    return (cents * minutes * 2 + 60) // 120 if by_hour else cents


def hours(minutes: int) -> str:
    """So many minutes in hours: as a number where two decimals say it exactly, else as hours and minutes."""
    if minutes % 3 == 0:
        return _("%(hours)s hours") % {"hours": number_format(minutes / 60, 2, use_l10n=True, force_grouping=True)}
    return _("%(hours)s h %(minutes)s min") % {"hours": number_format(minutes // 60, use_l10n=True), "minutes": minutes % 60}


def quantity(kind: str, units: int, minutes: int) -> str:
    """How much was done, in what the price is of: hours with the talks they were, or how many units."""
    numbers = {"number": number_format(units, use_l10n=True, force_grouping=True), "hours": hours(minutes)}
    if kind == UnitKind.CONSULTATION_HOUR:
        return ngettext("%(hours)s (%(number)s talk)", "%(hours)s (%(number)s talks)", units) % numbers
    if kind == UnitKind.GROUP_HOUR:
        return ngettext("%(hours)s (%(number)s attendance)", "%(hours)s (%(number)s attendances)", units) % numbers
    return ngettext("%(number)s unit", "%(number)s units", units) % numbers


def same_hours(presences: Iterable[Presence]) -> Iterator[tuple[Presence, Presence]]:
    """Pairs in which one person was at two activities of two programmes at the same time of the same day."""
    days: dict[tuple[int, date], list[Presence]] = defaultdict(list)
    for one in presences:
        if one.starts_at is not None and one.minutes:
            days[one.person, one.on].append(one)
    for together in days.values():
        for one, other in combinations(sorted(together, key=lambda p: (p.starts_at, p.activity)), 2):
            if one.programme != other.programme and one.activity != other.activity and _begins(other) < _begins(one) + one.minutes:
                yield one, other


def _begins(one: Presence) -> int:
    return one.starts_at.hour * 60 + one.starts_at.minute if one.starts_at else 0


def overlapping_stays(stays: Iterable[Stay]) -> Iterator[tuple[Stay, Stay]]:
    """Pairs in which one person was in two programmes that have not the same funders on the same day."""
    people: dict[int, list[Stay]] = defaultdict(list)
    for one in stays:
        people[one.person].append(one)
    for own in people.values():
        for one, other in combinations(sorted(own, key=lambda s: (s.entered_on, s.programme)), 2):
            apart = one.left_on is not None and one.left_on < other.entered_on
            if one.programme != other.programme and one.funders != other.funders and not apart:
                yield one, other
