"""What anybody may see of a programme's figures, without signing in: the releases its lead has made public."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from vieta.indicators import queries
from vieta.web.middleware import open_to_all
from vieta.web.parts import releases


@open_to_all
def public_figures(request: HttpRequest) -> HttpResponse:
    """The programmes with public figures."""
    rows = queries.public_programmes(request.viewer)
    return render(request, "public/figures.html", {"title": _("Figures of our programmes"), "programmes": rows})


@open_to_all
def public_programme(request: HttpRequest, code: str) -> HttpResponse:
    """One programme's public figures."""
    return _programme(request, *_asked(request, code))


@open_to_all
def public_file(request: HttpRequest, code: str) -> HttpResponse:
    """The same figures as a file; where the address asks for what there is not or they were changed, the page that says so."""
    figures, form = _asked(request, code)
    return releases.answered(_programme(request, figures, form), figures, form)


def _programme(request: HttpRequest, figures, form) -> HttpResponse:
    context = {"title": figures.name, "figures": figures, "form": form, "picture": releases.picture(figures)}
    return render(request, "public/programme.html", context, status=422 if form.errors else 200)


def _asked(request: HttpRequest, code: str):
    def read(*which):
        return queries.public_figures(request.viewer, code, *which)

    return releases.chosen(request.GET, queries.public_releases(request.viewer, code), read)
