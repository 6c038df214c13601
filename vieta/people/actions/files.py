"""What a person was told, and the documents laid in their file."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.audit.actions import record
from vieta.base.periods import holds_on
from vieta.base.refusal import Refused
from vieta.base.viewer import Viewer
from vieta.documents.models import Document
from vieta.programmes.models import Purpose

from ..choices import Level, NoticeForm
from ..models import FiledDocument, NoticeGiven, Person


@transaction.atomic
def give_notice(
    *,
    by: Viewer,
    at: datetime,
    person: Person,
    purpose: Purpose,
    form: NoticeForm,
    language: str,
    on: date,
    document: Document | None = None,
) -> NoticeGiven:
    """Records that a person was told about a purpose, in its version, in a language and form; for consent, that it was given.

    The deed that calls has opened the file. Refused for a day to come and outside the time in which the notice is in force.
    """
    if on > by.today:
        raise Refused(_("This day is still to come."), field="on")
    if not holds_on(on, purpose.from_on, purpose.until_on):
        raise Refused(_("This version of the notice was not in force on that day."), field="on")
    standing = NoticeGiven.objects.filter(person=person, purpose=purpose, withdrawn_on__isnull=True).first()
    if standing:
        return standing
    given = NoticeGiven.objects.create(
        person=person,
        purpose=purpose,
        form=form,
        language=language,
        given_on=on,
        document=document,
        recorded_at=at,
        recorded_by=by.account_id,
    )
    programme_id = purpose.programme_id
    record(by=by, at=at, deed="people.give_notice", thing=given, person_id=person.pk, programme_id=programme_id, version=purpose.version)
    return given


@transaction.atomic
def withdraw_notice(*, by: Viewer, at: datetime, given: NoticeGiven, on: date) -> NoticeGiven:
    """Records that a person took a consent back. Refused when it was taken back before, and before the day it was given."""
    if given.withdrawn_on:
        raise Refused(_("This was taken back already."))
    if on < given.given_on or on > by.today:
        raise Refused(_("Give a day between when it was given and today."), field="on")
    given.withdrawn_on = on
    given.save(update_fields=["withdrawn_on"])
    record(by=by, at=at, deed="people.withdraw_notice", thing=given, person_id=given.person_id, programme_id=given.purpose.programme_id)
    return given


@transaction.atomic
def file_document(
    *,
    by: Viewer,
    at: datetime,
    person: Person,
    document: Document,
    level: Level = Level.FILE,
    profession: str = "",
    cause: str = "",
    cause_id=None,
) -> FiledDocument:
    """Lays a kept document in a person's file, open to those who read so far and, where a profession is named, to it alone.

    The deed that calls has opened the file. Refused when the document lies in a file already.
    """
    if FiledDocument.objects.filter(document=document).exists():
        raise Refused(_("This document lies in a file already."), field="document")
    filed = FiledDocument.objects.create(
        person=person,
        document=document,
        level=level,
        profession=profession,
        cause=cause,
        cause_id=cause_id,
        filed_at=at,
        filed_by=by.account_id,
    )
    enrolment_id = cause_id if cause == "enrolment" else None
    record(
        by=by,
        at=at,
        deed="people.file_document",
        thing=filed,
        person_id=person.pk,
        enrolment_id=enrolment_id,
        level=level,
        profession=profession,
    )
    return filed
