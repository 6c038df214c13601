"""Meetings with mentors or coaches, not with the people helped: no file is ever part of one. A room above keeps who was there."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.accounts.choices import Profession
from vieta.audit.actions import record
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Permission, Viewer
from vieta.programmes.models import Programme, Region

from ..access import opened_by
from ..choices import State
from ..models import Activity
from ..rules import is_with_team
from .planning import Meeting, fresh, own_house, tell_each
from .states import mark_held


@transaction.atomic
def plan_with_team(*, by: Viewer, at: datetime, programme_id: int, meeting: Meeting, region_id: int | None = None) -> Activity:
    """Plans an intervision, a supervision, or an information event for mentors; also one of the past two months, to be recorded.

    A coordinator of the branch may. Refused for another kind and for a day too far away.
    """
    programme = Programme.objects.filter(pk=programme_id).first()
    if programme is None or not by.may(Permission.COORDINATE, programme_id=programme_id, organisation_id=by.organisation_id):
        raise NotFound(f"programme {programme_id}")
    if not is_with_team(meeting.kind, Profession.MENTOR):
        raise Refused(_("Choose an intervision, a supervision or an information event."), field="kind")
    if not -62 <= (meeting.on - by.today).days <= 730:
        raise Refused(_("Choose a day of the past two months or of the next two years."), field="on")
    if region_id is not None and not Region.objects.filter(pk=region_id, programme=programme).exists():
        raise NotFound(f"region {region_id}")
    activity = fresh(
        by, at, meeting, programme_id=programme_id, organisation_id=own_house(by), region_id=region_id, led_by_id=by.account_id
    )
    activity.profession = Profession.MENTOR
    activity.save()
    record(by=by, at=at, deed="activities.plan_with_team", thing=activity, programme_id=programme_id)
    return activity


@transaction.atomic
def hold_with_team(*, by: Viewer, at: datetime, activity_id: int, minutes: int) -> Activity:
    """Says that a meeting with mentors or coaches took place, and how long it was; said again, it corrects.

    Refused for a day to come, once it was called off, and for a length no day has.
    """
    activity = opened_by(by, activity_id, run=True, lock=True)
    if not is_with_team(activity.kind, activity.profession):
        raise NotFound(f"meeting {activity_id}")
    if activity.state == State.CANCELLED:
        raise Refused(_("This activity was called off."))
    if activity.on > by.today:
        raise Refused(_("This day is still to come; who was there can be said afterwards."))
    if not 1 <= minutes <= 24 * 60:
        raise Refused(_("The length must lie between 1 minute and 24 hours."), field="minutes")
    activity.minutes = minutes
    activity.save(update_fields=["minutes", *mark_held(activity, at)])
    tell_each(by, at, "activities.hold_with_team", activity)
    return activity
