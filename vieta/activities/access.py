"""Who may see an activity, run it, and read a note; it looks at grants and case teams below, never at what was written."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from vieta.base.refusal import NotFound
from vieta.base.viewer import Permission, Viewer
from vieta.enrolments.access import on_case_team
from vieta.enrolments.access import visible_to as enrolments_visible_to
from vieta.enrolments.models import CaseTeamMember, Enrolment
from vieta.people.choices import Level

from .choices import Confidentiality, Kind
from .models import Activity, Attendance, Note
from .rules import note_opens


def standing() -> QuerySet[Attendance]:
    """Attendances that were not corrected away."""
    return Attendance.objects.filter(retracted_at__isnull=True)


def within(viewer: Viewer, permission: Permission, *, organisation="organisation_id", programme="programme_id", region="region_id") -> Q:
    """Rows whose organisation, programme and region lie where a role allows this."""
    if viewer.job:
        return Q()
    reach = Q(pk__in=[])
    for scope in viewer.scopes(permission):
        places = ((organisation, scope.organisation_id), (programme, scope.programme_id), (region, scope.region_id))
        here = Q(**{name: value for name, value in places if value is not None})
        if not here:
            return here
        reach |= here
    return reach


def led_by(viewer: Viewer) -> Q:
    """The activities this viewer leads, while a role still lets them work there."""
    return Q(led_by_id=viewer.account_id) & within(viewer, Permission.COACH)


def coordinated_by(viewer: Viewer) -> Q:
    """The activities of the viewer's own organisation, for its coordinator."""
    own = Q(organisation_id=viewer.organisation_id) if not viewer.job else Q()
    return own & within(viewer, Permission.COORDINATE)


def run_by(viewer: Viewer) -> QuerySet[Activity]:
    """The activities this viewer may change: their own and, for a coordinator, the organisation's.

    A duo's meetings are written down by the duo, never as a sheet.
    """
    if viewer.job:
        return Activity.objects.all()
    if viewer.person_id is not None or not viewer.signed_in:
        return Activity.objects.none()
    return Activity.objects.filter(led_by(viewer) | coordinated_by(viewer)).exclude(kind=Kind.DUO)


def visible_to(viewer: Viewer) -> QuerySet[Activity]:
    """The activities this viewer may open: those they run and those of people whose file they may open."""
    if viewer.job:
        return Activity.objects.all()
    seen = Exists(standing().filter(activity=OuterRef("pk"), enrolment__in=enrolments_visible_to(viewer)))
    if viewer.person_id is not None or not viewer.signed_in:
        return Activity.objects.filter(seen)
    return Activity.objects.filter(led_by(viewer) | coordinated_by(viewer) | Q(seen))


def opened_by(viewer: Viewer, activity_id: int, *, run: bool = False, lock: bool = False) -> Activity:
    """One activity, or NotFound; `run` asks for one the viewer may change, `lock` holds it for the deed."""
    rows = (run_by(viewer) if run else visible_to(viewer)).select_related("programme", "organisation", "led_by")
    if lock:
        rows = rows.select_for_update(of=("self",))
    activity = rows.filter(pk=activity_id).first()
    if activity is None:
        raise NotFound(f"activity {activity_id}")
    return activity


def names_open_to(viewer: Viewer, enrolment_ids, *, runs: bool) -> set[int]:
    """Which of these enrolments may be named: who runs the activity needs name and contact, others the file."""
    level = Level.IDENTITY if runs else Level.FILE
    return set(enrolments_visible_to(viewer, level).filter(pk__in=enrolment_ids).values_list("pk", flat=True))


def seat(viewer: Viewer, enrolment: Enrolment) -> CaseTeamMember | None:
    """The viewer's own place on the case team today."""
    if viewer.account_id is None:
        return None
    return on_case_team(viewer).filter(enrolment=enrolment).first()


def coordinates(viewer: Viewer, enrolment: Enrolment) -> bool:
    """Whether the viewer coordinates for the provider of this enrolment."""
    same_house = bool(viewer.job) or viewer.organisation_id == enrolment.provider_id
    return same_house and viewer.may(
        Permission.COORDINATE, programme_id=enrolment.programme_id, organisation_id=enrolment.provider_id, region_id=enrolment.region_id
    )


def may_read_note(viewer: Viewer, note: Note, member: CaseTeamMember | None, *, coordinator: bool) -> bool:
    """Whether the text of a note of an already opened file opens to this viewer, given their seat on the case team."""
    if viewer.person_id is not None or viewer.account_id is None:
        return False
    return note_opens(
        note.confidentiality,
        is_author=note.author_id == viewer.account_id,
        on_team=member is not None,
        same_profession=member is not None and member.profession == note.profession == viewer.profession,
        coordinates=coordinator,
    )


def may_break_glass(viewer: Viewer, note: Note) -> bool:
    """Whether a closed note may be opened for a reason: a coordinator of the same provider who reads its files.

    What somebody wrote for their own eyes stays theirs.
    """
    if note.confidentiality == Confidentiality.AUTHOR or viewer.person_id is not None:
        return False
    row = note.enrolment
    reads = viewer.may(Permission.READ_FILES, programme_id=row.programme_id, organisation_id=row.provider_id, region_id=row.region_id)
    return reads and coordinates(viewer, row)
