"""The way in for many activities at once, for imports and the demo: in batches, with one entry on the trail per file."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db import transaction

from vieta.audit.actions import record_many
from vieta.base.refusal import Refused
from vieta.base.viewer import Viewer

from ..choices import Kind, Mode, PlaceType, Presence, State
from ..models import Activity, Attendance

BATCH = 2000


@dataclass(frozen=True)
class AttendanceRow:
    """One person at the activity; `enrolment_id` is None for somebody only met in outreach."""

    person_id: int
    enrolment_id: int | None = None
    presence: str = Presence.PRESENT
    minutes: int = 0


@dataclass(frozen=True)
class ActivityRow:
    """One activity as it is brought in, with everybody who was there. Ids are of rows that exist in the programme.

    `number` is the partner's own number, unique in the programme (may be empty); `recorded_at` is when it became known, if not now.
    """

    programme_id: int
    organisation_id: int
    kind: str
    on: date
    number: str = ""
    state: str = State.HELD
    starts_at: time | None = None
    minutes: int = 60
    mode: str = Mode.IN_PERSON
    profession: str = ""
    topic: str = ""
    place_type: str = ""
    place: str = ""
    region_id: int | None = None
    municipality_id: int | None = None
    led_by_id: int | None = None
    obstacle: str = ""
    fix: str = ""
    cancelled_reason: str = ""
    recorded_at: datetime | None = None
    people: tuple[AttendanceRow, ...] = field(default=())


@transaction.atomic
def bring_in_activities(*, by: Viewer, at: datetime, rows: Sequence[ActivityRow]) -> list[int]:
    """Adds activities with their attendance, all or nothing; returns their ids in the order given.

    Only for jobs: the rows' places and people are taken as checked. Refused for a word that is none of ours and for outreach
    without its kind of place.
    """
    if not by.job:
        raise Refused("Only a job brings activities in.")
    ids: list[int] = []
    for start in range(0, len(rows), BATCH):
        ids += _batch(by, at, rows[start : start + BATCH])
    return ids


def _batch(by: Viewer, at: datetime, rows: Sequence[ActivityRow]) -> list[int]:
    for row in rows:
        _known(row)
    activities = Activity.objects.bulk_create([_activity(by, at, row) for row in rows])
    pairs = list(zip(activities, rows, strict=True))
    Attendance.objects.bulk_create(
        [
            Attendance(
                activity=activity, person_id=one.person_id, enrolment_id=one.enrolment_id, presence=one.presence,
                minutes=one.minutes if one.presence == Presence.PRESENT else 0, on=row.on,
                recorded_at=row.recorded_at or at, recorded_by=by.account_id, retracted_at=_called_off(at, row, one.presence),
            )
            for activity, row in pairs
            for one in row.people
        ],
        batch_size=BATCH,
    )  # fmt: skip
    record_many(by=by, at=at, deed="activities.bring_in_activities", rows=_concerned(pairs))
    return [activity.pk for activity in activities]


def _concerned(pairs: Sequence[tuple[Activity, ActivityRow]]) -> list[dict]:
    """One entry for every file the batch touches, and one for every programme met without a file."""
    counts: dict[tuple, int] = {}
    for _kept, row in pairs:
        met: set[tuple] = {(row.programme_id, one.person_id, one.enrolment_id) for one in row.people}
        for key in met or {(row.programme_id, None, None)}:
            counts[key] = counts.get(key, 0) + 1
    return [
        {"programme_id": programme, "person_id": person, "enrolment_id": enrolment, "details": {"activities": n}}
        for (programme, person, enrolment), n in counts.items()
    ]


def _known(row: ActivityRow) -> None:
    for value, words in ((row.kind, Kind), (row.state, State), (row.mode, Mode)):
        if value not in words.values:
            raise Refused(f"{row.number}: {value}")
    if (row.kind == Kind.OUTREACH) != (row.place_type in PlaceType.values):
        raise Refused(f"{row.number}: {row.place_type}", field="place_type")
    if wrong := [one.presence for one in row.people if one.presence not in Presence.values]:
        raise Refused(f"{row.number}: {wrong[0]}", field="presence")


def _activity(by: Viewer, at: datetime, row: ActivityRow) -> Activity:
    names = [name for name in ActivityRow.__dataclass_fields__ if name not in ("people", "recorded_at")]
    moments = {"recorded_at": row.recorded_at or at, "cancelled_at": _called_off(at, row)}
    return Activity(**{name: getattr(row, name) for name in names}, **moments, recorded_by=by.account_id)


def _called_off(at: datetime, row: ActivityRow, presence: str = "") -> datetime | None:
    """Since when it is called off; nobody counts as present or absent at it."""
    return (row.recorded_at or at) if row.state == State.CANCELLED and presence != Presence.EXPECTED else None
