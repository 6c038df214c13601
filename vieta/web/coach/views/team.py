"""The case team, and who may read the file and why."""

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from vieta.accounts.choices import Profession
from vieta.base.refusal import Refused
from vieta.enrolments import actions, queries
from vieta.organisations.queries import specialities
from vieta.web.coach.file import file_page
from vieta.web.coach.views.outreach import number
from vieta.web.parts import forms


class ColleagueFilter(forms.Form):
    """Which colleague is needed."""

    name = forms.Text(label=gettext_lazy("Name"), max_length=100, required=False)
    speciality = forms.Choice(
        label=gettext_lazy("Speciality"), choices=(), widget=django_forms.Select(), empty=gettext_lazy("All"), required=False
    )
    profession = forms.Choice(label=gettext_lazy("Profession"), choices=Profession.choices, empty=gettext_lazy("All"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["speciality"].choices = [("", gettext_lazy("All")), *((str(pk), name) for pk, name, _active in specialities())]


def case_team(request: HttpRequest, enrolment_id: int) -> HttpResponse:
    """Who works with this person, who else could, and who may read the file."""
    context = file_page(request, enrolment_id, "case_team")
    wanted = ColleagueFilter(request.GET if request.GET else None, auto_id="find_%s")
    found = None
    if wanted.is_bound and wanted.is_valid():
        data = wanted.cleaned_data
        speciality = int(data["speciality"]) if data["speciality"] else None
        found = queries.colleagues_for(
            request.viewer, enrolment_id, speciality_id=speciality, profession=data["profession"], name=data["name"]
        )
    team = queries.case_team(request.viewer, enrolment_id, former=True)
    context |= {
        "title": _("Team and access"),
        "now": [m for m in team if m.until_on is None],
        "former": [m for m in team if m.until_on],
        "readers": queries.who_may_read(request.viewer, enrolment_id),
        "wanted": wanted,
        "found": found,
    }
    return render(request, "coach/case_team.html", context, status=422 if wanted.is_bound and wanted.errors else 200)


@require_POST
def case_team_add(request: HttpRequest, enrolment_id: int) -> HttpResponseBase:
    """Adds a colleague."""
    account_id = number(request.POST.get("account", ""))
    return _deed(
        request, enrolment_id, actions.add_to_team, account_id, _("The colleague is on the case team; the file opens to them from now on.")
    )


@require_POST
def case_team_end(request: HttpRequest, enrolment_id: int) -> HttpResponseBase:
    """Ends a colleague's part."""
    account_id = number(request.POST.get("account", ""))
    return _deed(request, enrolment_id, actions.end_on_team, account_id, _("The colleague left the case team; the file is closed to them."))


@require_POST
def case_team_responsible(request: HttpRequest, enrolment_id: int) -> HttpResponseBase:
    """Names the responsible one."""
    account_id = number(request.POST.get("account", ""))
    return _deed(request, enrolment_id, actions.make_responsible, account_id, _("Somebody else is responsible now."))


def _deed(request: HttpRequest, enrolment_id: int, deed, account_id: int, told: str) -> HttpResponseBase:
    try:
        deed(by=request.viewer, at=request.at, enrolment_id=enrolment_id, account_id=account_id)
    except Refused as refusal:
        messages.error(request, str(refusal.reason))
    else:
        messages.success(request, told)
    still_open = queries.may_open(request.viewer, enrolment_id)
    return redirect("case_team", enrolment_id=enrolment_id) if still_open else redirect("people")
