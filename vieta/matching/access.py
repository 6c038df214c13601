"""Who may hold a matching meeting and set its rules: the coordination of the branch; a programme's lead sets rules too."""

from django.db.models import Q, QuerySet

from vieta.activities.access import within
from vieta.base.refusal import NotFound
from vieta.base.viewer import Permission, Viewer
from vieta.mentoring.models import Mentorship
from vieta.programmes import access as programmes
from vieta.programmes.models import Programme

from .models import Meeting


def house(viewer: Viewer) -> Q:
    """Rows of the viewer's own organisation, where a role lets them coordinate; a region's coordinator only that region's."""
    if viewer.job:
        return Q()
    if viewer.person_id is not None or viewer.organisation_id is None:
        return Q(pk__in=[])
    return Q(organisation_id=viewer.organisation_id) & within(viewer, Permission.COORDINATE)


def meetings_of(viewer: Viewer) -> QuerySet[Meeting]:
    """The matching meetings of the viewer's branch."""
    return Meeting.objects.filter(house(viewer))


def opened_by(viewer: Viewer, meeting_id: int, *, lock: bool = False) -> Meeting:
    """One meeting of the viewer's branch, or NotFound."""
    rows = meetings_of(viewer).select_related("programme", "organisation", "region")
    if lock:
        rows = rows.select_for_update(of=("self",))
    meeting = rows.filter(pk=meeting_id).first()
    if meeting is None:
        raise NotFound(f"matching meeting {meeting_id}")
    return meeting


def mentorships_of(viewer: Viewer) -> QuerySet[Mentorship]:
    """The mentors' parts in the branches where the viewer coordinates."""
    return Mentorship.objects.filter(house(viewer))


def programme_of(viewer: Viewer, code: str, *, lock: bool = False) -> Programme:
    """A programme whose rules of matching the viewer may read: its coordinators and its lead; else NotFound."""
    return programmes.opened_by(viewer, code, Permission.COORDINATE, Permission.SET_UP, lock=lock)


def counted_of(viewer: Viewer, code: str) -> tuple[Programme, Q | None]:
    """A programme whose shares by group the viewer may read, never names, and the wishes they are of: None is everybody's, which
    the lead reads; others read those of their own branch or region."""
    programme = programmes.opened_by(viewer, code, Permission.SEE_FIGURES)
    if programmes.sees_whole(viewer, programme, Permission.SEE_FIGURES):
        return programme, None
    places = {"organisation": "enrolment__provider_id", "programme": "enrolment__programme_id", "region": "enrolment__region_id"}
    return programme, within(viewer, Permission.SEE_FIGURES, **places)
