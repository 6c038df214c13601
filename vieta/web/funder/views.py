"""Pages of the funder's place."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext as _

from vieta.base.viewer import Permission
from vieta.indicators import queries
from vieta.web.funder.forms import MonthEnd
from vieta.web.parts import charts


def funder(request):
    """The programmes a funder follows."""
    if not request.viewer.scopes(Permission.SEE_SAFE_FIGURES):
        raise PermissionDenied(_("This place is for funders, who follow programmes by figures only."))
    return render(request, "funder/funder.html", {"title": _("Programmes you fund"), "programmes": queries.safe_programmes(request.viewer)})


def funder_programme(request, code):
    """One programme's progress and common indicators after disclosure control."""
    days = queries.safe_days(request.viewer, code)
    form = MonthEnd(request.GET or {}, days=days)
    card = queries.safe_figures(request.viewer, code, form.day)
    picture = charts.funnel(title=_("Progress"), steps=[(row.name, row.values[-1]) for row in card.progress if row.stage])
    status = 422 if form.errors else 200
    return render(request, "funder/programme.html", {"title": card.name, "figures": card, "form": form, "picture": picture}, status=status)
