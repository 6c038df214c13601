"""Who comes and who stays away, how support is delivered month by month, and what restrictions did to it."""

from datetime import date

from django import forms as django
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vieta.activities import queries
from vieta.activities.choices import Mode
from vieta.base.periods import days_after
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Permission
from vieta.enrolments.queries import takes_in_programmes
from vieta.programmes import actions
from vieta.programmes.choices import RestrictionKind
from vieta.programmes.queries import programme as programme_card
from vieta.programmes.queries import regions as regions_of
from vieta.programmes.queries import restrictions
from vieta.web.coach.standing import coordinates
from vieta.web.coach.views.today import slipping
from vieta.web.parts import charts, forms, lists
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


class RestrictionForm(forms.Form):
    """A time of restricted delivery."""

    name = forms.Text(label=gettext_lazy("What is it called?"), help_text=gettext_lazy("For example: second lock-down."), max_length=200)
    kind = forms.Choice(label=gettext_lazy("What kind of restriction?"), choices=RestrictionKind.choices)
    region_id = django.TypedChoiceField(
        label=gettext_lazy("Where?"), choices=(), required=False, coerce=int, empty_value=None, widget=django.Select()
    )
    from_on = forms.Date(label=gettext_lazy("From which day?"))
    until_on = forms.Date(
        label=gettext_lazy("What is the last day?"), help_text=gettext_lazy("Leave empty while it lasts."), required=False
    )


class LiftForm(forms.Form):
    """The last day of a restriction."""

    until_on = forms.Date(label=gettext_lazy("What is the last day?"))


def restriction_new(request: HttpRequest, code: str) -> HttpResponse:
    """Flags a time of restricted delivery."""
    programme = _followed(request, code)
    form = RestrictionForm(request.POST or None)
    regions = [(row.pk, row.name) for row in regions_of(request.viewer, code)]
    form.fields["region_id"].choices = [("", _("Everywhere in the programme")), *regions]
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data | {"until_on": _after(form.cleaned_data["until_on"])}
        try:
            actions.restrict(by=request.viewer, at=request.at, code=code, **told)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The restriction is flagged."))
            return redirect("engagement")
    return _asked(request, form, _("Flag a restriction"), _("Flag it"), programme.name)


def restriction_lift(request: HttpRequest, code: str, restriction_id: int) -> HttpResponse:
    """Says on which day a restriction ended."""
    _followed(request, code)
    row = next((one for one in restrictions(request.viewer, code) if one.pk == restriction_id), None)
    if row is None:
        raise NotFound(f"restriction {restriction_id}")
    form = LiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        until_on = days_after(form.cleaned_data["until_on"], 1)
        try:
            actions.lift_restriction(by=request.viewer, at=request.at, code=code, restriction_id=restriction_id, until_on=until_on)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The end is recorded."))
            return redirect("engagement")
    return _asked(request, form, _("When did it end?"), _("Record the end"), row.name)


def _followed(request: HttpRequest, code: str):
    """The programme, for its lead and its coordinators; 403 for who coordinates nothing, 404 for another's."""
    viewer = request.viewer
    if viewer.person_id is not None or not (coordinates(viewer) or viewer.may(Permission.SET_UP)):
        raise PermissionDenied(_("This place is for those who coordinate the work of an organisation."))
    return programme_card(viewer, code, Permission.SET_UP, Permission.COORDINATE)


def _after(last_on: date | None) -> date | None:
    return days_after(last_on, 1) if last_on else None


def _asked(request: HttpRequest, form: forms.Form, title: str, button: str, lede: str) -> HttpResponse:
    cancel = reverse("engagement")
    return forms.answer(request, "coordinator/question.html", form, title=title, button=button, cancel=cancel, lede=lede)


def _figures(found: queries.Delivery) -> list[charts.Figure]:
    """Activities by form and the share of those expected who came, month by month."""
    by_form = [charts.Series(str(mode.label), [(month.first_on, month.by_mode[mode.value]) for month in found.months]) for mode in Mode]
    came = [(month.first_on, month.presence) for month in found.months if month.presence is not None]
    limited = [date_format(month.first_on, "F Y") for month in found.months if month.restricted]
    lede = _("Months with restrictions: %(months)s") % {"months": ", ".join(limited)} if limited else ""
    return [
        charts.over_time(title=_("Activities held each month, by form"), series=by_form, lede=lede),
        charts.over_time(title=_("Of those expected, how many came (per cent)"), series=[charts.Series(_("came"), came)]),
    ]


def _limit(one) -> dict:
    """A restriction with the table of before, during and after."""
    heads = [_("Activities a month"), *(spell.label for spell in one.spells)]
    rows = [[str(mode.label), *(spell.by_mode[mode.value] for spell in one.spells)] for mode in Mode]
    rows.append([_("Together"), *(spell.total for spell in one.spells)])
    last_on = days_after(one.until_on, -1) if one.until_on else None
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind_label,
        "from_on": one.from_on,
        "last_on": last_on,
        "table": charts.table(heads, rows),
    }
