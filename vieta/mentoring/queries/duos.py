"""Duos as their coordinator follows them, and as the mentee's file shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from django.db.models import Max, Q, QuerySet

from vieta.activities.choices import State
from vieta.base.viewer import Viewer
from vieta.enrolments.access import may_see_special, opened_by
from vieta.enrolments.choices import OPEN_STATES, Asked, Trait
from vieta.enrolments.models import Enrolment, EntryTrait
from vieta.people.queries import found_by_name
from vieta.programmes.models import Programme, Region

from ..access import duos as access
from ..choices import ALIVE, Came, DuoMoment, DuoState, MentorMoment, Side
from ..models import Agreement, CheckIn, Duo, DuoEvaluation, DuoEvent, DuoMeeting, MentoringSetUp, MentorshipEvent, Wish
from ..rules.duos import Bridge, Sign, bridges_cultures, bridges_generations, may_be_taken_back
from ..rules.steps import eight
from .watch import watch, with_sign

MOST_WATCHED = 2000  # duos of one branch whose signs are read at once


@dataclass(frozen=True)
class DuoRow:
    """A line of the coordinator's list."""

    id: int
    enrolment_id: int
    person_id: int
    mentee: str
    mentor: str
    programme: str
    branch: str
    state: str
    state_label: str
    formed_on: date
    due_on: date | None
    last_on: date | None
    signs: tuple[Sign, ...]


@dataclass(frozen=True)
class StepCard:
    """One of the eight steps: what it is called, when it was done, whether it is the one to come, a word more."""

    label: str
    done_on: date | None
    current: bool
    note: str = ""


@dataclass(frozen=True)
class EventCard:
    """A moment of a duo as the history tells it."""

    moment: str
    label: str
    on: date
    reason: str
    until_on: date | None
    retracted: bool
    retraction_reason: str
    may_take_back: bool


@dataclass(frozen=True)
class MeetingCard:
    """A meeting planned, held or missed."""

    id: int
    on: date
    starts_at: time | None
    minutes: int
    mode: str
    topic: str
    place: str
    came: str
    came_label: str
    said_by: str
    said_label: str
    by_both: bool
    of_step: bool  # the first or the second meeting, which go with their step

    @property
    def planned(self) -> bool:
        """Whether nobody has said yet who came."""
        return not self.came

    @property
    def held(self) -> bool:
        """Whether they met."""
        return self.came == "both"


@dataclass(frozen=True)
class CheckInCard:
    """What one side said on a day; the words are the coordinator's to read."""

    side: str
    on: date
    going: str
    going_label: str
    talk: bool
    words: str


@dataclass(frozen=True)
class EvaluationCard:
    """What one side said at the end."""

    side_label: str
    on: date
    autonomy: bool | None
    plan: bool | None
    network: bool | None
    again: bool | None
    satisfied: str
    words: str


@dataclass(frozen=True)
class DuoPage:
    """A duo with everything its coordinator follows."""

    id: int
    enrolment_id: int
    person_id: int
    mentorship_id: int
    mentee: str
    mentor: str
    programme: str
    branch: str
    state: str
    state_label: str
    reason: str
    formed_on: date
    agreed_on: date | None
    due_on: date | None
    ended_on: date | None
    ended_because: str
    ended_note: str
    every_days: int
    meeting_minutes: int
    months: int
    after_id: int | None
    agreement: str
    conduct: int | None
    signs: tuple[Sign, ...]
    steps: tuple[StepCard, ...]
    events: tuple[EventCard, ...]
    meetings: tuple[MeetingCard, ...]
    check_ins: tuple[CheckInCard, ...]
    evaluations: tuple[EvaluationCard, ...]
    generations: Bridge | None
    cultures: Bridge | None

    @property
    def alive(self) -> bool:
        """Whether the duo lives."""
        return self.state in ALIVE


