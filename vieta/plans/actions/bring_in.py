"""Bulk ways in for reviews and plans from files and other systems; one entry in the trail for each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from itertools import chain
from uuid import uuid4

from django.db import transaction

from vieta.audit.actions import record_many
from vieta.base.refusal import NotFound
from vieta.base.viewer import Viewer
from vieta.enrolments.models import Enrolment

from ..choices import AgreedHow, Answer, At, Doer, StepState, VersionState
from ..models import Domain, Goal, Plan, PlanVersion, Rating, Review, Step
from ..rules import text_hash
from .reviews import RatingGiven

BATCH = 2000


@dataclass(frozen=True)
class StepIn:
    """A step as it comes in."""

    text: str
    doer: str
    by_on: date
    other: str = ""
    state: str = StepState.OPEN
    ended_on: date | None = None


@dataclass(frozen=True)
class GoalIn:
    """A goal as it comes in; `domain_id` is its side of life."""

    text: str
    steps: Sequence[StepIn] = ()
    domain_id: int | None = None


@dataclass(frozen=True)
class PlanIn:
    """One version of a plan that both agreed on a day, or (`agreed_on` None) that is still being written.

    Versions of one enrolment come in the order of their agreement; each is followed by the next. `withdrawn_on` ends one.
    """

    enrolment_id: int
    written_on: date
    agreed_on: date | None
    worker_id: int | None = None
    how: str = AgreedHow.SPOKEN
    words: str = ""
    goals: Sequence[GoalIn] = ()
    withdrawn_on: date | None = None
    withdrawn_because: str = ""


@dataclass(frozen=True)
class ReviewIn:
    """One review as it comes in."""

    enrolment_id: int
    version_id: int
    moment: str
    on: date
    recorded_by: int | None = None
    ratings: Sequence[RatingGiven] = field(default_factory=tuple)


@transaction.atomic
def bring_in_plans(*, by: Viewer, at: datetime, rows: Iterable[PlanIn]) -> int:
    """Brings in whole versions as they were agreed; only jobs may. Returns how many versions came in."""
    _refuse_unless_job(by)
    given = list(rows)
    plans = _plans(given)
    codes = dict(Domain.objects.values_list("pk", "code"))
    numbers: dict[int, int] = {}
    versions = []
    for row in given:
        numbers[row.enrolment_id] = numbers.get(row.enrolment_id, 0) + 1
        versions.append(_version(plans[row.enrolment_id], numbers[row.enrolment_id], row, codes))
    _follow(given, versions)
    PlanVersion.objects.bulk_create(versions, batch_size=BATCH)
    _bring_in_goals(given, versions)
    _tell(by, at, "plans.bring_in", [(row.enrolment_id, version) for row, version in zip(given, versions, strict=True)])
    return len(versions)


@transaction.atomic
def bring_in_reviews(*, by: Viewer, at: datetime, rows: Iterable[ReviewIn]) -> int:
    """Brings in reviews with their ratings; only jobs may. Returns how many came in."""
    _refuse_unless_job(by)
    given = list(rows)
    reviews = [
        Review(
            enrolment_id=row.enrolment_id, version_id=row.version_id, moment=At(row.moment), on=row.on,
            recorded_at=_noon(row.on), recorded_by=row.recorded_by,
        )
        for row in given
    ]  # fmt: skip
    Review.objects.bulk_create(reviews, batch_size=BATCH)
    domains: dict[int, dict[str, Domain]] = {}
    for domain in Domain.objects.filter(version_id__in={row.version_id for row in given}):
        domains.setdefault(domain.version_id, {})[domain.code] = domain
    ratings = chain.from_iterable(_ratings(review, row, domains[row.version_id]) for review, row in zip(reviews, given, strict=True))
    Rating.objects.bulk_create(ratings, batch_size=BATCH)
    _tell(by, at, "plans.bring_in_review", [(review.enrolment_id, review) for review in reviews])
    return len(reviews)


def _refuse_unless_job(by: Viewer) -> None:
    if not by.job:
        raise NotFound("bring in")


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _plans(rows: Sequence[PlanIn]) -> dict[int, Plan]:
    first: dict[int, date] = {}
    for row in rows:
        first.setdefault(row.enrolment_id, row.written_on)
    made = Plan.objects.bulk_create((Plan(enrolment_id=id, begun_on=day) for id, day in first.items()), batch_size=BATCH)
    return {plan.enrolment_id: plan for plan in made}


def _version(plan: Plan, number: int, row: PlanIn, codes: dict[int, str]) -> PlanVersion:
    version = PlanVersion(
        plan=plan, number=number, person_words=row.words, written_on=row.written_on, recorded_at=_noon(row.agreed_on or row.written_on)
    )
    version.text_hash = text_hash(row.words, [_goal_text(goal, codes) for goal in row.goals])
    if row.agreed_on:
        moment = _noon(row.agreed_on)
        version.state, version.active_on = VersionState.ACTIVE, row.agreed_on
        version.person_agreed_at, version.person_agreed_how = moment, AgreedHow(row.how)
        version.worker_agreed_at, version.worker_id = moment, row.worker_id
    if row.withdrawn_on:
        version.state, version.ended_on, version.ended_reason = VersionState.WITHDRAWN, row.withdrawn_on, row.withdrawn_because
    return version


def _goal_text(goal: GoalIn, codes: dict[int, str]) -> tuple:
    code = codes[goal.domain_id] if goal.domain_id else ""
    return code, goal.text, [(s.text, s.doer, s.other, s.by_on.isoformat()) for s in goal.steps]


def _follow(rows: Sequence[PlanIn], versions: Sequence[PlanVersion]) -> None:
    """An agreed version is followed by the next agreed one of the same plan."""
    standing: dict[int, PlanVersion] = {}
    for row, version in zip(rows, versions, strict=True):
        if version.state == VersionState.DRAFT:
            continue
        former = standing.get(row.enrolment_id)
        if former and former.state == VersionState.ACTIVE:
            former.state, former.ended_on = VersionState.SUPERSEDED, version.active_on
        standing[row.enrolment_id] = version


def _bring_in_goals(rows: Sequence[PlanIn], versions: Sequence[PlanVersion]) -> None:
    pairs = [
        (Goal(version=version, domain_id=goal.domain_id, text=goal.text, position=n), goal)
        for row, version in zip(rows, versions, strict=True)
        for n, goal in enumerate(row.goals, start=1)
    ]
    Goal.objects.bulk_create((made for made, _given in pairs), batch_size=BATCH)
    steps = (
        Step(
            goal=made, line=uuid4(), text=s.text, doer=Doer(s.doer), other=s.other, by_on=s.by_on, state=StepState(s.state),
            ended_on=s.ended_on, position=n,
        )
        for made, given in pairs
        for n, s in enumerate(given.steps, start=1)
    )  # fmt: skip
    Step.objects.bulk_create(steps, batch_size=BATCH)


def _ratings(review: Review, row: ReviewIn, domains: dict[str, Domain]):
    given = {rating.domain: rating for rating in row.ratings}
    for code, domain in domains.items():
        said = given.get(code) or RatingGiven(code, Answer.NOT_DISCUSSED)
        yield Rating(
            review=review, domain=domain, answer=said.answer, by_person=said.by_person, by_worker=said.by_worker, remark=said.remark
        )


def _tell(by: Viewer, at: datetime, deed: str, made: Sequence[tuple]) -> None:
    about: dict[int, tuple[int, int]] = {}
    ids = sorted({id for id, _row in made})
    for start in range(0, len(ids), BATCH):
        chunk = Enrolment.objects.filter(pk__in=ids[start : start + BATCH])
        about |= {pk: (person, programme) for pk, person, programme in chunk.values_list("pk", "person_id", "programme_id")}
    entries = [
        {
            "table": row._meta.label_lower, "row_id": str(row.pk), "enrolment_id": id,
            "person_id": about[id][0], "programme_id": about[id][1],
        }
        for id, row in made
    ]  # fmt: skip
    record_many(by=by, at=at, deed=deed, rows=entries)
