"""Puts the viewer and the moment on every request, closes every page by default, and turns "not there" into 404."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from vieta.base.refusal import NotFound
from vieta.base.viewer import Viewer
from vieta.people.queries import viewer_with_own_place


class ViewerMiddleware:
    """Sets `request.viewer` and `request.at`; a page is for the signed-in unless its view says `@open_to_all`."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.at = timezone.now()
        request.viewer = SimpleLazyObject(lambda: _viewer(request))
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if getattr(view, "open_to_all", False) or view.__module__.split(".")[0] != "vieta" or request.user.is_authenticated:
            return None
        return redirect_to_login(request.get_full_path())

    def process_exception(self, request, exception):
        if isinstance(exception, NotFound):
            raise Http404 from exception


def open_to_all(view):
    """Marks a view that needs no sign-in."""
    view.open_to_all = True
    return view


def _viewer(request) -> Viewer:
    today = timezone.localdate(request.at)
    if not request.user.is_authenticated:
        return Viewer(account_id=None, name="", today=today)
    return viewer_with_own_place(request.user, today)
