"""Writing notes, and opening a closed one for a reason that stays on the trail."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.audit.actions import record
from vieta.audit.choices import Kind as Deed
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Permission, Viewer
from vieta.enrolments import access as enrolments_access

from ..access import coordinates, may_break_glass, may_read_note, seat, standing
from ..choices import Confidentiality
from ..models import Note
from ..queries.notes import OPENED
from ..rules import default_confidentiality

LONGEST = 10_000
SHORTEST_REASON = 10


@transaction.atomic
def write_note(
    *,
    by: Viewer,
    at: datetime,
    enrolment_id: int,
    text: str,
    confidentiality: str = "",
    activity_id: int | None = None,
    corrects_id: int | None = None,
) -> Note:
    """Adds a note to a file; without a choice a psychologist's or lawyer's is closed to other professions (S3-16).

    A correction is a new note that points at the former, which stays. Refused for an empty text, for somebody who neither is on
    the case team nor coordinates, and for correcting somebody else's note.
    """
    enrolment = enrolments_access.opened_by(by, enrolment_id, lock=True)
    member = seat(by, enrolment)
    if not by.may(Permission.COACH, programme_id=enrolment.programme_id) or (member is None and not coordinates(by, enrolment)):
        raise Refused(_("Notes are written by those on the case team. Ask the coordinator for a place on it."))
    _fits(text, confidentiality)
    profession = member.profession if member else by.profession
    note = Note.objects.create(
        enrolment=enrolment,
        activity_id=_activity_of(enrolment.pk, activity_id),
        author_id=by.account_id,
        profession=profession,
        confidentiality=confidentiality or default_confidentiality(profession),
        text=text.strip(),
        written_at=at,
        corrects=_former(by, enrolment.pk, corrects_id),
    )
    record(
        by=by, at=at, deed="activities.write_note", thing=note,
        person_id=enrolment.person_id, enrolment_id=enrolment.pk, programme_id=enrolment.programme_id,
    )  # fmt: skip
    return note


@transaction.atomic
def open_closed_note(*, by: Viewer, at: datetime, note_id: int, reason: str) -> Note:
    """Opens one closed note, this once, to a coordinator of the same provider; the trail names both and the reason, and the
    writer is told.

    Not found for everybody else. Refused without a reason, and for a note that opens anyway.
    """
    note = Note.objects.select_related("enrolment__person", "author", "activity").filter(pk=note_id).first()
    if note is None or not enrolments_access.visible_to(by).filter(pk=note.enrolment_id).exists() or not may_break_glass(by, note):
        raise NotFound(f"note {note_id}")
    if may_read_note(by, note, seat(by, note.enrolment), coordinator=coordinates(by, note.enrolment)):
        raise Refused(_("This note is open to you already."))
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused(_("Say in a sentence why this cannot wait for the writer."), field="reason")
    if len(reason) > 500:
        raise Refused(_("Say it in at most 500 characters."), field="reason")
    record(
        by=by, at=at, deed=OPENED, kind=Deed.READ, thing=note, person_id=note.enrolment.person_id, enrolment_id=note.enrolment_id,
        programme_id=note.enrolment.programme_id, writer_id=note.author_id, writer=note.author.name, reason=reason.strip(),
    )  # fmt: skip
    return note


def _fits(text: str, confidentiality: str) -> None:
    if not text.strip():
        raise Refused(_("Write something, or leave the page without saving."), field="text")
    if len(text) > LONGEST:
        raise Refused(_("A note has at most %(longest)s characters.") % {"longest": LONGEST}, field="text")
    if confidentiality and confidentiality not in Confidentiality.values:
        raise Refused(_("Choose who may read the note."), field="confidentiality")


def _activity_of(enrolment_id: int, activity_id: int | None) -> int | None:
    """The activity a note is about, if that person was part of it."""
    if activity_id is not None and not standing().filter(activity_id=activity_id, enrolment_id=enrolment_id).exists():
        raise NotFound(f"activity {activity_id}")
    return activity_id


def _former(by: Viewer, enrolment_id: int, corrects_id: int | None) -> Note | None:
    if corrects_id is None:
        return None
    former = Note.objects.filter(pk=corrects_id, enrolment_id=enrolment_id, author_id=by.account_id).first()
    if former is None:
        raise NotFound(f"note {corrects_id}")
    if Note.objects.filter(corrects=former).exists():
        raise Refused(_("This note was corrected already; correct the later one."))
    return former
