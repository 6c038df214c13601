"""What waits in plans for somebody's day: steps due and plans whose agreement is missing, for those on the case team."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from vieta.base.viewer import Permission, Viewer
from vieta.enrolments.access import CAUSE, on_case_team, visible_to
from vieta.enrolments.choices import OPEN_STATES
from vieta.people.access import grants_of
from vieta.people.choices import Level

from ..choices import StepState, VersionState
from ..models import PlanVersion, Step

SOON = timedelta(days=7)
MOST = 50


@dataclass(frozen=True)
class StepDue:
    """A step of somebody's active plan that is due within a week or late."""

    step_id: int
    enrolment_id: int
    person_id: int
    person: str
    text: str
    who: str
    by_on: date
    days_late: int

    @property
    def late(self) -> bool:
        return self.days_late > 0


@dataclass(frozen=True)
class PlanWaiting:
    """A plan being written whose agreement is missing: the team's (`waits_for` team), the person's, or both."""

    enrolment_id: int
    person_id: int
    person: str
    number: int
    waits_for: str
    since: datetime | date

    @property
    def for_me(self) -> bool:
        return self.waits_for == "team"


def steps_due(viewer: Viewer, *, until: date | None = None, most: int = MOST) -> list[StepDue]:
    """Open steps due by a day (within a week when none is said) in the files of the viewer's case teams, oldest first.

    Two statements; steps in a side of life that is closed to the viewer are left out.
    """
    last = until or viewer.today + SOON
    rows = Step.objects.filter(
        state=StepState.OPEN, by_on__lte=last, goal__version__state=VersionState.ACTIVE, goal__version__plan__enrolment__in=_mine(viewer)
    )
    rows = rows.filter(_open_goal(viewer)).select_related("goal__version__plan__enrolment__person").order_by("by_on", "id")
    return [_due(row, viewer.today) for row in rows[:most]]


def plans_waiting(viewer: Viewer, *, most: int = MOST) -> list[PlanWaiting]:
    """Plans being written in the files of the viewer's case teams, those that wait for the team first. Two statements."""
    rows = PlanVersion.objects.filter(state=VersionState.DRAFT, plan__enrolment__in=_mine(viewer))
    rows = rows.select_related("plan__enrolment__person").order_by("written_on", "id")
    return sorted((_waiting(row) for row in rows[:most]), key=lambda card: (not card.for_me, card.waits_for == "both"))


def _mine(viewer: Viewer) -> list[int]:
    """The running enrolments whose case team the viewer is on today and whose file is open to them.

    Fetched first: a caseload is short, and databases find the steps of few files fast only when they are told which.
    """
    if not viewer.may(Permission.COACH):
        return []
    mine = on_case_team(viewer).order_by().values("enrolment_id")
    return list(visible_to(viewer).filter(pk__in=mine, state__in=OPEN_STATES).values_list("pk", flat=True))


def _open_goal(viewer: Viewer) -> Q:
    special = grants_of(viewer, Level.SPECIAL).filter(cause=CAUSE, cause_id=OuterRef("goal__version__plan__enrolment_id"))
    plain = Q(goal__domain__isnull=True) | Q(goal__domain__sensitive=False) | Q(goal__domain__suggests=viewer.profession or "-")
    return plain | Q(Exists(special))


def _due(step: Step, today: date) -> StepDue:
    enrolment = step.goal.version.plan.enrolment
    return StepDue(
        step_id=step.pk,
        enrolment_id=enrolment.pk,
        person_id=enrolment.person_id,
        person=enrolment.person.name,
        text=step.text,
        who=step.other or step.get_doer_display(),
        by_on=step.by_on,
        days_late=max((today - step.by_on).days, 0),
    )


def _waiting(version: PlanVersion) -> PlanWaiting:
    enrolment = version.plan.enrolment
    missing = (version.person_agreed_at is None, version.worker_agreed_at is None)
    waits_for = {(True, True): "both", (True, False): "person"}.get(missing, "team")
    since = version.person_agreed_at or version.worker_agreed_at or version.written_on
    return PlanWaiting(enrolment.pk, enrolment.person_id, enrolment.person.name, version.number, waits_for, since)
