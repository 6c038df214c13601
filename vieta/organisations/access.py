"""Who may see and keep organisations: everybody at work sees them, those who set programmes up or give accounts keep them."""

from django.db.models import QuerySet

from vieta.base.viewer import Permission, Viewer

from .models import Organisation


def visible_to(viewer: Viewer) -> QuerySet[Organisation]:
    """Organisations are public facts, shown to everybody with a role."""
    return Organisation.objects.all() if viewer.held else Organisation.objects.none()


def may_keep(viewer: Viewer) -> bool:
    """Whether this viewer registers organisations and specialities."""
    return any(viewer.may(one) for one in (Permission.FOUND, Permission.SET_UP, Permission.MANAGE_ACCOUNTS))
