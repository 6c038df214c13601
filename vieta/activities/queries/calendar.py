"""The calendar: what stands on a day, who is expected, and the sheet to fill in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.db.models import Q

from vieta.accounts.choices import Profession
from vieta.base.viewer import Viewer
from vieta.enrolments.access import on_case_team

from ..access import coordinated_by, led_by, names_open_to, opened_by, run_by, standing
from ..choices import INDIVIDUAL_KINDS, TEAM_KINDS, Kind, Presence, State
from ..models import Activity
from ..rules import activity_opens, is_with_team

LONGEST = 400
LOOK_BACK = timedelta(days=183)


@dataclass(frozen=True)
class Person:
    """Somebody expected or present, named only where the viewer may know."""

    enrolment_id: int
    person_id: int
    name: str
    presence: str


@dataclass(frozen=True)
class ActivityCard:
    """One activity as this viewer may see it; `closed` means only kind, day, length and profession are told."""

    id: int
    kind: str
    kind_label: str
    state: str
    state_label: str
    on: date
    starts_at: time | None
    minutes: int
    profession_label: str
    closed: bool
    mode: str = ""
    mode_label: str = ""
    topic: str = ""
    place: str = ""
    obstacle: str = ""
    obstacle_label: str = ""
    fix: str = ""
    cancelled_reason: str = ""
    led_by: str = ""
    led_by_id: int | None = None
    programme: str = ""
    programme_id: int = 0
    individual: bool = True
    with_team: bool = False
    runs: bool = False
    people: tuple[Person, ...] = ()
    others: int = 0

    @property
    def names(self) -> str:
        """Who it is with, as far as this viewer may know."""
        return ", ".join(person.name for person in self.people)


@dataclass(frozen=True)
class SheetRow:
    """One line of the attendance sheet."""

    enrolment_id: int
    person_id: int
    name: str
    presence: str
    minutes: int
    corrected: int


def calendar(viewer: Viewer, from_on: date, until_on: date, *, whole_organisation: bool = False) -> list[ActivityCard]:
    """What stands in the calendar from one day until before another: one's own, or the organisation's for its coordinator."""
    whose = coordinated_by(viewer) if whole_organisation else led_by(viewer)
    rows = Activity.objects.filter(whose, on__gte=from_on, on__lt=until_on).select_related("led_by", "programme", "organisation")
    return cards(viewer, list(rows[:LONGEST]))


def agenda(viewer: Viewer, *, day: date | None = None) -> list[ActivityCard]:
    """The viewer's own day, today if not said, without what was called off."""
    on = day or viewer.today
    return [card for card in calendar(viewer, on, on + timedelta(days=1)) if card.state != State.CANCELLED]


def sheets_to_fill(viewer: Viewer, *, whole_organisation: bool = False, limit: int = 30) -> list[ActivityCard]:
    """Planned activities of the last half year whose day is over and of which nobody said yet who was there, oldest first."""
    whose = coordinated_by(viewer) if whole_organisation else led_by(viewer)
    rows = Activity.objects.filter(whose, state=State.PLANNED, on__lt=viewer.today, on__gte=viewer.today - LOOK_BACK).exclude(
        Q(kind__in=(Kind.OUTREACH, Kind.DUO, *TEAM_KINDS)) | Q(kind=Kind.INFORMATION, profession=Profession.MENTOR)
    )
    return cards(viewer, list(rows.select_related("led_by", "programme", "organisation")[:limit]))


def activity_card(viewer: Viewer, activity_id: int) -> ActivityCard:
    """One activity, or NotFound."""
    return cards(viewer, [opened_by(viewer, activity_id)])[0]


