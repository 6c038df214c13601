"""What mentors take part in: gatherings with who was there, who is overdue, tasks, and a mentor's own dates."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time

from django.db.models import Count, Max, Q

from vieta.activities.choices import TEAM_KINDS, Presence, State
from vieta.base.viewer import Permission, Viewer
from vieta.training.models import Run

from ..access.duos import coordinated_by
from ..access.network import gathering_opened_by, gatherings_of, mentorship_opened_by, mentorships_of, own_mentor, own_mentorships
from ..choices import ALIVE, Standing
from ..models import Duo, Gathering, MentoringSetUp, ModuleDone, Seat, Task
from ..rules.network import supervision_due_on
from .training import IN_TRAINING, MOST


@dataclass(frozen=True)
class GatheringRow:
    """One gathering of mentors on a list."""

    id: int
    kind: str
    kind_label: str
    topic: str
    on: date
    starts_at: time | None
    minutes: int
    place: str
    state: str
    state_label: str
    programme: str
    invited: int
    came: int
    to_record: bool


def gatherings(viewer: Viewer, *, programme: int | None = None, ahead: bool | None = None) -> list[GatheringRow]:
    """The gatherings of the viewer's branch: those ahead in their order, the others newest first. One statement."""
    rows = gatherings_of(viewer)
    if programme:
        rows = rows.filter(activity__programme_id=programme)
    if ahead is not None:
        rows = rows.filter(activity__on__gte=viewer.today) if ahead else rows.filter(activity__on__lt=viewer.today)
    standing = Q(seats__retracted_at__isnull=True)
    rows = rows.annotate(
        invited=Count("seats", filter=standing), came=Count("seats", filter=standing & Q(seats__presence=Presence.PRESENT))
    )
    order = ("activity__on", "id") if ahead else ("-activity__on", "-id")
    return [_gathering(viewer, row) for row in rows.order_by(*order)[:MOST]]


def gatherings_to_record(viewer: Viewer) -> list[GatheringRow]:
    """Gatherings whose day is over and of which nobody said yet who was there."""
    return [row for row in gatherings(viewer, ahead=False) if row.to_record]


@dataclass(frozen=True)
class SeatCard:
    """One mentor at a gathering, with the duos one may have spoken about and those one did."""

    mentorship_id: int
    mentor_id: int
    name: str
    standing_label: str
    presence: str
    duos: tuple[tuple[int, str], ...]
    spoken_of: tuple[int, ...]


@dataclass(frozen=True)
class GatheringCard:
    """One gathering with who is invited and who was there."""

    row: GatheringRow
    programme_id: int
    themes: str
    seats: tuple[SeatCard, ...]

    @property
    def for_team(self) -> bool:
        """Whether duos are spoken about in it: an intervision or a supervision."""
        return self.row.kind in TEAM_KINDS


def gathering(viewer: Viewer, activity_id: int) -> GatheringCard:
    """One gathering of the viewer's branch, or NotFound. A constant number of statements."""
    row = gathering_opened_by(viewer, activity_id)
    seats = list(
        Seat.objects.filter(gathering=row, retracted_at__isnull=True)
        .select_related("mentorship__mentor")
        .prefetch_related("duos")
        .order_by("mentorship__mentor__sort_name", "id")
    )
    duos: dict[int, list] = defaultdict(list)
    day = row.activity.on
    living = coordinated_by(viewer).filter(mentorship__in=[s.mentorship_id for s in seats], formed_on__lte=day).exclude(ended_on__lt=day)
    for duo in living.select_related("enrolment__person").order_by("id"):
        duos[duo.mentorship_id].append((duo.pk, duo.enrolment.person.first_name or duo.enrolment.number))
    came = sum(s.presence == Presence.PRESENT for s in seats)
    return GatheringCard(
        _gathering(viewer, row, invited=len(seats), came=came),
        row.activity.programme_id,
        row.themes,
        tuple(
            SeatCard(
                s.mentorship_id, s.mentorship.mentor_id, str(s.mentorship.mentor), str(s.mentorship.get_standing_display()), s.presence,
                tuple(duos[s.mentorship_id]), tuple(duo.pk for duo in s.duos.all()),
            )
            for s in seats
        ),
    )  # fmt: skip


