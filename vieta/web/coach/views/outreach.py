"""Outreach: the list, a new one, one with those met there."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from vieta.activities import actions, queries
from vieta.activities.choices import PlaceType
from vieta.base.refusal import Refused
from vieta.base.viewer import Permission
from vieta.enrolments.queries import municipalities_for, running_programmes
from vieta.web.coach.forms.outreach import MeetForm, OutreachFilter, OutreachForm, SearchForm
from vieta.web.coach.place import for_those_who
from vieta.web.parts import forms, lists
from vieta.web.trail import listed

reaches_out = for_those_who(Permission.REACH_OUT)


class Visits(lists.List):
    """The outreach of one's organisation."""

    name = "outreach"
    filter_class = OutreachFilter
    default_sort = "-on"
    columns = (
        lists.Column("place", gettext_lazy("Place"), lambda v: v.place, link=lambda v: reverse("outreach_visit", args=[v.id])),
        lists.Column("on", gettext_lazy("Date"), lambda v: v.on, sort=("on",), kind="date"),
        lists.Column("place_type", gettext_lazy("Kind of place"), lambda v: v.place_type),
        lists.Column("neighbourhood", gettext_lazy("Neighbourhood"), lambda v: v.neighbourhood),
        lists.Column("led_by", gettext_lazy("Who went"), lambda v: v.led_by),
        lists.Column("met", gettext_lazy("People met"), lambda v: v.met, kind="number"),
    )

    def rows(self):
        return queries.visits(self.request.viewer, **{name: value for name, value in self.wanted.items() if value})

    def cards(self, rows):
        return queries.visit_rows(rows)


@reaches_out
def outreach(request: HttpRequest) -> HttpResponse:
    """Where staff of one's organisation went."""
    return Visits(request).respond("coach/outreach.html", title=_("Outreach"), empty_template="coach/outreach_empty.html")


@reaches_out
def outreach_new(request: HttpRequest) -> HttpResponseBase:
    """Where did you go? Choose the programme first where there are several."""
    options = running_programmes(request.viewer, Permission.REACH_OUT)
    programme = chosen(request, options)
    if programme is None:
        return render(request, "coach/choose_programme.html", {"title": _("Log outreach"), "options": options, "where": "outreach_new"})
    initial = {"on": request.viewer.today, "place_type": PlaceType.NEIGHBOURHOOD, "minutes": 60}
    form = OutreachForm(request.POST or None, initial=initial, municipalities=municipalities_for(programme.id))
    if request.method == "POST":
        logged: list[Any] = []
        if forms.done(form, lambda: logged.append(_log(request, programme.id, form.cleaned_data))):
            messages.success(request, _("The outreach is written down. Whom did you meet?"))
            return redirect("outreach_visit", activity_id=logged[0].pk)
    return forms.answer(
        request, "coach/question.html", form, title=_("Log outreach"), lede=programme.name, button=_("Log it"), cancel=reverse("outreach")
    )


def _log(request: HttpRequest, programme_id: int, data: dict[str, Any]):
    values = dict(data)
    municipality = values.pop("municipality", "")
    return actions.log_outreach(
        by=request.viewer, at=request.at, programme_id=programme_id, municipality_id=int(municipality) if municipality else None, **values
    )


@reaches_out
def outreach_visit(request: HttpRequest, activity_id: int) -> HttpResponseBase:
    """One outreach: those met, and the quickest way to add somebody, known or new."""
    posted = request.POST if request.method == "POST" else None
    form = MeetForm(posted if posted and "person" not in posted else None)
    hits: list[Any] = []
    if request.method == "POST":
        refused = _met(request, activity_id, form, hits)
        if not refused:
            return redirect("outreach_visit", activity_id=activity_id)
    search = SearchForm(request.GET if "name" in request.GET else None, auto_id="search_%s")
    asked = search.cleaned_data["name"] if search.is_valid() else ""
    visit = queries.visit(request.viewer, activity_id)
    known = queries.may_have_met(request.viewer, activity_id, asked)
    listed(request, "outreach.opened", [m.person_id for m in visit.met if m.person_id] + [f.person_id for f in known] + _ids(hits))
    context = {"title": visit.place, "visit": visit, "form": form, "search": search, "known": known, "hits": hits, "asked": asked}
    return render(request, "coach/outreach_visit.html", context, status=422 if request.method == "POST" else 200)


def _met(request: HttpRequest, activity_id: int, form: MeetForm, hits: list[Any]) -> bool:
    """Adds the person chosen or typed; True when it was refused."""
    if "person" in request.POST:
        return not _met_again(request, activity_id)
    try:
        if form.is_valid():
            meeting = {"by": request.viewer, "at": request.at, "activity_id": activity_id, "somebody_else": "somebody_else" in request.POST}
            attendance = actions.meet(**meeting, **form.cleaned_data)
            messages.success(request, _("%(name)s is on the list.") % {"name": attendance.person.name})
            return False
    except actions.MetBefore as refusal:
        form.refuse(refusal)
        hits.extend(refusal.hits)
    except Refused as refusal:
        form.refuse(refusal)
    return True


def _met_again(request: HttpRequest, activity_id: int) -> bool:
    try:
        attendance = actions.meet(by=request.viewer, at=request.at, activity_id=activity_id, person_id=number(request.POST["person"]))
    except Refused as refusal:
        messages.error(request, str(refusal.reason))
    else:
        messages.success(request, _("%(name)s is on the list, met again.") % {"name": attendance.person.name})
    return True


@require_POST
@reaches_out
def outreach_unmeet(request: HttpRequest, activity_id: int, person_id: int) -> HttpResponseBase:
    """Takes somebody off the list of an outreach."""
    attendance = actions.unmeet(by=request.viewer, at=request.at, activity_id=activity_id, person_id=person_id)
    messages.success(request, _("%(name)s was taken off the list.") % {"name": attendance.person.name})
    return redirect("outreach_visit", activity_id=activity_id)


def chosen(request: HttpRequest, options: list[Any]) -> Any:
    """The programme asked for in the address, the only one there is, or None to choose; one that is not offered is not found."""
    asked = request.GET.get("programme")
    if asked is None:
        return options[0] if len(options) == 1 else None
    found = next((option for option in options if str(option.id) == asked), None)
    if found is None:
        raise Http404
    return found


def number(text: str) -> int:
    """An id from a form; one that is none is not found."""
    if not text.isdecimal() or len(text) > 18:
        raise Http404
    return int(text)


def _ids(hits: list[Any]) -> list[int]:
    return [hit.person_id for hit in hits if hit.person_id]