def attendance_sheet(viewer: Viewer, activity_id: int) -> tuple[ActivityCard, list[SheetRow]]:
    """An activity the viewer runs with every person to be marked, by name, or NotFound."""
    activity = opened_by(viewer, activity_id, run=True)
    rows = list(standing().filter(activity=activity, enrolment__isnull=False).select_related("person"))
    named = names_open_to(viewer, {row.enrolment_id for row in rows}, runs=True)
    former: dict[int, int] = {}
    for person_id in (
        activity.attendances.filter(retracted_at__isnull=False).exclude(presence=Presence.EXPECTED).values_list("person_id", flat=True)
    ):
        former[person_id] = former.get(person_id, 0) + 1
    lines = [
        SheetRow(row.enrolment_id, row.person_id, row.person.name, row.presence, row.minutes, former.get(row.person_id, 0))
        for row in sorted(rows, key=lambda row: (row.person.sort_name, row.pk))
        if row.enrolment_id in named
    ]
    return cards(viewer, [activity])[0], lines


def cards(viewer: Viewer, activities: Sequence[Activity]) -> list[ActivityCard]:
    """Activities already found for this viewer, masked, with the people they may know. A constant number of statements."""
    if not activities:
        return []
    ids = [activity.pk for activity in activities]
    runs = set(run_by(viewer).filter(pk__in=ids).values_list("pk", flat=True))
    rows = list(standing().filter(activity_id__in=ids, enrolment__isnull=False).select_related("person"))
    enrolments = {row.enrolment_id for row in rows}
    office = names_open_to(viewer, enrolments, runs=True)
    files = names_open_to(viewer, enrolments, runs=False)
    professions = _seats(viewer, enrolments)
    there: dict[int, list] = {}
    for row in sorted(rows, key=lambda row: (row.person.sort_name, row.pk)):
        there.setdefault(row.activity_id, []).append(row)
    return [_card(viewer, a, there.get(a.pk, []), office if a.pk in runs else files, professions, a.pk in runs) for a in activities]


def _seats(viewer: Viewer, enrolment_ids) -> dict[int, str]:
    """In which profession the viewer sits on these case teams."""
    if viewer.account_id is None:
        return {}
    return dict(on_case_team(viewer).filter(enrolment_id__in=enrolment_ids).values_list("enrolment_id", "profession"))


def _card(viewer: Viewer, activity: Activity, there: list, named: set[int], professions: dict[int, str], runs: bool) -> ActivityCard:
    same = any(professions.get(row.enrolment_id) == activity.profession == viewer.profession for row in there)
    leads = activity.led_by_id is not None and activity.led_by_id == viewer.account_id
    opens = bool(viewer.job) or activity_opens(activity.kind, activity.profession, is_leader=leads, same_profession=same)
    people = tuple(Person(r.enrolment_id, r.person_id, r.person.name, r.presence) for r in there if r.enrolment_id in named)
    told: dict[str, Any] = {
        "id": activity.pk,
        "kind": activity.kind,
        "kind_label": str(activity.get_kind_display()),
        "state": activity.state,
        "state_label": str(activity.get_state_display()),
        "on": activity.on,
        "starts_at": activity.starts_at,
        "minutes": activity.minutes,
        "profession_label": str(activity.get_profession_display()),
        "closed": not opens,
        "programme": activity.programme.name,
        "programme_id": activity.programme_id,
        "individual": activity.kind in INDIVIDUAL_KINDS,
        "with_team": is_with_team(activity.kind, activity.profession),
        "runs": runs,
        "people": people,
        "others": len(there) - len(people),
    }
    return ActivityCard(**told, **(_opened(activity) if opens else {}))


def _opened(activity: Activity) -> dict:
    """What a closed profession's talk keeps to itself."""
    return {
        "mode": activity.mode,
        "mode_label": str(activity.get_mode_display()),
        "topic": activity.topic,
        "place": activity.place,
        "obstacle": activity.obstacle,
        "obstacle_label": str(activity.get_obstacle_display()),
        "fix": activity.fix,
        "cancelled_reason": activity.cancelled_reason,
        "led_by": activity.led_by.name if activity.led_by else "",
        "led_by_id": activity.led_by_id,
    }
