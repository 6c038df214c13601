"""Who moved into or out of which number between two states of knowledge, and which facts made them move."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from vieta.accounts.queries import names_of
from vieta.activities.models import Attendance
from vieta.base.viewer import Viewer
from vieta.enrolments import access as enrolments_access
from vieta.enrolments.choices import REQUIRED_TRAITS, SPECIAL_TRAITS, Asked, Trait
from vieta.enrolments.models import Enrolment, EntryTrait, Event, GroundHeld
from vieta.indicators import queries as indicators
from vieta.outcomes.models import FollowUp, Outcome
from vieta.people.choices import Level
from vieta.people.models import Person
from vieta.plans.models import PlanVersion

from ..access import opened_by
from ..models import Report
from ..rules import moved_cells
from .compose import rules_of
from .people import Face, faces
from .scope import as_prepared, how

COMPLETE = {f"trait:{trait}" for trait in (*REQUIRED_TRAITS, Trait.UNEMPLOYED_SINCE)}


@dataclass(frozen=True)
class Cause:
    """One fact that was recorded or taken back in between; `value` is empty where it is closed to the viewer."""

    what: str
    value: str
    closed: bool
    deed: str
    on: date | None
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class Move:
    """One person who stands in another cell of one measure than before: the column then and now, empty when not counted."""

    face: Face
    before: str
    after: str
    causes: tuple[Cause, ...]


@dataclass(frozen=True)
class Moved:
    """Everybody who moved in one measure; `closed` counts those who count by a characteristic closed to the viewer."""

    code: str
    name: str
    before: int
    after: int
    moves: tuple[Move, ...]
    closed: int


@dataclass(frozen=True)
class Comparison:
    """Two states of a report's figures: of what and when each, and who moved."""

    report: Report
    against: Report | None
    known_from: datetime
    known_until: datetime | None
    measures: tuple[Moved, ...]
    rules_changed: bool


def comparison(viewer: Viewer, report_id: int, against_id: int | None = None) -> Comparison:
    """A report beside another one of its programme, or beside what is known now: person by person, with the facts in between."""
    first = opened_by(viewer, report_id)
    second = opened_by(viewer, against_id) if against_id else None
    if second is not None and second.prepared_at < first.prepared_at:
        first, second = second, first
    counting = as_prepared(viewer, first)
    day, until = (second.as_of, second.prepared_at) if second else (first.as_of, None)
    changes = _Changes(viewer, first, until, {first.as_of, day})
    names = dict(_measures(first))
    then = indicators.membership(counting, first.programme.code, names, first.as_of, known=first.prepared_at)
    now = indicators.membership(counting, first.programme.code, names, day, known=until)
    found = [
        (code, name, len(then[code]), len(now[code]), moved)
        for code, name in names.items()
        if (moved := moved_cells(then[code], now[code]))
    ]
    changes.gather({person for *_rest, moved in found for person in moved})
    rules = second.figures.get("rules", {}) if second else rules_of(counting, first.programme.code)
    return Comparison(
        first, second, first.prepared_at, until, tuple(changes.moved(*one) for one in found),
        bool(first.figures.get("rules")) and rules != first.figures["rules"],
    )  # fmt: skip


def _measures(report: Report) -> list[tuple[str, str]]:
    rows = [*report.figures["headline"], *report.figures["others"], *report.figures["indicators"]]
    return [(row["code"], row["name"]) for row in rows if how(row["code"])]


