"""The overview of a file: who the person is, what happened, what lies in it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from vieta.accounts.choices import Profession
from vieta.accounts.models import Account
from vieta.base.refusal import NotFound
from vieta.base.text import day_in_words
from vieta.base.viewer import Viewer
from vieta.documents.models import Document
from vieta.people.choices import Channel, Level
from vieta.people.models import FiledDocument

from ..access import CAUSE, opened_by, visible_to
from ..choices import LeftBecause, State
from ..models import Enrolment, Event


@dataclass(frozen=True)
class EventCard:
    """Something that happened to an enrolment."""

    on: date
    moment: str
    title: str
    by: str
    words: str


@dataclass(frozen=True)
class Overview:
    """What stands on the first page of a file."""

    enrolment_id: int
    person_id: int
    name: str
    known_as: str
    birth_on: date | None
    gender: str
    languages: tuple[str, ...]
    interpreter: bool
    phone: str
    email: str
    address: str
    channel: str
    safe_times: str
    hide_address: bool
    region: str
    municipality: str
    contract: str
    state: str
    enquired_on: date
    admitted_on: date | None
    entered_on: date | None
    left_on: date | None
    left_because: str
    left_note: str
    decision_reason: str
    decided_by: str
    over_quota_reason: str
    other_stays: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class FiledCard:
    """A document of the file as far as this viewer may see it; `may_open` False hides its name."""

    document_id: int
    name: str
    media_type: str
    size: int
    filed_at: datetime
    filed_by: str
    closed_to: str
    special: bool
    may_open: bool

    @property
    def kind(self) -> str:
        """What people call it: the ending of its name, such as PDF."""
        return self.name.rpartition(".")[2].upper() if "." in self.name else ""


def overview(viewer: Viewer, enrolment_id: int) -> Overview:
    """The first page of a file, or NotFound. The address of somebody in hiding is shown on no page."""
    row = opened_by(viewer, enrolment_id)
    person = row.person
    place = Enrolment.objects.select_related("region", "municipality", "contract").get(pk=row.pk)
    decided = Account.objects.filter(pk=row.decided_by).values_list("name", flat=True).first() if row.decided_by else ""
    return Overview(
        row.pk, person.pk, person.name, person.known_as, person.birth_on, str(person.get_gender_display()), tuple(person.languages),
        person.interpreter, person.phone, person.email, "" if person.hide_address else f"{person.address} {person.postcode}".strip(),
        str(Channel(person.channel).label) if person.channel else "", person.safe_times, person.hide_address,
        place.region.name if place.region else "", place.municipality.name if place.municipality else "",
        place.contract.number if place.contract else "", row.state, row.enquired_on, row.admitted_on, row.entered_on, row.left_on,
        str(LeftBecause(row.left_because).label) if row.left_because else "", row.left_note, row.decision_reason, decided or "",
        row.over_quota_reason, _other_stays(viewer, row),
    )  # fmt: skip


def _other_stays(viewer: Viewer, row: Enrolment) -> tuple[tuple[int, str], ...]:
    others = (
        visible_to(viewer).filter(person_id=row.person_id).exclude(pk=row.pk).select_related("programme").order_by("-enquired_on", "-id")
    )
    return tuple((o.pk, f"{o.programme} {o.number}: {State(o.state).label}") for o in others)


def identity(viewer: Viewer, enrolment_id: int) -> dict[str, Any]:
    """Who the person is, as the form that corrects it asks for it."""
    person = opened_by(viewer, enrolment_id).person
    names = (
        "first_name", "last_name", "known_as", "birth_on", "gender", "languages", "interpreter", "phone", "email", "address", "postcode",
        "channel", "safe_times", "hide_address",
    )  # fmt: skip
    return {name: getattr(person, name) for name in names}


def open_part(viewer: Viewer) -> tuple[list[int], list[int]]:
    """Of the person who looks: their stays that are open to them now, and the programmes of these. One statement."""
    if viewer.person_id is None:
        return [], []
    rows = list(visible_to(viewer).order_by("id").values_list("pk", "programme_id"))
    return [stay for stay, _programme in rows], [programme for _stay, programme in rows]


def may_open(viewer: Viewer, enrolment_id: int) -> bool:
    """Whether this file opens to this viewer."""
    return visible_to(viewer).filter(pk=enrolment_id).exists()


def events(viewer: Viewer, enrolment_id: int) -> list[EventCard]:
    """What happened to an enrolment, with its corrections said, the latest first. Three statements."""
    row = opened_by(viewer, enrolment_id)
    found = list(Event.objects.filter(enrolment=row, retracted_at__isnull=True).order_by("-valid_on", "-id"))
    retracted = Event.objects.filter(enrolment=row, retracted_at__isnull=False).order_by("id")
    names = _names({event.recorded_by for event in found})
    former = {event.moment: event for event in retracted}
    return [
        EventCard(e.valid_on, e.moment, str(e.get_moment_display()), names.get(e.recorded_by, ""), _words(row, e, former)) for e in found
    ]


def _words(row: Enrolment, event: Event, former: dict[str, Event]) -> str:
    words = []
    if event.moment in ("admitted", "refused", "withdrew") and row.decision_reason:
        words.append(row.decision_reason)
    if event.moment == "left" and row.left_because:
        words.append(str(LeftBecause(row.left_because).label))
    if old := former.get(event.moment):
        corrected = _("Corrected; it said %(day)s before. %(reason)s")
        words.append(corrected % {"day": day_in_words(old.valid_on), "reason": old.retraction_reason})
    return " ".join(words)


def _names(ids: set[int | None]) -> dict[int | None, str]:
    return dict(Account.objects.filter(pk__in=ids - {None}).order_by().values_list("pk", "name"))


# Documents ---------------------------------------------------------------------------------------------------------------
def documents(viewer: Viewer, enrolment_id: int) -> list[FiledCard]:
    """The documents of a file, the newest first; what is closed to this viewer shows only that it is there. Four statements."""
    row = opened_by(viewer, enrolment_id)
    filed = list(_filed().filter(cause_id=row.pk).select_related("document").order_by("-filed_at", "-id"))
    open_ids = set(open_documents(viewer).filter(cause_id=row.pk).values_list("document_id", flat=True))
    names = _names({one.filed_by for one in filed})
    return [_filed_card(one, names.get(one.filed_by, ""), one.document_id in open_ids) for one in filed]


def document_for(viewer: Viewer, enrolment_id: int, document_id: int) -> tuple[Document, int]:
    """One document this viewer may open in this file, with the person it is about; else NotFound."""
    row = opened_by(viewer, enrolment_id)
    filed = open_documents(viewer).filter(cause_id=row.pk, document_id=document_id).select_related("document").first()
    if filed is None:
        raise NotFound(f"document {document_id}")
    return filed.document, row.person_id


def open_documents(viewer: Viewer) -> QuerySet[FiledDocument]:
    """The documents of files (`cause_id` is the stay) that this viewer may open."""
    opens, special = (Exists(visible_to(viewer, level).filter(pk=OuterRef("cause_id"))) for level in (Level.FILE, Level.SPECIAL))
    mine = Q(profession="") | Q(profession=viewer.profession) | Q(filed_by=viewer.account_id)
    if viewer.person_id is not None or viewer.job:
        mine = Q()
    return _filed().filter(opens, mine, Q(level__lte=Level.FILE) | Q(special))


def _filed() -> QuerySet[FiledDocument]:
    return FiledDocument.objects.filter(cause=CAUSE, document__withdrawn_at__isnull=True)


def _filed_card(one: FiledDocument, by: str, may_open: bool) -> FiledCard:
    closed_to = str(Profession(one.profession).label) if one.profession else ""
    name = one.document.name if may_open else _("A document closed to your role")
    return FiledCard(
        one.document_id, name, one.document.media_type, one.document.size, one.filed_at, by, closed_to, one.level == Level.SPECIAL, may_open
    )
