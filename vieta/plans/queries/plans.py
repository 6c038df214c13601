"""The plan of a file: what is in force, what is being written, every version there was."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from vieta.accounts.queries import names_of
from vieta.base.refusal import NotFound
from vieta.base.viewer import Viewer
from vieta.enrolments.access import opened_by
from vieta.enrolments.choices import OPEN_STATES
from vieta.enrolments.models import Enrolment
from vieta.people.queries import has_own_place
from vieta.programmes.choices import IntensiveRule

from ..access import is_own, may_agree_for_team, may_write, open_domains
from ..choices import StepState, VersionState
from ..models import Domain, Goal, Instrument, InstrumentVersion, PlanVersion, Step
from ..rules import Intensive, is_intensive


@dataclass(frozen=True)
class StepCard:
    """A step: what, who, by when, and what became of it."""

    id: int
    text: str
    doer: str
    doer_label: str
    other: str
    by_on: date
    state: str
    state_label: str
    ended_on: date | None
    late: bool

    @property
    def who(self) -> str:
        return self.other or self.doer_label

    @property
    def is_open(self) -> bool:
        return self.state == StepState.OPEN


@dataclass(frozen=True)
class GoalCard:
    """A goal with its steps; a closed one lies in a side of life this viewer may not see and shows nothing of it."""

    id: int
    text: str
    domain_id: int | None
    domain: str
    steps: tuple[StepCard, ...]
    closed: bool = False


@dataclass(frozen=True)
class VersionLine:
    """One version in the list of all."""

    number: int
    state: str
    state_label: str
    written_on: date
    active_on: date | None
    ended_on: date | None


@dataclass(frozen=True)
class VersionCard:
    """A whole version as it was written, with who agreed to it when."""

    number: int
    state: str
    state_label: str
    person_words: str
    written_on: date
    goals: tuple[GoalCard, ...]
    text_hash: str
    person_agreed_at: datetime | None
    person_agreed_how: str
    paper_id: int | None
    worker_agreed_at: datetime | None
    worker: str
    active_on: date | None
    ended_on: date | None
    ended_reason: str

    @property
    def finished(self) -> bool:
        """Whether there is enough to agree to."""
        return any(goal.steps or goal.closed for goal in self.goals)

    @property
    def has_closed_part(self) -> bool:
        return any(goal.closed for goal in self.goals)

    @property
    def waits_for(self) -> str:
        """Whose agreement is missing: `person`, `team`, `both` or nobody's."""
        missing = (not self.person_agreed_at, not self.worker_agreed_at)
        return {(True, True): "both", (True, False): "person", (False, True): "team"}.get(missing, "")


@dataclass(frozen=True)
class PlanCard:
    """The plan of one enrolment and what this viewer may do with it now."""

    enrolment_id: int
    person_id: int
    person: str
    active: VersionCard | None
    draft: VersionCard | None
    versions: tuple[VersionLine, ...]
    open: bool
    own: bool
    may_write: bool
    may_agree: bool
    person_has_place: bool

    @property
    def latest(self) -> VersionLine | None:
        return self.versions[-1] if self.versions else None


def plan_of(viewer: Viewer, enrolment_id: int) -> PlanCard:
    """The plan of a file, or NotFound; an enrolment without a plan gives an empty card."""
    enrolment = opened_by(viewer, enrolment_id)
    versions = list(PlanVersion.objects.filter(plan__enrolment=enrolment).order_by("number"))
    current = [v for v in versions if v.state in (VersionState.ACTIVE, VersionState.DRAFT)]
    cards = {card.state: card for card in _cards(viewer, enrolment, current)}
    running = enrolment.state in OPEN_STATES
    return PlanCard(
        enrolment_id=enrolment.pk,
        person_id=enrolment.person_id,
        person=enrolment.person.name,
        active=cards.get(VersionState.ACTIVE),
        draft=cards.get(VersionState.DRAFT),
        versions=tuple(_line(version) for version in versions),
        open=running,
        own=is_own(viewer, enrolment),
        may_write=running and may_write(viewer, enrolment),
        may_agree=running and may_agree_for_team(viewer, enrolment),
        person_has_place=has_own_place(enrolment.person_id, enrolment.provider_id),
    )


def versions_of(viewer: Viewer, enrolment_id: int) -> list[VersionLine]:
    """Every version there was, in order, without its text. Two statements."""
    enrolment = opened_by(viewer, enrolment_id)
    return [_line(version) for version in PlanVersion.objects.filter(plan__enrolment=enrolment).order_by("number")]


