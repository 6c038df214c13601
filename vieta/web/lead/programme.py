"""The frame of every page about one programme: its name above, its pages beside each other."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from vieta.base.viewer import Permission, Viewer
from vieta.mentoring.queries.programmes import mentors_in
from vieta.programmes.queries import ProgrammeCard

SEES = (Permission.SET_UP, Permission.SEE_FIGURES, Permission.MANAGE_MONEY, Permission.SIGN_REPORT)
FIGURES = (Permission.SEE_FIGURES,)
MONEY = (Permission.MANAGE_MONEY, Permission.SEE_FIGURES)
PAGES = (
    (_("Set-up"), "programme", SEES),
    (_("Figures"), "figures", FIGURES),
    (_("Funnel"), "funnel", FIGURES),
    (_("Indicators"), "esf", FIGURES),
    (_("Obligations"), "obligations", FIGURES),
    (_("Money"), "money", MONEY),
    (_("Mentoring"), "mentoring", (Permission.SET_UP, Permission.COORDINATE)),
    (_("Duos in figures"), "mentoring_quality", FIGURES),
    (_("Evaluation"), "evaluation", FIGURES),
    (_("Releases"), "releases", (Permission.SET_UP,)),
    (_("Reports"), "reports", (Permission.PREPARE_REPORT, Permission.SIGN_REPORT, Permission.SEE_FIGURES)),
)
DATED = ("figures", "funnel", "esf", "obligations", "mentoring_quality", "evaluation")


def page(request: HttpRequest, template: str, programme: ProgrammeCard, **context: Any) -> HttpResponse:
    """A page inside a programme; the template extends lead/in_programme.html."""
    return render(request, template, {"programme": programme, "pages": pages(request.viewer, programme), **context})


def pages(viewer: Viewer, programme: ProgrammeCard) -> list[dict[str, Any]]:
    """The programme's pages this viewer may open; those that are `dated` are looked at as of a day, which goes with them."""
    found = []
    for label, name, permissions in PAGES:
        if name == "mentoring_quality" and not mentors_in(programme.id):
            continue
        if any(viewer.may(p, programme_id=programme.id) for p in permissions):
            try:
                found.append({"label": label, "address": reverse(name, args=[programme.code]), "dated": name in DATED})
            except NoReverseMatch:
                continue
    return found
