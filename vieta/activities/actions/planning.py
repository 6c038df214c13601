"""Planning, logging, moving and calling off what happens on a day."""

from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.audit.actions import record, record_many
from vieta.base.refusal import NotFound, Refused, fitting
from vieta.base.text import day_in_words
from vieta.base.viewer import Permission, Viewer
from vieta.enrolments import access as enrolments_access
from vieta.enrolments import actions as enrolments_actions
from vieta.enrolments.choices import State as Stay
from vieta.enrolments.models import Enrolment
from vieta.people.choices import Level
from vieta.programmes.models import Programme, Region

from ..access import coordinates, opened_by, seat, standing
from ..choices import INDIVIDUAL_KINDS, SUPPORT_KINDS, Kind, Mode, Obstacle, Presence, State
from ..models import Activity, Attendance
from .notes import write_note
from .states import mark_called_off

LONGEST_MINUTES = 24 * 60
FURTHEST_DAYS = 730


@dataclass(frozen=True)
class Meeting:
    """What a form says about an activity."""

    kind: str
    on: date
    starts_at: time | None = None
    minutes: int = 60
    mode: str = Mode.IN_PERSON
    topic: str = ""
    place: str = ""
    obstacle: str = ""
    fix: str = ""


@transaction.atomic
def plan_contact(*, by: Viewer, at: datetime, enrolment_id: int, meeting: Meeting, led_by_id: int | None = None) -> Activity:
    """Plans a talk, consultation or visit with one person; the person is expected.

    Refused for a day that is over, for a stay that has ended, and where the one who leads has no place on the case team.
    """
    enrolment = _stay(by, enrolment_id, meeting)
    lies_ahead(by, meeting)
    return _individual(
        by, at, enrolment, meeting, led_by_id, state=State.PLANNED, presence=Presence.EXPECTED, deed="activities.plan_contact"
    )


@dataclass(frozen=True)
class Written:
    """A note written while logging a contact; without a choice its writer's profession decides who reads it."""

    text: str
    confidentiality: str = ""


@transaction.atomic
def log_contact(
    *,
    by: Viewer,
    at: datetime,
    enrolment_id: int,
    meeting: Meeting,
    led_by_id: int | None = None,
    note: Written | None = None,
    then: Meeting | None = None,
) -> Activity:
    """Records a talk, consultation or visit that took place; the person was present (S1-15, S3-12). A note and the next
    contact may be said with it, all or nothing.

    With the first support after the admission the stay begins. Refused for a day to come, before the file began or after the
    person left, outside the contract, and where the one who leads has no place on the case team.
    """
    enrolment = _stay(by, enrolment_id, meeting)
    is_over(by, meeting.on)
    activity = _individual(
        by, at, enrolment, meeting, led_by_id, state=State.HELD, presence=Presence.PRESENT, deed="activities.log_contact"
    )
    begin_stays(by, at, activity, [enrolment])
    if note:
        with _beside(text="note"):
            write_note(
                by=by, at=at, enrolment_id=enrolment_id, text=note.text, confidentiality=note.confidentiality, activity_id=activity.pk
            )
    if then:
        with _beside(on="next_on", minutes="next_on", mode="next_mode"):
            plan_contact(by=by, at=at, enrolment_id=enrolment_id, meeting=then, led_by_id=led_by_id)
    return activity


@transaction.atomic
def plan_group(
    *, by: Viewer, at: datetime, programme_id: int, meeting: Meeting, enrolment_ids: Sequence[int], region_id: int | None = None
) -> Activity:
    """Plans a group session or an information event, today at the earliest, with the people expected (S3-13).

    Refused without a place in the programme, and for people whose name and contact do not open to the one who plans.
    """
    from .attendance import expect

    if meeting.kind not in (Kind.GROUP, Kind.INFORMATION):
        raise Refused(_("Choose a group session or an information event."), field="kind")
    programme = Programme.objects.filter(pk=programme_id).first()
    if programme is None or not by.may(Permission.COACH, programme_id=programme_id, organisation_id=by.organisation_id):
        raise NotFound(f"programme {programme_id}")
    if region_id is not None and not Region.objects.filter(pk=region_id, programme=programme).exists():
        raise NotFound(f"region {region_id}")
    lies_ahead(by, meeting)
    activity = fresh(
        by, at, meeting, programme_id=programme_id, organisation_id=own_house(by), region_id=region_id, led_by_id=by.account_id
    )
    activity.profession = by.profession
    activity.save()
    record(by=by, at=at, deed="activities.plan_group", thing=activity, programme_id=programme_id)
    expect(by, at, activity, enrolment_ids)
    return activity


