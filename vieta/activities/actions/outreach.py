"""Outreach: where staff went, whom they met, also nameless, and joining contacts that turn out to be one person."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, cast

from django.db import transaction
from django.db.models import F, Max, Min
from django.utils.translation import gettext as _

from vieta.audit.actions import record, record_many
from vieta.base.periods import months_after
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Permission, Viewer
from vieta.enrolments.access import works_in
from vieta.enrolments.choices import OPEN_STATES
from vieta.enrolments.models import Enrolment
from vieta.people import actions as people
from vieta.people.access import live_grants
from vieta.people.access import visible_to as people_visible_to
from vieta.people.choices import GrantPurpose, Level
from vieta.people.models import Grant, Person
from vieta.people.queries import LookAlike, look_alikes
from vieta.people.rules import Known
from vieta.programmes.models import Municipality, Period

from ..access import standing
from ..choices import Kind, PlaceType, Presence, State
from ..models import Activity, Attendance
from ..queries.outreach import outreach_of

CAUSE = "outreach"
CONTACT_MONTHS = 12  # so long a contact stays readable after the last meeting
LONGEST = 24 * 60


@transaction.atomic
def log_outreach(
    *,
    by: Viewer,
    at: datetime,
    programme_id: int,
    place_type: PlaceType,
    place: str,
    on: date,
    starts_at: time | None = None,
    minutes: int = 60,
    topic: str = "",
    municipality_id: int | None = None,
) -> Activity:
    """Writes down where staff of the viewer's organisation went to meet people: kind of place, place and day (S1-05).

    Refused to those who do not reach out in the programme, for a day to come, before the programme began or after it ended, and without a place.
    """
    if by.person_id is not None or not by.may(Permission.REACH_OUT, programme_id=programme_id) or not works_in(by, programme_id):
        raise NotFound(f"programme {programme_id}")
    _sensible(by, programme_id, place_type, place, on, minutes)
    home = _municipality(programme_id, municipality_id)
    activity = Activity.objects.create(
        programme_id=programme_id, organisation_id=by.organisation_id, region_id=home and home.region_id, municipality=home,
        kind=Kind.OUTREACH, state=State.HELD, on=on, starts_at=starts_at, minutes=minutes, topic=topic.strip()[:200], place_type=place_type,
        place=place.strip()[:200], profession=by.profession, led_by_id=by.account_id, recorded_at=at, recorded_by=by.account_id,
    )  # fmt: skip
    record(by=by, at=at, deed="activities.log_outreach", thing=activity, programme_id=programme_id, place_type=place_type)
    return activity


class MetBefore(Refused):
    """Somebody like this was met before; `hits` says who, as far as the one who asked may see."""

    def __init__(self, hits: Sequence[LookAlike]):
        super().__init__(_("You may have met this person before. Choose who it is, or say that it is somebody else."))
        self.hits = list(hits)


@transaction.atomic
def meet(
    *, by: Viewer, at: datetime, activity_id: int, person_id: int | None = None, somebody_else: bool = False, **identity: Any
) -> Attendance:
    """Writes down somebody met there (S1-06): a contact known already, who then has one more meeting and counts once, or somebody new,
    if only by how the worker remembers them.

    Refused for a second time at the same outreach, for an unknown contact, without any name, and (MetBefore) when a contact one
    may see looks like the same person, until `somebody_else` is said. Opens the contact to
    the worker and to those of the organisation who take people in, for a year after the last meeting.
    """
    activity = _outreach(by, activity_id)
    person = _known(by, person_id) if person_id is not None else _new(by, at, activity, somebody_else, identity)
    if standing().filter(activity=activity, person=person).exists():
        raise Refused(_("This person is on the list of this outreach already."), field="person")
    attendance = _attend(by, at, activity, person, Presence.PRESENT)
    _open_contact(by, at, person, activity)
    _tell(by, at, "meet", attendance, again=person_id is not None)
    return attendance


@transaction.atomic
def unmeet(*, by: Viewer, at: datetime, activity_id: int, person_id: int) -> Attendance:
    """Takes back that somebody was met there; the person stays. Refused when they are not on the list."""
    activity = _outreach(by, activity_id)
    attendance = standing().select_for_update(of=("self",)).filter(activity=activity, person_id=person_id).first()
    if attendance is None:
        raise NotFound(f"person {person_id} at {activity_id}")
    attendance.retracted_at = at
    attendance.save(update_fields=["retracted_at"])
    _tell(by, at, "unmeet", attendance)
    return attendance


@transaction.atomic
def merge_contacts(*, by: Viewer, at: datetime, keep_id: int, repeated_id: int, reason: str) -> Person:
    """Says that two contacts are one person (S1-07): the meetings of the repeated one are recorded anew for the one that is kept.

    Undone by `part_contacts`. Refused without a reason, when the repeated one has an enrolment, and as `people.actions.merge` refuses.
    """
    _may_join(by)
    keep, repeated = _known(by, keep_id, lock=True), _known(by, repeated_id, lock=True)
    if Enrolment.objects.filter(person=repeated).exists():
        raise Refused(_("The second one has a file in a programme. Keep that one and join the contact into it."), field="repeated")
    people.merge(by=by, at=at, keep=keep, repeated=repeated, reason=reason)
    there = set(standing().filter(person=keep).values_list("activity_id", flat=True))
    for former in standing().filter(person=repeated).select_related("activity").order_by("id"):
        former.retracted_at = at
        former.save(update_fields=["retracted_at"])
        if former.activity_id not in there:
            _attend(by, at, former.activity, keep, former.presence, former.minutes, former)
    for grant in live_grants(by.today).filter(person=repeated, cause=CAUSE).order_by("id"):
        _same_access(by, at, grant, keep, repeated)
    record(by=by, at=at, deed="activities.merge_contacts", thing=repeated, person_id=keep.pk, repeated=repeated.pk)
    return keep


@transaction.atomic
def part_contacts(*, by: Viewer, at: datetime, repeated_id: int) -> Person:
    """Takes a joining back: both contacts have the meetings they had, and the access that came with joining ends.

    Refused when the contact was not joined, and to those who may not see the one it was joined into.
    """
    _may_join(by)
    repeated = Person.objects.select_for_update(of=("self",)).filter(pk=repeated_id, merged_into__isnull=False).first()
    if repeated is None or not people_visible_to(by).filter(pk=repeated.merged_into_id).exists():
        raise NotFound(f"person {repeated_id}")
    keep, joined_at = cast(Person, repeated.merged_into), repeated.merged_at
    people.part(by=by, at=at, repeated=repeated)
    moved = list(Attendance.objects.filter(person=repeated, retracted_at=joined_at).select_related("activity").order_by("id"))
    _give_back(at, keep, repeated)
    for former in moved:
        _attend(by, at, former.activity, repeated, former.presence, former.minutes)
    people.end_access(by=by, at=at, person=keep, cause="merge", cause_id=repeated.pk)
    record(by=by, at=at, deed="activities.part_contacts", thing=repeated, person_id=repeated.pk, kept=keep.pk)
    return repeated


@transaction.atomic
def open_contacts(*, by: Viewer, at: datetime, activity_ids: Sequence[int]) -> int:
    """Opens those met at many outreach activities to whoever led them and to the organisation, after they were brought in by a job."""
    if not by.job:
        raise Refused("only a job opens contacts in bulk")
    met = (
        standing()
        .filter(activity__in=activity_ids, activity__kind=Kind.OUTREACH)
        .select_related("activity")
        .order_by("person_id", "-on", "-id")
    )
    grants: dict[tuple, Grant] = {}
    for row in met.iterator(chunk_size=5000):
        for holder in ({"account_id": row.activity.led_by_id}, {"organisation_id": row.activity.organisation_id}):
            if None not in holder.values():
                key = (row.person_id, *holder.items())
                grants.setdefault(key, _grant(by, at, row, holder))
    Grant.objects.bulk_create(grants.values(), batch_size=5000)
    rows = [{"table": "people.grant", "person_id": g.person_id, "programme_id": g.programme_id} for g in grants.values()]
    record_many(by=by, at=at, deed="people.give_access", rows=rows)
    return len(grants)


def _grant(by: Viewer, at: datetime, row: Attendance, holder: dict) -> Grant:
    return Grant(
        person_id=row.person_id, programme_id=row.activity.programme_id, level=Level.IDENTITY, purpose=GrantPurpose.OUTREACH, cause=CAUSE,
        cause_id=row.person_id, from_on=row.on, until_on=months_after(row.on, CONTACT_MONTHS), given_at=at, given_by=by.account_id, **holder,
    )  # fmt: skip


def _sensible(by: Viewer, programme_id: int, place_type: str, place: str, on: date, minutes: int) -> None:
    if place_type not in PlaceType.values:
        raise Refused(_("Choose what kind of place it was."), field="place_type")
    if not place.strip():
        raise Refused(_("Say where it was."), field="place")
    if on > by.today:
        raise Refused(_("This day is still to come."), field="on")
    days = Period.objects.filter(programme_id=programme_id).aggregate(first=Min("from_on"), end=Max("until_on"))
    if days["first"] and on < days["first"]:
        raise Refused(_("The programme had not begun on that day."), field="on")
    if days["end"] and on >= days["end"]:
        raise Refused(_("The programme had ended on that day."), field="on")
    if not 0 < minutes <= LONGEST:
        raise Refused(_("The minutes must lie between 1 and 1440."), field="minutes")


def _municipality(programme_id: int, municipality_id: int | None) -> Municipality | None:
    if municipality_id is None:
        return None
    home = Municipality.objects.filter(pk=municipality_id, region__programme_id=programme_id).first()
    if home is None:
        raise Refused(_("This place does not lie in the programme's regions."), field="municipality")
    return home


def _outreach(by: Viewer, activity_id: int) -> Activity:
    activity = outreach_of(by).select_for_update(of=("self",)).filter(pk=activity_id).first()
    if activity is None:
        raise NotFound(f"outreach {activity_id}")
    return activity


def _new(by: Viewer, at: datetime, activity: Activity, somebody_else: bool, identity: dict[str, Any]) -> Person:
    words = {name: identity.get(name) or "" for name in ("first_name", "last_name", "known_as", "phone")}
    who = Known(birth_on=identity.get("birth_on"), **words)
    hits = [] if somebody_else else [hit for hit in look_alikes(by, who, programme_id=activity.programme_id) if not hit.hidden]
    if hits:
        raise MetBefore(hits)
    return people.enter(by=by, at=at, programme_id=activity.programme_id, **identity)


def _known(by: Viewer, person_id: int, *, lock: bool = False) -> Person:
    rows = people_visible_to(by)
    person = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=person_id).first()
    if person is None or by.person_id is not None:
        raise NotFound(f"person {person_id}")
    return person


def _may_join(by: Viewer) -> None:
    if by.person_id is not None or not (by.may(Permission.REACH_OUT) or by.may(Permission.TAKE_IN)):
        raise Refused(_("Your role does not join contacts."))


def _attend(
    by: Viewer,
    at: datetime,
    activity: Activity,
    person: Person,
    presence: str,
    minutes: int | None = None,
    moved_from: Attendance | None = None,
) -> Attendance:
    stays = Enrolment.objects.filter(person=person, programme_id=activity.programme_id, provider_id=activity.organisation_id)
    stay = stays.filter(state__in=OPEN_STATES).order_by("-id").first()
    return Attendance.objects.create(
        activity=activity, person=person, enrolment=stay, presence=presence, minutes=activity.minutes if minutes is None else minutes,
        on=activity.on, recorded_at=at, recorded_by=by.account_id, moved_from=moved_from,
    )  # fmt: skip


def _open_contact(by: Viewer, at: datetime, person: Person, activity: Activity) -> None:
    common: dict[str, Any] = {
        "by": by, "at": at, "person": person, "purpose": GrantPurpose.OUTREACH, "level": Level.IDENTITY, "programme_id": activity.programme_id,
        "cause": CAUSE, "cause_id": person.pk, "until_on": months_after(by.today, CONTACT_MONTHS),
    }  # fmt: skip
    people.give_access(account_id=by.account_id, **common)
    people.give_access(organisation_id=activity.organisation_id, **common)


def _same_access(by: Viewer, at: datetime, grant: Grant, keep: Person, repeated: Person) -> None:
    people.give_access(
        by=by, at=at, person=keep, purpose=GrantPurpose(grant.purpose), level=Level(grant.level),
        account_id=grant.account_id, organisation_id=grant.organisation_id,
        programme_id=grant.programme_id, cause="merge", cause_id=repeated.pk, until_on=grant.until_on,
    )  # fmt: skip


def _give_back(at: datetime, keep: Person, repeated: Person) -> None:
    """Takes back the meetings that came with the joining, but for those that another contact joined into the same person was at."""
    others = Attendance.objects.filter(person__merged_into=keep, retracted_at=F("person__merged_at")).values("activity_id")
    came = standing().filter(person=keep, moved_from__person=repeated).exclude(activity__in=others)
    came.update(retracted_at=at)


def _tell(by: Viewer, at: datetime, deed: str, attendance: Attendance, **details: Any) -> None:
    record(
        by=by, at=at, deed=f"activities.{deed}", thing=attendance, person_id=attendance.person_id, enrolment_id=attendance.enrolment_id,
        programme_id=attendance.activity.programme_id, **details,
    )  # fmt: skip
