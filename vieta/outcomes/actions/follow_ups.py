"""Leaving, and asking again afterwards."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.audit.actions import record
from vieta.base.refusal import NotFound, Refused
from vieta.base.text import day_in_words
from vieta.base.viewer import Permission, Viewer
from vieta.documents.choices import Source
from vieta.enrolments import actions as enrolments_actions
from vieta.enrolments.models import Enrolment

from ..access import follow_up_opened_by
from ..choices import WORK_KINDS, FollowUpAnswer, FollowUpMoment
from ..models import FollowUp, Outcome
from ..rules import IMMEDIATE_DAYS, change_behind, follow_ups_after, is_in_work
from .changes import Change, add, confirm_kept, in_file


@dataclass(frozen=True)
class Said:
    """What somebody answered. `began_on` is the day from which it holds, where the answer should also stand as a change."""

    answer: str
    asked_on: date
    source: str = Source.DECLARED
    document_id: int | None = None
    still_there: bool | None = None
    remark: str = ""
    began_on: date | None = None
    contract_kind: str = ""
    learning: str = ""


@transaction.atomic
def leave_programme(*, by: Viewer, at: datetime, enrolment_id: int, on: date, because: str, note: str = "") -> Enrolment:
    """Records that a person left and opens the follow-ups due 28 days, 6 and 12 months later.

    Unanswered follow-ups of an earlier stay in the same programme are withdrawn: after a re-entry the later leaving counts.
    Refused for what leaving is refused for.
    """
    enrolment = enrolments_actions.leave(by=by, at=at, enrolment_id=enrolment_id, on=on, because=because, note=note)  # type: ignore[arg-type]
    earlier = Enrolment.objects.filter(person_id=enrolment.person_id, programme_id=enrolment.programme_id).exclude(pk=enrolment.pk)
    for stay in earlier.filter(left_on__isnull=False, left_on__lte=on).order_by("pk"):
        _withdraw(by, at, stay)
    _open(by, at, enrolment, on)
    return enrolment


@transaction.atomic
def reopen_stay(*, by: Viewer, at: datetime, enrolment_id: int, reason: str) -> Enrolment:
    """Takes a leaving back that was recorded by mistake, with the follow-ups nobody answered. Refused as reopening is refused."""
    enrolment = enrolments_actions.reopen(by=by, at=at, enrolment_id=enrolment_id, reason=reason)
    _withdraw(by, at, enrolment)
    return enrolment


@transaction.atomic
def record_answer(*, by: Viewer, at: datetime, follow_up_id: int, said: Said) -> FollowUp:
    """Records what somebody said when asked again, not before the day it is due; for work also whether it is the same job.

    With `began_on` the answer also becomes a change of its own, when it falls within 28 days of leaving for the first
    question; with `still_there` the job on record is marked as kept. Refused once it was answered: correct it instead.
    """
    row = _opened(by, follow_up_id)
    if row.answer:
        raise Refused(_("This was answered already; correct the answer instead."))
    _fill(by, at, row, said)
    row.save()
    _tell(by, at, row, "outcomes.record_answer")
    _conclude(by, at, row, said)
    return row


@transaction.atomic
def correct_answer(*, by: Viewer, at: datetime, follow_up_id: int, said: Said) -> FollowUp:
    """Puts a right answer in the place of a wrong one, which stays readable. Refused before it was answered."""
    former = _opened(by, follow_up_id)
    if not former.answer:
        raise Refused(_("This was not answered yet."))
    former.retracted_at = at
    former.save(update_fields=["retracted_at"])
    row = FollowUp(enrolment=former.enrolment, moment=former.moment, due_on=former.due_on)
    _fill(by, at, row, said)
    row.save()
    _tell(by, at, row, "outcomes.correct_answer")
    return row


def _opened(by: Viewer, follow_up_id: int) -> FollowUp:
    if by.person_id is not None:
        raise NotFound(f"follow-up {follow_up_id}")
    row = follow_up_opened_by(by, follow_up_id, lock=True)
    if not by.may(Permission.COACH, programme_id=row.enrolment.programme_id):
        raise Refused(_("Your role does not let you work with people."))
    return row


def _fill(by: Viewer, at: datetime, row: FollowUp, said: Said) -> None:
    if said.answer not in FollowUpAnswer.values:
        raise Refused(_("Choose one of the answers."), field="answer")
    if said.source not in Source.values:
        raise Refused(_("Choose where this comes from."), field="source")
    if said.asked_on < row.due_on:
        raise Refused(_("This is due on %(day)s; it cannot be asked before.") % {"day": day_in_words(row.due_on)}, field="asked_on")
    if said.asked_on > by.today:
        raise Refused(_("This day is still to come."), field="asked_on")
    if len(said.remark) > 500:
        raise Refused(_("Say it in at most 500 characters."), field="remark")
    in_file(row.enrolment, said.document_id, said.source)
    row.answer, row.asked_on, row.source, row.document_id, row.remark = (
        said.answer,
        said.asked_on,
        said.source,
        said.document_id,
        said.remark.strip(),
    )
    row.still_there = said.still_there if is_in_work(said.answer) else None
    row.recorded_at, row.recorded_by = at, by.account_id


def _conclude(by: Viewer, at: datetime, row: FollowUp, said: Said) -> None:
    """What an answer means beyond itself: a change that began, or a job that was kept."""
    if said.began_on is not None:
        _add_change(by, at, row, said, said.began_on)
    elif row.still_there:
        jobs = Outcome.objects.filter(enrolment=row.enrolment, kind__in=WORK_KINDS, retracted_at__isnull=True, valid_on__lte=said.asked_on)
        job = jobs.order_by("-valid_on", "-pk").first()
        if job and (job.until_on is None or said.asked_on < job.until_on) and (job.kept_on is None or job.kept_on < said.asked_on):
            confirm_kept(by=by, at=at, outcome_id=job.pk, on=said.asked_on, source=said.source, document_id=said.document_id)


def _add_change(by: Viewer, at: datetime, row: FollowUp, said: Said, began_on: date) -> None:
    kind, left_on = change_behind(said.answer), row.enrolment.left_on
    if kind is None:
        raise Refused(_("This answer tells of no change that began."), field="began_on")
    if began_on > said.asked_on or began_on < (row.enrolment.admitted_on or row.enrolment.enquired_on):
        raise Refused(_("The day must lie between the admission and the day you asked."), field="began_on")
    if row.moment == FollowUpMoment.DAYS_28 and left_on and (began_on - left_on).days > IMMEDIATE_DAYS:
        raise Refused(_("This began more than 28 days after leaving; record it as a change of its own."), field="began_on")
    change = Change(
        kind=kind, on=began_on, contract_kind=said.contract_kind if kind in WORK_KINDS else "", learning=said.learning,
        source=said.source, document_id=said.document_id,
    )  # fmt: skip
    add(by, at, row.enrolment, change, "outcomes.record_outcome")


def _open(by: Viewer, at: datetime, enrolment: Enrolment, left_on: date) -> None:
    """The questions due after leaving; those that stand already stay."""
    standing = set(FollowUp.objects.filter(enrolment=enrolment, retracted_at__isnull=True).values_list("moment", flat=True))
    wanted = [(moment, due_on) for moment, due_on in follow_ups_after(left_on) if moment not in standing]
    FollowUp.objects.bulk_create([FollowUp(enrolment=enrolment, moment=moment, due_on=due_on) for moment, due_on in wanted])
    _tell_stay(by, at, enrolment, "outcomes.open_follow_ups", len(wanted))


def _withdraw(by: Viewer, at: datetime, enrolment: Enrolment) -> None:
    rows = FollowUp.objects.filter(enrolment=enrolment, answer="", retracted_at__isnull=True)
    if count := rows.update(retracted_at=at):
        _tell_stay(by, at, enrolment, "outcomes.withdraw_follow_ups", count)


def _tell_stay(by: Viewer, at: datetime, row: Enrolment, deed: str, count: int) -> None:
    record(
        by=by, at=at, deed=deed, thing=row, person_id=row.person_id, enrolment_id=row.pk, programme_id=row.programme_id, follow_ups=count
    )


def _tell(by: Viewer, at: datetime, row: FollowUp, deed: str) -> None:
    stay = row.enrolment
    record(
        by=by,
        at=at,
        deed=deed,
        thing=row,
        person_id=stay.person_id,
        enrolment_id=stay.pk,
        programme_id=stay.programme_id,
        moment=row.moment,
    )