def is_gathering(viewer: Viewer, activity_id: int) -> bool:
    """Whether an activity is a gathering of mentors that opens to the viewer."""
    return gatherings_of(viewer).filter(activity_id=activity_id).exists()


def may_be_invited(viewer: Viewer, programme_id: int, *, besides: Collection[int] = ()) -> list[tuple[int, str, str]]:
    """The mentors of the branch one may invite: mentorship, name, where they stand. One statement."""
    rows = mentorships_of(viewer, Permission.COORDINATE).filter(programme_id=programme_id, standing__in=IN_TRAINING).exclude(pk__in=besides)
    found = rows.select_related("mentor").order_by("standing", "mentor__sort_name", "id")
    return [(row.pk, str(row.mentor), str(row.get_standing_display())) for row in found[:MOST]]


@dataclass(frozen=True)
class OfferRow:
    """An offer to mentor that waits for a step of the intake."""

    mentor_id: int
    name: str
    standing_label: str
    programme: str
    since_on: date


def offers_waiting(viewer: Viewer, *, limit: int = 15) -> list[OfferRow]:
    """Offers to mentor of the viewer's branch without a decision, the longest waiting first. One statement."""
    rows = mentorships_of(viewer, Permission.TAKE_IN).filter(standing__in=(Standing.APPLIED, Standing.INFORMED, Standing.INTERVIEWED))
    found = rows.select_related("mentor", "programme").order_by("from_on", "id")[:limit]
    return [OfferRow(r.mentor_id, str(r.mentor), str(r.get_standing_display()), r.programme.name, r.from_on) for r in found]


@dataclass(frozen=True)
class OverdueRow:
    """A mentor with a living duo who is due for supervision or intervision."""

    mentorship_id: int
    mentor_id: int
    name: str
    programme: str
    last_on: date | None
    due_on: date
    days: int


def overdue_for_supervision(viewer: Viewer, *, programme: int | None = None) -> list[OverdueRow]:
    """Mentors of the branch who were at no supervision or intervision for longer than the programme's rule, longest first (S0-08).

    The time counts from the last one, or from when the living duo was formed. Four statements.
    """
    rows = mentorships_of(viewer, Permission.COORDINATE).filter(standing=Standing.ACCEPTED)
    if programme:
        rows = rows.filter(programme_id=programme)
    living = dict(
        Duo.objects.filter(mentorship__in=rows.values("pk"), state__in=ALIVE)
        .order_by()
        .values_list("mentorship_id")
        .annotate(since=Max("formed_on"))
    )
    months = dict(MentoringSetUp.objects.order_by().values_list("programme_id", "supervision_months"))
    last = last_supervised(living)
    found = []
    for row in rows.filter(pk__in=living).select_related("mentor", "programme").order_by("id"):
        due = supervision_due_on(last.get(row.pk), living[row.pk], months.get(row.programme_id, 2))
        if due < viewer.today:
            found.append(
                OverdueRow(row.pk, row.mentor_id, str(row.mentor), row.programme.name, last.get(row.pk), due, (viewer.today - due).days)
            )
    return sorted(found, key=lambda one: (one.due_on, one.name))


def last_supervised(mentorship_ids: Collection[int]) -> dict[int, date]:
    """The day each of these mentorships was last at a supervision or intervision. One statement."""
    return dict(_attended(mentorship_ids).order_by().values_list("mentorship_id").annotate(last=Max("gathering__activity__on")))


_HELD = {
    "retracted_at__isnull": True, "presence": Presence.PRESENT, "gathering__activity__state": State.HELD,
    "gathering__activity__kind__in": TEAM_KINDS,
}  # fmt: skip


def _attended(mentorship_ids: Collection[int]):
    return Seat.objects.filter(mentorship__in=set(mentorship_ids), **_HELD)


@dataclass(frozen=True)
class TaskRow:
    """What a volunteer or mentor did besides a duo."""

    id: int
    on: date
    what: str
    minutes: int


