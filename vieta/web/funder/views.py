"""Pages of the funder's place."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext as _

from vieta.base.refusal import NotFound
from vieta.base.viewer import Permission
from vieta.indicators import queries
from vieta.web.parts import releases


def funder(request):
    """The programmes a funder follows."""
    if not request.viewer.scopes(Permission.SEE_SAFE_FIGURES):
        raise PermissionDenied(_("This place is for funders, who follow programmes by figures only."))
    return render(
        request, "funder/funder.html", {"title": _("Programmes you follow"), "programmes": queries.safe_programmes(request.viewer)}
    )


def funder_across(request):
    """All programmes together, each person once; in steps, so that nobody is worked out."""
    if not request.viewer.scopes(Permission.SEE_SAFE_FIGURES):
        raise PermissionDenied(_("This place is for funders, who follow programmes by figures only."))
    card = queries.safe_across(request.viewer, request.GET.get("measure", ""))
    offered = queries.across_offered(safe=True)
    return render(request, "funder/across.html", {"title": _("All programmes together"), "card": card, "measures": offered})


def funder_programme(request, code):
    """One programme's progress and common indicators as they were released."""
    return _programme(request, code, *_asked(request, code))


def funder_file(request, code):
    """The same figures as a file; where the address asks for what there is not or they were changed, the page that says so."""
    figures, form = _asked(request, code)
    if figures is None:
        raise NotFound(code)
    return releases.answered(_programme(request, code, figures, form), figures, form)


def _programme(request, code, figures, form):
    name = figures.name if figures else dict(queries.safe_programmes(request.viewer))[code]
    context = {"title": name, "figures": figures, "form": form, "picture": releases.picture(figures) if figures else None}
    return render(request, "funder/programme.html", context, status=422 if form.errors else 200)


def _asked(request, code):
    def read(*which):
        return queries.safe_figures(request.viewer, code, *which)

    return releases.chosen(request.GET, queries.releases(request.viewer, code), read)
