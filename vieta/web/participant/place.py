"""Who stands at this place: somebody whose own file it is; everybody else is told so in words."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _


def own(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page for the person whose own file it is."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if request.viewer.person_id is None:
            raise PermissionDenied(_("This is the place of people who are supported. It opens with their own code."))
        return view(request, *args, **kwargs)

    return guarded
