"""What became of a step of the active version; it changes no text, so nobody needs to agree anew."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Viewer
from vieta.enrolments.models import Enrolment

from ..access import sees
from ..choices import StepState, VersionState
from ..models import Step
from .drafts import note, writable


@transaction.atomic
def finish_step(*, by: Viewer, at: datetime, enrolment_id: int, step_id: int) -> Step:
    """Marks a step as done today, by the person or the case team. Refused when it is not open."""
    return _end(by, at, enrolment_id, step_id, StepState.DONE, "plans.finish_step")


@transaction.atomic
def drop_step(*, by: Viewer, at: datetime, enrolment_id: int, step_id: int) -> Step:
    """Marks a step as no longer needed. Refused when it is not open."""
    return _end(by, at, enrolment_id, step_id, StepState.DROPPED, "plans.drop_step")


@transaction.atomic
def reopen_step(*, by: Viewer, at: datetime, enrolment_id: int, step_id: int) -> Step:
    """Opens a step again that was marked as done or no longer needed. Refused when it is open."""
    step = _step(by, enrolment_id, step_id)
    if step.state == StepState.OPEN:
        raise Refused(_("This step is still to do."))
    return _set(by, at, step, StepState.OPEN, None, "plans.reopen_step")


@transaction.atomic
def mark_done(*, by: Viewer, at: datetime, enrolment: Enrolment, line: UUID) -> Step:
    """Marks the step of a line of the plan in force as done today. The deed that calls has opened the step to whoever asks.

    Refused when it is not open; NotFound when the plan in force no longer holds it.
    """
    here = Step.objects.filter(goal__version__plan__enrolment=enrolment, goal__version__state=VersionState.ACTIVE, line=line)
    step = here.select_related("goal__version__plan__enrolment").first()
    if step is None:
        raise NotFound(f"line {line}")
    if step.state != StepState.OPEN:
        raise Refused(_("This step is no longer open."))
    return _set(by, at, step, StepState.DONE, by.today, "plans.finish_step")


def _end(by: Viewer, at: datetime, enrolment_id: int, step_id: int, state: StepState, deed: str) -> Step:
    step = _step(by, enrolment_id, step_id)
    if step.state != StepState.OPEN:
        raise Refused(_("This step is no longer open."))
    return _set(by, at, step, state, by.today, deed)


def _step(by: Viewer, enrolment_id: int, step_id: int) -> Step:
    enrolment = writable(by, enrolment_id)
    here = Step.objects.filter(goal__version__plan__enrolment=enrolment, goal__version__state=VersionState.ACTIVE)
    step = here.select_related("goal__domain", "goal__version__plan__enrolment").filter(pk=step_id).first()
    if step is None or (step.goal.domain and not sees(by, enrolment, step.goal.domain)):
        raise NotFound(f"step {step_id}")
    return step


def _set(by: Viewer, at: datetime, step: Step, state: StepState, ended_on, deed: str) -> Step:
    """Sets the step here and in a version being written that keeps it, so that agreeing to that one forgets nothing."""
    version = step.goal.version
    kept = (VersionState.ACTIVE, VersionState.DRAFT)
    same = Step.objects.filter(line=step.line, goal__version__plan=version.plan, goal__version__state__in=kept)
    same.update(state=state, ended_on=ended_on)
    step.state, step.ended_on = state, ended_on
    note(by, at, deed, version, version.plan.enrolment, step_id=step.pk)
    return step
