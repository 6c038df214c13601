"""Whether the programme works as well for some as for others, and for places with different people (S0-16)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.utils.translation import gettext as _

from vieta.base.codes import Gender
from vieta.base.small_groups import may_be_told
from vieta.base.viewer import Viewer

from ..choices import Group, Outcome
from ..rules.shares import Range, gap, share
from . import frame
from .frame import Asked, known, months_later
from .words import About, between_points, points, too_few

HORIZONS = (6, 12, 18)
SPECIAL = (Group.MINORITY, Group.DISABILITY)


@dataclass(frozen=True)
class GroupCard:
    """One gap: both groups with their shares and the difference; all None where it cannot be told."""

    code: str
    name: str
    one: str
    other: str
    people: int = 0
    others: int = 0
    share: Range | None = None
    share_others: Range | None = None
    gap: Range | None = None
    words: str = ""


@dataclass(frozen=True)
class GroupsCard:
    """Every gap, of one outcome within so many months."""

    about: About
    outcome: str
    months: int
    rows: tuple[GroupCard, ...]


def gaps(viewer: Viewer, code: str, day: date | None = None, *, outcome: str = Outcome.JOB, months: int = 12) -> GroupsCard:
    """The difference in an outcome between groups of participants, among those who entered long enough ago.

    Groups by special data are told as of the last half-year's end: two days beside each other could tell of whom it is so.
    """
    of = frame.asked(viewer, code, day)
    settled = frame.settled(viewer, of)
    lived = {one: cohort(frame.people(one), one, outcome, months) for one in (of, settled)}
    rows = tuple(_gap(group, *lived[settled if group in SPECIAL else of], of.least) for group in Group)
    return GroupsCard(_about(outcome, months), str(Outcome(outcome).label), months, rows)


def cohort(people: frame.Frame, of: Asked, outcome: str, months: int) -> tuple[frame.Frame, np.ndarray]:
    """Those who entered so many months ago or earlier, and to whom of them it happened within that time: all had the same time.

    Whole months lead from one half-year's end to another, so that no choice of months tells of a day between them.
    """
    chosen = months_later(people["entered_on"], months) <= of.today
    if outcome == Outcome.JOB:
        chosen &= people["labour"] != "employed"
    people = {name: column[chosen] for name, column in people.items()}
    on = people["job_on" if outcome == Outcome.JOB else "result_on"].astype("datetime64[D]")
    entered = people["entered_on"].astype("datetime64[D]")
    happened = known(on) & (on >= entered)
    happened[happened] &= on[happened] <= months_later(entered[happened], months)
    return people, happened


def _yes(name: str) -> Callable[[frame.Frame], tuple[np.ndarray, np.ndarray]]:
    return lambda people: (people[name] == "yes", people[name] == "no")


def _level(people: frame.Frame) -> tuple[np.ndarray, np.ndarray]:
    level = people["education"].astype(float)
    return level <= 2, level > 2


def _young(people: frame.Frame) -> tuple[np.ndarray, np.ndarray]:
    age = people["age"].astype(float)
    return age < 30, age >= 30


def _long(people: frame.Frame) -> tuple[np.ndarray, np.ndarray]:
    long = people["long_term"].astype(bool)
    return long & (people["labour"] == "unemployed"), ~long & (people["labour"] == "unemployed")


SPLITS: dict[str, Callable[[frame.Frame], tuple[np.ndarray, np.ndarray]]] = {
    Group.GENDER: lambda people: (people["gender"] == Gender.WOMAN, people["gender"] == Gender.MAN),
    Group.AGE: _young,
    Group.EDUCATION: _level,
    Group.LONG_TERM: _long,
}


def _names(group: Group) -> tuple[str, str]:
    return {
        Group.BACKGROUND: (_("Foreign background"), _("No foreign background")),
        Group.THIRD_COUNTRY: (_("Citizens of a country outside the EU, or stateless"), _("Citizens of the EU")),
        Group.MINORITY: (_("Of a minority"), _("Not of a minority")),
        Group.DISABILITY: (_("With a disability"), _("Without a disability")),
        Group.GENDER: (_("Women"), _("Men")),
        Group.AGE: (_("Below 30"), _("30 and older")),
        Group.EDUCATION: (_("At most lower secondary education"), _("More education")),
        Group.LONG_TERM: (_("Long-term unemployed"), _("Unemployed for a shorter time")),
        Group.HOUSING: (_("Homeless or in housing exclusion"), _("Housed")),
    }[group]


def _gap(group: Group, people: frame.Frame, happened: np.ndarray, least: int) -> GroupCard:
    one, other = SPLITS.get(group, _yes(group.value))(people)
    name, other_name = _names(group)
    card = GroupCard(group.value, str(group.label), name, other_name, words=too_few(least))
    parts = [(int((happened & side).sum()), int(side.sum())) for side in (one, other)]
    if not all(may_be_told(whole, yes, least) for yes, whole in parts):
        return card
    (yes, whole), (yes_others, others) = parts
    difference = gap(yes, whole, yes_others, others)
    said = _words(name, other_name, difference)
    return GroupCard(
        group.value, str(group.label), name, other_name, whole, others, share(yes, whole), share(yes_others, others), difference, said
    )


def _words(one: str, other: str, difference: Range) -> str:
    said = {"one": one, "other": other, "points": points(abs(difference.value)).lstrip("+"), "between": between_points(difference)}
    if difference.holds(0):
        return _("No gap can be shown: the difference lies %(between)s, which holds both a gap and none.") % said
    if difference.value < 0:
        return _("%(one)s: %(points)s of 100 fewer than “%(other)s” (%(between)s).") % said
    return _("%(one)s: %(points)s of 100 more than “%(other)s” (%(between)s).") % said


def _about(outcome: str, months: int) -> About:
    return About(
        "groups",
        _("Does it work as well for everybody?"),
        _(
            "Of everybody who entered at least %(months)s months ago, two groups are set beside each other: the share to whom “%(outcome)s” applies "
            "within %(months)s months, and the difference of both shares."
        )
        % {"months": months, "outcome": Outcome(outcome).label},
        _("Newcombe 1998 (method 10) for the difference, Wilson 1927 for each share; intervals of 95 %."),
        (
            _("Whoever did not answer a question is in neither of its groups."),
            _("Disability and minorities are told as of the last half-year's end to whoever may not read them in the files."),
            _("A gap says that the groups fare differently, not why: they may also differ in age, schooling or place."),
            _("With nine questions on a page, every second such page holds an interval that misses the truth by chance."),
        ),
    )