@transaction.atomic
def move(*, by: Viewer, at: datetime, activity_id: int, on: date, starts_at: time | None) -> Activity:
    """Puts a planned activity on another day or hour; the people stay expected. Refused once it was held or called off."""
    activity = opened_by(by, activity_id, run=True, lock=True)
    still_planned(activity)
    lies_ahead(by, Meeting(activity.kind, on))
    activity.on, activity.starts_at = on, starts_at
    activity.save(update_fields=["on", "starts_at"])
    standing().filter(activity=activity).update(on=on)
    tell_each(by, at, "activities.move", activity)
    return activity


@transaction.atomic
def call_off(*, by: Viewer, at: datetime, activity_id: int, reason: str) -> Activity:
    """Calls a planned activity off, for a reason; nobody counts as absent. Refused once it was held."""
    activity = opened_by(by, activity_id, run=True, lock=True)
    still_planned(activity)
    return _end(by, at, activity, reason, "activities.call_off")


@transaction.atomic
def withdraw(*, by: Viewer, at: datetime, activity_id: int, reason: str) -> Activity:
    """Takes back an activity that was recorded by mistake: its attendance no longer counts, and stays readable in the history."""
    activity = opened_by(by, activity_id, run=True, lock=True)
    if activity.state != State.HELD:
        raise Refused(_("Only an activity that was recorded as held can be taken back."))
    return _end(by, at, activity, reason, "activities.withdraw")


@transaction.atomic
def note_obstacle(*, by: Viewer, at: datetime, activity_id: int, mode: str, obstacle: str, fix: str) -> Activity:
    """Keeps in which form people met, what stood in the way and what solved it (S3-14). Refused once it was called off."""
    activity = opened_by(by, activity_id, run=True, lock=True)
    if activity.state == State.CANCELLED:
        raise Refused(_("This activity was called off."))
    if mode not in Mode.values:
        raise Refused(_("Choose in which form you met."), field="mode")
    activity.mode = mode
    set_obstacle(activity, obstacle, fix)
    fitting(activity, "fix")
    activity.save(update_fields=["mode", "obstacle", "fix"])
    tell_each(by, at, "activities.note_obstacle", activity)
    return activity


def set_obstacle(activity: Activity, obstacle: str, fix: str) -> None:
    """Puts the obstacle and its fix on the row; a fix needs its obstacle."""
    if fix and not obstacle:
        raise Refused(_("Say what the obstacle was that this solved."), field="obstacle")
    if obstacle and obstacle not in Obstacle.values:
        raise Refused(_("Choose one of the obstacles."), field="obstacle")
    activity.obstacle, activity.fix = obstacle, fix


def open_stay(enrolment: Enrolment, on: date) -> None:
    """Refuses a day outside a person's stay."""
    if enrolment.state in (Stay.REFUSED, Stay.WITHDRAWN):
        raise Refused(_("This enquiry was closed; nothing can be added to it."))
    if on < enrolment.enquired_on:
        raise Refused(
            _("The file was begun on %(day)s; the day must not lie before it.") % {"day": day_in_words(enrolment.enquired_on)}, field="on"
        )
    if enrolment.left_on and on > enrolment.left_on:
        raise Refused(_("The person left on %(day)s. Record a follow-up instead.") % {"day": day_in_words(enrolment.left_on)}, field="on")


def begin_stays(by: Viewer, at: datetime, activity: Activity, enrolments: Iterable[Enrolment]) -> None:
    """The first form of support after the admission is the day of entry in every figure; where it may not be, the deed is refused."""
    if activity.kind not in SUPPORT_KINDS:
        return
    for stay in enrolments:
        if stay.state == Stay.ADMITTED and stay.admitted_on and stay.admitted_on <= activity.on:
            enrolments_actions.begin_support(by=by, at=at, enrolment_id=stay.pk, on=activity.on)


@contextmanager
def _beside(**fields: str):
    """A refusal of a part is worded beside that part's own field."""
    try:
        yield
    except Refused as refusal:
        raise Refused(refusal.reason, field=fields.get(refusal.field or "", refusal.field)) from refusal


def _stay(by: Viewer, enrolment_id: int, meeting: Meeting) -> Enrolment:
    """The enrolment, opened for work with this person."""
    enrolment = enrolments_access.opened_by(by, enrolment_id, Level.FILE, lock=True)
    if not by.may(Permission.COACH, programme_id=enrolment.programme_id):
        raise Refused(_("Your role does not let you work with people."))
    if meeting.kind not in INDIVIDUAL_KINDS:
        raise Refused(_("Choose a contact, a consultation or a visit."), field="kind")
    open_stay(enrolment, meeting.on)
    return enrolment


