"""What keeps somebody from signing a report, in words: the page says it before, and the deed refuses by it."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q
from django.utils.translation import gettext as _

from vieta.activities.models import Attendance
from vieta.base.viewer import Viewer
from vieta.enrolments.models import EntryTrait, Event, GroundHeld
from vieta.indicators.rules import seal
from vieta.outcomes.models import FollowUp, Outcome

from ..access import opened_by
from ..choices import Severity
from ..models import Finding, Report
from ..rules import CHECKS, Case


def barred(viewer: Viewer, report_id: int) -> str:
    """Why this viewer does not sign a report they may open, or "" where nothing but a warning without its reason is in the way."""
    return why_barred(viewer, opened_by(viewer, report_id))


def why_barred(viewer: Viewer, report: Report) -> str:
    """Why this viewer does not sign a report: they prepared it (P20) or vouched for its facts, it was changed, or a check found an error."""
    four_eyes = next(check for check in CHECKS if check.id == "P20")
    for breach in four_eyes.breaches(Case(preparer=report.prepared_by_id, signer=viewer.account_id)):
        return breach.words
    if vouched(viewer, [report.programme_id]):
        return _("You recorded or certified facts that this report rests on. Somebody else signs it.")
    if seal(report.figures) != report.checksum:
        return _("The figures no longer fit the checksum. Prepare the report anew.")
    return of_errors(errors([report]).get(report.pk, ()))


def errors(reports: Collection[Report]) -> dict[int, list[str]]:
    """The checks that found an error which stops signing, by report; those without one are left out."""
    found: dict[int, set[str]] = defaultdict(set)
    for report, check in Finding.objects.filter(report__in=reports, severity=Severity.ERROR).values_list("report_id", "check_id"):
        found[report].add(check)
    return {report: sorted(checks) for report, checks in found.items()}


def of_errors(checks: Collection[str]) -> str:
    """What errors of some checks mean for signing."""
    words = _("A check found an error (%(checks)s). It is mended first, and the report prepared anew.")
    return words % {"checks": ", ".join(checks)} if checks else ""


def vouched(viewer: Viewer, programmes: Collection[int]) -> set[int]:
    """Those of some programmes in which the viewer recorded or certified a standing fact of somebody. Six statements."""
    here = {"enrolment__programme__in": programmes, "retracted_at__isnull": True}
    mine, place = Q(recorded_by=viewer.account_id) | Q(certified_by=viewer.account_id), "enrolment__programme_id"
    found: set[int] = set()
    if viewer.account_id is not None:
        for model in (Event, EntryTrait, GroundHeld, Outcome):
            found |= set(model.objects.filter(mine, **here).order_by().values_list(place, flat=True).distinct())
        for other in (FollowUp, Attendance):
            found |= set(other.objects.filter(recorded_by=viewer.account_id, **here).order_by().values_list(place, flat=True).distinct())
    return found
