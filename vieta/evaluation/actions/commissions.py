"""Asking for an evaluation, giving the data for it, and closing it."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from vieta.audit.actions import record, record_read
from vieta.base.refusal import NotFound, Refused, fitting
from vieta.base.viewer import Permission, Viewer
from vieta.organisations.models import Organisation
from vieta.programmes.access import opened_by as programme_opened_by
from vieta.programmes.models import Period

from .. import access
from ..choices import SETTLED
from ..models import Commission, Dataset
from ..queries import rows
from ..queries.datasets import prepared
from ..queries.evaluations import RECEIVED, at_work, dataset_content
from ..queries.evaluations import commission as commission_card
from ..rules.anonymity import as_csv, checksum


@transaction.atomic
def commission(
    *, by: Viewer, at: datetime, code: str, title: str, questions: str, evaluator_id: int, from_on: date, until_on: date, due_on: date
) -> Commission:
    """Asks an organisation to evaluate a programme over a period (S3-27).

    Refused to who does not set the programme up, for an evaluator who leads or delivers it, a period without days or in which the
    programme does not run, or a day that has passed.
    """
    programme = programme_opened_by(by, code, Permission.SET_UP, lock=True)
    if not access.may_commission(by, programme):
        raise NotFound(code)
    evaluator = Organisation.objects.filter(pk=evaluator_id, active=True).first()
    if evaluator is None:
        raise Refused(_("Choose one of the organisations listed."), field="evaluator_id")
    if evaluator.pk in at_work(programme):
        raise Refused(_("Whoever leads or delivers the programme does not evaluate it."), field="evaluator_id")
    if until_on <= from_on:
        raise Refused(_("The period ends after it begins."), field="until_on")
    if not Period.objects.filter(programme=programme, from_on__lt=until_on, until_on__gt=from_on).exists():
        raise Refused(_("The programme does not run in this period."), field="from_on")
    if due_on < by.today:
        raise Refused(_("Choose a day that is still to come."), field="due_on")
    last = Commission.objects.filter(programme=programme).aggregate(last=Max("number"))["last"] or 0
    row = Commission(
        programme=programme, number=last + 1, title=title.strip(), questions=questions.strip(), evaluator=evaluator, from_on=from_on,
        until_on=until_on, due_on=due_on, commissioned_at=at, commissioned_by_id=by.account_id,
    )  # fmt: skip
    fitting(row, "title", "questions")
    row.save()
    record(by=by, at=at, deed="evaluation.commission", thing=row, programme_id=programme.pk, evaluator=evaluator.pk)
    return row


@transaction.atomic
def give_data(*, by: Viewer, at: datetime, commission_id: int, alike: int) -> Dataset:
    """Gives the evaluator anonymised data of everybody who entered in the period: at least `alike` people in every row's likeness.

    They are given once: two files could be set against each other. Refused to others than the lead, a second time, to an
    evaluator who was given data of some of these days in another evaluation or of whom nobody could open them, for fewer alike
    than the programme's threshold asks, and where the period has too few people.
    """
    row = access.opened_by(by, commission_id, lock=True)
    if not access.may_commission(by, row.programme):
        raise NotFound(f"evaluation {commission_id}")
    made = prepared(by, row, alike)
    content = as_csv(made.rows)
    kept = Dataset.objects.create(
        commission=row, as_of=by.today, alike=alike, people=len(made.rows), left_out=made.left_out, columns=rows.described(made), content=content,
        checksum=checksum(content), made_at=at, made_by_id=by.account_id,
    )  # fmt: skip
    record(by=by, at=at, deed="evaluation.give_data", thing=kept, programme_id=row.programme_id, alike=alike, checksum=kept.checksum)
    return kept


def receive(*, by: Viewer, at: datetime, commission_id: int) -> str:
    """Hands the data over as they were given, and puts on the trail who received them and when; NotFound to everybody else."""
    row, content = dataset_content(by, commission_id)
    record_read(by=by, at=at, deed=RECEIVED, thing=row, programme_id=row.programme_id, what=row.dataset.checksum[:16])
    return content


@transaction.atomic
def call_off(*, by: Viewer, at: datetime, commission_id: int) -> Commission:
    """Ends an evaluation commissioned by mistake; refused once data were given or something was found."""
    row = access.opened_by(by, commission_id, lock=True)
    if not access.may_commission(by, row.programme):
        raise NotFound(f"evaluation {commission_id}")
    if not commission_card(by, commission_id).may_call_off:
        raise Refused(_("An evaluation is called off only before data were given and before anything was found."))
    return _ended(row, by=by, at=at, deed="evaluation.call_off")


@transaction.atomic
def close(*, by: Viewer, at: datetime, commission_id: int) -> Commission:
    """Closes an evaluation; refused while it has no finding, or while one is not settled."""
    row = access.opened_by(by, commission_id, lock=True)
    if not access.may_commission(by, row.programme):
        raise NotFound(f"evaluation {commission_id}")
    card = commission_card(by, commission_id)
    if row.closed_on or not card.found or any(one.standing not in SETTLED for one in card.found):
        raise Refused(_("An evaluation is closed when it has findings and everything promised is done, given up or refused."))
    return _ended(row, by=by, at=at, deed="evaluation.close")


def _ended(row: Commission, *, by: Viewer, at: datetime, deed: str) -> Commission:
    row.closed_on = by.today
    row.save(update_fields=["closed_on"])
    record(by=by, at=at, deed=deed, thing=row, programme_id=row.programme_id)
    return row