def tasks(viewer: Viewer, mentorship_id: int) -> list[TaskRow]:
    """The tasks of one mentorship of the viewer's branch, newest first."""
    row = mentorship_opened_by(viewer, mentorship_id)
    found = Task.objects.filter(mentorship=row, retracted_at__isnull=True).order_by("-valid_on", "-id")[:MOST]
    return [TaskRow(t.pk, t.valid_on, t.what, t.minutes) for t in found]


@dataclass(frozen=True)
class MentorsDuo:
    """One duo of a mentor, on the mentor's page."""

    id: int
    person_id: int
    name: str
    state_label: str
    alive: bool
    formed_on: date


def duos_with(viewer: Viewer, mentorship_id: int) -> list[MentorsDuo]:
    """The duos of one mentor that the viewer coordinates, newest first. One statement."""
    rows = coordinated_by(viewer).filter(mentorship_id=mentorship_id).select_related("enrolment__person").order_by("-formed_on", "-id")
    return [
        MentorsDuo(d.pk, d.enrolment.person_id, d.enrolment.person.name, str(d.get_state_display()), d.state in ALIVE, d.formed_on)
        for d in rows[:MOST]
    ]


@dataclass(frozen=True)
class SupportRow:
    """A supervision, intervision or event one mentor was invited to."""

    id: int
    kind_label: str
    topic: str
    on: date
    state_label: str
    presence: str
    presence_label: str


def supervised(viewer: Viewer, mentorship_id: int) -> list[SupportRow]:
    """The gatherings of one mentor of the viewer's branch, newest first."""
    row = mentorship_opened_by(viewer, mentorship_id)
    seats = Seat.objects.filter(mentorship=row, retracted_at__isnull=True).select_related("gathering__activity")
    return [_support(seat) for seat in seats.order_by("-gathering__activity__on", "-id")[:MOST]]


@dataclass(frozen=True)
class OwnDate:
    """A date of the mentor who looks: a training day or a gathering they are invited to."""

    on: date
    starts_at: time | None
    minutes: int
    what: str
    place: str
    programme: str


def own_dates(viewer: Viewer) -> list[OwnDate]:
    """What lies ahead for the mentor who looks: gatherings they are invited to, and days of modules they have not completed."""
    mentor = own_mentor(viewer)
    parts = list(own_mentorships(viewer).filter(mentor=mentor, standing__in=IN_TRAINING).order_by("id"))
    seats = Seat.objects.filter(
        mentorship__in=parts, retracted_at__isnull=True, gathering__activity__on__gte=viewer.today, gathering__activity__state=State.PLANNED
    ).select_related("gathering__activity__programme")
    dates = [
        OwnDate(a.on, a.starts_at, a.minutes, a.topic or str(a.get_kind_display()), a.place, a.programme.name)
        for a in (seat.gathering.activity for seat in seats.order_by("id"))
    ]
    done = ModuleDone.objects.filter(mentor=mentor, retracted_at__isnull=True).values("module_id")
    days = Run.objects.filter(
        organisation__in={p.organisation_id for p in parts}, module__curriculum__programme__in={p.programme_id for p in parts},
        on__gte=viewer.today, called_off_at__isnull=True,
    ).exclude(module__in=done)  # fmt: skip
    dates += [
        OwnDate(r.on, r.starts_at, r.module.minutes, r.module.name, r.place, r.module.curriculum.programme.name)
        for r in days.select_related("module__curriculum__programme").order_by("on", "id")[:MOST]
    ]
    return sorted(dates, key=lambda one: (one.on, one.starts_at or time.min, one.what))


def _gathering(viewer: Viewer, row: Gathering, **counts: int) -> GatheringRow:
    a = row.activity
    return GatheringRow(
        a.pk, a.kind, str(a.get_kind_display()), a.topic, a.on, a.starts_at, a.minutes, a.place, a.state, str(a.get_state_display()),
        a.programme.name, counts.get("invited", getattr(row, "invited", 0)), counts.get("came", getattr(row, "came", 0)),
        a.state == State.PLANNED and a.on <= viewer.today,
    )  # fmt: skip


def _support(seat: Seat) -> SupportRow:
    a = seat.gathering.activity
    return SupportRow(
        a.pk, str(a.get_kind_display()), a.topic, a.on, str(a.get_state_display()), seat.presence, str(seat.get_presence_display())
    )
