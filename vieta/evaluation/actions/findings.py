"""What the evaluator found, what the one addressed says to it, and what was done."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from vieta.audit.actions import record
from vieta.base.refusal import NotFound, Refused, fitting
from vieta.base.viewer import Viewer

from .. import access
from ..choices import SETTLED, Done, Stance, Standing
from ..models import Dataset, Finding, Progress, Response
from ..queries.evaluations import addressees
from ..rules.findings import standing


@transaction.atomic
def find(*, by: Viewer, at: datetime, commission_id: int, text: str, recommendation: str, addressee_id: int) -> Finding:
    """Writes a finding with its recommendation and whom it speaks to. Only the evaluator may, once the data were given and while
    the evaluation is open."""
    row = access.opened_by(by, commission_id, lock=True)
    if not access.is_evaluator(by, row):
        raise NotFound(f"evaluation {commission_id}")
    if row.closed_on:
        raise Refused(_("This evaluation is closed."))
    if not Dataset.objects.filter(commission=row).exists():
        raise Refused(_("Nothing is found before the data are there: the lead gives them first."))
    _addressed(by, commission_id, addressee_id)
    last = Finding.objects.filter(commission=row).aggregate(last=Max("number"))["last"] or 0
    made = Finding(
        commission=row, number=last + 1, text=text.strip(), recommendation=recommendation.strip(), addressee_id=addressee_id,
        recorded_at=at, recorded_by_id=by.account_id,
    )  # fmt: skip
    fitting(made, "text", "recommendation")
    made.save()
    record(by=by, at=at, deed="evaluation.find", thing=made, programme_id=row.programme_id, addressee=addressee_id)
    return made


@transaction.atomic
def reword(*, by: Viewer, at: datetime, finding_id: int, text: str, recommendation: str, addressee_id: int) -> Finding:
    """Corrects a finding that nobody has answered yet. Only the evaluator may."""
    row = _not_answered(by, finding_id)
    _addressed(by, row.commission_id, addressee_id)
    row.text, row.recommendation, row.addressee_id = text.strip(), recommendation.strip(), addressee_id
    fitting(row, "text", "recommendation")
    row.save(update_fields=["text", "recommendation", "addressee"])
    record(by=by, at=at, deed="evaluation.reword", thing=row, programme_id=row.commission.programme_id, addressee=addressee_id)
    return row


@transaction.atomic
def take_back(*, by: Viewer, at: datetime, finding_id: int) -> None:
    """Takes a finding back that nobody has answered yet; the trail keeps that there was one. Only the evaluator may."""
    row = _not_answered(by, finding_id)
    record(by=by, at=at, deed="evaluation.take_back", thing=row, programme_id=row.commission.programme_id)
    row.delete()


def _addressed(by: Viewer, commission_id: int, addressee_id: int) -> None:
    if addressee_id not in dict(addressees(by, commission_id)):
        raise Refused(_("Choose one of the organisations listed."), field="addressee_id")


def _not_answered(by: Viewer, finding_id: int) -> Finding:
    row = _locked(by, finding_id)
    if row is None or not access.is_evaluator(by, row.commission):
        raise NotFound(f"finding {finding_id}")
    if row.commission.closed_on or _standing(row) != Standing.WAITING:
        raise Refused(_("This finding has its response: it stays as it is."))
    return row


@transaction.atomic
def respond(*, by: Viewer, at: datetime, finding_id: int, stance: str, text: str, by_on: date | None = None) -> Response:
    """Answers a finding once: it will be done, in part, or not, with the reason; a promise names a day.

    Only the one addressed or the lead may.
    """
    row = _answered_by(by, finding_id)
    if _standing(row) != Standing.WAITING:
        raise Refused(_("This finding has its response."))
    if stance not in Stance.values:
        raise Refused(_("Choose one of the answers listed."), field="stance")
    if stance != Stance.DISAGREE and by_on is None:
        raise Refused(_("By when will it be done?"), field="by_on")
    if by_on is not None and by_on < by.today:
        raise Refused(_("Choose a day that is still to come."), field="by_on")
    made = Response(
        finding=row,
        stance=stance,
        text=text.strip(),
        by_on=None if stance == Stance.DISAGREE else by_on,
        given_at=at,
        given_by_id=by.account_id,
    )
    fitting(made, "text")
    made.save()
    record(by=by, at=at, deed="evaluation.respond", thing=made, programme_id=row.commission.programme_id, stance=stance)
    return made


@transaction.atomic
def report(*, by: Viewer, at: datetime, finding_id: int, state: str, note: str) -> Progress:
    """Says how far a promise has come, until it is done or given up. Only the one addressed or the lead may."""
    row = _answered_by(by, finding_id)
    where = _standing(row)
    if where == Standing.WAITING or where in SETTLED:
        raise Refused(_("Nothing is promised here, or it is settled already."))
    if state not in Done.values:
        raise Refused(_("Choose one of the answers listed."), field="state")
    made = Progress(finding=row, state=state, note=note.strip(), on=by.today, recorded_at=at, recorded_by_id=by.account_id)
    fitting(made, "note")
    made.save()
    record(by=by, at=at, deed="evaluation.report", thing=made, programme_id=row.commission.programme_id, state=state)
    return made


def _answered_by(by: Viewer, finding_id: int) -> Finding:
    row = _locked(by, finding_id)
    if row is None or not access.may_answer(by, row):
        raise NotFound(f"finding {finding_id}")
    return row


def _locked(by: Viewer, finding_id: int) -> Finding | None:
    rows = Finding.objects.select_for_update(of=("self",)).select_related("commission__programme__lead", "addressee")
    return rows.filter(pk=finding_id, commission__in=access.visible_to(by)).first()


def _standing(row: Finding) -> Standing:
    response = Response.objects.filter(finding=row).values_list("stance", flat=True).first()
    last = Progress.objects.filter(finding=row).order_by("on", "id").values_list("state", flat=True).last()
    return standing(response, last)
