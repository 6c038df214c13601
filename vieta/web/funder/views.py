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
    return render(request, "funder/funder.html", {"title": _("Programmes you fund"), "programmes": queries.safe_programmes(request.viewer)})


def funder_across(request):
    """All programmes together, each person once; in steps, so that nobody is worked out."""
    if not request.viewer.scopes(Permission.SEE_SAFE_FIGURES):
        raise PermissionDenied(_("This place is for funders, who follow programmes by figures only."))
    card = queries.safe_across(request.viewer, request.GET.get("measure", ""))
    offered = queries.across_offered(safe=True)
    return render(request, "funder/across.html", {"title": _("All programmes together"), "card": card, "measures": offered})


def funder_programme(request, code):
    """One programme's progress and common indicators as they were released."""
    figures, form, status = _asked(request, code)
    name = figures.name if figures else dict(queries.safe_programmes(request.viewer))[code]
    context = {"title": name, "figures": figures, "form": form, "picture": releases.picture(figures) if figures else None}
    return render(request, "funder/programme.html", context, status=status)


def funder_file(request, code):
    """The same figures as a file."""
    figures, _form, _status = _asked(request, code)
    if figures is None:
        raise NotFound(code)
    return releases.as_file(figures)


def _asked(request, code):
    """The release and the part the address asks for, with the form that chose them."""
    found = queries.safe_figures(request.viewer, code)
    offered = queries.releases(request.viewer, code) if found else []
    form = releases.Chosen(request.GET or {}, releases=offered, parts=found.parts if found else ())
    if found and form.is_valid() and (form.release_id or form.cleaned_data["part"]):
        found = queries.safe_figures(request.viewer, code, form.release_id, form.cleaned_data["part"])
    return found, form, 422 if form.errors else 200
