"""A duo as its two sides see it: the mentor reads what the mentee shared, the mentee reads what is ordinary to know of a mentor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vieta.base.codes import ISCO, NACE
from vieta.base.refusal import NotFound
from vieta.base.viewer import Viewer

from ..access import duos as access
from ..choices import ALIVE, DuoState, Item, Side
from ..models import Agreement, Duo, DuoEvaluation, DuoEvent, DuoMeeting, Mentor, Shared
from ..rules.duos import NO, YES
from ..rules.profile import language_words
from .duos import MeetingCard, StepCard, meetings, steps
from .sharing import Shown, name_for_mentor, shown_to_mentor


@dataclass(frozen=True)
class SideCard:
    """A duo for one of its sides. Of one that is over only its days are left."""

    id: int
    person_id: int
    enrolment_id: int
    state: str
    state_label: str
    programme: str
    branch: str
    formed_on: date
    agreed_on: date | None
    due_on: date | None
    ended_on: date | None
    every_days: int
    minutes: int
    answers: bool  # waits for this side's answer after the first meeting
    evaluates: bool  # waits for this side's evaluation
    steps: tuple[StepCard, ...] = ()
    meetings: tuple[MeetingCard, ...] = ()
    agreement: str = ""
    conduct: int | None = None

    @property
    def alive(self) -> bool:
        """Whether the duo lives."""
        return self.state in ALIVE

    def next_meeting(self, today: date) -> MeetingCard | None:
        """The next meeting that is planned."""
        return min((m for m in self.meetings if m.planned and m.on >= today), key=lambda m: m.on, default=None)


@dataclass(frozen=True)
class MentorsDuo:
    """A mentor's own duo with what the mentee shares; `name` is empty while they share none."""

    duo: SideCard
    name: str
    shown: tuple[Shown, ...]


@dataclass(frozen=True)
class OwnDuo:
    """The duo of the person who looks, with what is ordinary to know of a mentor."""

    duo: SideCard
    mentor: str
    languages: tuple[str, ...]
    fields: tuple[str, ...]
    shared: tuple[str, ...]


def mentors_duo(viewer: Viewer, duo_id: int) -> MentorsDuo:
    """One of the mentor's own duos, or NotFound; it goes when the duo is over and evaluated."""
    duo = access.mentored_by(viewer).select_related(
        "programme", "organisation", "enrolment__person__municipality", "mentorship__mentor"
    ).filter(pk=duo_id).first()  # fmt: skip
    if duo is None:
        raise NotFound(f"duo {duo_id}")
    card = _side(duo, Side.MENTOR)
    if duo.state == DuoState.ENDED and not card.evaluates:
        raise NotFound(f"duo {duo_id}")
    shown = shown_to_mentor(duo, viewer.today)
    return MentorsDuo(card, name_for_mentor(shown), tuple(shown))


def _side(duo: Duo, side: Side) -> SideCard:
    alive = duo.state in ALIVE
    events = list(DuoEvent.objects.filter(duo=duo, retracted_at__isnull=True).order_by("valid_on", "id"))
    said = {e.moment for e in events}
    agreement = Agreement.objects.filter(duo=duo, taken_back_at__isnull=True).first() if alive else None
    evaluated = DuoEvaluation.objects.filter(duo=duo, side=side, taken_back_at__isnull=True).exists()
    return SideCard(
        duo.pk, duo.enrolment.person_id, duo.enrolment_id, duo.state, str(duo.get_state_display()), duo.programme.name, duo.organisation.name,
        duo.formed_on, duo.agreed_on, duo.due_on, duo.ended_on, duo.every_days, duo.meeting_minutes,
        duo.state == DuoState.MET and not said & {YES[side], NO[side]}, duo.state == DuoState.ENDED and not evaluated,
        tuple(steps(duo, events, own_mentor_steps=side == Side.MENTOR)) if alive else (), tuple(meetings(duo)) if alive else (),
        agreement.text if agreement else "", agreement.conduct if agreement else None,
    )  # fmt: skip


