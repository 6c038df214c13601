"""Information sessions, intervision, supervision and events for mentors: planned, invited, recorded with who was there (S0-08, S0-09)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.activities.actions import Meeting, hold_with_team, plan_with_team
from vieta.activities.choices import Kind, Presence, State
from vieta.audit.actions import record
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Permission, Viewer

from ..access.network import gathering_opened_by, mentorships_of
from ..choices import MentorMoment, Standing
from ..models import Duo, Gathering, Mentorship, Seat, Task
from .frame import fitting_text, not_to_come, written
from .intake import OPEN
from .network import happened

MARKS = (Presence.PRESENT, Presence.EXCUSED, Presence.ABSENT)
MAY_COME = (*OPEN, Standing.ACCEPTED)
LONGEST_TASK = 24 * 60


@dataclass(frozen=True)
class SeatMark:
    """Whether one mentor was there, and which of their duos were spoken about."""

    presence: str
    duo_ids: tuple[int, ...] = ()


@transaction.atomic
def plan_gathering(
    *, by: Viewer, at: datetime, programme_id: int, meeting: Meeting, mentorship_ids: Collection[int] = (), region_id: int | None = None
) -> Gathering:
    """Plans a gathering of mentors, which then stands on the calendar, and invites mentors of the branch to it.

    Refused as the activity is, and for mentors of another branch or no longer in the programme.
    """
    activity = plan_with_team(by=by, at=at, programme_id=programme_id, meeting=meeting, region_id=region_id)
    row = Gathering.objects.create(activity=activity)
    _seats(by, at, row, mentorship_ids)
    record(by=by, at=at, deed="mentoring.plan_gathering", thing=row, programme_id=programme_id, invited=len(set(mentorship_ids)))
    return row


@transaction.atomic
def invite_mentors(*, by: Viewer, at: datetime, activity_id: int, mentorship_ids: Collection[int]) -> Gathering:
    """Invites more mentors, also afterwards those who came unannounced; who was invited already stays so. Refused once called off."""
    row = gathering_opened_by(by, activity_id)
    if row.activity.state == State.CANCELLED:
        raise Refused(_("This activity was called off."))
    _seats(by, at, row, mentorship_ids)
    record(
        by=by, at=at, deed="mentoring.invite_mentors", thing=row, programme_id=row.activity.programme_id, invited=len(set(mentorship_ids))
    )
    return row


@transaction.atomic
def record_gathering(
    *, by: Viewer, at: datetime, activity_id: int, minutes: int, marks: Mapping[int, SeatMark], themes: str = ""
) -> Gathering:
    """Says who was there, for how long, and about which duos they spoke; themes are kept without names. Said again, it corrects.

    An applicant who came to an information event came to the information session. Refused for a day to come, once it was called
    off, for somebody who is not invited, and for a duo of somebody else.
    """
    row = gathering_opened_by(by, activity_id)
    activity = hold_with_team(by=by, at=at, activity_id=activity_id, minutes=minutes)
    row.themes = fitting_text(themes, "themes", 2000)
    row.save(update_fields=["themes"])
    seats = {seat.mentorship_id: seat for seat in _standing(row).select_related("mentorship")}
    changed = [_marked(by, at, activity, seats, key, mark) for key, mark in marks.items()]
    if activity.kind == Kind.INFORMATION:
        for seat in _standing(row).filter(presence=Presence.PRESENT, mentorship__standing=Standing.APPLIED).select_related("mentorship"):
            _came_to_session(by, at, seat.mentorship, activity.on)
    record(
        by=by, at=at, deed="mentoring.record_gathering", thing=row, programme_id=activity.programme_id,
        mentorships=[key for key in changed if key is not None],
    )  # fmt: skip
    return row


@transaction.atomic
def log_task(*, by: Viewer, at: datetime, mentorship_id: int, on: Any, minutes: int, what: str) -> Task:
    """Writes down what a volunteer or mentor did for the programme besides a duo: when, how long and what (S4-20).

    Refused for somebody not accepted, for a day to come or before they began, and for a length no day has.
    """
    row = mentorships_of(by, Permission.COORDINATE).select_related("mentor").filter(pk=mentorship_id).first()
    if row is None:
        raise NotFound(f"mentorship {mentorship_id}")
    if row.standing not in (Standing.ACCEPTED, Standing.ENDED):
        raise Refused(_("Only somebody who was accepted helps out."))
    not_to_come(by, on)
    if on < row.from_on or (row.until_on and on > row.until_on):
        raise Refused(_("On this day they had no part in the programme."), field="on")
    if not 1 <= minutes <= LONGEST_TASK:
        raise Refused(_("The length must lie between 1 minute and 24 hours."), field="minutes")
    task = Task.objects.create(
        mentorship=row, what=written(what, _("Say what they did."), "what", 300), minutes=minutes, valid_on=on, recorded_at=at,
        recorded_by=by.account_id, certified_by=by.account_id,
    )  # fmt: skip
    record(by=by, at=at, deed="mentoring.log_task", thing=task, programme_id=row.programme_id, mentor=row.mentor_id)
    return task


@transaction.atomic
def take_task_back(*, by: Viewer, at: datetime, task_id: int, reason: str) -> Task:
    """Takes back a task that was written down by mistake; it stays readable and counts nowhere."""
    mine = mentorships_of(by, Permission.COORDINATE)
    task = Task.objects.select_related("mentorship").filter(pk=task_id, retracted_at__isnull=True, mentorship__in=mine).first()
    if task is None:
        raise NotFound(f"task {task_id}")
    task.retracted_at, task.retracted_by = at, by.account_id
    task.retraction_reason = written(reason, _("Say why."), most=500)
    task.save(update_fields=["retracted_at", "retracted_by", "retraction_reason"])
    record(by=by, at=at, deed="mentoring.take_task_back", thing=task, programme_id=task.mentorship.programme_id)
    return task


def _standing(row: Gathering) -> Any:
    return Seat.objects.filter(gathering=row, retracted_at__isnull=True).order_by("id")


def _seats(by: Viewer, at: datetime, row: Gathering, mentorship_ids: Collection[int]) -> None:
    wanted = set(mentorship_ids)
    may_come = mentorships_of(by, Permission.COORDINATE).filter(programme_id=row.activity.programme_id, standing__in=MAY_COME)
    found = list(may_come.filter(pk__in=wanted).order_by("id"))
    if len(found) != len(wanted):
        raise NotFound("mentorship")
    there = set(_standing(row).values_list("mentorship_id", flat=True))
    Seat.objects.bulk_create(
        Seat(gathering=row, mentorship=one, on=row.activity.on, recorded_at=at, recorded_by=by.account_id)
        for one in found
        if one.pk not in there
    )


def _marked(by: Viewer, at: datetime, activity: Any, seats: dict[int, Seat], key: int, mark: SeatMark) -> int | None:
    """Puts a new row in the place of the former one; answers the mentorship where something changed."""
    former = seats.get(key)
    if former is None:
        raise NotFound(f"seat of {key}")
    if mark.presence not in MARKS:
        raise Refused(_("Choose present, excused or absent."), field=f"mark-{key}")
    duos = list(Duo.objects.filter(pk__in=mark.duo_ids, mentorship_id=key).order_by("id"))
    if len(duos) != len(set(mark.duo_ids)):
        raise NotFound("duo")
    duos = duos if mark.presence == Presence.PRESENT else []
    minutes = activity.minutes if mark.presence == Presence.PRESENT else 0
    same = (former.presence, former.minutes) == (mark.presence, minutes)
    if same and set(former.duos.values_list("pk", flat=True)) == {duo.pk for duo in duos}:
        return None
    former.retracted_at = at
    former.save(update_fields=["retracted_at"])
    seat = Seat.objects.create(
        gathering=former.gathering, mentorship_id=key, presence=mark.presence, minutes=minutes, on=activity.on, recorded_at=at,
        recorded_by=by.account_id,
    )  # fmt: skip
    seat.duos.set(duos)
    return key


def _came_to_session(by: Viewer, at: datetime, row: Mentorship, on: Any) -> None:
    happened(by, at, row, MentorMoment.INFORMED, max(on, row.from_on))
    row.standing = Standing.INFORMED
    row.save(update_fields=["standing"])
    record(by=by, at=at, deed="mentoring.informed", thing=row, programme_id=row.programme_id, mentor=row.mentor_id)
