"""Experiences of unequal treatment: lodged by the person or for them, handled by a lawyer of the case team (S3-30)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Permission, Viewer
from vieta.programmes.choices import GroundFamily

from ..access import handles_unequal, opened_by
from ..choices import UnequalState
from ..models import Enrolment, UnequalTreatment
from .frame import not_to_come, opened, require, told, written

STORY = 6000


@transaction.atomic
def lodge_unequal(
    *, by: Viewer, at: datetime, enrolment_id: int, story: str, happened_on: date | None = None, place: str = "", family: str = ""
) -> UnequalTreatment:
    """Writes down an experience of unequal treatment, by the person or by staff for them; only the lawyer of the case reads it.

    Refused without a story, for a day to come, and where one may not open the file.
    """
    enrolment = _mine(by, enrolment_id) if by.person_id is not None else opened(by, enrolment_id)
    if by.person_id is None:
        require(by, enrolment, Permission.COACH, Permission.TAKE_IN)
    if not story.strip():
        raise Refused(_("Write down what happened."), field="story")
    if len(story) > STORY:
        raise Refused(_("This is too long to keep. Please shorten it."), field="story")
    if happened_on:
        not_to_come(happened_on, by, field="happened_on")
    if family and family not in GroundFamily.values:
        raise Refused(_("Choose one of the grounds."), field="family")
    lodged = UnequalTreatment.objects.create(
        person_id=enrolment.person_id, enrolment=enrolment, family=family, happened_on=happened_on, place=place.strip()[:200],
        story=story.strip(), lodged_at=at, lodged_by=by.account_id, state=UnequalState.LODGED,
    )  # fmt: skip
    told(by, at, "lodge_unequal", enrolment, lodged, by_the_person=by.person_id is not None)
    return lodged


@transaction.atomic
def take_up_unequal(*, by: Viewer, at: datetime, enrolment_id: int, unequal_id: int) -> UnequalTreatment:
    """A lawyer of the case team takes the matter up; refused for other professions and when somebody has it."""
    lodged = _for_lawyer(by, enrolment_id, unequal_id)
    if lodged.state != UnequalState.LODGED:
        raise Refused(_("A lawyer has taken this up already."))
    lodged.state, lodged.taken_up_at, lodged.lawyer_id = UnequalState.TAKEN_UP, at, by.account_id
    lodged.save(update_fields=["state", "taken_up_at", "lawyer"])
    told(by, at, "take_up_unequal", lodged.enrolment, lodged)
    return lodged


@transaction.atomic
def close_unequal(*, by: Viewer, at: datetime, enrolment_id: int, unequal_id: int, advice: str) -> UnequalTreatment:
    """Closes the matter with the advice given; refused for anybody but the lawyer who took it up."""
    lodged = _for_lawyer(by, enrolment_id, unequal_id)
    if lodged.state != UnequalState.TAKEN_UP or lodged.lawyer_id != by.account_id:
        raise Refused(_("Only the lawyer who took this up closes it."))
    lodged.advice = written(advice, _("Write down the advice you gave."), field="advice")
    lodged.state, lodged.closed_at = UnequalState.CLOSED, at
    lodged.save(update_fields=["state", "advice", "closed_at"])
    told(by, at, "close_unequal", lodged.enrolment, lodged)
    return lodged


def _mine(by: Viewer, enrolment_id: int) -> Enrolment:
    return opened_by(by, enrolment_id, lock=True)


def _for_lawyer(by: Viewer, enrolment_id: int, unequal_id: int) -> UnequalTreatment:
    enrolment = opened(by, enrolment_id)
    if not handles_unequal(by, enrolment):
        raise Refused(_("This is handled by a lawyer of the case team."))
    lodged = (
        UnequalTreatment.objects.select_for_update(of=("self",))
        .select_related("enrolment")
        .filter(pk=unequal_id, enrolment=enrolment)
        .first()
    )
    if lodged is None:
        raise NotFound(f"unequal treatment {unequal_id}")
    return lodged
