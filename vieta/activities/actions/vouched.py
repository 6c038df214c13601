"""Meetings with one person that a room above vouches for: it has checked who may record them."""

from datetime import datetime

from django.db import transaction

from vieta.accounts.choices import Profession
from vieta.base.viewer import Viewer
from vieta.enrolments.models import Enrolment

from ..access import coordinates, standing
from ..choices import Presence, State
from ..models import Activity, Attendance
from .planning import Meeting, begin_stays, fresh, is_over, lies_ahead, open_stay, tell_each
from .states import mark_called_off, mark_held


@transaction.atomic
def plan_vouched(*, by: Viewer, at: datetime, stay: Enrolment, meeting: Meeting) -> Activity:
    """Plans a meeting with one person; the person is expected. Refused for a day that is over or outside the stay."""
    open_stay(stay, meeting.on)
    lies_ahead(by, meeting)
    return _kept(by, at, stay, meeting, State.PLANNED, Presence.EXPECTED)


@transaction.atomic
def hold_vouched(
    *, by: Viewer, at: datetime, stay: Enrolment, meeting: Meeting, presence: Presence,
    planned: Activity | None = None,
) -> Activity:  # fmt: skip
    """Records that a meeting was due and whether the person came; one that was planned is filled in. Counts as support when they came.

    Refused for a day to come and outside the stay.
    """
    open_stay(stay, meeting.on)
    is_over(by, meeting.on)
    activity = _filled(by, at, meeting, planned, presence) if planned else _kept(by, at, stay, meeting, State.HELD, presence)
    if planned:
        tell_each(by, at, "activities.hold_meeting", activity)
    if presence == Presence.PRESENT and (by.job or coordinates(by, stay)):
        begin_stays(by, at, activity, [stay])
    return activity


@transaction.atomic
def drop_vouched(*, by: Viewer, at: datetime, activity: Activity, reason: str) -> Activity:
    """Calls a meeting off or takes it back; nobody counts as present or absent any more."""
    activity.save(update_fields=mark_called_off(activity, at, reason[:300]))
    tell_each(by, at, "activities.drop_meeting", activity)
    standing().filter(activity=activity).exclude(presence=Presence.EXPECTED).update(retracted_at=at)
    return activity


def _kept(by: Viewer, at: datetime, stay: Enrolment, meeting: Meeting, state: State, presence: Presence) -> Activity:
    activity = fresh(
        by, at, meeting, programme_id=stay.programme_id, organisation_id=stay.provider_id, region_id=stay.region_id,
        municipality_id=stay.municipality_id, led_by_id=None,
    )  # fmt: skip
    activity.state, activity.profession = state, Profession.MENTOR
    activity.save()
    _attended(by, at, activity, stay.person_id, stay.pk, presence)
    tell_each(by, at, "activities.plan_meeting" if state == State.PLANNED else "activities.hold_meeting", activity)
    return activity


def _filled(by: Viewer, at: datetime, meeting: Meeting, planned: Activity, presence: Presence) -> Activity:
    as_said = fresh(by, at, meeting)
    for name in ("on", "starts_at", "minutes", "mode", "topic", "place"):
        setattr(planned, name, getattr(as_said, name) or getattr(planned, name))
    mark_held(planned, at)
    planned.save()
    expected = standing().filter(activity=planned).get()
    expected.retracted_at = at
    expected.save(update_fields=["retracted_at"])
    _attended(by, at, planned, expected.person_id, expected.enrolment_id, presence)
    return planned


def _attended(by: Viewer, at: datetime, activity: Activity, person_id: int, enrolment_id: int | None, presence: Presence) -> None:
    minutes = activity.minutes if presence == Presence.PRESENT else 0
    Attendance.objects.create(
        activity=activity, person_id=person_id, enrolment_id=enrolment_id, presence=presence, minutes=minutes, on=activity.on,
        recorded_at=at, recorded_by=by.account_id,
    )  # fmt: skip