def duos_list(
    viewer: Viewer, *, programme_id: int | None = None, region_id: int | None = None, state: str = "", sign: str = "", name: str = ""
) -> QuerySet[Duo]:  # fmt: skip
    """The coordinator's duos, narrowed; `sign` is a code of a warning sign, or "any"."""
    rows = access.coordinated_by(viewer)
    if programme_id:
        rows = rows.filter(programme_id=programme_id)
    if region_id:
        rows = rows.filter(enrolment__region_id=region_id)
    if state:
        rows = rows.filter(state=state)
    if name.strip():
        by_mentor = Q(mentorship__mentor__sort_name__icontains=name.strip().lower())
        rows = rows.filter(Q(enrolment__in=_stays_named(name)) | by_mentor)
    if sign:
        rows = rows.filter(pk__in=with_sign(rows, "" if sign == "any" else sign, viewer.today))
    return rows


def duo_places(viewer: Viewer) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """The programmes and the branches (regions) in which the coordinator has duos, for the list's filter."""
    rows = access.coordinated_by(viewer).order_by()
    programmes = Programme.objects.filter(pk__in=rows.values("programme_id")).order_by("name", "id")
    regions = Region.objects.filter(pk__in=rows.values("enrolment__region_id")).order_by("name", "id")
    return list(programmes.values_list("pk", "name")), list(regions.values_list("pk", "name"))


def _stays_named(name: str):
    return Enrolment.objects.filter(found_by_name(name)).order_by().values("pk")


def duo_rows(viewer: Viewer, rows: Sequence[Duo]) -> list[DuoRow]:
    """The lines of one page; a constant number of statements."""
    full = _full(access.coordinated_by(viewer).filter(pk__in=[row.pk for row in rows])).in_bulk()
    return _rows([full[row.pk] for row in rows if row.pk in full], watch(full.values(), viewer.today))


def _full(rows: QuerySet[Duo]) -> QuerySet[Duo]:
    return rows.select_related("programme", "organisation", "enrolment__person", "enrolment__region", "mentorship__mentor")


def _rows(rows: Sequence[Duo], found: dict[int, list[Sign]]) -> list[DuoRow]:
    held = DuoMeeting.objects.filter(duo__in=[row.pk for row in rows], taken_back_at__isnull=True, came=Came.BOTH)
    last = dict(held.order_by().values_list("duo_id").annotate(on=Max("activity__on")))
    return [
        DuoRow(
            row.pk, row.enrolment_id, row.enrolment.person_id, row.enrolment.person.name, str(row.mentorship.mentor), row.programme.name,
            row.enrolment.region.name if row.enrolment.region else row.organisation.name, row.state, str(row.get_state_display()),
            row.formed_on, row.due_on, last.get(row.pk), tuple(found[row.pk]),
        )
        for row in rows
    ]  # fmt: skip


def duos_that_warn(viewer: Viewer, *, limit: int = 15) -> list[DuoRow]:
    """The coordinator's duos with a warning sign, the one formed first at the top."""
    rows = access.coordinated_by(viewer).filter(state__in=(*ALIVE, DuoState.ENDED)).select_related("mentorship").order_by("formed_on", "id")
    found = watch(rows[:MOST_WATCHED], viewer.today)
    chosen = [pk for pk, theirs in found.items() if theirs][:limit]
    full = _full(access.coordinated_by(viewer).filter(pk__in=chosen)).in_bulk()
    return _rows([full[pk] for pk in chosen], found)


