"""Pages of the register of organisations and specialities."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from vieta.base.refusal import Refused
from vieta.organisations import actions, queries
from vieta.web.lead.forms.organisations import OrganisationForm, SpecialityForm
from vieta.web.parts import forms


def _keeper(request) -> None:
    if not queries.may_keep(request.viewer):
        raise PermissionDenied(_("Only those who set programmes up or give accounts keep the register of organisations."))


def organisations(request):
    """The register."""
    _keeper(request)
    found = queries.organisations(request.viewer)
    return render(
        request,
        "lead/organisations.html",
        {"organisations": found, "specialities": queries.specialities(active_only=False), "title": _("Organisations")},
    )


def organisation_new(request):
    """Registers an organisation."""
    _keeper(request)
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.register(by=request.viewer, at=request.at, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The organisation was registered."))
            return redirect("organisations")
    return forms.answer(
        request, "lead/question.html", form, title=_("Register an organisation"), button=_("Register"), cancel=reverse("organisations")
    )


def organisation(request, code):
    """Changes an organisation's words."""
    _keeper(request)
    card = queries.organisation(request.viewer, code)
    initial = {k: getattr(card, k) for k in ("name", "kind", "country", "place", "speciality_ids")}
    form = OrganisationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.describe(by=request.viewer, at=request.at, code=code, active=card.active, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The organisation was changed."))
            return redirect("organisations")
    return forms.answer(request, "lead/question.html", form, title=card.name, cancel=reverse("organisations"))


def speciality_new(request):
    """Adds a speciality."""
    _keeper(request)
    form = SpecialityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_speciality(by=request.viewer, at=request.at, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The speciality was added."))
            return redirect("organisations")
    return forms.answer(request, "lead/question.html", form, title=_("Add a speciality"), button=_("Add"), cancel=reverse("organisations"))


def speciality_end(request, speciality_id):
    """Takes a speciality out of use."""
    _keeper(request)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    row = actions.end_speciality(by=request.viewer, at=request.at, speciality_id=speciality_id)
    messages.success(request, _("“%(name)s” is no longer offered.") % {"name": row.name})
    return redirect("organisations")