@dataclass(frozen=True)
class MentorsLine:
    """A line of the mentor's first page."""

    id: int
    person_id: int
    name: str
    state: str
    state_label: str
    next_on: date | None
    last_on: date | None
    due_on: date | None
    ended_on: date | None


def mentors_duos(viewer: Viewer) -> list[MentorsLine]:
    """The mentor's own duos that live or wait for their evaluation, the newest first. Five statements, however many."""
    rows = list(access.mentored_by(viewer).select_related("enrolment__person").order_by("-formed_on", "-id"))
    ids = [row.pk for row in rows]
    done = set(DuoEvaluation.objects.filter(duo__in=ids, side=Side.MENTOR, taken_back_at__isnull=True).values_list("duo_id", flat=True))
    rows = [row for row in rows if not (row.state == DuoState.ENDED and row.pk in done)]
    names = _names(rows)
    planned, held = _days(ids, viewer.today)
    return [
        MentorsLine(
            row.pk, row.enrolment.person_id, names.get(row.pk, ""), row.state, str(row.get_state_display()), planned.get(row.pk),
            held.get(row.pk), row.due_on, row.ended_on,
        )
        for row in rows
    ]  # fmt: skip


def _names(rows: Sequence[Duo]) -> dict[int, str]:
    """The names that are shared, of duos that live."""
    living = {row.pk: row.enrolment.person for row in rows if row.state in ALIVE}
    shared = Shared.objects.filter(duo__in=living, taken_back_at__isnull=True, item__in=(Item.FIRST_NAME, Item.LAST_NAME))
    items = set(shared.order_by("id").values_list("duo_id", "item"))
    return {
        pk: " ".join(
            text
            for item, text in ((Item.FIRST_NAME, person.first_name), (Item.LAST_NAME, person.last_name))
            if text and (pk, item.value) in items
        )
        for pk, person in living.items()
    }


def _days(ids: Sequence[int], today: date) -> tuple[dict[int, date], dict[int, date]]:
    """The next planned and the last held meeting of each duo."""
    planned: dict[int, date] = {}
    held: dict[int, date] = {}
    rows = DuoMeeting.objects.filter(duo__in=ids, taken_back_at__isnull=True, came__in=("", "both")).exclude(activity__state="cancelled")
    for duo_id, came, on in rows.order_by("activity__on", "id").values_list("duo_id", "came", "activity__on"):
        if came:
            held[duo_id] = on
        elif on >= today:
            planned.setdefault(duo_id, on)
    return planned, held


def own_duos(viewer: Viewer) -> list[OwnDuo]:
    """The duos of the person who looks that live or wait for their evaluation, the newest first; nothing for anybody else."""
    rows = access.of_person(viewer).filter(state__in=(*ALIVE, DuoState.ENDED)).select_related(
        "programme", "organisation", "enrolment__person", "mentorship__mentor"
    ).order_by("-formed_on", "-id")  # fmt: skip
    cards = [_own(row) for row in rows]
    return [card for card in cards if card.duo.alive or card.duo.evaluates]


def own_duo(viewer: Viewer, duo_id: int) -> OwnDuo:
    """One duo of the person who looks, or NotFound."""
    found = next((card for card in own_duos(viewer) if card.duo.id == duo_id), None)
    if found is None:
        raise NotFound(f"duo {duo_id}")
    return found


def _own(row: Duo) -> OwnDuo:
    mentor: Mentor = row.mentorship.mentor
    shared = Shared.objects.filter(duo=row, taken_back_at__isnull=True).order_by("id") if row.state in ALIVE else Shared.objects.none()
    fields = [str(ISCO.get(code, code)) for code in mentor.isco] + [str(NACE.get(code, code)) for code in mentor.nace]
    return OwnDuo(
        _side(row, Side.MENTEE), mentor.first_name, tuple(language_words(mentor.languages)), tuple(fields),
        tuple(str(Item(one.item).label) for one in shared),
    )  # fmt: skip