def duo_page(viewer: Viewer, duo_id: int) -> DuoPage:
    """A duo for its coordinator, or NotFound."""
    duo = access.run_by(viewer, duo_id)
    events = list(DuoEvent.objects.filter(duo=duo).order_by("valid_on", "id"))
    standing = {e.moment for e in events if e.retracted_at is None}
    agreement = Agreement.objects.filter(duo=duo, taken_back_at__isnull=True).first()
    generations, cultures = bridges(viewer, duo)
    return DuoPage(
        duo.pk, duo.enrolment_id, duo.enrolment.person_id, duo.mentorship_id, duo.enrolment.person.name, str(duo.mentorship.mentor),
        duo.programme.name, duo.organisation.name, duo.state, str(duo.get_state_display()), duo.reason, duo.formed_on, duo.agreed_on,
        duo.due_on, duo.ended_on, str(duo.get_broken_off_display()), duo.ended_note, duo.every_days, duo.meeting_minutes, duo.months,
        duo.after_id, agreement.text if agreement else "", agreement.conduct if agreement else None,
        tuple(watch([duo], viewer.today)[duo.pk]), tuple(steps(duo, events)), tuple(_event(e, standing) for e in events),
        tuple(meetings(duo)), tuple(_check_ins(duo)), tuple(_evaluations(duo)), generations, cultures,
    )  # fmt: skip


def _event(row: DuoEvent, standing: set[str]) -> EventCard:
    gone = row.retracted_at is not None
    return EventCard(
        row.moment, str(row.get_moment_display()), row.valid_on, row.reason, row.until_on, gone, row.retraction_reason,
        not gone and may_be_taken_back(row.moment, standing),
    )  # fmt: skip


def steps(duo: Duo, events: Sequence[DuoEvent], *, own_mentor_steps: bool = True) -> list[StepCard]:
    """The eight steps of a duo with their days; the first three are the mentor's own and can be left out."""
    prepared = dict(
        MentorshipEvent.objects.filter(
            mentorship_id=duo.mentorship_id, retracted_at__isnull=True,
            moment__in=(MentorMoment.INFORMED, MentorMoment.INTERVIEWED, MentorMoment.TRAINED),
        ).order_by("id").values_list("moment", "valid_on")
    ) if own_mentor_steps else {}  # fmt: skip
    done = {e.moment: e.valid_on for e in events if e.retracted_at is None}
    found = eight(prepared, done, duo.state, duo.due_on)
    return [StepCard(*one) for one in (found if own_mentor_steps else found[3:])]


def meetings(duo: Duo, *, limit: int = 60) -> list[MeetingCard]:
    """The meetings of a duo that stand, the newest first; planned ones that were called off are left out."""
    rows = DuoMeeting.objects.select_related("activity").filter(duo=duo, taken_back_at__isnull=True)
    rows = rows.exclude(came="", activity__state=State.CANCELLED).order_by("-activity__on", "-id")[:limit]
    steps = DuoEvent.objects.filter(duo=duo, retracted_at__isnull=True, moment__in=(DuoMoment.MET, DuoMoment.AGREED))
    days = set(steps.values_list("valid_on", flat=True))
    return [
        MeetingCard(
            r.pk, r.activity.on, r.activity.starts_at, r.activity.minutes, str(r.activity.get_mode_display()), r.activity.topic,
            r.activity.place, r.came, str(r.get_came_display()) if r.came else "", r.said_by,
            str(Side(r.said_by).label) if r.said_by else "", bool(r.said_by and r.also_by),
            r.activity.on in days,
        )
        for r in rows
    ]  # fmt: skip


def _check_ins(duo: Duo) -> list[CheckInCard]:
    rows = CheckIn.objects.filter(duo=duo).order_by("-on", "-id")[:30]
    return [CheckInCard(str(r.get_side_display()), r.on, r.going, str(r.get_going_display()), r.talk, r.words) for r in rows]


def _evaluations(duo: Duo) -> list[EvaluationCard]:
    rows = DuoEvaluation.objects.filter(duo=duo, taken_back_at__isnull=True).order_by("side", "id")
    return [
        EvaluationCard(str(r.get_side_display()), r.on, r.autonomy, r.plan, r.network, r.again, str(r.get_satisfied_display()), r.words)
        for r in rows
    ]


