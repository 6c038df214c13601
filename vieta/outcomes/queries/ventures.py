"""Whether a venture has begun work of one's own that is not recorded as an outcome yet."""

from dataclasses import dataclass
from datetime import date

from vieta.base.viewer import Viewer
from vieta.enrolments import access as enrolments
from vieta.plans.choices import STARTING
from vieta.plans.models import MilestoneReached

from ..choices import Kind
from ..models import Outcome


@dataclass(frozen=True)
class WorkBegun:
    """The earliest milestone that means working for oneself, with its evidence."""

    on: date
    label: str
    source: str
    document_id: int | None


def work_begun(viewer: Viewer, enrolment_id: int) -> WorkBegun | None:
    """The milestone from which self-employment can be recorded, or None where it stands already or none was reached; NotFound."""
    stay = enrolments.opened_by(viewer, enrolment_id)
    if Outcome.objects.filter(enrolment=stay, kind=Kind.SELF_EMPLOYMENT, retracted_at__isnull=True).exists():
        return None
    facts = MilestoneReached.objects.filter(milestone__venture__enrolment=stay, milestone__kind__in=STARTING, retracted_at__isnull=True)
    first = facts.filter(milestone__taken_away_at__isnull=True).select_related("milestone").order_by("valid_on", "id").first()
    return WorkBegun(first.valid_on, str(first.milestone), first.source, first.document_id) if first else None
