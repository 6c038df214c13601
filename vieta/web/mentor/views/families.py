"""The families whose plan I lead as their mentor: first names, the steps put on the page, the children's school."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from vieta.mentoring.queries.family import families_led
from vieta.web import families
from vieta.web.mentor.place import for_mentors
from vieta.web.trail import listed


@for_mentors
def mentor_families(request: HttpRequest) -> HttpResponse:
    """The families I accompany."""
    cards = families_led(request.viewer)
    listed(request, "mentor.families_listed", [adult.person_id for card in cards for adult in card.adults])
    return render(request, "mentor/families.html", {"title": _("My family"), "families": cards})


@for_mentors
def mentor_family(request: HttpRequest, household_id: int) -> HttpResponseBase:
    """One family's plan."""
    return families.page(request, _where(household_id), "mentor/family.html", enrolment_id=None)


@for_mentors
def mentor_family_part(request: HttpRequest, household_id: int, what: str, number: int | None = None) -> HttpResponseBase:
    """One question of that page."""
    return families.ask(request, _where(household_id), what, number)


def _where(household_id: int) -> families.Where:
    return families.Where(household_id, reverse("mentor_family", args=[household_id]), "mentor/family_question.html", {})