def bridges(viewer: Viewer, duo: Duo) -> tuple[Bridge | None, Bridge | None]:
    """Whether a duo is intergenerational and intercultural, where its programme asks for it (S0-01); the second speaks of a special
    characteristic and is told to those only who may read it."""
    set_up = MentoringSetUp.objects.filter(programme_id=duo.programme_id).first()
    if set_up is None:
        return None, None
    mentor, person = duo.mentorship.mentor, duo.enrolment.person
    ages = bridges_generations(person.birth_on, mentor.birth_on, age_gap=set_up.age_gap, on=duo.formed_on)
    cultures = None
    if set_up.intercultural and may_see_special(viewer, duo.enrolment):
        cultures = bridges_cultures(_migrant(duo.enrolment_id), mentor.origin, duo.programme.country)
    return (ages if set_up.intergenerational else None), cultures


def _migrant(enrolment_id: int) -> bool | None:
    """The migrant background recorded at entry: yes when one of the two answers is, unknown when neither was given."""
    rows = EntryTrait.objects.filter(
        enrolment_id=enrolment_id, trait__in=(Trait.THIRD_COUNTRY, Trait.FOREIGN_BACKGROUND), asked=Asked.GIVEN, retracted_at__isnull=True
    )
    said = set(rows.values_list("value", flat=True))
    return None if not said else "yes" in said


@dataclass(frozen=True)
class FileDuo:
    """A duo as the mentee's file shows it: to the case team without what the two sides said."""

    id: int
    mentor: str
    state: str
    state_label: str
    formed_on: date
    agreed_on: date | None
    due_on: date | None
    ended_on: date | None
    ended_because: str
    alive: bool
    steps: tuple[StepCard, ...]
    meetings: tuple[MeetingCard, ...]
    signs: tuple[Sign, ...]
    coordinated: bool


def duos_of_file(viewer: Viewer, enrolment_id: int) -> list[FileDuo]:
    """The duos of one file, the newest first, or NotFound."""
    rows = list(access.of_file(viewer, enrolment_id).exclude(state=DuoState.UNDONE).select_related("mentorship__mentor", "enrolment"))
    found = watch([row for row in rows if row.state in ALIVE], viewer.today)
    mine = set(access.coordinated_by(viewer).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    return [_of_file(row, found.get(row.pk, []), row.pk in mine) for row in sorted(rows, key=lambda r: (r.formed_on, r.pk), reverse=True)]


def _of_file(row: Duo, signs: Sequence[Sign], coordinated: bool) -> FileDuo:
    # what a side said to the coordinator is not the case team's to read
    shown = tuple(sign for sign in signs if coordinated or sign.code in ("silent", "missed", "due"))
    events = list(DuoEvent.objects.filter(duo=row).order_by("valid_on", "id"))
    return FileDuo(
        row.pk, str(row.mentorship.mentor), row.state, str(row.get_state_display()), row.formed_on, row.agreed_on, row.due_on, row.ended_on,
        str(row.get_broken_off_display()) if coordinated else "", row.state in ALIVE, tuple(steps(row, events, own_mentor_steps=False)),
        tuple(meetings(row, limit=8)), shown, coordinated,
    )  # fmt: skip


@dataclass(frozen=True)
class MentorLine:
    """Whether a person has a mentor or waits for one, in a line."""

    mentor: str
    state_label: str
    waiting_since: date | None


def mentor_line(viewer: Viewer, enrolment_id: int) -> MentorLine | None:
    """Whether a person has a mentor or waits for one, for who may open the file; None where the programme does not mentor."""
    stay = opened_by(viewer, enrolment_id)
    duo = Duo.objects.filter(enrolment=stay, state__in=ALIVE).select_related("mentorship__mentor").first()
    if duo:
        return MentorLine(str(duo.mentorship.mentor), str(duo.get_state_display()), None)
    since = Wish.objects.filter(enrolment=stay, withdrawn_on__isnull=True).values_list("waiting_since", flat=True).first()
    mentors = since or MentoringSetUp.objects.filter(programme_id=stay.programme_id).exists()
    return MentorLine("", "", since if stay.state in OPEN_STATES else None) if mentors else None
