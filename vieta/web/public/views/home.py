"""The first page and what stands at the foot of every page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from vieta.jobs.demo.cast import CAST, STORIES
from vieta.web import places
from vieta.web.middleware import open_to_all


@open_to_all
def home(request: HttpRequest) -> HttpResponse:
    """In the demo: the cast and three stories. Else: one's own place, or what Vieta is and where to sign in."""
    if settings.DEMO:
        own = _own(request)
        return render(
            request, "public/demo.html", {"title": _("Everybody finds their place"), "cast": CAST, "stories": STORIES, "own": own}
        )
    if not request.viewer.signed_in:
        return about(request)
    if own := _own(request):
        return redirect(own)
    return render(request, "public/no_role.html", {"title": _("No role is in force for you today")})


@open_to_all
def about(request: HttpRequest) -> HttpResponse:
    """What Vieta is, in words."""
    return render(request, "public/about.html", {"title": _("Everybody finds their place")})


@open_to_all
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about whom, and what rights people have."""
    return render(request, "public/privacy.html", {"title": _("Privacy")})


@open_to_all
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "public/accessibility.html", {"title": _("Accessibility")})


def _own(request: HttpRequest) -> str:
    """The address of the viewer's own place; empty when they are not signed in or no role stands anywhere."""
    own = places.own_address(request.viewer) if request.viewer.signed_in else ""
    return "" if own == reverse("home") else own
