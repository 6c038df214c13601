"""What lies in a file: who the person is, what they were told, documents."""

from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from vieta.accounts.actions import Given
from vieta.accounts.choices import CLOSED_PROFESSIONS
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Permission, Viewer
from vieta.documents.actions import keep
from vieta.people import actions as people
from vieta.people.access import grants_of
from vieta.people.choices import Level, NoticeForm
from vieta.people.models import FiledDocument, NoticeGiven, Person
from vieta.programmes.models import Purpose

from ..access import CAUSE, may_see_special
from ..models import Enrolment
from .entry import carry_over
from .frame import opened, require, told


@transaction.atomic
def give_own_place(*, by: Viewer, at: datetime, enrolment_id: int) -> Given:
    """Opens a house's part of the person's own place, or gives a new one-time code for it; the code is shown once, to be handed over.

    Refused to those who do not work with this person themselves, and to other houses' staff on the case team: a code opens
    what the provider keeps, which is not another house's to hand out.
    """
    enrolment = opened(by, enrolment_id)
    mine = grants_of(by, Level.FILE).filter(account_id=by.account_id, cause=CAUSE, cause_id=enrolment.pk)
    if not by.job and not (by.may(Permission.COACH, programme_id=enrolment.programme_id) and mine.exists()):
        raise Refused(_("Only somebody who works with this person gives them their own place."))
    if not by.job and by.organisation_id != enrolment.provider_id:
        raise Refused(_("The code opens what %(name)s keeps: ask a colleague there to give it.") % {"name": enrolment.provider.name})
    return people.give_own_place(by=by, at=at, person=enrolment.person, organisation_id=enrolment.provider_id, enrolment_id=enrolment.pk)


@transaction.atomic
def correct_person(*, by: Viewer, at: datetime, enrolment_id: int, **values: Any) -> Person:
    """Corrects who the person is and how to reach them; every stay is sorted under the new name.

    Refused where one may not open the file, and as `people.actions.correct` refuses.
    """
    enrolment = opened(by, enrolment_id)
    require(by, enrolment, Permission.COACH, Permission.TAKE_IN)
    person = people.correct(by=by, at=at, person_id=enrolment.person_id, **values)
    Enrolment.objects.filter(person=person).exclude(sort_name=person.sort_name).update(sort_name=person.sort_name)
    enrolment.person = person
    carry_over(by, at, enrolment)
    told(by, at, "correct_person", enrolment, fields=sorted(values))
    return person


@transaction.atomic
def give_notice(
    *,
    by: Viewer,
    at: datetime,
    enrolment_id: int,
    purpose_id: int,
    form: NoticeForm,
    language: str,
    on: date,
    document_id: int | None = None,
) -> NoticeGiven:
    """Records that the person was told about a purpose of this programme, or consented where consent is its basis.

    Refused for another programme's purpose and as `people.actions.give_notice` refuses.
    """
    enrolment = opened(by, enrolment_id)
    require(by, enrolment, Permission.COACH, Permission.TAKE_IN, Permission.REACH_OUT)
    purpose = Purpose.objects.filter(pk=purpose_id, programme_id=enrolment.programme_id).first()
    if purpose is None:
        raise NotFound(f"purpose {purpose_id}")
    if form not in NoticeForm.values:
        raise Refused(_("Choose how the person was told."), field="form")
    filed = FiledDocument.objects.filter(document_id=document_id, cause=CAUSE, cause_id=enrolment.pk).first() if document_id else None
    given = people.give_notice(
        by=by,
        at=at,
        person=enrolment.person,
        purpose=purpose,
        form=form,
        language=language,
        on=on,
        document=filed.document if filed else None,
    )
    told(by, at, "give_notice", enrolment, given, purpose=purpose.pk)
    return given


@transaction.atomic
def withdraw_notice(*, by: Viewer, at: datetime, enrolment_id: int, notice_id: int, on: date) -> NoticeGiven:
    """Records that the person took a consent back; refused as `people.actions.withdraw_notice` refuses."""
    enrolment = opened(by, enrolment_id)
    require(by, enrolment, Permission.COACH, Permission.TAKE_IN)
    given = NoticeGiven.objects.filter(pk=notice_id, person_id=enrolment.person_id, purpose__programme_id=enrolment.programme_id).first()
    if given is None:
        raise NotFound(f"notice {notice_id}")
    people.withdraw_notice(by=by, at=at, given=given, on=on)
    told(by, at, "withdraw_notice", enrolment, given)
    return given


@transaction.atomic
def file_document(
    *, by: Viewer, at: datetime, enrolment_id: int, name: str, file: File, special: bool = False, mine_only: bool = False
) -> FiledDocument:
    """Keeps a document in this file: for the case team, for those who read special characteristics, or for one's own profession.

    Refused as `documents.actions.keep` refuses, and to lay down what one could not read oneself.
    """
    enrolment = opened(by, enrolment_id)
    require(by, enrolment, Permission.COACH, Permission.TAKE_IN)
    if special and not may_see_special(by, enrolment):
        raise Refused(_("Grounds and special characteristics are closed to your role."), field="special")
    if mine_only and by.profession not in CLOSED_PROFESSIONS:
        raise Refused(_("Only psychologists and lawyers close documents to other professions."), field="mine_only")
    document = keep(by=by, at=at, name=name, file=file, field="file")
    return people.file_document(
        by=by, at=at, person=enrolment.person, document=document, level=Level.SPECIAL if special else Level.FILE,
        profession=by.profession if mine_only else "", cause=CAUSE, cause_id=enrolment.pk,
    )  # fmt: skip