def is_over(by: Viewer, on: date) -> None:
    """Refuses a day to come: it is planned, not logged."""
    if on > by.today:
        raise Refused(_("This day is still to come. Plan it instead of logging it."), field="on")


def lies_ahead(by: Viewer, meeting: Meeting) -> None:
    """Refuses a day that is over, or too far ahead."""
    if meeting.on < by.today:
        raise Refused(_("This day is over. Log what took place instead of planning it."), field="on")
    if meeting.on > by.today + timedelta(days=FURTHEST_DAYS):
        raise Refused(_("This day is too far ahead."), field="on")


def _leader(by: Viewer, enrolment: Enrolment, meeting: Meeting, led_by_id: int | None) -> tuple[int | None, str]:
    """Who leads a talk with one person, and in which profession: a place on the case team is needed, except for a first contact."""
    if led_by_id in (None, by.account_id):
        member = seat(by, enrolment)
        if member is None and meeting.kind != Kind.TALK and not by.job:
            raise Refused(_("Consultations and visits are recorded by those on the case team. Ask the coordinator for a place on it."))
        return by.account_id, member.profession if member else by.profession
    member = seat(replace(by, account_id=led_by_id), enrolment) if coordinates(by, enrolment) else None
    if member is None:
        raise Refused(_("Choose somebody of the case team."), field="led_by")
    return led_by_id, member.profession


def _individual(by, at, enrolment: Enrolment, meeting: Meeting, led_by_id, *, state: State, presence: Presence, deed: str) -> Activity:
    leader, profession = _leader(by, enrolment, meeting, led_by_id)
    activity = fresh(
        by, at, meeting, programme_id=enrolment.programme_id, organisation_id=enrolment.provider_id, region_id=enrolment.region_id,
        municipality_id=enrolment.municipality_id, led_by_id=leader,
    )  # fmt: skip
    activity.state, activity.profession = state, profession
    activity.save()
    Attendance.objects.create(
        activity=activity, person_id=enrolment.person_id, enrolment=enrolment, presence=presence,
        minutes=meeting.minutes if presence == Presence.PRESENT else 0, on=meeting.on, recorded_at=at, recorded_by=by.account_id,
    )  # fmt: skip
    record(
        by=by,
        at=at,
        deed=deed,
        thing=activity,
        person_id=enrolment.person_id,
        enrolment_id=enrolment.pk,
        programme_id=enrolment.programme_id,
    )
    return activity


def fresh(by: Viewer, at: datetime, meeting: Meeting, **places) -> Activity:
    """An activity row that fits its columns, not yet saved."""
    if not 1 <= meeting.minutes <= LONGEST_MINUTES:
        raise Refused(_("The length must lie between 1 minute and 24 hours."), field="minutes")
    if meeting.mode not in Mode.values:
        raise Refused(_("Choose in which form you meet."), field="mode")
    values = asdict(meeting)
    obstacle, fix = values.pop("obstacle"), values.pop("fix")
    activity = Activity(state=State.PLANNED, recorded_at=at, recorded_by=by.account_id, **values, **places)
    set_obstacle(activity, obstacle, fix)
    fitting(activity, "topic", "place", "fix")
    return activity


def own_house(by: Viewer) -> int:
    if by.organisation_id is None:
        raise Refused(_("Your account belongs to no organisation yet."))
    return by.organisation_id


def still_planned(activity: Activity) -> None:
    if activity.state == State.HELD:
        raise Refused(_("This activity has taken place already."))
    if activity.state == State.CANCELLED:
        raise Refused(_("This activity was called off."))


def _end(by: Viewer, at: datetime, activity: Activity, reason: str, deed: str) -> Activity:
    """Calls off or takes back: the reason is kept, the attendances no longer stand."""
    if not reason.strip():
        raise Refused(_("Say why."), field="reason")
    if len(reason) > 300:
        raise Refused(_("Say it in at most 300 characters."), field="reason")
    activity.save(update_fields=mark_called_off(activity, at, reason))
    tell_each(by, at, deed, activity)
    standing().filter(activity=activity).exclude(presence=Presence.EXPECTED).update(retracted_at=at)
    return activity


def tell_each(by: Viewer, at: datetime, deed: str, activity: Activity) -> None:
    """One entry for the activity and one for each person it concerns, so that each file and figure knows."""
    about = {"table": activity._meta.label_lower, "row_id": str(activity.pk), "programme_id": activity.programme_id}
    concerned = standing().filter(activity=activity, enrolment__isnull=False).order_by("pk").values_list("person_id", "enrolment_id")
    rows = [about | {"person_id": person, "enrolment_id": enrolment} for person, enrolment in concerned] or [about]
    record_many(by=by, at=at, deed=deed, rows=rows)
