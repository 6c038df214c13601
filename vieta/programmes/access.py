"""Who may see and set up a programme."""

from collections import defaultdict
from datetime import date

from django.db.models import Q, QuerySet

from vieta.base.refusal import NotFound
from vieta.base.viewer import Permission, Scope, Viewer

from .choices import PartnerRole
from .models import Partner, Programme
from .rules import seen_from

# What a role of a whole organisation allows in the programmes it leads, and in no other.
FOR_THE_LEAD = frozenset(
    {Permission.SET_UP, Permission.MANAGE_MONEY, Permission.PREPARE_REPORT, Permission.SIGN_REPORT, Permission.READ_NAMES}
)
FOR_FUNDERS = frozenset({Permission.SEE_SAFE_FIGURES})
SEES_MONEY = (Permission.MANAGE_MONEY, Permission.SET_UP, Permission.SEE_FIGURES)


def in_force(today: date) -> QuerySet[Partner]:
    """The parts in force on a day."""
    return Partner.objects.filter(from_on__lte=today).filter(Q(until_on__isnull=True) | Q(until_on__gt=today))


def is_lead(programme: Programme, part: Partner) -> bool:
    """Whether a part is that of the lead itself, which stays as long as the programme."""
    return part.role == PartnerRole.LEAD and part.organisation_id == programme.lead_id


def opened_by_parts(organisation_id: int, permissions: frozenset[Permission], today: date) -> dict[int, frozenset[Permission]]:
    """What a role of a whole organisation allows, by programme: all where it leads, elsewhere what fits its parts in force today."""
    found: dict[int, frozenset[Permission]] = defaultdict(frozenset)
    for programme_id, role in in_force(today).filter(organisation_id=organisation_id).order_by().values_list("programme_id", "role"):
        found[programme_id] |= permissions & FOR_FUNDERS if role == PartnerRole.FUNDER else permissions - FOR_THE_LEAD - FOR_FUNDERS
    for programme_id in Programme.objects.filter(lead_id=organisation_id).order_by().values_list("pk", flat=True):
        found[programme_id] = permissions
    return {programme_id: allowed for programme_id, allowed in found.items() if allowed}


def visible_to(viewer: Viewer) -> QuerySet[Programme]:
    """The programmes in which this viewer holds a role."""
    if viewer.job:
        return Programme.objects.all()
    reach = Q(pk__in=[])
    for held in viewer.held:
        if held.role == "participant":
            continue
        if held.scope == Scope():
            return Programme.objects.all()
        if held.scope.programme_id:
            reach |= Q(pk=held.scope.programme_id)
    return Programme.objects.filter(reach)


def opened_by(viewer: Viewer, code: str, *permissions: Permission, lock: bool = False) -> Programme:
    """One programme, or NotFound; with permissions, at least one of them must hold in it."""
    rows = visible_to(viewer).select_related("lead")
    if lock:
        rows = rows.select_for_update(of=("self",))
    programme = rows.filter(code=code).first()
    if programme is None or (permissions and not any(holds(viewer, p, programme) for p in permissions)):
        raise NotFound(code)
    return programme


def may_set_up(viewer: Viewer, programme: Programme) -> bool:
    """Whether this viewer sets this programme up."""
    return holds(viewer, Permission.SET_UP, programme)


def places_in(viewer: Viewer, programme: Programme, *permissions: Permission) -> list[tuple[int | None, int | None]]:
    """Where in a programme a viewer holds one of some permissions: organisations and regions by number, None for every one."""
    scopes = (scope for permission in permissions for scope in viewer.scopes(permission))
    return [(scope.organisation_id, scope.region_id) for scope in scopes if scope.programme_id in (None, programme.pk)]


def sees_whole(viewer: Viewer, programme: Programme, *permissions: Permission) -> bool:
    """Whether what some permissions open is open to this viewer for all of a programme: at the lead, and in no region only."""
    places = places_in(viewer, programme, *permissions)
    return bool(places) and seen_from(places, programme.lead_id) == (None, None)


def holds(viewer: Viewer, permission: Permission, programme: Programme) -> bool:
    """Whether a role allows this in a programme, in all of it or in a part."""
    return any(scope == Scope() or scope.programme_id == programme.pk for scope in viewer.scopes(permission))
