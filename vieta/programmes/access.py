"""Who may see and set up a programme."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from vieta.base.refusal import NotFound
from vieta.base.viewer import Permission, Viewer

from .models import Partner, Programme


def visible_to(viewer: Viewer) -> QuerySet[Programme]:
    """The programmes in which this viewer holds a role, directly or through an organisation that takes part."""
    if viewer.job:
        return Programme.objects.all()
    reach = Q(pk__in=[])
    for held in viewer.held:
        if held.role == "participant":
            continue
        if held.scope.programme_id:
            reach |= Q(pk=held.scope.programme_id)
        elif held.scope.organisation_id:
            part = Partner.objects.filter(programme=OuterRef("pk"), organisation_id=held.scope.organisation_id)
            reach |= Q(lead_id=held.scope.organisation_id) | Q(Exists(part))
        else:
            return Programme.objects.all()
    return Programme.objects.filter(reach)


def opened_by(viewer: Viewer, code: str, *permissions: Permission, lock: bool = False) -> Programme:
    """One programme, or NotFound; with permissions, at least one of them must hold in it."""
    rows = visible_to(viewer).select_related("lead")
    if lock:
        rows = rows.select_for_update(of=("self",))
    programme = rows.filter(code=code).first()
    if programme is None or (permissions and not any(_holds(viewer, p, programme) for p in permissions)):
        raise NotFound(code)
    return programme


def may_set_up(viewer: Viewer, programme: Programme) -> bool:
    """Whether this viewer sets this programme up."""
    return _holds(viewer, Permission.SET_UP, programme)


def _holds(viewer: Viewer, permission: Permission, programme: Programme) -> bool:
    """A role for all programmes of one organisation holds only where that organisation takes part."""
    return any(
        scope.programme_id == programme.pk
        or (scope.programme_id is None and (scope.organisation_id is None or _takes_part(scope.organisation_id, programme)))
        for scope in viewer.scopes(permission)
    )


def _takes_part(organisation_id: int, programme: Programme) -> bool:
    return programme.lead_id == organisation_id or Partner.objects.filter(programme=programme, organisation_id=organisation_id).exists()
