"""The plan of a family, opened from the file of one of its adults."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from vieta.base.refusal import NotFound
from vieta.enrolments.queries import identity
from vieta.mentoring.actions import family as actions
from vieta.mentoring.queries import family as queries
from vieta.web import families
from vieta.web.coach.file import file_page
from vieta.web.parts import forms


def family(request: HttpRequest, enrolment_id: int) -> HttpResponseBase:
    """The family's one plan page, or the way to begin one."""
    household_id = queries.household_of(request.viewer, enrolment_id)
    if household_id is None:
        return _begin(request, enrolment_id)
    where = _where(request, enrolment_id, household_id)
    return families.page(request, where, "coach/family.html", enrolment_id=enrolment_id)


def family_question(request: HttpRequest, enrolment_id: int, what: str, number: int | None = None) -> HttpResponseBase:
    """One question of the family's page."""
    household_id = queries.household_of(request.viewer, enrolment_id)
    if household_id is None:
        raise NotFound("household")
    return families.ask(request, _where(request, enrolment_id, household_id), what, number)


def _begin(request: HttpRequest, enrolment_id: int) -> HttpResponse:
    may_begin = queries.may_begin(request.viewer, enrolment_id)
    form = families.CareForm(request.POST if request.method == "POST" else None)
    if not identity(request.viewer, enrolment_id)["hide_address"]:
        del form.fields["care"]
    if request.method == "POST" and forms.done(
        form, lambda: actions.form_family(by=request.viewer, at=request.at, enrolment_id=enrolment_id, **form.cleaned_data)
    ):
        messages.success(request, _("The family's plan is begun."))
        return redirect("family", enrolment_id=enrolment_id)
    context = file_page(request, enrolment_id, "family", under="plan") | {"may_begin": may_begin}
    return forms.answer(request, "coach/family_begin.html", form, title=_("Family"), button=_("Begin"), **context)


def _where(request: HttpRequest, enrolment_id: int, household_id: int) -> families.Where:
    context = file_page(request, enrolment_id, "family", under="plan")
    address = reverse("family", args=[enrolment_id])
    return families.Where(household_id, address, "coach/family_question.html", context, enrolment_id)
