"""Who stands at this place: mentors; everybody else is told so in words."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from vieta.base.viewer import Permission


def for_mentors(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page for those who hold the role of a mentor today."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if not request.viewer.scopes(Permission.MENTOR):
            raise PermissionDenied(_("This place is for mentors."))
        return view(request, *args, **kwargs)

    return guarded
