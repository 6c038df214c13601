"""Who comes and who stays away, how support is delivered month by month, and what restrictions did to it."""

from django import forms as django
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vieta.activities import queries
from vieta.activities.choices import Mode
from vieta.base.viewer import Permission
from vieta.enrolments.queries import takes_in_programmes
from vieta.web.coach.standing import coordinates
from vieta.web.coach.views.today import slipping
from vieta.web.parts import charts, lists
from vieta.web.trail import listed


class ProgrammeFilter(lists.Filter):
    """Which programme."""

    programme = django.ChoiceField(label=gettext_lazy("Programme"), choices=(), widget=django.Select(attrs={"class": "govuk-select"}))


def engagement(request: HttpRequest) -> HttpResponse:
    """Engagement in one programme: the coordinator's house, or all of it for its lead."""
    viewer = request.viewer
    if viewer.person_id is not None or not (coordinates(viewer) or viewer.may(Permission.SET_UP)):
        raise PermissionDenied(_("This place is for those who coordinate the work of an organisation."))
    programmes = takes_in_programmes(viewer, Permission.COORDINATE, Permission.SET_UP)
    filter_ = ProgrammeFilter(request.GET or None)
    filter_.fields["programme"].choices = [(str(one.id), one.name) for one in programmes]
    chosen = int(request.GET["programme"]) if filter_.is_bound and filter_.is_valid() and filter_.cleaned_data["programme"] else None
    context = {"title": _("Engagement"), "filter": filter_, "several": len(programmes) > 1}
    if filter_.is_bound and filter_.errors:
        return render(request, "coordinator/engagement.html", context, status=422)
    if programmes:
        found = queries.delivery(viewer, chosen or programmes[0].id)
        lines = slipping(viewer, whole_organisation=True) if coordinates(viewer) else []
        listed(request, "engagement.listed", [line.person_id for line in lines])
        context |= {"delivery": found, "figures": _figures(found), "lines": lines, "limits": [_limit(one) for one in found.limits]}
    return render(request, "coordinator/engagement.html", context)


def _figures(found: queries.Delivery) -> list[charts.Figure]:
    """Activities by form and the share of those expected who came, month by month."""
    forms = [charts.Series(str(mode.label), [(month.first_on, month.by_mode[mode.value]) for month in found.months]) for mode in Mode]
    came = [(month.first_on, month.presence) for month in found.months if month.presence is not None]
    limited = [date_format(month.first_on, "F Y") for month in found.months if month.restricted]
    lede = _("Months with restrictions: %(months)s") % {"months": ", ".join(limited)} if limited else ""
    return [
        charts.over_time(title=_("Activities held each month, by form"), series=forms, lede=lede),
        charts.over_time(title=_("Of those expected, how many came (per cent)"), series=[charts.Series(_("came"), came)]),
    ]


def _limit(one) -> dict:
    """A restriction with the table of before, during and after."""
    heads = [_("Activities a month"), *(spell.label for spell in one.spells)]
    rows = [[str(mode.label), *(spell.by_mode[mode.value] for spell in one.spells)] for mode in Mode]
    rows.append([_("Together"), *(spell.total for spell in one.spells)])
    return {"name": one.name, "kind": one.kind_label, "from_on": one.from_on, "until_on": one.until_on, "table": charts.table(heads, rows)}