def version_of(viewer: Viewer, enrolment_id: int, number: int) -> VersionCard:
    """One version of a file's plan, also one long followed by another, or NotFound."""
    enrolment = opened_by(viewer, enrolment_id)
    found = PlanVersion.objects.filter(plan__enrolment=enrolment, number=number)
    cards = _cards(viewer, enrolment, list(found))
    if not cards:
        raise NotFound(f"version {number}")
    return cards[0]


def domain_choices(viewer: Viewer, enrolment_id: int) -> list[tuple[int, str]]:
    """The sides of life a goal may lie in for this viewer: those of the newest usable life-domain review."""
    enrolment = opened_by(viewer, enrolment_id)
    usable = Instrument.objects.filter(kind="life-domains").exclude(right_stated="")
    newest = InstrumentVersion.objects.filter(instrument__in=usable, published_on__lte=viewer.today).order_by("-published_on", "-number")[
        :1
    ]
    domains = Domain.objects.filter(open_domains(viewer, enrolment), version__in=list(newest)).order_by("position")
    return list(domains.values_list("pk", "name"))


def guidance(viewer: Viewer, enrolment_id: int, support: Iterable[tuple[date, int]]) -> Intensive:
    """Whether guidance is intensive by the programme's rule, from which day and why, or NotFound (S1-16).

    `support` is (day, minutes) of what the person attended; activities lie above plans, so whoever asks brings them.
    """
    enrolment = opened_by(viewer, enrolment_id)
    agreed = PlanVersion.objects.filter(plan__enrolment=enrolment, active_on__isnull=False).order_by("active_on")
    return is_intensive(
        rule=IntensiveRule(enrolment.programme.intensive_rule),
        plan_agreed_on=agreed.values_list("active_on", flat=True).first(),
        support=support,
        short_support_minutes=enrolment.programme.short_support_minutes,
        until=viewer.today,
    )


def _cards(viewer: Viewer, enrolment: Enrolment, versions: list[PlanVersion]) -> list[VersionCard]:
    goals: dict[int, list[Goal]] = {}
    wanted = Goal.objects.filter(version__in=versions).select_related("domain").prefetch_related("steps")
    for goal in wanted.order_by("position", "id"):
        goals.setdefault(goal.version_id, []).append(goal)
    closed = _closed(viewer, enrolment, {g.domain_id for group in goals.values() for g in group if g.domain_id})
    workers = names_of(v.worker_id for v in versions)
    return [_card(viewer, v, goals.get(v.pk, []), closed, workers.get(v.worker_id or 0, "")) for v in versions]


def _closed(viewer: Viewer, enrolment: Enrolment, domain_ids: set[int]) -> set[int]:
    if not domain_ids:
        return set()
    open_ones = Domain.objects.filter(open_domains(viewer, enrolment) & Q(pk__in=domain_ids)).values_list("pk", flat=True)
    return domain_ids - set(open_ones)


def _card(viewer: Viewer, version: PlanVersion, goals: list[Goal], closed: set[int], worker: str) -> VersionCard:
    return VersionCard(
        number=version.number,
        state=version.state,
        state_label=version.get_state_display(),
        person_words=version.person_words,
        written_on=version.written_on,
        goals=tuple(_goal(goal, viewer.today, goal.domain_id in closed) for goal in goals),
        text_hash=version.text_hash,
        person_agreed_at=version.person_agreed_at,
        person_agreed_how=version.get_person_agreed_how_display(),
        paper_id=version.person_paper_id,
        worker_agreed_at=version.worker_agreed_at,
        worker=worker,
        active_on=version.active_on,
        ended_on=version.ended_on,
        ended_reason=version.ended_reason,
    )


def _goal(goal: Goal, today: date, closed: bool) -> GoalCard:
    if closed:
        return GoalCard(goal.pk, "", None, "", (), closed=True)
    steps = sorted(goal.steps.all(), key=lambda step: (step.position, step.pk))
    domain = goal.domain.name if goal.domain else ""
    return GoalCard(goal.pk, goal.text, goal.domain_id, domain, tuple(_step(step, today) for step in steps))


def _step(step: Step, today: date) -> StepCard:
    return StepCard(
        id=step.pk,
        text=step.text,
        doer=step.doer,
        doer_label=step.get_doer_display(),
        other=step.other,
        by_on=step.by_on,
        state=step.state,
        state_label=step.get_state_display(),
        ended_on=step.ended_on,
        late=step.state == StepState.OPEN and step.by_on < today,
    )


def _line(version: PlanVersion) -> VersionLine:
    return VersionLine(version.number, version.state, version.get_state_display(), version.written_on, version.active_on, version.ended_on)
