"""The facts of some people that were recorded or taken back between two states of knowledge, each in words and masked for the viewer."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Model, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from vieta.accounts.queries import names_of
from vieta.activities.models import Attendance
from vieta.base.viewer import Viewer
from vieta.enrolments import access as enrolments_access
from vieta.enrolments.choices import REQUIRED_TRAITS, SPECIAL_TRAITS, Asked, Moment, Trait
from vieta.enrolments.models import Enrolment, EntryTrait, Event, GroundHeld
from vieta.enrolments.rules import in_words
from vieta.indicators.measures import Measure
from vieta.outcomes.models import FollowUp, Outcome
from vieta.people.choices import Level
from vieta.people.models import Merge
from vieta.plans.models import PlanVersion

from ..choices import Why
from ..rules import Heard, why_of

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
class Told:
    """One row recorded or taken back in between, not in words yet: there are thousands where a page shows some."""

    row: Model
    stay: int | None
    heard: Heard
    by: int | None
    at: datetime
    reason: str = ""


@dataclass(frozen=True)
class Between:
    """Two states of knowledge of a programme: the moments and the days of each; `until` is None for what is known now."""

    programme_id: int
    since: datetime
    until: datetime | None
    first: date
    last: date

    def recorded(self) -> Q:
        """Recorded or taken back between the two."""
        new, gone = Q(recorded_at__gt=self.since), Q(retracted_at__gt=self.since)
        if self.until is not None:
            new, gone = new & Q(recorded_at__lte=self.until), gone & Q(retracted_at__lte=self.until)
        return new | gone

    def holds(self, at: datetime | None) -> bool:
        """Whether a moment lies between the two."""
        return at is not None and self.since < at and (self.until is None or at <= self.until)


class Causes:
    """What was recorded of some people in between; reads by a constant number of statements, however many they are."""

    def __init__(self, viewer: Viewer, between: Between, people: Collection[int]):
        self.between, self._words = between, dict[str, str]()
        some = list(people)
        merges = list(Merge.objects.filter(Q(into__in=some) | Q(person__in=some)).order_by("merged_at", "pk"))
        whose = {one.person_id: one.into_id for one in merges} | {number: number for number in some}
        stays = dict(Enrolment.objects.filter(programme_id=between.programme_id, person_id__in=list(whose)).values_list("pk", "person_id"))
        self._open, self._open_special = _opened(viewer, Level.FILE, stays), _opened(viewer, Level.SPECIAL, stays)
        self.special = {whose[stays[stay]] for stay in self._open_special}  # whose special characteristics the viewer may read
        self._told: dict[int, list[Told]] = defaultdict(list)
        for person, told in (*self._facts(stays), *self._plans(stays), *self._meetings(whose), *self._merges(merges)):
            self._told[whose.get(person, person)].append(told)

    def why(self, person: int, measure: Measure | None) -> str:
        """The one reason of a person's move, as a key that is the same in every language."""
        meant = self._meant(person, measure)
        since = measure.since.removesuffix("_on") if measure and measure.since else ""
        key, why, place = why_of([one.heard for one in meant], self.between.first, {f"event-{since}", f"event-{Moment.ENTERED}"})
        if key not in self._words:
            label = str(Why(why).label)
            self._words[key] = label if place < 0 or why in (Why.JOINED, Why.PARTED) else f"{words_of(meant[place].row)[0]}: {label}"
        return key

    def words(self, key: str) -> str:
        """A reason in words, once somebody's move has it."""
        return self._words[key]

    def behind(self, person: int, measure: Measure | None) -> tuple[Cause, ...]:
        """The facts behind a person's move, the earliest first, in words and masked."""
        return tuple(self._cause(told) for told in sorted(self._meant(person, measure), key=lambda told: told.at))

    def _meant(self, person: int, measure: Measure | None) -> list[Told]:
        """The facts that a measure rests on; where none of those changed, everything of the person that is not special."""
        wanted = set(measure.rests_on if measure else ()) | (COMPLETE | {"event"} if measure and measure.complete_only else set())
        known = self._told.get(person, ())
        meant = [one for one in known if one.heard.kinds & (wanted | {"merge"})]
        return meant or [one for one in known if not one.heard.special]

    @cached_property
    def _names(self) -> dict[int, str]:
        return names_of(told.by for some in self._told.values() for told in some)

    def _cause(self, told: Told) -> Cause:
        opens = told.stay is None or told.stay in (self._open_special if told.heard.special else self._open)
        what, value = words_of(told.row)
        deed = _("taken back") if told.heard.back else _("recorded")
        return Cause(
            what, value if opens else "", not opens, deed, told.heard.on, self._names.get(told.by or 0, ""), told.at,
            told.reason if opens else "",
        )  # fmt: skip

    def _facts(self, stays: dict[int, int]) -> Iterator[tuple[int, Told]]:
        """Facts recorded or taken back in between, or held in between where the days differ."""
        between = self.between
        held = between.recorded() | Q(valid_on__gt=between.first)
        for model in (Event, GroundHeld, EntryTrait, Outcome):
            rows = model.objects.filter(held, enrolment_id__in=list(stays), valid_on__lte=between.last).order_by("pk")
            for fact in rows.select_related("ground") if model is GroundHeld else rows:
                for told in self._deeds(fact, fact.valid_on, fact.retracted_by, fact.retraction_reason):
                    yield stays[fact.enrolment_id], told
        answers = FollowUp.objects.filter(between.recorded(), enrolment_id__in=list(stays)).exclude(answer="").order_by("pk")
        for answer in answers:
            for told in self._deeds(answer, answer.asked_on):
                yield stays[answer.enrolment_id], told

    def _deeds(self, fact, on: date | None, by: int | None = None, reason: str = "") -> Iterator[Told]:
        """That a fact came to be known in between, and that it was taken back in between."""
        kinds, about, special = about_of(fact)
        before = fact.recorded_at <= self.between.since
        if self.between.holds(fact.recorded_at) or (before and fact.retracted_at is None):
            yield Told(fact, fact.enrolment_id, Heard(kinds, about, False, on, special), fact.recorded_by, fact.recorded_at)
        if self.between.holds(fact.retracted_at):
            yield Told(fact, fact.enrolment_id, Heard(kinds, about, True, on, special), by, fact.retracted_at, reason)

    def _plans(self, stays: dict[int, int]) -> Iterator[tuple[int, Told]]:
        rows = PlanVersion.objects.filter(plan__enrolment_id__in=list(stays), active_on__isnull=False).select_related("plan")
        for one in rows.order_by("pk"):
            at = max(moment for moment in (one.person_agreed_at, one.worker_agreed_at) if moment)
            if self.between.holds(at):
                heard = Heard(frozenset({"plan"}), "plan", False, one.active_on)
                yield stays[one.plan.enrolment_id], Told(one, one.plan.enrolment_id, heard, one.worker_id, at)

    def _meetings(self, whose: dict[int, int]) -> Iterator[tuple[int, Told]]:
        rows = Attendance.objects.filter(
            self.between.recorded(), person_id__in=list(whose), activity__programme_id=self.between.programme_id, on__lte=self.between.last
        )
        for one in rows.select_related("activity").order_by("pk"):
            heard = Heard(frozenset({"meeting", "support"}), f"meeting-{one.activity.kind}", one.retracted_at is not None, one.on)
            yield one.person_id, Told(one, one.enrolment_id, heard, one.recorded_by, one.retracted_at or one.recorded_at)

    def _merges(self, merges: Sequence[Merge]) -> Iterator[tuple[int, Told]]:
        for one in merges:
            for moment, back in ((one.merged_at, False), (one.parted_at, True)):
                if moment is not None and self.between.holds(moment):
                    told = Told(one, None, Heard(frozenset({"merge"}), "merge", back, None), None, moment)
                    yield from ((number, told) for number in (one.person_id, one.into_id))


