"""Every write about reports: prepare, sign by another, return."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from vieta.audit.actions import record
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Permission, Viewer
from vieta.indicators.access import reach
from vieta.programmes.models import Contract, Programme

from ..access import may_prepare, opened_by
from ..choices import State
from ..models import Report
from ..queries import composed
from ..rules import checksum


@transaction.atomic
def prepare(*, by: Viewer, at: datetime, code: str, as_of: date, contract_id: int | None = None, note: str = "") -> Report:
    """Freezes a programme's figures of a day, as known at this moment, in a numbered report that waits for another's signature.

    Refused for a day to come, before the programme began, without the right to prepare, or for somebody else's contract.
    """
    scope = reach(by, code)
    programme = Programme.objects.select_for_update().get(pk=scope.programme.pk)
    if not may_prepare(by, programme):
        raise Refused(_("Your role does not prepare reports of this programme."))
    if as_of > by.today:
        raise Refused(_("A report tells what has been. Choose a day up to today."), field="as_of")
    begun = programme.periods.order_by("from_on").values_list("from_on", flat=True).first()
    if begun and as_of < begun:
        raise Refused(_("The programme had not begun on that day."), field="as_of")
    contract = _contract(scope, contract_id)
    figures = composed(by, code, as_of, known=at, contract=contract.number if contract else "")
    number = (Report.objects.filter(programme=programme).aggregate(last=Max("number"))["last"] or 0) + 1
    report = Report.objects.create(
        programme=programme, contract=contract, number=number, as_of=as_of, note=note, figures=figures, checksum=checksum(figures),
        prepared_at=at, prepared_by_id=by.account_id,
    )  # fmt: skip
    record(by=by, at=at, deed="reports.prepare", thing=report, programme_id=programme.pk, checksum=report.checksum)
    return report


def _contract(scope, contract_id: int | None) -> Contract | None:
    if contract_id is None:
        return None
    rows = Contract.objects.filter(programme=scope.programme)
    if scope.providers is not None:
        rows = rows.filter(provider_id__in=scope.providers)
    contract = rows.filter(pk=contract_id).first()
    if contract is None:
        raise Refused(_("Choose one of the contracts listed."), field="contract_id")
    return contract


@transaction.atomic
def sign(*, by: Viewer, at: datetime, report_id: int) -> Report:
    """Signs a prepared report; from then on nothing about it changes.

    Refused to whoever prepared it (four eyes), without the right to sign, when it does not wait for a signature, or when its
    figures no longer fit their checksum.
    """
    report = _waiting(by, report_id)
    if report.prepared_by_id == by.account_id:
        raise Refused(_("You prepared this report, so somebody else has to sign it."))
    if checksum(report.figures) != report.checksum:
        raise Refused(_("The figures no longer fit the checksum. Prepare the report anew."))
    report.state, report.signed_at, report.signed_by_id = State.SIGNED, at, by.account_id
    report.save(update_fields=["state", "signed_at", "signed_by"])
    record(by=by, at=at, deed="reports.sign", thing=report, programme_id=report.programme_id, checksum=report.checksum)
    return report


@transaction.atomic
def send_back(*, by: Viewer, at: datetime, report_id: int, reason: str) -> Report:
    """Returns a prepared report for mending, with a reason; refused without one, or without the right to sign."""
    report = _waiting(by, report_id)
    if not reason.strip():
        raise Refused(_("Say what has to be mended."), field="reason")
    report.state, report.returned_reason = State.RETURNED, reason
    report.save(update_fields=["state", "returned_reason"])
    record(by=by, at=at, deed="reports.send_back", thing=report, programme_id=report.programme_id)
    return report


def _waiting(by: Viewer, report_id: int) -> Report:
    report = opened_by(by, report_id, lock=True)
    if by.account_id is None:
        raise NotFound(f"report {report_id}")
    if not by.may(Permission.SIGN_REPORT, programme_id=report.programme_id):
        raise Refused(_("Your role does not sign reports of this programme."))
    if report.state != State.PREPARED:
        raise Refused(_("This report does not wait for a signature any more."))
    return report
