"""Puts the viewer and the moment on every request, closes every page by default, asks for the second factor, and turns
"not there" into 404."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import is_valid_path
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from vieta.accounts.queries import has_second_factor, sees_special
from vieta.base.refusal import NotFound
from vieta.base.viewer import Viewer
from vieta.people.queries import viewer_with_own_place
from vieta.web.houses import open_houses

LARGEST = 2**63 - 1  # a number no table can hold names nothing


class ViewerMiddleware:
    """Sets `request.viewer` and `request.at`; a page is for the signed-in unless its view says `@open_to_all`.

    Costs at most three statements: roles, the own place, and for roles that see special data the second factor.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.at = timezone.now()
        request.viewer = SimpleLazyObject(lambda: viewer_of_request(request))
        answer = self.get_response(request)
        return _for_a_button(request, answer) if answer.status_code == 405 and request.method == "GET" else answer

    def process_view(self, request, view, args, kwargs):
        if any(isinstance(number, int) and number > LARGEST for number in kwargs.values()):
            raise Http404
        if getattr(view, "open_to_all", False) or view.__module__.split(".")[0] != "vieta":
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return _first_steps(request)

    def process_exception(self, request, exception):
        if isinstance(exception, NotFound):
            raise Http404 from exception


def open_to_all(view):
    """Marks a view that needs no sign-in."""
    view.open_to_all = True
    return view


def viewer_of_request(request) -> Viewer:
    """Who looks, built anew from the account that is signed in."""
    at = getattr(request, "at", None) or timezone.now()
    today = timezone.localdate(at)
    if not request.user.is_authenticated:
        return Viewer(account_id=None, name="", today=today)
    return viewer_with_own_place(request.user, today, houses=open_houses(request))


def _for_a_button(request, answer):
    """The address of a deed, opened like a page: says in words that it is for a button, and leads to the page above it."""
    above = request.path.rstrip("/").rpartition("/")[0] + "/"
    page = render(request, "405.html", {"above": above if is_valid_path(above) else ""}, status=405)
    page["Allow"] = answer.headers.get("Allow", "POST")
    return page


def _first_steps(request):
    """Staff choose a password, and who sees special data sets up a second factor, before any other page; not in the demo."""
    if settings.DEMO or request.user.organisation_id is None:
        return None
    if not request.user.has_usable_password():
        return redirect("account_set_password")
    if sees_special(request.viewer) and not has_second_factor(request.user.pk):
        return redirect("mfa_activate_totp")
    return None