def _opened(viewer: Viewer, level: Level, stays: Collection[int]) -> set[int]:
    return set(enrolments_access.visible_to(viewer, level).filter(pk__in=list(stays)).values_list("pk", flat=True))


def about_of(fact) -> tuple[frozenset[str], str, bool]:
    """The kind that measures know a fact by, what it is about (the same in every language), and whether it tells of a special category."""
    if isinstance(fact, EntryTrait):
        return frozenset({f"trait:{fact.trait}"}), f"trait-{fact.trait}", fact.trait in SPECIAL_TRAITS
    if isinstance(fact, GroundHeld):
        return frozenset({"ground"}), "ground", fact.ground.special
    if isinstance(fact, Outcome):
        return frozenset({"outcome"}), f"outcome-{fact.kind}", False
    if isinstance(fact, FollowUp):
        return frozenset({"follow-up"}), f"follow-up-{fact.moment}", False
    return frozenset({"event"}), f"event-{fact.moment}", False


def words_of(row) -> tuple[str, str]:
    """What a row is about and what it says, in words."""
    if isinstance(row, EntryTrait):
        return str(Trait(row.trait).label), in_words(row.trait, row.value) if row.value else str(Asked(row.asked).label)
    if isinstance(row, GroundHeld):
        return _("Ground"), row.ground.name
    if isinstance(row, Outcome):
        return str(row.get_kind_display()), row.employer or row.what
    if isinstance(row, FollowUp):
        return str(row.get_moment_display()), str(row.get_answer_display())
    if isinstance(row, Attendance):
        return str(row.activity.get_kind_display()), str(row.get_presence_display())
    if isinstance(row, PlanVersion):
        return _("Plan agreed by both"), ""
    if isinstance(row, Merge):
        return str(Why.PARTED.label if row.parted_at else Why.JOINED.label), ""
    return str(row.get_moment_display()), ""
