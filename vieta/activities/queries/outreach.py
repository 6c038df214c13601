"""Outreach as its pages show it: visits, whom staff met there, contacts and their history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from django.db.models import Count, Exists, OuterRef, QuerySet

from vieta.base.refusal import NotFound
from vieta.base.viewer import Permission, Viewer
from vieta.enrolments.access import visible_to as enrolments_visible_to
from vieta.enrolments.choices import State as Stay
from vieta.enrolments.models import Enrolment
from vieta.people.access import grants_of
from vieta.people.access import visible_to as people_visible_to
from vieta.people.choices import GrantPurpose
from vieta.people.models import Person
from vieta.people.queries import Face, found_by_name, people_by_name
from vieta.people.rules import Known, alike

from ..access import standing, within
from ..choices import Kind, PlaceType
from ..models import Activity, Attendance

RECENT = 8


@dataclass(frozen=True)
class VisitRow:
    """One outreach on the list."""

    id: int
    on: date
    place_type: str
    place: str
    neighbourhood: str
    led_by: str
    programme: str
    met: int


@dataclass(frozen=True)
class Met:
    """Somebody met at an outreach; the name only where it opens to the viewer."""

    person_id: int | None
    name: str
    again: bool


@dataclass(frozen=True)
class Visit:
    """One outreach with those met there."""

    id: int
    programme_id: int
    programme: str
    organisation: str
    on: date
    starts_at: time | None
    minutes: int
    place_type: str
    place: str
    neighbourhood: str
    topic: str
    led_by: str
    met: tuple[Met, ...]
    mine: bool


@dataclass(frozen=True)
class ContactRow:
    """A contact on the list: somebody met who has no file in a programme yet."""

    person_id: int
    name: str
    reference: str
    meetings: int
    last_on: date | None
    last_place: str


@dataclass(frozen=True)
class Meeting:
    """One meeting with a contact."""

    activity_id: int | None
    on: date
    place_type: str
    place: str
    led_by: str


@dataclass(frozen=True)
class Joined:
    """A contact that was joined into this one."""

    person_id: int
    name: str
    reason: str


@dataclass(frozen=True)
class Contact:
    """Somebody met, with their history."""

    person_id: int
    name: str
    first_name: str
    last_name: str
    known_as: str
    birth_on: date | None
    gender: str
    languages: tuple[str, ...]
    phone: str
    reference: str
    meetings: tuple[Meeting, ...]
    joined: tuple[Joined, ...]
    alike: tuple[Face, ...]
    stays: tuple[tuple[int, str], ...]
    may_enquire: bool


def outreach_of(viewer: Viewer) -> QuerySet[Activity]:
    """The outreach of the viewer's organisation, where a role reaches out."""
    rows = Activity.objects.filter(kind=Kind.OUTREACH)
    if viewer.job:
        return rows
    if viewer.person_id is not None or not viewer.organisation_id:
        return rows.none()
    return rows.filter(within(viewer, Permission.REACH_OUT), organisation_id=viewer.organisation_id)


def visits(viewer: Viewer, *, place_type: str = "", mine: bool = False, since: date | None = None) -> QuerySet[Activity]:
    """The outreach of one's organisation, narrowed."""
    rows = outreach_of(viewer)
    if place_type:
        rows = rows.filter(place_type=place_type)
    if mine:
        rows = rows.filter(led_by_id=viewer.account_id)
    return rows.filter(on__gte=since) if since else rows


def visit_rows(rows: Sequence[Activity]) -> list[VisitRow]:
    """The lines of one page of visits: three statements for any number."""
    ids = [row.pk for row in rows]
    full = {a.pk: a for a in Activity.objects.filter(pk__in=ids).select_related("led_by", "programme", "municipality")}
    met = dict(standing().filter(activity__in=ids).order_by().values_list("activity_id").annotate(n=Count("id")))
    return [_visit_row(full[pk], met.get(pk, 0)) for pk in ids]


def _visit_row(a: Activity, met: int) -> VisitRow:
    place = a.municipality.name if a.municipality else ""
    leader = a.led_by.name if a.led_by else ""
    return VisitRow(a.pk, a.on, str(PlaceType(a.place_type).label), a.place, place, leader, a.programme.name, met)


def visit(viewer: Viewer, activity_id: int) -> Visit:
    """One outreach of one's organisation, or NotFound. Four statements."""
    a = outreach_of(viewer).filter(pk=activity_id).select_related("led_by", "programme", "municipality", "organisation").first()
    if a is None:
        raise NotFound(f"outreach {activity_id}")
    there = list(standing().filter(activity=a).order_by("id"))
    seen = {p.pk: p.name for p in people_visible_to(viewer).filter(pk__in=[row.person_id for row in there])}
    before = set(
        standing().filter(person__in=seen, activity__kind=Kind.OUTREACH).exclude(activity=a).order_by().values_list("person_id", flat=True)
    )
    met = tuple(Met(r.person_id if r.person_id in seen else None, seen.get(r.person_id, ""), r.person_id in before) for r in there)
    return Visit(
        a.pk, a.programme_id, a.programme.name, a.organisation.name, a.on, a.starts_at, a.minutes, str(PlaceType(a.place_type).label), a.place,
        a.municipality.name if a.municipality else "", a.topic, a.led_by.name if a.led_by else "", met, a.led_by_id == viewer.account_id,
    )  # fmt: skip


