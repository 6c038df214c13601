"""The service profile of a file, and giving a person their own place."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from vieta.base.refusal import NotFound, Refused
from vieta.enrolments.actions import give_own_place
from vieta.plans import actions, queries
from vieta.web.coach.file import file_page
from vieta.web.coach.forms.reviews import ServiceForm
from vieta.web.parts import forms


def profile(request: HttpRequest, enrolment_id: int) -> HttpResponseBase:
    """Suggestions out of the reviews with their reasons, and the services somebody chose."""
    address = reverse("profile", kwargs={"enrolment_id": enrolment_id})
    card = queries.profile_of(request.viewer, enrolment_id)
    if request.method == "POST" and "end" in request.POST:
        return _end(request, enrolment_id, address)
    form = ServiceForm(request.POST or None, initial=_suggested(request, card))
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_service(by=request.viewer, at=request.at, enrolment_id=enrolment_id, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The service was chosen."))
            return redirect(address)
    context = file_page(request, enrolment_id, "reviews") | {"profile": card, "enrolment_id": enrolment_id, "address": address}
    return forms.answer(request, "coach/profile.html", form, title=_("Services chosen"), button=_("Choose this service"), **context)


def _end(request: HttpRequest, enrolment_id: int, address: str) -> HttpResponse:
    value = request.POST["end"]
    if not value.isdecimal() or len(value) > 18:
        raise NotFound("service")
    try:
        actions.end_service(by=request.viewer, at=request.at, enrolment_id=enrolment_id, service_id=int(value))
    except Refused as refusal:
        messages.error(request, str(refusal.reason))
    else:
        messages.success(request, _("The service has ended."))
    return redirect(address)


def _suggested(request: HttpRequest, card: queries.ProfileCard) -> dict:
    """What the form begins with when a suggestion was followed; a suggestion that is not there begins with nothing."""
    asked = request.GET.get("suggestion", "")
    found = next((s for s in card.suggestions if f"{s.review_id}-{s.domain_id}" == asked), None)
    if found is None:
        return {}
    return {"profession": found.profession, "reason": found.reason, "review_id": found.review_id, "domain_id": found.domain_id}


@never_cache
def own_place(request: HttpRequest, enrolment_id: int) -> HttpResponse:
    """Gives the person their own place, or a new code for it; the code is shown on this one page, once."""
    card = queries.plan_of(request.viewer, enrolment_id)
    if not (card.may_write or card.own):
        raise PermissionDenied(_("Only the case team gives a person their own place."))
    given, refused = None, ""
    if request.method == "POST":
        try:
            given = give_own_place(by=request.viewer, at=request.at, enrolment_id=enrolment_id)
        except Refused as refusal:
            refused = str(refusal.reason)
    context = file_page(request, enrolment_id, "case_team")
    context |= {"title": _("Their own place"), "plan": card, "given": given, "refused": refused, "enrolment_id": enrolment_id}
    return render(request, "coach/own_place.html", context, status=422 if refused else 200)
