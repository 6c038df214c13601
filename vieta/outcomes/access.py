"""Who may see outcomes and follow-ups: whoever may open the file they belong to."""

from django.db.models import Exists, OuterRef, QuerySet

from vieta.base.refusal import NotFound
from vieta.base.viewer import Viewer
from vieta.enrolments.access import through
from vieta.enrolments.models import Enrolment

from .models import FollowUp, Outcome


def outcomes_visible_to(viewer: Viewer) -> QuerySet[Outcome]:
    """The outcomes of files this viewer may open, retracted ones too."""
    rows = Outcome.objects.select_related("enrolment", "enrolment__person", "enrolment__programme", "document")
    return rows.filter(through(viewer))


def outcome_opened_by(viewer: Viewer, outcome_id: int, *, lock: bool = False) -> Outcome:
    """One outcome, or NotFound."""
    rows = outcomes_visible_to(viewer)
    row = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=outcome_id).first()
    if row is None:
        raise NotFound(f"outcome {outcome_id}")
    return row


def follow_ups_visible_to(viewer: Viewer) -> QuerySet[FollowUp]:
    """The standing follow-ups of files this viewer may open."""
    rows = FollowUp.objects.filter(retracted_at__isnull=True).select_related("enrolment__person").prefetch_related("enrolment__programme")
    return rows.filter(through(viewer))


def follow_up_opened_by(viewer: Viewer, follow_up_id: int, *, lock: bool = False) -> FollowUp:
    """One standing follow-up, or NotFound."""
    rows = follow_ups_visible_to(viewer)
    row = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=follow_up_id).first()
    if row is None:
        raise NotFound(f"follow-up {follow_up_id}")
    return row


def open_follow_ups(viewer: Viewer) -> QuerySet[FollowUp]:
    """The follow-ups still to be asked: unanswered, and the person did not come back into the programme before they were due."""
    back = Enrolment.objects.filter(
        person_id=OuterRef("enrolment__person_id"),
        programme_id=OuterRef("enrolment__programme_id"),
        entered_on__gte=OuterRef("enrolment__left_on"),
        entered_on__lte=OuterRef("due_on"),
    ).exclude(pk=OuterRef("enrolment_id"))
    rows = follow_ups_visible_to(viewer).filter(answer="", enrolment__left_on__isnull=False)
    return rows.filter(~Exists(back))