def may_have_met(viewer: Viewer, activity_id: int, text: str = "") -> list[Face]:
    """Contacts to pick instead of entering somebody twice: near matches of what was typed, else the last ones met."""
    there = standing().filter(activity_id=activity_id).values_list("person_id", flat=True)
    if text.strip():
        return [face for face in people_by_name(viewer, text, limit=RECENT + len(there)) if face.person_id not in set(there)][:RECENT]
    mine = Attendance.objects.filter(retracted_at__isnull=True, activity__in=outreach_of(viewer)).exclude(person__in=there)
    last = mine.order_by("-on", "-id").values_list("person_id", flat=True)[: RECENT * 4]
    ids = list(dict.fromkeys(last))[:RECENT]
    found = {p.pk: p for p in people_visible_to(viewer).filter(pk__in=ids)}
    return [Face(pk, found[pk].name, found[pk].reference, found[pk].birth_on) for pk in ids if pk in found]


# Contacts ----------------------------------------------------------------------------------------------------------------
def contacts(viewer: Viewer, *, name: str = "", enrolled: bool = False) -> QuerySet[Person]:
    """The people met in outreach whom this viewer may see; those with a stay in a programme only when asked for."""
    met = grants_of(viewer).filter(purpose=GrantPurpose.OUTREACH).order_by().values("person_id")
    rows = Person.objects.filter(merged_into__isnull=True, pk__in=met)
    if not enrolled:
        rows = rows.exclude(Exists(Enrolment.objects.filter(person=OuterRef("pk")).exclude(state__in=(Stay.REFUSED, Stay.WITHDRAWN))))
    return rows.filter(found_by_name(name, person="pk")) if name.strip() else rows


def contact_rows(viewer: Viewer, rows: Sequence[Person]) -> list[ContactRow]:
    """The lines of one page of contacts: one statement for any number."""
    meetings: dict[int, list[Attendance]] = {}
    found = _meetings(viewer).filter(person__in=[row.pk for row in rows]).select_related("activity").order_by("-on", "-id")
    for one in found:
        meetings.setdefault(one.person_id, []).append(one)
    return [_contact_row(row, meetings.get(row.pk, [])) for row in rows]


def _contact_row(row: Person, meetings: list[Attendance]) -> ContactRow:
    last = meetings[0] if meetings else None
    return ContactRow(row.pk, row.name, row.reference, len(meetings), last.on if last else None, last.activity.place if last else "")


def contact(viewer: Viewer, person_id: int) -> Contact:
    """Somebody met in outreach, with their history and those they may be the same as; or NotFound."""
    person = contacts(viewer, enrolled=True).filter(pk=person_id).first()
    if person is None:
        raise NotFound(f"person {person_id}")
    meetings = _meetings(viewer).filter(person=person).select_related("activity__led_by").order_by("-on", "-id")
    joined = Person.objects.filter(merged_into=person).order_by("merged_at", "id")
    stays = enrolments_visible_to(viewer).filter(person=person).select_related("programme").order_by("-enquired_on", "-id")
    return Contact(
        person.pk, person.name, person.first_name, person.last_name, person.known_as, person.birth_on, person.gender, tuple(person.languages),
        person.phone, person.reference, tuple(_meeting(m) for m in meetings), tuple(Joined(j.pk, j.name, j.merge_reason) for j in joined),
        tuple(_alike(viewer, person)), tuple((e.pk, f"{e.programme} {e.number}: {e.get_state_display()}") for e in stays),
        not Enrolment.objects.filter(person=person, state__in=(Stay.ENQUIRY, Stay.ADMITTED, Stay.ACTIVE)).exists(),
    )  # fmt: skip


def _meetings(viewer: Viewer) -> QuerySet[Attendance]:
    """The meetings in outreach of the viewer's organisation."""
    return standing().filter(activity__in=outreach_of(viewer))


def _meeting(row: Attendance) -> Meeting:
    a = row.activity
    return Meeting(a.pk, row.on, str(PlaceType(a.place_type).label), a.place, a.led_by.name if a.led_by else "")


def _alike(viewer: Viewer, person: Person) -> list[Face]:
    """Other contacts with something in common, to join with."""
    mine = _known(person)
    found = people_by_name(viewer, person.name, limit=20) if person.name != person.reference else []
    others = Person.objects.filter(pk__in=[face.person_id for face in found if face.person_id != person.pk])
    common = {other.pk for other in others if alike(mine, _known(other))}
    return [face for face in found if face.person_id in common]


def _known(person: Person) -> Known:
    return Known(person.first_name, person.last_name, person.known_as, person.birth_on, person.phone)


def may_be_joined(viewer: Viewer, person_id: int, text: str) -> list[Face]:
    """Contacts to join with, by name."""
    return [face for face in people_by_name(viewer, text) if face.person_id != person_id]
