"""What rests on a document: the facts that name it, and which numbers would fall without it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from vieta.accounts.queries import names_of
from vieta.base.refusal import NotFound
from vieta.base.viewer import Permission, Viewer
from vieta.documents.models import Document
from vieta.enrolments.access import may_see_special, opened_by
from vieta.enrolments.models import Enrolment, EntryTrait, GroundHeld
from vieta.enrolments.queries import document_for, open_documents
from vieta.indicators import queries as indicators
from vieta.indicators.access import reach_into
from vieta.indicators.measures import MEASURES, own_measures
from vieta.outcomes.models import FollowUp, Outcome

from .causes import about_of, words_of

FACTS = (("traits", EntryTrait), ("outcomes", Outcome), ("grounds", GroundHeld))


@dataclass(frozen=True)
class Resting:
    """One fact that names a document; `value` is empty where it is closed to the viewer."""

    what: str
    value: str
    closed: bool
    certified_by: str
    recorded_at: datetime | None


@dataclass(frozen=True)
class Falling:
    """One number that would change: by how many people it falls and rises."""

    programme: str
    code: str
    name: str
    falls: int
    rises: int


@dataclass(frozen=True)
class OnDocument:
    """A document with what rests on it and what would change without it."""

    id: int
    name: str
    facts: tuple[Resting, ...]
    falling: tuple[Falling, ...]


def standing_facts(document_id: int, enrolment_id: int) -> dict[str, list]:
    """The facts of a stay that name a document and stand, by table of the ledger; answers to follow-ups too."""
    found: dict[str, list] = {
        name: list(model.objects.filter(document_id=document_id, enrolment_id=enrolment_id, retracted_at__isnull=True).order_by("pk"))
        for name, model in FACTS
    }
    answers = FollowUp.objects.filter(document_id=document_id, enrolment_id=enrolment_id, retracted_at__isnull=True).exclude(answer="")
    return found | {"follow_ups": list(answers.order_by("pk"))}


def on_document(viewer: Viewer, enrolment_id: int, document_id: int) -> OnDocument:
    """What rests on a document of a file that the viewer works with, and which numbers would fall; nothing is changed.

    What a special fact says, and the measures of a special category, are told to those only who read them in this file.
    NotFound for everybody to whom the document does not open, and who does not work with people here.
    """
    document, stay = mendable(viewer, enrolment_id, document_id)
    facts = standing_facts(document_id, enrolment_id)
    rows = [row for name in facts for row in facts[name]]
    names = names_of(getattr(row, "certified_by", None) or row.recorded_by for row in rows)
    opens = may_see_special(viewer, stay)
    told = [_resting(row, names, closed=not opens and is_special(row)) for row in rows]
    gone = {name: {row.pk for row in rows} for name, rows in facts.items()}
    return OnDocument(document.pk, document.name, tuple(told), tuple(_falling(viewer, stay, gone, special=opens)))


def mendable(viewer: Viewer, enrolment_id: int, document_id: int) -> tuple[Document, Enrolment]:
    """A document and the stay it lies in, for somebody who works with the people of this programme and may open it."""
    stay = opened_by(viewer, enrolment_id)
    if not _works(viewer, stay.programme_id):
        raise NotFound(f"document {document_id}")
    return document_for(viewer, enrolment_id, document_id)[0], stay


def withdrawable(viewer: Viewer, documents: Iterable[tuple[int, int]]) -> set[int]:
    """Those documents, each with the stay it lies in, of which the viewer may see what would fall without them, and withdraw them.

    Two statements, however many there are.
    """
    asked = set(documents)
    rows = open_documents(viewer).filter(document_id__in=[document for _stay, document in asked]).order_by()
    found = asked.intersection(rows.values_list("cause_id", "document_id"))
    programmes = dict(Enrolment.objects.filter(pk__in=[stay for stay, _document in found]).values_list("pk", "programme_id"))
    return {document for stay, document in found if _works(viewer, programmes[stay])}


def _works(viewer: Viewer, programme_id: int) -> bool:
    """Whether somebody works with the people of a programme, and is none of them here."""
    working = (Permission.COACH, Permission.TAKE_IN, Permission.COORDINATE)
    return viewer.person_id is None and any(viewer.may(p, programme_id=programme_id) for p in working)


def is_special(row) -> bool:
    """Whether a fact tells of a special category."""
    return about_of(row)[2]


def _resting(row, names: dict[int, str], *, closed: bool) -> Resting:
    by = names.get(getattr(row, "certified_by", None) or row.recorded_by or 0, "")
    what, value = words_of(row)
    return Resting(what, "" if closed else value, closed, by, row.recorded_at)


def _falling(viewer: Viewer, stay: Enrolment, gone: dict[str, set[int]], *, special: bool) -> list[Falling]:
    """The measures, the programme's own among them, that count this person now and would not, or the other way round.

    Those of a special category only with `special`.
    """
    every = (*MEASURES.values(), *own_measures(stay.programme_id, viewer.today))
    hows = {how.code: how for how in every if special or not how.special}
    counting = reach_into(seeing(viewer, stay), stay.programme)
    moved = indicators.without(counting, hows.values(), viewer.today, enrolments=[stay.pk], facts=gone)
    return [Falling(stay.programme.name, code, str(hows[code].name), len(out), len(into)) for code, (out, into) in moved.items()]


def seeing(viewer: Viewer, stay: Enrolment) -> Viewer:
    """The viewer of a file, counting this stay's programme only: what a file's own change does to the numbers is no secret to its coach."""
    from vieta.base.viewer import Held, Scope

    held = (Held("own file", frozenset({Permission.SEE_FIGURES}), Scope(None, stay.programme_id)),)
    return Viewer(viewer.account_id, viewer.name, viewer.today, viewer.organisation_id, held=held, language=viewer.language)