class _Changes:
    """The facts of some people recorded or taken back after a report was prepared, masked for the viewer."""

    def __init__(self, viewer: Viewer, report: Report, until: datetime | None, days: Collection[date]):
        self.viewer, self.report, self.since, self.until = viewer, report, report.prepared_at, until
        self.first, self.last = min(days), max(days)
        self.faces: dict[int, Face] = {}
        self.facts: dict[int, list[tuple[str, Cause]]] = defaultdict(list)
        self.special: set[int] = set()

    def gather(self, people: Collection[int]) -> None:
        """Reads the facts of everybody who moved, merged files included."""
        self.faces = faces(self.viewer, self.report.programme_id, people)
        joined = dict(Person.objects.filter(merged_into__in=list(people)).values_list("pk", "merged_into_id"))
        whose = {number: joined.get(number, number) for number in (*people, *joined)}
        stays = dict(
            Enrolment.objects.filter(programme_id=self.report.programme_id, person_id__in=list(whose)).values_list("pk", "person_id")
        )
        self.open = set(enrolments_access.visible_to(self.viewer, Level.FILE).filter(pk__in=list(stays)).values_list("pk", flat=True))
        opened = set(enrolments_access.visible_to(self.viewer, Level.SPECIAL).filter(pk__in=list(stays)).values_list("pk", flat=True))
        self.special = {whose[stays[stay]] for stay in opened}
        self.open_special = opened
        rows = [*self._facts(stays), *self._meetings(whose), *self._merges(joined)]
        names = names_of({row["by"] for _person, _kind, row in rows})
        for person, kind, row in sorted(rows, key=lambda one: one[2]["at"]):
            self.facts[whose.get(person, person)].append((kind, self._cause(row, names)))

    def moved(self, code: str, name: str, before: int, after: int, moved: dict[int, tuple[str | None, str | None]]) -> Moved:
        """Who moved in one measure, without those whose special characteristic is closed."""
        counted = how(code)
        special = counted is None or counted.special
        seen = {p: ends for p, ends in moved.items() if p in self.faces and (not special or p in self.special)}
        wanted = set(counted.rests_on if counted else ()) | (COMPLETE | {"event"} if counted and counted.complete_only else set())
        moves = tuple(Move(self.faces[p], _column(a), _column(b), self._causes(p, wanted)) for p, (a, b) in seen.items())
        return Moved(code, name, before, after, moves, len(moved) - len(seen))

    def _causes(self, person: int, wanted: set[str]) -> tuple[Cause, ...]:
        known = self.facts[person]
        meant = [cause for kind, cause in known if kind in wanted or kind == "merge"]
        return tuple(meant or [cause for _kind, cause in known])

    def _cause(self, row: dict, names: dict[int, str]) -> Cause:
        stay = row["stay"]
        opens = stay is None or stay in (self.open_special if row["special"] else self.open)
        value = row["value"] if opens else ""
        return Cause(
            row["what"], value, not opens, row["deed"], row["on"], names.get(row["by"], ""), row["at"], row["reason"] if opens else ""
        )

    def _between(self) -> Q:
        """Recorded or taken back in between, or held in between where the days differ."""
        new, gone = Q(recorded_at__gt=self.since), Q(retracted_at__gt=self.since)
        if self.until is not None:
            new, gone = new & Q(recorded_at__lte=self.until), gone & Q(retracted_at__lte=self.until)
        return new | gone

    def _facts(self, stays: dict[int, int]) -> Iterator[tuple[int, str, dict]]:
        for model, kind in ((Event, "event"), (GroundHeld, "ground"), (EntryTrait, ""), (Outcome, "outcome")):
            held = Q(valid_on__gt=self.first, valid_on__lte=self.last)
            rows = model.objects.filter(self._between() | held, enrolment_id__in=list(stays)).order_by("pk")
            for fact in rows.select_related("ground") if model is GroundHeld else rows:
                yield from self._told(fact, kind or f"trait:{getattr(fact, 'trait', '')}", stays[fact.enrolment_id], *_words(fact))
        for answer in FollowUp.objects.filter(self._between(), enrolment_id__in=list(stays)).exclude(answer="").order_by("pk"):
            words = (str(answer.get_moment_display()), str(answer.get_answer_display()), False)
            yield from self._told(answer, "follow-up", stays[answer.enrolment_id], *words, on=answer.asked_on)
        versions = PlanVersion.objects.filter(plan__enrolment_id__in=list(stays), active_on__isnull=False).select_related("plan")
        for version in versions.order_by("pk"):
            at = max(m for m in (version.person_agreed_at, version.worker_agreed_at) if m)
            if at > self.since and (self.until is None or at <= self.until):
                row = _row(_("Plan agreed by both"), "", version.plan.enrolment_id, _("recorded"), version.active_on, version.worker_id, at)
                yield stays[version.plan.enrolment_id], "plan", row

    def _told(self, fact, kind: str, person: int, what: str, value: str, special: bool, on: date | None = None) -> Iterator:
        on = on or getattr(fact, "valid_on", None)
        base = {"special": special}
        within = self.until or datetime.max.replace(tzinfo=self.since.tzinfo)
        if self.since < fact.recorded_at <= within or (fact.retracted_at is None and fact.recorded_at <= self.since):
            yield person, kind, _row(what, value, fact.enrolment_id, _("recorded"), on, fact.recorded_by, fact.recorded_at) | base
        if fact.retracted_at and self.since < fact.retracted_at <= within:
            by, reason = getattr(fact, "retracted_by", None), getattr(fact, "retraction_reason", "")
            yield person, kind, _row(what, value, fact.enrolment_id, _("taken back"), on, by, fact.retracted_at, reason) | base

    def _meetings(self, whose: dict[int, int]) -> Iterator[tuple[int, str, dict]]:
        rows = Attendance.objects.filter(self._between(), person_id__in=list(whose), activity__programme_id=self.report.programme_id)
        for one in rows.select_related("activity").order_by("pk")[:2000]:
            deed, at = (_("taken back"), one.retracted_at) if one.retracted_at else (_("recorded"), one.recorded_at)
            what, value = str(one.activity.get_kind_display()), str(one.get_presence_display())
            for kind in ("meeting", "support"):
                yield one.person_id, kind, _row(what, value, one.enrolment_id, deed, one.on, one.recorded_by, at)

    def _merges(self, joined: dict[int, int]) -> Iterator[tuple[int, str, dict]]:
        for person in Person.objects.filter(pk__in=list(joined), merged_at__gt=self.since):
            yield (
                joined[person.pk],
                "merge",
                _row(_("Two files of one person joined"), "", None, _("recorded"), None, None, person.merged_at),
            )


def _row(
    what: str, value: str, stay: int | None, deed: str, on: date | None, by: int | None, at: datetime | None, reason: str = ""
) -> dict:
    return {"what": what, "value": value, "stay": stay, "deed": deed, "on": on, "by": by, "at": at, "reason": reason, "special": False}


def _words(fact) -> tuple[str, str, bool]:
    """A fact's name and value in words, and whether it tells of a special category."""
    if isinstance(fact, EntryTrait):
        return str(Trait(fact.trait).label), fact.value or str(Asked(fact.asked).label), fact.trait in SPECIAL_TRAITS
    if isinstance(fact, GroundHeld):
        return _("Ground"), fact.ground.name, fact.ground.special
    if isinstance(fact, Outcome):
        return str(fact.get_kind_display()), fact.employer or fact.what, False
    return str(fact.get_moment_display()), "", False


def _column(gender: str | None) -> str:
    if gender is None:
        return ""
    return {"W": _("women"), "M": _("men"), "N": _("non-binary")}.get(gender, _("gender not recorded"))
