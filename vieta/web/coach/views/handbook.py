"""The handbooks of mentoring programmes, as staff read them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from vieta.mentoring import queries
from vieta.web.coach.standing import only_staff
from vieta.web.papers import reading, served


def handbooks(request: HttpRequest) -> HttpResponse:
    """The handbooks one may read; the only one opens at once."""
    only_staff(request)
    found = queries.handbooks(request.viewer)
    if len(found) == 1:
        return redirect("handbook", programme_id=found[0][0])
    return render(request, "coach/handbooks.html", {"title": _("Handbook"), "handbooks": found})


def handbook(request: HttpRequest, programme_id: int) -> HttpResponse:
    """The edition that holds, and saying that one has read it."""
    only_staff(request)
    return reading(request, programme_id, "coach/handbook.html", "handbook")


def handbook_document(request: HttpRequest, edition_id: int) -> HttpResponse:
    """The document of an edition, for staff and mentors alike."""
    return served(request, queries.paper_document(request.viewer, edition_id))


def resource_document(request: HttpRequest, resource_id: int) -> HttpResponse:
    """The document of a resource, for staff and mentors alike."""
    return served(request, queries.resource_document(request.viewer, resource_id))
