"""Who may see a report: those who see all exact figures of the part of its programme that it is of."""

from django.db.models import Q, QuerySet

from vieta.base.refusal import NotFound
from vieta.base.viewer import Permission, Viewer
from vieta.indicators.access import Reach, programmes_with_figures, reach, reach_into
from vieta.programmes.models import Programme

from .choices import GONE, State
from .models import Report, Sample
from .rules import lies_within


def visible_to(viewer: Viewer) -> QuerySet[Report]:
    """The reports this viewer may open: they hold exact figures, so a funder opens none."""
    seen = Q(pk__in=[])
    for programme in programmes_with_figures(viewer):
        seen |= _within(reach_into(viewer, programme))
    return Report.objects.filter(seen)


def in_programme(viewer: Viewer, code: str) -> QuerySet[Report]:
    """The reports of one programme, or NotFound where its figures are closed to the viewer."""
    return Report.objects.filter(_within(reach(viewer, code)))


def _within(scope: Reach) -> Q:
    """Whoever sees a part of a programme today opens the reports of what lies within that part, whoever prepared them."""
    here = Q(programme=scope.programme)
    if scope.whole:
        return here
    parts = Report.objects.filter(here).exclude(part={}).values_list("pk", "part")
    return Q(pk__in=[pk for pk, part in parts if lies_within(part, scope.providers, scope.regions)])


def opened_by(viewer: Viewer, report_id: int, *, lock: bool = False) -> Report:
    """One report with its programme and who prepared and signed it, or NotFound."""
    rows = visible_to(viewer).select_related("programme", "contract", "prepared_by", "signed_by")
    if lock:
        rows = rows.select_for_update(of=("self",))
    report = rows.filter(pk=report_id).first()
    if report is None:
        raise NotFound(f"report {report_id}")
    return report


SAME = ("programme_id", "contract_id", "layout", "as_of", "corrects_id", "part")  # what takes the place of a report is alike in these


def successor(report: Report) -> Report | None:
    """The later report that took the place of one sent back or withdrawn: of the same day, contract, layout, part and correction."""
    if report.state not in GONE:
        return None
    same = {name: getattr(report, name) for name in SAME}
    return Report.objects.filter(number__gt=report.number, **same).exclude(state__in=GONE).order_by("number").first()


def may_prepare(viewer: Viewer, programme: Programme) -> bool:
    """Whether this viewer prepares reports of this programme."""
    return viewer.account_id is not None and viewer.may(Permission.PREPARE_REPORT, programme_id=programme.pk)


def may_withdraw(viewer: Viewer, report: Report) -> bool:
    """Whether this viewer withdraws this report: whoever prepared it, until it is signed or sent back."""
    return report.state == State.PREPARED and viewer.account_id is not None and viewer.account_id == report.prepared_by_id


def may_renew(viewer: Viewer, report: Report) -> bool:
    """Whether this viewer prepares this report anew: whoever prepared it, until it is signed."""
    mine = viewer.account_id is not None and viewer.account_id == report.prepared_by_id
    return mine and report.state != State.SIGNED and may_prepare(viewer, report.programme)


def may_sign(viewer: Viewer, report: Report) -> bool:
    """Whether this viewer signs this report, and draws and judges samples of it once signed: never the one who prepared it."""
    allowed = viewer.may(Permission.SIGN_REPORT, programme_id=report.programme_id)
    return viewer.account_id is not None and allowed and viewer.account_id != report.prepared_by_id


def sample_opened_by(viewer: Viewer, sample_id: int) -> Sample:
    """One sample with its report and programme, or NotFound where the report is closed."""
    row = Sample.objects.filter(pk=sample_id, report__in=visible_to(viewer)).select_related("report__programme", "drawn_by").first()
    if row is None:
        raise NotFound(f"sample {sample_id}")
    return row
