"""Writing a plan together: the version being written is changed by either side, and every change asks both to agree anew."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.audit.actions import record
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Viewer
from vieta.enrolments.access import opened_by
from vieta.enrolments.choices import OPEN_STATES
from vieta.enrolments.models import Enrolment

from ..access import may_write, open_domains, sees
from ..choices import Doer, VersionState
from ..models import Domain, Goal, Plan, PlanVersion, Step
from ..rules import text_hash

MOST_GOALS = 30
MOST_STEPS = 30


@transaction.atomic
def begin_draft(*, by: Viewer, at: datetime, enrolment_id: int, copy_of: int | None = None) -> PlanVersion:
    """Begins a version: an empty page, or a copy of the active version (or of the version asked for) to change.

    A version already being written is returned as it is. Refused before admission, after leaving and outside the case team.
    """
    enrolment = writable(by, enrolment_id)
    plan, _new = Plan.objects.get_or_create(enrolment=enrolment, defaults={"begun_on": by.today})
    if standing := plan.versions.filter(state=VersionState.DRAFT).first():
        return standing
    number = (plan.versions.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    source = _source(plan, copy_of)
    version = PlanVersion.objects.create(
        plan=plan, number=number, person_words=source.person_words if source else "", written_on=by.today, recorded_at=at
    )
    if source:
        _copy(source, version)
    _seal(version)
    note(by, at, "plans.begin_draft", version, enrolment)
    return version


@transaction.atomic
def say_what_matters(*, by: Viewer, at: datetime, enrolment_id: int, words: str) -> PlanVersion:
    """Writes down what matters most, in the person's own words. Clears both agreements to the version being written."""

    def write(version: PlanVersion) -> None:
        version.person_words = words.strip()
        version.save(update_fields=["person_words"])

    return _rewrite(by, at, enrolment_id, "plans.say_what_matters", write)


@transaction.atomic
def add_goal(*, by: Viewer, at: datetime, enrolment_id: int, text: str, domain_id: int | None = None) -> PlanVersion:
    """Adds a goal, if wanted in one side of life. Clears both agreements. Refused when empty or in a closed side of life."""

    def write(version: PlanVersion) -> None:
        if version.goals.count() >= MOST_GOALS:
            raise Refused(_("A plan holds at most %(most)s goals. Finish some first.") % {"most": MOST_GOALS}, field="text")
        last = version.goals.order_by("-position").values_list("position", flat=True).first() or 0
        domain = _domain(by, version.plan.enrolment, domain_id)
        Goal.objects.create(version=version, domain=domain, text=_said(text), position=last + 1)

    return _rewrite(by, at, enrolment_id, "plans.add_goal", write)


@transaction.atomic
def change_goal(*, by: Viewer, at: datetime, enrolment_id: int, goal_id: int, text: str, domain_id: int | None = None) -> PlanVersion:
    """Changes a goal of the version being written. Clears both agreements."""

    def write(version: PlanVersion) -> None:
        goal = _goal(by, version, goal_id)
        goal.text, goal.domain = _said(text), _domain(by, version.plan.enrolment, domain_id)
        goal.save(update_fields=["text", "domain"])

    return _rewrite(by, at, enrolment_id, "plans.change_goal", write)


@transaction.atomic
def remove_goal(*, by: Viewer, at: datetime, enrolment_id: int, goal_id: int) -> PlanVersion:
    """Takes a goal with its steps out of the version being written; agreed versions keep it. Clears both agreements."""
    return _rewrite(by, at, enrolment_id, "plans.remove_goal", lambda version: _goal(by, version, goal_id).delete())


@transaction.atomic
def add_step(
    *, by: Viewer, at: datetime, enrolment_id: int, goal_id: int, text: str, doer: str, by_on: date, other: str = ""
) -> PlanVersion:
    """Adds a step to a goal: what, who and by when. Clears both agreements. Refused for a day gone by."""

    def write(version: PlanVersion) -> None:
        goal = _goal(by, version, goal_id)
        if goal.steps.count() >= MOST_STEPS:
            raise Refused(_("A goal holds at most %(most)s steps.") % {"most": MOST_STEPS}, field="text")
        last = goal.steps.order_by("-position").values_list("position", flat=True).first() or 0
        _check_step(by, doer, other, by_on)
        Step.objects.create(goal=goal, line=uuid4(), text=_said(text), doer=doer, other=_other(doer, other), by_on=by_on, position=last + 1)

    return _rewrite(by, at, enrolment_id, "plans.add_step", write)


@transaction.atomic
def change_step(
    *, by: Viewer, at: datetime, enrolment_id: int, step_id: int, text: str, doer: str, by_on: date, other: str = ""
) -> PlanVersion:
    """Changes a step of the version being written. Clears both agreements. Refused for a new day that has gone by."""

    def write(version: PlanVersion) -> None:
        step = _step(by, version, step_id)
        _check_step(by, doer, other, by_on, former=step.by_on)
        step.text, step.doer, step.other, step.by_on = _said(text), doer, _other(doer, other), by_on
        step.save(update_fields=["text", "doer", "other", "by_on"])

    return _rewrite(by, at, enrolment_id, "plans.change_step", write)


@transaction.atomic
def remove_step(*, by: Viewer, at: datetime, enrolment_id: int, step_id: int) -> PlanVersion:
    """Takes a step out of the version being written; agreed versions keep it. Clears both agreements."""
    return _rewrite(by, at, enrolment_id, "plans.remove_step", lambda version: _step(by, version, step_id).delete())


