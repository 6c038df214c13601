"""Who may see a duo: its coordinator, its two sides while it lives, and who may open the mentee's file."""

from django.db.models import Q, QuerySet

from vieta.activities.access import within
from vieta.base.refusal import NotFound
from vieta.base.viewer import Permission, Viewer
from vieta.enrolments import access as enrolments
from vieta.enrolments.models import Enrolment

from ..choices import ALIVE, DuoState, Side
from ..models import Duo

# In these a mentor still answers or evaluates; of the mentee's items nothing is shown once the duo is over.
WITH_MENTOR = (*ALIVE, DuoState.ENDED)


def coordinated_by(viewer: Viewer) -> QuerySet[Duo]:
    """The duos of the viewer's own organisation, for its coordinator, while the mentee's file opens to them."""
    if viewer.job:
        return Duo.objects.all()
    if viewer.person_id is not None or viewer.organisation_id is None or not viewer.scopes(Permission.COORDINATE):
        return Duo.objects.none()
    here = Q(organisation_id=viewer.organisation_id) & within(viewer, Permission.COORDINATE, region="enrolment__region_id")
    return Duo.objects.filter(here).filter(enrolments.through(viewer))


def mentored_by(viewer: Viewer) -> QuerySet[Duo]:
    """The viewer's own duos as a mentor, as long as they live or wait for the mentor's evaluation; it ends by itself."""
    if viewer.account_id is None or viewer.person_id is not None:
        return Duo.objects.none()
    mine = Duo.objects.filter(mentorship__mentor__account_id=viewer.account_id, state__in=WITH_MENTOR)
    return mine.filter(within(viewer, Permission.MENTOR, organisation="mentorship__organisation_id", region="enrolment__region_id"))


def of_person(viewer: Viewer) -> QuerySet[Duo]:
    """The duos of the person whose own place it is."""
    return Duo.objects.filter(enrolments.through(viewer)) if viewer.person_id is not None else Duo.objects.none()


def of_file(viewer: Viewer, enrolment_id: int) -> QuerySet[Duo]:
    """The duos of one file that opens to the viewer, or NotFound."""
    return Duo.objects.filter(enrolment=enrolments.opened_by(viewer, enrolment_id))


def sides(viewer: Viewer, duo: Duo) -> frozenset[Side]:
    """For which sides the viewer may speak: each for their own, the coordinator for both, the case team for the mentee."""
    if of_person(viewer).filter(pk=duo.pk).exists():
        return frozenset({Side.MENTEE})
    found = {Side.MENTOR} if mentored_by(viewer).filter(pk=duo.pk).exists() else set()
    if coordinated_by(viewer).filter(pk=duo.pk).exists():
        return frozenset(Side)
    return frozenset(found | ({Side.MENTEE} if supports(viewer, duo.enrolment) else set()))


def supports(viewer: Viewer, enrolment: Enrolment) -> bool:
    """Whether the viewer is on the case team of the mentee and may open the file."""
    on_team = enrolments.on_case_team(viewer).filter(enrolment=enrolment).exists()
    return on_team and enrolments.visible_to(viewer).filter(pk=enrolment.pk).exists()


def coordinates(viewer: Viewer, enrolment: Enrolment) -> bool:
    """Whether the viewer coordinates duos for the provider of this stay."""
    if viewer.job:
        return True
    same_house = viewer.person_id is None and viewer.organisation_id == enrolment.provider_id
    place = {"programme_id": enrolment.programme_id, "organisation_id": enrolment.provider_id, "region_id": enrolment.region_id}
    return same_house and viewer.may(Permission.COORDINATE, **place)


def opened_by(viewer: Viewer, duo_id: int, *, lock: bool = False) -> Duo:
    """One duo for anybody who stands in it: coordinator, either side, or the case team; NotFound for everybody else."""
    rows = Duo.objects.select_related("programme", "organisation", "enrolment__person", "mentorship__mentor")
    if lock:
        rows = rows.select_for_update(of=("self",))
    duo = rows.filter(pk=duo_id).first()
    if duo is None or not sides(viewer, duo):
        raise NotFound(f"duo {duo_id}")
    return duo


def run_by(viewer: Viewer, duo_id: int, *, lock: bool = False) -> Duo:
    """One duo for its coordinator, or NotFound."""
    rows = coordinated_by(viewer).select_related("programme", "organisation", "enrolment__person", "mentorship__mentor")
    if lock:
        rows = rows.select_for_update(of=("self",))
    duo = rows.filter(pk=duo_id).first()
    if duo is None:
        raise NotFound(f"duo {duo_id}")
    return duo
