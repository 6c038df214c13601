"""Meetings of a duo: planned, written down by either side or the coordinator in a minute, taken back."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.activities.actions import Meeting, drop_vouched, hold_vouched, plan_vouched
from vieta.activities.choices import Mode, Presence, State
from vieta.base.refusal import NotFound, Refused
from vieta.base.text import day_in_words
from vieta.base.viewer import Viewer

from ..access import duos as access
from ..choices import ALIVE, Came, Side
from ..models import Duo, DuoMeeting
from .frame import in_state, not_to_come, told, written

PRESENCE = {Came.BOTH: Presence.PRESENT, Came.MENTEE_EXCUSED: Presence.EXCUSED, Came.MENTEE_ABSENT: Presence.ABSENT}


@transaction.atomic
def plan_meeting(
    *, by: Viewer, at: datetime, duo_id: int, on: date, starts_at: time | None = None, minutes: int | None = None, place: str = "",
    mode: str = Mode.IN_PERSON,
) -> DuoMeeting:  # fmt: skip
    """Plans the next meeting, for both to see. Refused for a day that is over, and when one is planned on that day already."""
    duo = access.opened_by(by, duo_id, lock=True)
    in_state(duo, *ALIVE)
    if _on(duo, on):
        raise Refused(_("A meeting on this day is written down already."), field="on")
    meeting = Meeting("duo", on, starts_at, minutes or duo.meeting_minutes, mode, place=place)
    activity = plan_vouched(by=by, at=at, stay=duo.enrolment, meeting=meeting)
    row = DuoMeeting.objects.create(duo=duo, activity=activity, said_by=speaks_as(by, duo))
    told(by, at, "plan_duo_meeting", duo, row)
    return row


@transaction.atomic
def log_meeting(
    *, by: Viewer, at: datetime, duo_id: int, on: date, came: Came = Came.BOTH, minutes: int | None = None, topic: str = "",
    mode: str = Mode.IN_PERSON, next_on: date | None = None, next_at: time | None = None,
) -> tuple[DuoMeeting, bool]:  # fmt: skip
    """Writes down that the duo met, or that one of them could not, and when they meet next; answers the meeting and whether it is new.

    Written down by both sides it stays one meeting and counts once: the second side confirms it. Refused for a day to come,
    before the duo was formed, once it is over, and for the same side and day again.
    """
    duo = access.opened_by(by, duo_id, lock=True)
    in_state(duo, *ALIVE)
    not_to_come(by, on)
    if on < duo.formed_on:
        raise Refused(
            _("The duo was formed on %(day)s; the day must not lie before it.") % {"day": day_in_words(duo.formed_on)}, field="on"
        )
    if came not in Came.values:
        raise Refused(_("Choose who came."), field="came")
    side, there = speaks_as(by, duo), _on(duo, on)
    if next_on:
        _then(by, at, duo, next_on, next_at)
    if there and there.came:
        return _confirmed(by, at, duo, there, side), False
    meeting = Meeting("duo", on, None, minutes or duo.meeting_minutes, mode, topic)
    row = hold(by, at, duo, meeting, Came(came), side, there)
    told(by, at, "log_duo_meeting", duo, row)
    return row, True


def _then(by: Viewer, at: datetime, duo: Duo, on: date, starts_at: time | None) -> None:
    """The next meeting; one that the other side has planned on that day already stands."""
    if _on(duo, on):
        return
    try:
        plan_meeting(by=by, at=at, duo_id=duo.pk, on=on, starts_at=starts_at)
    except Refused as refusal:
        raise Refused(refusal.reason, field="next_on" if refusal.field == "on" else refusal.field) from refusal


def _confirmed(by: Viewer, at: datetime, duo: Duo, there: DuoMeeting, side: str) -> DuoMeeting:
    if side in (there.said_by, there.also_by):
        raise Refused(_("A meeting on this day is written down already. If it is wrong, take it back first."), field="on")
    there.also_by = side or there.also_by
    there.save(update_fields=["also_by"])
    told(by, at, "confirm_duo_meeting", duo, there)
    return there


@transaction.atomic
def take_meeting_back(*, by: Viewer, at: datetime, meeting_id: int, reason: str) -> DuoMeeting:
    """Takes back a meeting that was written down wrongly, or calls one off that was planned; it stays readable and counts nowhere.

    The side that wrote it down may, and the coordinator any. The first and the second meeting go with their step, not here.
    """
    row = DuoMeeting.objects.select_related("activity").filter(pk=meeting_id, taken_back_at__isnull=True).first()
    if row is None:
        raise NotFound(f"meeting {meeting_id}")
    duo = access.opened_by(by, row.duo_id, lock=True)
    side = speaks_as(by, duo)
    if side and side != row.said_by and row.came:
        raise Refused(_("Who wrote the meeting down takes it back, or the coordinator."))
    if duo.events.filter(retracted_at__isnull=True, moment__in=("met", "agreed"), valid_on=row.activity.on).exists():
        raise Refused(_("This meeting belongs to a step of the duo. The coordinator takes the step back."))
    drop(by, at, duo, row, written(reason, _("Say why."), most=300))
    return row


def drop(by: Viewer, at: datetime, duo: Duo, row: DuoMeeting, reason: str) -> None:
    """Takes one meeting out of every count."""
    drop_vouched(by=by, at=at, activity=row.activity, reason=reason)
    row.taken_back_at = at
    row.save(update_fields=["taken_back_at"])
    told(by, at, "take_duo_meeting_back", duo, row)


def hold(by: Viewer, at: datetime, duo: Duo, meeting: Meeting, came: Came, side: str, planned: DuoMeeting | None = None) -> DuoMeeting:
    """The meeting as an activity of the mentee, so that hours and last contact know it; a planned one is filled in.

    Where the mentor could not come, the meeting is kept as called off: no hours, and nobody's absence but theirs.
    """
    activity = hold_vouched(
        by=by, at=at, stay=duo.enrolment, meeting=meeting, presence=PRESENCE.get(came, Presence.EXCUSED),
        planned=planned.activity if planned else None,
    )  # fmt: skip
    if came == Came.MENTOR:
        drop_vouched(by=by, at=at, activity=activity, reason=str(Came.MENTOR.label))
    row = planned or DuoMeeting(duo=duo, activity=activity)
    row.came, row.said_by, row.also_by = came, side, ""
    row.save()
    return row


def speaks_as(by: Viewer, duo: Duo) -> str:
    """The side that writes, or nothing for the coordinator and the case team."""
    if by.person_id is not None:
        return Side.MENTEE
    mine = by.account_id is not None and by.account_id == duo.mentorship.mentor.account_id
    return Side.MENTOR if mine else ""


def _on(duo: Duo, on: date) -> DuoMeeting | None:
    """The meeting of a day that stands: planned, held, or missed."""
    rows = DuoMeeting.objects.select_related("activity").filter(duo=duo, activity__on=on, taken_back_at__isnull=True)
    return rows.exclude(came="", activity__state=State.CANCELLED).order_by("id").first()