@transaction.atomic
def set_aside(*, by: Viewer, at: datetime, enrolment_id: int) -> PlanVersion:
    """Sets the version being written aside without agreement; it stays readable, and an active version stays active."""
    version = draft_of(by, enrolment_id)
    version.state, version.ended_on = VersionState.WITHDRAWN, by.today
    clear(version)
    version.save()
    note(by, at, "plans.set_aside", version, version.plan.enrolment)
    return version


def writable(by: Viewer, enrolment_id: int) -> Enrolment:
    """The locked enrolment whose plan the viewer may write now, or a refusal in words."""
    enrolment = opened_by(by, enrolment_id, lock=True)
    if not may_write(by, enrolment):
        raise Refused(_("Only the person and their case team write this plan."))
    if enrolment.state not in OPEN_STATES:
        raise Refused(_("A plan is written from admission until the person leaves."))
    return enrolment


def draft_of(by: Viewer, enrolment_id: int) -> PlanVersion:
    """The version being written, its enrolment locked; refused in words when there is none."""
    enrolment = writable(by, enrolment_id)
    version = PlanVersion.objects.filter(plan__enrolment=enrolment, state=VersionState.DRAFT).select_related("plan__enrolment").first()
    if version is None:
        raise Refused(_("No plan is being written. It may have been agreed or set aside meanwhile."))
    return version


def clear(version: PlanVersion) -> None:
    """Takes both agreements off the version at hand."""
    version.person_agreed_at, version.person_agreed_how, version.person_paper = None, "", None
    version.worker_agreed_at, version.worker = None, None


def note(by: Viewer, at: datetime, deed: str, version: PlanVersion, enrolment: Enrolment, **details) -> None:
    """Tells the trail of one deed on a plan."""
    about: dict[str, Any] = {"person_id": enrolment.person_id, "enrolment_id": enrolment.pk, "programme_id": enrolment.programme_id}
    record(by=by, at=at, deed=deed, thing=version, **about, **details)


def _rewrite(by: Viewer, at: datetime, enrolment_id: int, deed: str, write: Callable[[PlanVersion], object]) -> PlanVersion:
    """Changes the text; if it became another one, both must agree anew."""
    version = draft_of(by, enrolment_id)
    before = version.text_hash
    write(version)
    _seal(version)
    agreed = version.person_agreed_at or version.worker_agreed_at
    if agreed and version.text_hash != before:
        clear(version)
        version.save()
    note(by, at, deed, version, version.plan.enrolment, agreements_cleared=bool(agreed and not version.person_agreed_at))
    return version


def _seal(version: PlanVersion) -> None:
    goals = version.goals.select_related("domain").prefetch_related("steps").order_by("position", "id")
    version.text_hash = text_hash(version.person_words, [_goal_text(goal) for goal in goals])
    version.save(update_fields=["text_hash"])


def _goal_text(goal: Goal) -> tuple:
    steps = sorted(goal.steps.all(), key=lambda step: (step.position, step.pk))
    return goal.domain.code if goal.domain else "", goal.text, [(s.text, s.doer, s.other, s.by_on.isoformat()) for s in steps]


def _source(plan: Plan, copy_of: int | None) -> PlanVersion | None:
    if copy_of is None:
        return plan.versions.filter(state=VersionState.ACTIVE).first()
    source = plan.versions.filter(number=copy_of).first()
    if source is None:
        raise NotFound(f"version {copy_of}")
    return source


def _copy(source: PlanVersion, version: PlanVersion) -> None:
    for goal in source.goals.prefetch_related("steps"):
        steps = list(goal.steps.all())
        goal.pk, goal.version = None, version
        goal._state.adding = True
        goal.save()
        for step in steps:
            step.pk, step.goal = None, goal
        Step.objects.bulk_create(steps)


def _goal(by: Viewer, version: PlanVersion, goal_id: int) -> Goal:
    goal = version.goals.select_related("domain").filter(pk=goal_id).first()
    if goal is None or (goal.domain and not sees(by, version.plan.enrolment, goal.domain)):
        raise NotFound(f"goal {goal_id}")
    return goal


def _step(by: Viewer, version: PlanVersion, step_id: int) -> Step:
    step = Step.objects.filter(goal__version=version, pk=step_id).first()
    if step is None:
        raise NotFound(f"step {step_id}")
    _goal(by, version, step.goal_id)
    return step


def _domain(by: Viewer, enrolment: Enrolment, domain_id: int | None) -> Domain | None:
    if domain_id is None:
        return None
    domain = Domain.objects.filter(open_domains(by, enrolment), pk=domain_id).first()
    if domain is None:
        raise NotFound(f"domain {domain_id}")
    return domain


def _said(text: str) -> str:
    if not text.strip():
        raise Refused(_("Write it in your own words."), field="text")
    return text.strip()


def _other(doer: str, other: str) -> str:
    return other.strip() if doer == Doer.OTHER else ""


def _check_step(by: Viewer, doer: str, other: str, by_on: date, former: date | None = None) -> None:
    if doer not in Doer.values:
        raise Refused(_("Say who does this step."), field="doer")
    if doer == Doer.OTHER and not other.strip():
        raise Refused(_("Say who else does this step."), field="other")
    if by_on < by.today and by_on != former:
        raise Refused(_("This day has gone by. Choose today or a later day."), field="by_on")
