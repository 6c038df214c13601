"""Who may see a mentor: the intake and coordination of the branch, and the mentor themself; nobody else."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from vieta.activities.access import within
from vieta.base.refusal import NotFound
from vieta.base.viewer import Permission, Viewer

from ..models import Gathering, Mentor, Mentorship

# Those who open files of their organisation's people: intake officers and coordinators. A coach meets a mentor through a duo.
READS = Permission.READ_FILES


def _of_house(viewer: Viewer, permission: Permission, through: str = "") -> Q | None:
    """Rows of the viewer's own organisation where roles allow this and reading its files; None where there can be none."""
    if viewer.job:
        return Q()
    if viewer.person_id is not None or viewer.organisation_id is None or not viewer.scopes(permission):
        return None
    names = {name: f"{through}{name}_id" for name in ("organisation", "programme", "region")}
    both = within(viewer, READS, **names) & within(viewer, permission, **names)
    return Q(**{names["organisation"]: viewer.organisation_id}) & both


def mentorships_of(viewer: Viewer, permission: Permission = READS) -> QuerySet[Mentorship]:
    """The mentorships of the viewer's own branch where a role allows this."""
    here = _of_house(viewer, permission)
    return Mentorship.objects.none() if here is None else Mentorship.objects.filter(here)


def network_of(viewer: Viewer, permission: Permission = READS) -> QuerySet[Mentor]:
    """The mentors the viewer's organisation keeps, and those with a part in its branch."""
    if viewer.job:
        return Mentor.objects.all()
    here = _of_house(viewer, permission)
    if here is None:
        return Mentor.objects.none()
    part = Exists(Mentorship.objects.filter(here, mentor=OuterRef("pk")))
    kept = all(viewer.may(p, organisation_id=viewer.organisation_id) for p in (READS, permission))
    return Mentor.objects.filter(Q(organisation_id=viewer.organisation_id) | part if kept else part)


def mentor_opened_by(viewer: Viewer, mentor_id: int, permission: Permission = READS, *, lock: bool = False) -> Mentor:
    """One mentor of the viewer's network, or NotFound."""
    rows = network_of(viewer, permission).select_related("organisation")
    if lock:
        rows = rows.select_for_update(of=("self",))
    mentor = rows.filter(pk=mentor_id).first()
    if mentor is None:
        raise NotFound(f"mentor {mentor_id}")
    return mentor


def mentorship_opened_by(viewer: Viewer, mentorship_id: int, permission: Permission = READS, *, lock: bool = False) -> Mentorship:
    """One mentorship of the viewer's branch, or NotFound."""
    rows = mentorships_of(viewer, permission).select_related("mentor", "programme", "organisation", "region")
    if lock:
        rows = rows.select_for_update(of=("self",))
    row = rows.filter(pk=mentorship_id).first()
    if row is None:
        raise NotFound(f"mentorship {mentorship_id}")
    return row


def own_mentor(viewer: Viewer, *, lock: bool = False) -> Mentor:
    """The mentor who looks, by the account they signed in with, or NotFound."""
    rows = Mentor.objects.filter(account_id=viewer.account_id, left_on__isnull=True).select_related("organisation")
    if lock:
        rows = rows.select_for_update(of=("self",))
    mentor = rows.first() if viewer.account_id is not None and viewer.scopes(Permission.MENTOR) else None
    if mentor is None:
        raise NotFound("own mentor")
    return mentor


def own_mentorships(viewer: Viewer) -> QuerySet[Mentorship]:
    """Where the mentor who looks offered to mentor, of the houses whose part of their own place is open."""
    if viewer.account_id is None:
        return Mentorship.objects.none()
    return Mentorship.objects.filter(mentor__account_id=viewer.account_id, **viewer.in_open_houses("organisation"))


def gatherings_of(viewer: Viewer) -> QuerySet[Gathering]:
    """The gatherings of mentors in the viewer's branch, for its coordination."""
    here = _of_house(viewer, Permission.COORDINATE, "activity__")
    return Gathering.objects.none() if here is None else Gathering.objects.filter(here).select_related("activity__programme")


def gathering_opened_by(viewer: Viewer, activity_id: int) -> Gathering:
    """One gathering of the viewer's branch by its activity, or NotFound."""
    row = gatherings_of(viewer).filter(activity_id=activity_id).first()
    if row is None:
        raise NotFound(f"gathering {activity_id}")
    return row
