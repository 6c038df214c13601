"""What a measure and a pack of measures are: wording, source, rule, period, cap, and one condition over the participants."""

from dataclasses import dataclass
from datetime import date

import ibis
from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vieta.enrolments.choices import Arm

from .language import Condition, Dated, begins, dated, expression, holds_special, since

ALWAYS = date(2014, 1, 1)


class Certainty(TextChoices):
    """How sure the wording and the code are."""

    PUBLISHED = "published", _("Published")
    MEMORY = "memory", _("Check with your managing authority")


class Timing(TextChoices):
    """Which moment a measure looks at."""

    ENTRY = "entry", _("At the first entry")
    LEAVING = "leaving", _("Up to 28 days after leaving")
    SIX_MONTHS = "six-months", _("Six months after leaving")
    DAY = "day", _("On the day asked for")


class Unit(TextChoices):
    """What a measure counts."""

    PEOPLE = "people", _("People")
    ORGANISATIONS = "organisations", _("Organisations")
    PROJECTS = "projects", _("Projects")
    DUOS = "duos", _("Duos")
    MENTORS = "mentors", _("Mentors")
    MEETINGS = "meetings", _("Meetings")
    MINUTES = "minutes", _("Minutes")
    DAYS = "days", _("Days")


# Counted on duos and mentors, for each branch of a programme.
MENTORING = (Unit.DUOS, Unit.MENTORS, Unit.MEETINGS, Unit.MINUTES, Unit.DAYS)


@dataclass(frozen=True)
class Measure:
    """A declared way of counting people.

    `when` says in the language of conditions which participants count. A measure that begins on a day and stays has `since`, the
    column with that day, and needs no `when`. `reference` names what it lies within ("A" or "A+B"); `cap` another reference
    output where the fund names one, and a `soft_cap` only warns. `rests_on` names the kinds of facts shown as its evidence (see
    queries.why). `special` measures tell a special category of data. `definition` names the national definition it
    follows. In force for `from_on` up to before `until_on`. A `derived` measure has no official code; `own_of` is
    the programme that composed it.
    """

    code: str
    name: str | Promise
    rule: str | Promise
    article: str = ""
    since: str = ""
    when: tuple[Condition, ...] = ()
    reference: str = ""
    cap: str = ""
    soft_cap: bool = False
    from_on: date = ALWAYS
    until_on: date | None = None
    rests_on: tuple[str, ...] = ()
    special: bool = False
    complete_only: bool = False
    arm: str = Arm.SUPPORTED
    certainty: str = Certainty.PUBLISHED
    timing: str = Timing.DAY
    unit: str = Unit.PEOPLE
    gendered: bool = True
    group: str = ""
    definition: str = ""
    sample: bool = False
    derived: bool = False
    label: str = ""
    own_of: int | None = None

    def __post_init__(self) -> None:
        if holds_special(self.when):
            object.__setattr__(self, "special", True)

    @property
    def shown_code(self) -> str:
        """The code as people read it."""
        return self.label or ("" if self.derived else self.code)

    @property
    def capped_by(self) -> tuple[str, ...]:
        """The measures whose sum it may not exceed."""
        return tuple((self.cap or self.reference).split("+")) if self.cap or self.reference else ()

    def in_force(self, day: date) -> bool:
        """Whether the fund asks for it on a day."""
        return self.from_on <= day and (self.until_on is None or day < self.until_on)

    @property
    def column(self) -> str:
        """The column of the participants that says whom it counts, where one is laid down (see kept.seen)."""
        return f"counts:{self.code}"

    def counts(self, people: ibis.Table) -> ibis.Value:
        """The condition under which a row of the participants counts: true where it does, false or null elsewhere."""
        if self.column in people.columns:
            return people[self.column]
        return expression(self.when, people) if self.when else people[self.since].notnull()

    def counts_from(self, people: ibis.Table) -> ibis.Value:
        """The day from which whoever counts does."""
        day = begins(self.when, people) if self.when else people[self.since]
        return ibis.coalesce(day, people.entered_on, people.reached_on)

    @property
    def dated(self) -> tuple[Dated, ...]:
        """What among its conditions began on a day of its own, such as work found after leaving."""
        return tuple(dated(self.when))

    def days(self, people: ibis.Table) -> dict[str, ibis.Value]:
        """As columns: the day from which somebody counts, and those on which what is `dated` began."""
        return {"since_on": self.counts_from(people)} | {f"since_{n}": since(one, people) for n, one in enumerate(self.dated)}


@dataclass(frozen=True)
class Pack:
    """A set of measures as one fund asks for them: dated, versioned, with its source; `version` grows with every change of a rule."""

    code: str
    name: str | Promise
    source: str | Promise
    version: int
    from_on: date
    measures: tuple[Measure, ...]
    until_on: date | None = None
    groups: tuple[tuple[str, str | Promise], ...] = ()
    genders: tuple[str, ...] = ("women", "men", "non_binary")
    note: str | Promise = ""

    @property
    def people(self) -> tuple[Measure, ...]:
        """The measures with an official code that count people."""
        return tuple(m for m in self.measures if m.unit == Unit.PEOPLE and not m.derived)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all its measures, in their order."""
        return tuple(m.code for m in self.measures)

    def group_name(self, key: str) -> str:
        """The heading of a group."""
        return str(dict(self.groups).get(key, key))
