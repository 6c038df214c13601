"""Who is expected and who was there; a correction retracts the former row and records anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.audit.actions import record_many
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Viewer
from vieta.enrolments.access import visible_to as enrolments_visible_to
from vieta.enrolments.models import Enrolment
from vieta.people.choices import Level

from ..access import names_open_to, opened_by, standing
from ..choices import INDIVIDUAL_KINDS, Presence, State
from ..models import Activity, Attendance
from ..rules import is_with_team
from .planning import LONGEST_MINUTES, begin_stays, open_stay, still_planned
from .states import mark_held

MARKS = (Presence.PRESENT, Presence.EXCUSED, Presence.ABSENT)


@dataclass(frozen=True)
class Mark:
    """One line of the sheet: who, whether they were there, and for how long (the whole length where nothing is said)."""

    enrolment_id: int
    presence: str
    minutes: int | None = None


@transaction.atomic
def record_attendance(*, by: Viewer, at: datetime, activity_id: int, marks: Sequence[Mark]) -> Activity:
    """Says who was there; the activity then counts as held (S3-13). Said again, it corrects: the former row is kept, retracted.

    Refused for a day to come, for an activity called off, for somebody not on the sheet, and for more minutes than a day has.
    With the first support after the admission a stay begins, for those whose file opens to the one who says it.
    """
    activity = opened_by(by, activity_id, run=True, lock=True)
    if is_with_team(activity.kind, activity.profession):
        raise NotFound(f"sheet of {activity_id}")
    if activity.state == State.CANCELLED:
        raise Refused(_("This activity was called off."))
    if activity.on > by.today:
        raise Refused(_("This day is still to come; who was there can be said afterwards."))
    rows = {row.enrolment_id: row for row in standing().select_for_update().filter(activity=activity, enrolment__isnull=False)}
    named = names_open_to(by, rows, runs=True)
    changed = []
    for mark in marks:
        if mark.enrolment_id not in named:
            raise NotFound(f"enrolment {mark.enrolment_id} at activity {activity_id}")
        changed += _marked(activity, rows[mark.enrolment_id], mark)
    _hold(at, activity, changed or list(rows.values()))
    _replace(by, at, changed)
    came = [new.enrolment_id for _former, new in changed if new.presence == Presence.PRESENT]
    begin_stays(by, at, activity, enrolments_visible_to(by).filter(pk__in=came).order_by("pk"))
    return activity


@transaction.atomic
def invite(*, by: Viewer, at: datetime, activity_id: int, enrolment_ids: Sequence[int]) -> Activity:
    """Adds people to a group activity as expected, also afterwards those who came unannounced. Refused for a talk with one person."""
    activity = opened_by(by, activity_id, run=True, lock=True)
    if activity.kind in INDIVIDUAL_KINDS:
        raise Refused(_("This is a meeting with one person."))
    if activity.state == State.CANCELLED:
        raise Refused(_("This activity was called off."))
    expect(by, at, activity, enrolment_ids)
    return activity


@transaction.atomic
def take_off(*, by: Viewer, at: datetime, activity_id: int, enrolment_id: int) -> Activity:
    """Takes somebody off the sheet of a group activity that is still planned; nothing is held against them."""
    activity = opened_by(by, activity_id, run=True, lock=True)
    still_planned(activity)
    if activity.kind in INDIVIDUAL_KINDS:
        raise Refused(_("This is a meeting with one person; call it off instead."))
    row = standing().select_related("enrolment").filter(activity=activity, enrolment_id=enrolment_id).first()
    if row is None or row.enrolment_id not in names_open_to(by, [enrolment_id], runs=True):
        raise NotFound(f"enrolment {enrolment_id} at activity {activity_id}")
    row.retracted_at = at
    row.save(update_fields=["retracted_at"])
    _record(by, at, "activities.take_off", activity, [row])
    return activity


def expect(by: Viewer, at: datetime, activity: Activity, enrolment_ids: Sequence[int]) -> None:
    """Puts people on the sheet whose name and contact open to the viewer; those on it already stay as they are."""
    if is_with_team(activity.kind, activity.profession):
        raise Refused(_("This is a meeting with mentors; nobody's file is part of it."))
    wanted = dict.fromkeys(enrolment_ids)
    stays = list(enrolments_visible_to(by, Level.IDENTITY).filter(pk__in=list(wanted), programme_id=activity.programme_id).order_by("pk"))
    if len(stays) != len(wanted):
        raise NotFound("somebody to expect")
    for stay in stays:
        _may_be_expected(stay, activity)
    there = set(standing().filter(activity=activity).values_list("person_id", flat=True))
    rows = [
        Attendance(activity=activity, person_id=s.person_id, enrolment=s, on=activity.on, recorded_at=at, recorded_by=by.account_id)
        for s in stays
        if s.person_id not in there
    ]
    _record(by, at, "activities.invite", activity, Attendance.objects.bulk_create(rows))


def _may_be_expected(stay: Enrolment, activity: Activity) -> None:
    try:
        open_stay(stay, activity.on)
    except Refused as refusal:
        raise Refused(f"{stay.number}: {refusal.reason}", field="people") from refusal


def _marked(activity: Activity, row: Attendance, mark: Mark) -> list[tuple[Attendance, Attendance]]:
    """The former row and the one that takes its place; nothing where nothing changes."""
    if mark.presence not in MARKS:
        raise Refused(_("Choose present, excused or absent."), field=f"mark-{mark.enrolment_id}")
    minutes = activity.minutes if mark.minutes is None else mark.minutes
    minutes = minutes if mark.presence == Presence.PRESENT else 0
    if not 0 <= minutes <= LONGEST_MINUTES or (mark.presence == Presence.PRESENT and minutes == 0):
        raise Refused(_("The minutes must lie between 1 and 1440."), field=f"minutes-{mark.enrolment_id}")
    if (row.presence, row.minutes) == (mark.presence, minutes):
        return []
    return [
        (
            row,
            Attendance(
                activity=activity,
                person_id=row.person_id,
                enrolment_id=row.enrolment_id,
                presence=mark.presence,
                minutes=minutes,
                on=activity.on,
            ),
        )
    ]


def _hold(at: datetime, activity: Activity, said: list) -> None:
    """A sheet with somebody on it makes the activity held."""
    if said:
        activity.save(update_fields=mark_held(activity, at))


def _replace(by: Viewer, at: datetime, pairs: list[tuple[Attendance, Attendance]]) -> None:
    if not pairs:
        return
    Attendance.objects.filter(pk__in=[former.pk for former, _new in pairs]).update(retracted_at=at)
    for _former, new in pairs:
        new.recorded_at, new.recorded_by = at, by.account_id
    kept = Attendance.objects.bulk_create([new for _former, new in pairs])
    _record(by, at, "activities.record_attendance", kept[0].activity, kept)


def _record(by: Viewer, at: datetime, deed: str, activity: Activity, rows: Sequence[Attendance]) -> None:
    record_many(
        by=by, at=at, deed=deed,
        rows=[
            {
                "table": row._meta.label_lower, "row_id": str(row.pk), "person_id": row.person_id,
                "enrolment_id": row.enrolment_id, "programme_id": activity.programme_id, "details": {"activity": activity.pk},
            }
            for row in rows
        ],
    )  # fmt: skip
