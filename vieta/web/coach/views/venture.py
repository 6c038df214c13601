"""A business of one's own, as the case team sees it."""

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from vieta.web import ventures
from vieta.web.coach.file import file_page


def venture(request: HttpRequest, enrolment_id: int) -> HttpResponseBase:
    """The idea, its milestones, and the request for a mentor."""
    return ventures.page(request, _where(request, enrolment_id), "coach/venture.html")


def venture_question(request: HttpRequest, enrolment_id: int, what: str, number: int | None = None) -> HttpResponseBase:
    """One question of that page."""
    return ventures.ask(request, _where(request, enrolment_id), what, number)


def _where(request: HttpRequest, enrolment_id: int) -> ventures.Where:
    context = file_page(request, enrolment_id, "venture", under="plan")
    return ventures.Where(enrolment_id, reverse("venture", args=[enrolment_id]), "coach/venture_question.html", context)
