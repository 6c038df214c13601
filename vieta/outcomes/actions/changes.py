"""Recording what changed, correcting it, and checking that a job was kept."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.audit.actions import record
from vieta.base.refusal import NotFound, Refused, fitting
from vieta.base.text import day_in_words
from vieta.base.viewer import Permission, Viewer
from vieta.documents.choices import Source
from vieta.enrolments import access as enrolments_access
from vieta.enrolments.choices import TAKEN_STATES
from vieta.enrolments.models import Enrolment
from vieta.people.models import FiledDocument

from ..access import outcome_opened_by
from ..choices import FAMILY_KINDS, WORK_KINDS, ContractKind, Kind, Learning
from ..models import Outcome
from ..rules import possible_names

MOST_HOURS = 100
WORDS = ("what", "employer", "weekly_hours", "kind", "contract_kind", "learning", "source")


@dataclass(frozen=True)
class Change:
    """What a form says about a change. `names_checked` says that somebody made sure the words name no family member."""

    kind: str
    on: date
    what: str = ""
    until_on: date | None = None
    contract_kind: str = ""
    weekly_hours: Decimal | None = None
    employer: str = ""
    learning: str = ""
    earnings_cents: int | None = None
    source: str = Source.DECLARED
    document_id: int | None = None
    names_checked: bool = False


@transaction.atomic
def record_outcome(*, by: Viewer, at: datetime, enrolment_id: int, change: Change) -> Outcome:
    """Records a change for a person: hard, soft, social, in the family or around them (S1-19, S1-20, S3-18..20).

    Refused for a day to come or before the admission, for work without its contract, learning without its kind, a document that
    does not lie in the file, and words about the family that may name somebody.
    """
    enrolment = _opened(by, enrolment_id)
    _check(by, enrolment, change)
    return add(by, at, enrolment, change, "outcomes.record_outcome")


@transaction.atomic
def correct_outcome(*, by: Viewer, at: datetime, outcome_id: int, change: Change, reason: str) -> Outcome:
    """Puts a right account in the place of a wrong one: the former is retracted with the reason and stays readable.

    Refused without a reason, and for what a new record would be refused for.
    """
    former = _standing(by, outcome_id)
    enrolment = _opened(by, former.enrolment_id)
    _check(by, enrolment, change)
    _retract(by, at, former, reason)
    return add(by, at, enrolment, change, "outcomes.correct_outcome", kept_on=former.kept_on)


@transaction.atomic
def withdraw_outcome(*, by: Viewer, at: datetime, outcome_id: int, reason: str) -> Outcome:
    """Takes a change back that did not happen; it no longer counts and stays readable. Refused without a reason."""
    former = _standing(by, outcome_id)
    _opened(by, former.enrolment_id)
    _retract(by, at, former, reason)
    _tell(by, at, former, "outcomes.withdraw_outcome")
    return former


@transaction.atomic
def confirm_kept(
    *, by: Viewer, at: datetime, outcome_id: int, on: date, source: str = Source.DECLARED, document_id: int | None = None
) -> Outcome:
    """Records that a job was still held on a day (S1-19): the account is recorded anew with the day of the check.

    Refused for anything but work, for a day before it began, after it ended or to come, and for a document outside the file.
    """
    former = _standing(by, outcome_id)
    enrolment = _opened(by, former.enrolment_id)
    if former.kind not in WORK_KINDS:
        raise Refused(_("Only work can be checked to be kept."))
    if not former.valid_on <= on <= by.today or (former.until_on and on >= former.until_on):
        raise Refused(_("The day must lie between the first and the last day of work, and not be to come."), field="on")
    if former.kept_on and on < former.kept_on:
        raise Refused(_("It was checked later already."), field="on")
    in_file(enrolment, document_id, source)
    change = replace(_change_of(former), source=source, document_id=document_id)
    if document_id is None:
        change = replace(change, source=former.source, document_id=former.document_id)
    _retract(by, at, former, _("Checked: still in work on %(day)s") % {"day": day_in_words(on)})
    return add(by, at, enrolment, change, "outcomes.confirm_kept", kept_on=on)


def add(by: Viewer, at: datetime, enrolment: Enrolment, change: Change, deed: str, *, kept_on: date | None = None) -> Outcome:
    """Adds the fact as it was checked; who records it from a document certifies it."""
    outcome = Outcome(
        enrolment=enrolment, kind=change.kind, valid_on=change.on, what=change.what.strip(), until_on=change.until_on, contract_kind=change.contract_kind,
        weekly_hours=change.weekly_hours, employer=change.employer.strip(), learning=change.learning, earnings_cents=change.earnings_cents,
        source=change.source, document_id=change.document_id, kept_on=kept_on, recorded_at=at, recorded_by=by.account_id,
        certified_by=by.account_id if change.document_id else None,
    )  # fmt: skip
    fitting(outcome, *WORDS)
    outcome.save()
    _tell(by, at, outcome, deed)
    return outcome


def in_file(enrolment: Enrolment, document_id: int | None, source: str) -> None:
    """Refuses a document that does not lie in this file, and "shown in a document" without one."""
    if document_id is None:
        if source == Source.DOCUMENT:
            raise Refused(_("Choose the document that shows it."), field="document")
        return
    here = {"cause": enrolments_access.CAUSE, "cause_id": enrolment.pk, "document__withdrawn_at__isnull": True}
    filed = FiledDocument.objects.filter(document_id=document_id, **here)
    if not filed.exists():
        raise Refused(_("Choose a document of this file."), field="document")


def _opened(by: Viewer, enrolment_id: int) -> Enrolment:
    if by.person_id is not None:
        raise NotFound(f"enrolment {enrolment_id}")
    enrolment = enrolments_access.opened_by(by, enrolment_id, lock=True)
    if not by.may(Permission.COACH, programme_id=enrolment.programme_id):
        raise Refused(_("Your role does not let you work with people."))
    return enrolment


def _standing(by: Viewer, outcome_id: int) -> Outcome:
    outcome = outcome_opened_by(by, outcome_id, lock=True)
    if outcome.retracted_at is not None:
        raise Refused(_("This account was corrected or taken back already."))
    return outcome


def _check(by: Viewer, enrolment: Enrolment, change: Change) -> None:
    if enrolment.state not in TAKEN_STATES:
        raise Refused(_("Changes are recorded once somebody was admitted."))
    if change.kind not in Kind.values:
        raise Refused(_("Choose what changed."), field="kind")
    if change.source not in Source.values:
        raise Refused(_("Choose where this comes from."), field="source")
    _check_days(by, enrolment, change)
    _check_work(change)
    _check_learning(change)
    if change.kind in FAMILY_KINDS:
        _names_nobody(enrolment, change)
    in_file(enrolment, change.document_id, change.source)


def _check_days(by: Viewer, enrolment: Enrolment, change: Change) -> None:
    if change.on > by.today:
        raise Refused(_("This day is still to come."), field="on")
    begun_on = enrolment.admitted_on or enrolment.enquired_on
    if change.on < begun_on:
        raise Refused(
            _("The person was admitted on %(day)s; the change must not lie before it.") % {"day": day_in_words(begun_on)}, field="on"
        )
    if change.until_on and change.until_on <= change.on:
        raise Refused(_("The end must come after the beginning."), field="until_on")


def _check_work(change: Change) -> None:
    if change.kind not in WORK_KINDS:
        if change.contract_kind or change.weekly_hours is not None:
            raise Refused(_("Contract and hours belong to work only."), field="contract_kind")
        return
    if change.kind == Kind.EMPLOYMENT and change.contract_kind not in set(ContractKind.values) - {ContractKind.SELF_EMPLOYED}:
        raise Refused(_("Choose the kind of contract."), field="contract_kind")
    if change.kind == Kind.SELF_EMPLOYMENT and change.contract_kind not in ("", ContractKind.SELF_EMPLOYED):
        raise Refused(_("Somebody with an own business has no contract of employment."), field="contract_kind")
    if change.weekly_hours is not None and not 0 < change.weekly_hours <= MOST_HOURS:
        raise Refused(_("The hours a week must lie between 1 and 100."), field="weekly_hours")
    if change.contract_kind == ContractKind.PERMANENT and change.until_on and change.until_on > change.on and not change.what.strip():
        raise Refused(_("A permanent contract with an end: say in a few words how it ended."), field="what")


def _check_learning(change: Change) -> None:
    if change.kind == Kind.EDUCATION and change.learning not in Learning.values:
        raise Refused(_("Choose the kind of learning."), field="learning")
    if change.kind not in (Kind.EDUCATION, Kind.QUALIFICATION) and change.learning:
        raise Refused(_("The kind of learning belongs to education only."), field="learning")


def _names_nobody(enrolment: Enrolment, change: Change) -> None:
    """Family members are not enrolled and must not be named (S3-19)."""
    person = enrolment.person
    names = possible_names(change.what, (person.first_name, person.last_name))
    if names and not change.names_checked:
        words = _("This may name somebody: %(names)s. Describe the change without names, or tick that nobody is named.")
        raise Refused(words % {"names": ", ".join(names[:5])}, field="what")


def _change_of(row: Outcome) -> Change:
    return Change(
        kind=row.kind, on=row.valid_on, what=row.what, until_on=row.until_on, contract_kind=row.contract_kind, weekly_hours=row.weekly_hours,
        employer=row.employer, learning=row.learning, earnings_cents=row.earnings_cents, source=row.source, document_id=row.document_id,
    )  # fmt: skip


def _retract(by: Viewer, at: datetime, former: Outcome, reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Say why."), field="reason")
    former.retracted_at, former.retracted_by, former.retraction_reason = at, by.account_id, reason.strip()[:500]
    former.save(update_fields=["retracted_at", "retracted_by", "retraction_reason"])


def _tell(by: Viewer, at: datetime, outcome: Outcome, deed: str) -> None:
    row = outcome.enrolment
    record(
        by=by,
        at=at,
        deed=deed,
        thing=outcome,
        person_id=row.person_id,
        enrolment_id=row.pk,
        programme_id=row.programme_id,
        kind_of_change=outcome.kind,
    )
