"""Notes about a person: the text where it opens, and only that it took place where it does not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from vieta.accounts.choices import Profession
from vieta.audit.models import Entry
from vieta.base.viewer import Viewer
from vieta.enrolments import access as enrolments_access

from ..access import coordinates, may_break_glass, may_read_note, seat
from ..models import Note

OPENED = "activities.open_closed_note"


@dataclass(frozen=True)
class Opening:
    """That a coordinator opened a closed note, when and why."""

    at: datetime
    by: str
    reason: str
    note_id: int
    enrolment_id: int | None


@dataclass(frozen=True)
class NoteCard:
    """One note; a closed one tells its profession, day, kind and length of the meeting, and nothing else."""

    id: int
    enrolment_id: int
    profession_label: str
    on: date
    closed: bool
    kind_label: str = ""
    minutes: int | None = None
    may_open: bool = False
    text: str = ""
    author: str = ""
    written_at: datetime | None = None
    confidentiality_label: str = ""
    activity_id: int | None = None
    mine: bool = False
    corrects_id: int | None = None
    corrected_by_id: int | None = None
    openings: tuple[Opening, ...] = ()


def notes_of(viewer: Viewer, enrolment_id: int, *, limit: int = 100) -> list[NoteCard]:
    """The notes of one enrolment, newest first, each as far as it opens, or NotFound. A constant number of statements."""
    row = enrolments_access.opened_by(viewer, enrolment_id)
    if viewer.person_id is not None:
        return []
    notes = list(Note.objects.filter(enrolment=row).select_related("author", "activity", "enrolment")[:limit])
    member, coordinator = seat(viewer, row), coordinates(viewer, row)
    opened = openings_of([note.pk for note in notes if note.author_id == viewer.account_id])
    later = {note.corrects_id: note.pk for note in notes if note.corrects_id}
    return [
        _card(viewer, note, later.get(note.pk), tuple(opened.get(note.pk, ())))
        if may_read_note(viewer, note, member, coordinator=coordinator)
        else _closed(viewer, note)
        for note in notes
    ]


def openings_of(note_ids: Sequence[int]) -> dict[int, list[Opening]]:
    """Who opened these notes though they were closed to them, for those who wrote them."""
    entries = Entry.objects.filter(deed=OPENED, table=Note._meta.label_lower, row_id__in=[str(pk) for pk in note_ids]) if note_ids else []
    found: dict[int, list[Opening]] = {}
    for entry in sorted(entries, key=lambda entry: -entry.pk):
        found.setdefault(int(entry.row_id), []).append(_opening(entry))
    return found


def my_openings(viewer: Viewer, *, since_days: int = 30, limit: int = 10) -> list[Opening]:
    """The latest openings of notes this viewer wrote, so that the writer learns of them."""
    since = timezone.make_aware(datetime.combine(viewer.today - timedelta(days=since_days), time.min))
    files = Note.objects.filter(author_id=viewer.account_id).order_by().values("enrolment_id")
    entries = Entry.objects.filter(deed=OPENED, enrolment_id__in=files, at__gte=since, details__writer_id=viewer.account_id)
    return [_opening(entry) for entry in entries.order_by("-id")[:limit]]


def _opening(entry: Entry) -> Opening:
    return Opening(entry.at, entry.by, entry.details.get("reason", ""), int(entry.row_id), entry.enrolment_id)


def _closed(viewer: Viewer, note: Note) -> NoteCard:
    return NoteCard(
        id=note.pk,
        enrolment_id=note.enrolment_id,
        profession_label=str(Profession(note.profession).label),
        on=_day(note),
        closed=True,
        kind_label=str(note.activity.get_kind_display()) if note.activity else "",
        minutes=note.activity.minutes if note.activity else None,
        may_open=may_break_glass(viewer, note),
    )


def _card(viewer: Viewer, note: Note, corrected_by_id: int | None, openings: tuple[Opening, ...]) -> NoteCard:
    return NoteCard(
        id=note.pk,
        enrolment_id=note.enrolment_id,
        profession_label=str(Profession(note.profession).label),
        on=_day(note),
        closed=False,
        kind_label=str(note.activity.get_kind_display()) if note.activity else "",
        minutes=note.activity.minutes if note.activity else None,
        text=note.text,
        author=note.author.name,
        written_at=note.written_at,
        confidentiality_label=str(note.get_confidentiality_display()),
        activity_id=note.activity_id,
        mine=note.author_id == viewer.account_id,
        corrects_id=note.corrects_id,
        corrected_by_id=corrected_by_id,
        openings=openings,
    )


def _day(note: Note) -> date:
    return note.activity.on if note.activity else timezone.localdate(note.written_at)
