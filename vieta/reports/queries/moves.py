"""Who moved into or out of which number between two states of knowledge: how many and why in groups, then person by person."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from vieta.base.refusal import NotFound
from vieta.base.viewer import Viewer
from vieta.indicators import queries as indicators
from vieta.indicators.access import reach_into, tells_special

from ..access import opened_by
from ..choices import Way
from ..models import Report
from ..rules import moved_cells, way_of
from .causes import Between, Cause, Causes
from .compose import rules_of
from .people import Face, faces
from .scope import as_prepared, how

Ends = tuple[str | None, str | None]


@dataclass(frozen=True)
class Step:
    """One person who stands in another cell of one measure than before: the column then and now, empty when not counted."""

    person_id: int
    before: str
    after: str
    way: str
    why: str


@dataclass(frozen=True)
class Move:
    """A step with the person as far as the viewer may know them, and the facts behind it."""

    face: Face
    step: Step
    causes: tuple[Cause, ...]


@dataclass(frozen=True)
class Reason:
    """Why some people moved in one measure: its key (the same in every language), in words, and how many."""

    key: str
    words: str
    number: int


@dataclass(frozen=True)
class Moved:
    """Everybody who moved in one measure; `closed` counts those who count by a characteristic closed to the viewer."""

    code: str
    shown_code: str
    name: str
    before: int
    after: int
    came: int
    went: int
    changed: int
    reasons: tuple[Reason, ...]
    steps: tuple[Step, ...]
    closed: int


@dataclass(frozen=True)
class Comparison:
    """Two states of a report's figures: of what and when each, and how many moved in which measure, and why."""

    report: Report
    against: Report | None
    known_from: datetime
    known_until: datetime | None
    measures: tuple[Moved, ...]
    rules_changed: bool


def comparison(viewer: Viewer, report_id: int, against_id: int | None = None) -> Comparison:
    """A report beside another one of its programme, or beside what is known now: each measure in which somebody moved."""
    two = _Two(viewer, report_id, against_id)
    found = two.moved(two.names)
    causes = Causes(viewer, two.between, {person for moved in found.values() for person in moved})
    measures = tuple(two.told(code, moved, causes) for code, moved in found.items())
    return Comparison(two.first, two.second, two.first.prepared_at, two.until, measures, two.rules_changed())


def movers(viewer: Viewer, report_id: int, code: str, against_id: int | None = None) -> Moved:
    """Everybody who moved in one measure; NotFound for one that the report does not hold."""
    two = _Two(viewer, report_id, against_id)
    if code not in two.names:
        raise NotFound(f"measure {code}")
    moved = two.moved([code]).get(code, {})
    return two.told(code, moved, Causes(viewer, two.between, moved))


def moves(viewer: Viewer, report_id: int, code: str, against_id: int | None, steps: Sequence[Step]) -> list[Move]:
    """Some of those who moved in one measure, each with the facts behind it."""
    two, people = _Two(viewer, report_id, against_id), [step.person_id for step in steps]
    causes, shown = Causes(viewer, two.between, people), faces(viewer, two.first.programme_id, people)
    return [Move(shown[step.person_id], step, causes.behind(step.person_id, how(code))) for step in steps if step.person_id in shown]


class _Two:
    """Two states of a report's figures, the earlier one first, counted as far as whoever prepared it sees; what is known now,
    without the special data that are closed to the viewer (decision 19)."""

    def __init__(self, viewer: Viewer, report_id: int, against_id: int | None):
        first = opened_by(viewer, report_id)
        second = opened_by(viewer, against_id) if against_id else None
        if second is not None and (second.programme_id, second.part) != (first.programme_id, first.part):
            raise NotFound(f"report {against_id}")
        if second is not None and second.prepared_at < first.prepared_at:
            first, second = second, first
        self.first, self.second, self.counting = first, second, as_prepared(viewer, first)
        self.day, self.until = second.as_of if second else first.as_of, second.prepared_at if second else None
        self.reach = reach_into(self.counting, first.programme)
        open_ = second is not None or tells_special(viewer, self.reach)
        self.names, self.special = _measures(first, special=open_)
        days: tuple[date, date] = (first.as_of, self.day)
        self.between = Between(first.programme_id, first.prepared_at, self.until, min(days), max(days))
        self.numbers: dict[str, tuple[int, int]] = {}

    def moved(self, codes: Collection[str]) -> dict[str, dict[int, Ends]]:
        """By measure, whoever stands in another cell of it than before."""
        then = indicators.membership(self.reach, codes, self.first.as_of, known=self.first.prepared_at)
        now = indicators.membership(self.reach, codes, self.day, known=self.until)
        self.numbers = {one: (len(then[one]), len(now[one])) for one in codes}
        return {one: moved for one in codes if (moved := moved_cells(then[one], now[one]))}

    def told(self, code: str, moved: Mapping[int, Ends], causes: Causes) -> Moved:
        """How many moved in one measure and why, without those whose special characteristic is closed."""
        counted, special = how(code), code in self.special
        seen = {person: ends for person, ends in moved.items() if not special or person in causes.special}
        why = {person: causes.why(person, counted) for person in seen}
        columns = _columns()
        steps = tuple(Step(p, columns.get(a, ""), columns.get(b, ""), way_of(a, b), why[p]) for p, (a, b) in seen.items())
        ways, numbers = Counter(step.way for step in steps), Counter(why.values())
        return Moved(
            code, *self.names[code], *self.numbers[code], ways[Way.CAME], ways[Way.WENT], ways[Way.CHANGED],
            tuple(Reason(key, causes.words(key), number) for key, number in numbers.most_common()), steps, len(moved) - len(seen),
        )  # fmt: skip

    def rules_changed(self) -> bool:
        """Whether the programme's rules are others than those the first figures were counted by."""
        then = self.first.figures.get("rules")
        now = self.second.figures.get("rules", {}) if self.second else rules_of(self.counting, self.first.programme.code)
        return bool(then) and now != then


def _measures(report: Report, *, special: bool) -> tuple[dict[str, tuple[str, str]], set[str]]:
    """The measures of a report that count people, by code: the code that people know, and the name; and which of them are special,
    if such are wanted."""
    rows = [*report.figures["headline"], *report.figures["others"], *report.figures["indicators"]]
    hows = {row["code"]: how(row["code"]) for row in rows}
    found = {code for code, one in hows.items() if one and (special or not one.special)}
    names = {row["code"]: (row.get("shown_code", ""), row["name"]) for row in rows if row["code"] in found}
    return names, {code for code, one in hows.items() if one and one.special}


def _columns() -> dict[str | None, str]:
    """The columns in words by the gender as it is counted; who is not counted stands in none."""
    return {None: "", "W": _("women"), "M": _("men"), "N": _("non-binary"), "": _("gender not recorded")}
