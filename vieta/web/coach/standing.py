"""Who stands at the coach's and the coordinator's place; anybody else is told so in words."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _

from vieta.base.viewer import Permission, Viewer


def works_with_people(viewer: Viewer) -> bool:
    """Whether a role lets the viewer work with people."""
    return viewer.person_id is None and viewer.may(Permission.COACH)


def coordinates(viewer: Viewer) -> bool:
    """Whether a role lets the viewer coordinate."""
    return viewer.person_id is None and viewer.may(Permission.COORDINATE)


def only_staff(request: HttpRequest) -> None:
    """Answers 403 to those who do not work with people."""
    if not works_with_people(request.viewer):
        raise PermissionDenied(_("This place is for those who work with people in a programme."))


def only_coordinators(request: HttpRequest) -> None:
    """Answers 403 to those who do not coordinate."""
    if not coordinates(request.viewer):
        raise PermissionDenied(_("This place is for those who coordinate the work of an organisation."))
