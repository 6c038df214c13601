"""My family's plan, and my own business with a mentor from the network."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from vieta.base.refusal import NotFound
from vieta.mentoring.queries.family import own_household
from vieta.plans.queries import own_stays
from vieta.web import families, ventures
from vieta.web.participant.place import own
from vieta.web.trail import opened


@own
def my_family(request: HttpRequest) -> HttpResponseBase:
    """Who leads our plan, what each of us put on its page, and the children's school."""
    where = _family(request)
    if where is None:
        return render(request, "participant/my_family.html", {"title": _("My family's plan"), "family": None})
    return families.page(request, where, "participant/my_family.html", enrolment_id=None)


@own
def my_family_part(request: HttpRequest, what: str, number: int) -> HttpResponseBase:
    """One question of that page."""
    where = _family(request)
    if where is None:
        raise NotFound("household")
    return families.ask(request, where, what, number)


def _family(request: HttpRequest) -> families.Where | None:
    opened(request, "me.family_opened", person_id=request.viewer.person_id)
    household_id = own_household(request.viewer)
    if household_id is None:
        return None
    return families.Where(household_id, reverse("my_family"), "participant/my_family_question.html", {}, own=True)


@own
def my_venture(request: HttpRequest, enrolment_id: int | None = None) -> HttpResponseBase:
    """My idea, the milestones on the way, and asking for a mentor."""
    stays = [stay.enrolment_id for stay in own_stays(request.viewer)]
    if enrolment_id is None and not stays:
        opened(request, "me.venture_opened", person_id=request.viewer.person_id)
        return render(request, "participant/my_venture.html", {"title": _("My own business"), "venture": None})
    return ventures.page(request, _venture(request, enrolment_id or stays[0]), "participant/my_venture.html")


@own
def my_venture_question(request: HttpRequest, enrolment_id: int, what: str, number: int | None = None) -> HttpResponseBase:
    """One question of that page."""
    return ventures.ask(request, _venture(request, enrolment_id), what, number)


def _venture(request: HttpRequest, enrolment_id: int) -> ventures.Where:
    opened(request, "me.venture_opened", person_id=request.viewer.person_id, enrolment_id=enrolment_id)
    address = reverse("my_venture_of", args=[enrolment_id])
    return ventures.Where(enrolment_id, address, "participant/my_venture_question.html", {}, own=True)
