"""Reports: prepare, prepare anew, withdraw, note the reason of a warning, sign by another, send back, correct."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from vieta.audit.actions import record
from vieta.base.refusal import NotFound, Refused, fitting
from vieta.base.viewer import Permission, Viewer
from vieta.indicators.access import Reach, reach
from vieta.indicators.rules import seal
from vieta.programmes.models import Contract, Programme

from ..access import in_programme, may_prepare, may_renew, may_withdraw, opened_by, successor
from ..choices import GONE, Severity, State
from ..layouts import DEFAULT, layouts
from ..models import Finding, Report
from ..queries.compose import composed, layout_of
from ..queries.faults import case, former_of, same_fault
from ..queries.scope import as_prepared
from ..queries.signing import why_barred
from ..rules import part_of, run

LISTED = 200  # people kept by number with a finding
SENT_TWICE = timedelta(minutes=1)


@transaction.atomic
def prepare(
    *, by: Viewer, at: datetime, code: str, as_of: date, contract_id: int | None = None, note: str = "", layout: str = "",
    corrects_id: int | None = None, correction_reason: str = "", again: Report | None = None,
) -> Report:  # fmt: skip
    """Freezes a programme's figures of a day, as known at this moment, in a numbered report, and runs every check on it.

    Refused for a day to come, before the programme began, without the right to prepare, for somebody else's contract and for
    a layout not in force; a correction names a signed report not corrected yet, keeps its day, contract, layout and part, and says why.
    `again` is a report prepared anew, whose part is kept too, and the reasons of warnings that are found again. Both keep the
    layout as it was frozen, in force or not.
    """
    scope = reach(by, code)
    programme = Programme.objects.select_for_update().get(pk=scope.programme.pk)
    if not may_prepare(by, programme):
        raise Refused(_("Your role does not prepare reports of this programme."))
    corrected = _corrected(by, programme, corrects_id, correction_reason)
    if corrected:
        as_of, contract_id, layout = corrected.as_of, corrected.contract_id, corrected.layout
    same = corrected or again
    counting = as_prepared(by, same) if same else by
    _has_been(by, programme, as_of)
    contract, layout = _contract(scope, contract_id), layout or DEFAULT
    laid_out = layout_of(same) if same else _layout(by, layout)
    figures = composed(counting, code, as_of, known=at, contract=contract.number if contract else "", laid_out=laid_out)
    number = (Report.objects.filter(programme=programme).aggregate(last=Max("number"))["last"] or 0) + 1
    report = Report.objects.create(
        programme=programme, contract=contract, number=number, as_of=as_of, note=note, figures=figures, checksum=seal(figures),
        layout=layout, part=part_of(figures["scope"], programme.lead_id), corrects=corrected, correction_reason=correction_reason.strip(),
        prepared_at=at, prepared_by_id=by.account_id,
    )  # fmt: skip
    _check(counting, at, report, figures, again)
    record(by=by, at=at, deed="reports.prepare", thing=report, programme_id=programme.pk, checksum=report.checksum, corrects=corrects_id)
    return report


@transaction.atomic
def prepare_once(
    *, by: Viewer, at: datetime, code: str, as_of: date, contract_id: int | None = None, note: str = "", layout: str = ""
) -> Report:
    """Prepares a report as `prepare` does; asked for the very same within a minute, it gives the one that waits already.

    So a form sent twice makes one report.
    """
    Programme.objects.select_for_update().filter(code=code).first()
    mine = in_programme(by, code).filter(prepared_by_id=by.account_id, prepared_at__gt=at - SENT_TWICE, state=State.PREPARED, corrects=None)
    same = mine.filter(as_of=as_of, contract_id=contract_id, note=note, layout=layout or DEFAULT).order_by("number").last()
    return same or prepare(by=by, at=at, code=code, as_of=as_of, contract_id=contract_id, note=note, layout=layout)


@transaction.atomic
def prepare_anew(*, by: Viewer, at: datetime, report_id: int) -> Report:
    """Prepares the same report on the records of now, with its checks; one that still waited for a signature is withdrawn.

    Refused to everybody but who prepared it, once it is signed, and where another took its place already.
    """
    old = opened_by(by, report_id, lock=True)
    if not may_renew(by, old):
        raise Refused(_("Whoever prepared a report prepares it anew, until it is signed."))
    if taken := successor(old):
        raise Refused(_("Report %(number)s took its place already.") % {"number": taken.number})
    if old.state == State.PREPARED:
        withdraw(by=by, at=at, report_id=report_id)
    return prepare(
        by=by, at=at, code=old.programme.code, as_of=old.as_of, contract_id=old.contract_id, note=old.note, layout=old.layout,
        corrects_id=old.corrects_id, correction_reason=old.correction_reason, again=old,
    )  # fmt: skip


@transaction.atomic
def withdraw(*, by: Viewer, at: datetime, report_id: int) -> Report:
    """Withdraws a report that waits for a signature: it keeps its number and is never signed; refused to all but who prepared it."""
    report = opened_by(by, report_id, lock=True)
    if not may_withdraw(by, report):
        raise Refused(_("Whoever prepared a report withdraws it, as long as it waits for a signature."))
    report.state = State.WITHDRAWN
    report.save(update_fields=["state"])
    record(by=by, at=at, deed="reports.withdraw", thing=report, programme_id=report.programme_id)
    return report


def _corrected(by: Viewer, programme: Programme, corrects_id: int | None, reason: str) -> Report | None:
    """The report that a new one corrects; refused unless it is signed, not corrected yet, and the reason is written."""
    if corrects_id is None:
        return None
    report = opened_by(by, corrects_id, lock=True)
    if report.programme_id != programme.pk:
        raise NotFound(f"report {corrects_id}")
    if report.state != State.SIGNED:
        raise Refused(_("Only a signed report is corrected; this one can be sent back."))
    if report.corrections.exclude(state__in=GONE).exists():
        raise Refused(_("There is a correction of this report already."))
    if not reason.strip():
        raise Refused(_("Say what this corrects and why."), field="correction_reason")
    fitting(Report(correction_reason=reason.strip()), "correction_reason")
    return report


def _has_been(by: Viewer, programme: Programme, as_of: date) -> None:
    if as_of > by.today:
        raise Refused(_("A report tells what has been. Choose a day up to today."), field="as_of")
    begun = programme.periods.order_by("from_on").values_list("from_on", flat=True).first()
    if begun and as_of < begun:
        raise Refused(_("The programme had not begun on that day."), field="as_of")


def _contract(scope: Reach, contract_id: int | None) -> Contract | None:
    if contract_id is None:
        return None
    contract = Contract.objects.filter(scope.sees(), programme=scope.programme, pk=contract_id).first()
    if contract is None:
        raise Refused(_("Choose one of the contracts listed."), field="contract_id")
    return contract


def _layout(by: Viewer, code: str) -> dict:
    if (found := layouts(by.today).get(code)) is None:
        raise Refused(_("Choose one of the layouts listed."), field="layout")
    return found.plain()


def _check(by: Viewer, at: datetime, report: Report, figures: dict, again: Report | None) -> None:
    """Runs the checks and keeps what they found with the report; a warning found again keeps its reason, and who wrote it when."""
    written = list(again.findings.filter(severity=Severity.WARNING).exclude(reason="").order_by("pk")) if again else []
    former = former_of(report)
    looked = case(
        by,
        report.programme.code,
        report.as_of,
        at,
        figures,
        former=former.figures if former else None,
        correction=report.corrects_id is not None,
    )
    Finding.objects.bulk_create(
        Finding(
            report=report, check_id=check.id, severity=breach.severity or check.severity, words=breach.words[:500], cells=list(breach.cells),
            people=list(breach.people[:LISTED]), number=len(breach.people),
            **next((_reason(one) for one in written if same_fault(one, check, breach)), {}),
        )
        for check, breach in run(looked)
    )  # fmt: skip


def _reason(one: Finding) -> dict:
    return {"reason": one.reason, "noted_at": one.noted_at, "noted_by_id": one.noted_by_id}


@transaction.atomic
def note_reason(*, by: Viewer, at: datetime, report_id: int, finding_id: int, reason: str) -> Finding:
    """Writes down why a warning may stand; refused without a reason, for errors and lists, once signed, and without the right
    to prepare or sign reports here."""
    report = opened_by(by, report_id, lock=True)
    finding = report.findings.select_for_update().filter(pk=finding_id).first()
    if finding is None or by.account_id is None:
        raise NotFound(f"finding {finding_id}")
    if not (may_prepare(by, report.programme) or by.may(Permission.SIGN_REPORT, programme_id=report.programme_id)):
        raise Refused(_("Your role does not prepare or sign reports of this programme."))
    if report.state != State.PREPARED:
        raise Refused(_("This report does not wait for a signature any more."))
    if finding.severity != Severity.WARNING:
        raise Refused(_("Only a warning is answered with a reason; an error is mended."))
    if not reason.strip():
        raise Refused(_("Say why this may stand."), field="reason")
    finding.reason, finding.noted_at, finding.noted_by_id = reason.strip(), at, by.account_id
    fitting(finding, "reason")
    finding.save(update_fields=["reason", "noted_at", "noted_by"])
    record(by=by, at=at, deed="reports.note_reason", thing=finding, programme_id=report.programme_id, check=finding.check_id)
    return finding


@transaction.atomic
def sign(*, by: Viewer, at: datetime, report_id: int) -> Report:
    """Signs a prepared report; from then on nothing about it changes.

    Refused to whoever prepared it (four eyes, P20) or recorded or certified a fact of the programme's people, without the
    right to sign, when it does not wait for a signature, when its figures no longer fit their checksum, while a check
    found an error, and while a warning has no reason.
    """
    report = _waiting(by, report_id)
    if why := why_barred(by, report):
        raise Refused(why)
    found = report.findings.filter(severity=Severity.WARNING, reason="")
    if open_ones := sorted({one.check_id for one in found}):
        raise Refused(_("A warning needs a reason first (%(checks)s).") % {"checks": ", ".join(open_ones)})
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
    report.state, report.returned_reason = State.RETURNED, reason.strip()
    fitting(report, "returned_reason")
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
