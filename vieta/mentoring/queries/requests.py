"""Requests for a mentor: of one file, and those that wait for a coordinator's answer."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from vieta.activities.access import within
from vieta.base.refusal import NotFound
from vieta.base.viewer import Permission, Viewer
from vieta.enrolments import access as enrolments
from vieta.enrolments.choices import OPEN_STATES
from vieta.plans.access import may_write

from ..access.network import mentorships_of
from ..choices import ALIVE, Standing
from ..models import Duo, MentorRequest

MOST_CHOICES = 200
PLACES = (("organisation", "provider_id"), ("programme", "programme_id"), ("region", "region_id"))


@dataclass(frozen=True)
class RequestCard:
    """A request: who asks for what since when, and the answer with its reason."""

    id: int
    enrolment_id: int
    person_id: int
    person: str
    programme: str
    about: str
    languages: tuple[tuple[str, str], ...]
    isco: tuple[str, ...]
    nace: tuple[str, ...]
    place: str
    remote: bool
    asked_on: date
    withdrawn_on: date | None
    answer: str
    answer_label: str
    answer_reason: str
    answered_on: date | None

    @property
    def waits(self) -> bool:
        return not self.answer and self.withdrawn_on is None


@dataclass(frozen=True)
class RequestsOfFile:
    """The requests of one file, the newest first, and whether the viewer may ask now."""

    cards: tuple[RequestCard, ...]
    in_duo: bool
    may_ask: bool

    @property
    def waiting(self) -> RequestCard | None:
        return next((card for card in self.cards if card.waits), None)


def requests_of(viewer: Viewer, enrolment_id: int) -> RequestsOfFile:
    """What was asked of the network for one person, or NotFound."""
    stay = enrolments.opened_by(viewer, enrolment_id)
    rows = MentorRequest.objects.filter(enrolment=stay).select_related("enrolment__person", "enrolment__programme")
    cards = tuple(_card(row) for row in rows.order_by("-asked_on", "-id"))
    in_duo = Duo.objects.filter(enrolment=stay, state__in=ALIVE).exists()
    free = stay.state in OPEN_STATES and not in_duo and not any(card.waits for card in cards)
    return RequestsOfFile(cards, in_duo, free and may_write(viewer, stay))


def requests_waiting(viewer: Viewer) -> QuerySet[MentorRequest]:
    """The requests that wait for the answer of the viewer as a coordinator, the oldest first."""
    rows = MentorRequest.objects.filter(answer="", withdrawn_on__isnull=True)
    if not viewer.job:
        if viewer.person_id is not None or viewer.organisation_id is None or not viewer.scopes(Permission.COORDINATE):
            return rows.none()
        of_stay = {name: f"enrolment__{field}" for name, field in PLACES}
        here = within(viewer, Permission.COORDINATE, **of_stay)
        rows = rows.filter(here, enrolments.through(viewer), enrolment__provider_id=viewer.organisation_id)
    return rows.select_related("enrolment__person", "enrolment__programme").order_by("asked_on", "id")


def request_cards(rows: QuerySet[MentorRequest]) -> list[RequestCard]:
    """The cards of rows that a question of this room answered."""
    return [_card(row) for row in rows]


def request_card(viewer: Viewer, request_id: int) -> RequestCard:
    """One request that waits for the viewer's answer, or NotFound."""
    row = requests_waiting(viewer).filter(pk=request_id).first()
    if row is None:
        raise NotFound(f"request {request_id}")
    return _card(row)


def mentors_to_choose(viewer: Viewer, request_id: int) -> list[tuple[int, str]]:
    """The accepted mentors of the programme with room for a duo; whether each may be chosen is said when it is."""
    row = requests_waiting(viewer).filter(pk=request_id).first()
    if row is None:
        raise NotFound(f"request {request_id}")
    here = mentorships_of(viewer, Permission.COORDINATE).filter(programme_id=row.enrolment.programme_id, standing=Standing.ACCEPTED)
    parts = list(here.select_related("mentor").order_by("mentor__sort_name", "id")[:MOST_CHOICES])
    taken: dict[int, int] = {}
    for mentorship_id in Duo.objects.filter(mentorship__in=parts, state__in=ALIVE).order_by().values_list("mentorship_id", flat=True):
        taken[mentorship_id] = taken.get(mentorship_id, 0) + 1
    free = [part for part in parts if taken.get(part.pk, 0) < part.capacity]
    return [(part.pk, _("%(name)s, %(place)s") % {"name": str(part.mentor), "place": part.mentor.place or "–"}) for part in free]


def _card(row: MentorRequest) -> RequestCard:
    stay = row.enrolment
    return RequestCard(
        id=row.pk,
        enrolment_id=stay.pk,
        person_id=stay.person_id,
        person=stay.person.name,
        programme=stay.programme.name,
        about=row.about,
        languages=tuple((code, level) for code, level in row.languages),
        isco=tuple(row.isco),
        nace=tuple(row.nace),
        place=row.place,
        remote=row.remote,
        asked_on=row.asked_on,
        withdrawn_on=row.withdrawn_on,
        answer=row.answer,
        answer_label=str(row.get_answer_display()) if row.answer else "",
        answer_reason=row.answer_reason,
        answered_on=row.answered_on,
    )
