"""Who stands at the coach's place."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from vieta.base.viewer import Permission


def for_those_who(*permissions: Permission) -> Callable:
    """A page for those whose role allows one of these somewhere; to others it says so with 403."""

    def mark(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not any(request.viewer.scopes(permission) for permission in permissions):
                raise PermissionDenied(_("This page belongs to those who work with people in a programme."))
            return view(request, *args, **kwargs)

        return guarded

    return mark
