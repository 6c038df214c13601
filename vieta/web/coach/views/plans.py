"""The plan of a file: what is in force, what is being written, agreeing, withdrawing, every version."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from vieta.activities.queries import support_days
from vieta.base.refusal import Refused
from vieta.plans import actions, queries
from vieta.web import planning
from vieta.web.coach.file import file_page
from vieta.web.coach.forms.plans import AgreementForm
from vieta.web.parts import forms


def plan_address(enrolment_id: int) -> str:
    return reverse("plan", kwargs={"enrolment_id": enrolment_id})


WHERE = planning.Where(
    plan_address=plan_address,
    words="plan_words",
    goal_new="plan_goal_new",
    goal="plan_goal",
    step_new="plan_step_new",
    step="plan_step",
    withdraw="plan_withdraw",
    version="plan_version",
    template="coach/plan_question.html",
    frame=lambda request, enrolment_id: file_page(request, enrolment_id, "plan"),
)


def plan(request: HttpRequest, enrolment_id: int) -> HttpResponseBase:
    """The plan with everything one may do to it now."""
    refused = planning.do(request, enrolment_id) if request.method == "POST" else ""
    if request.method == "POST" and not refused:
        return redirect(plan_address(enrolment_id))
    context = file_page(request, enrolment_id, "plan") | _plan_context(request, enrolment_id)
    return render(request, "coach/plan.html", context | {"refused": refused}, status=422 if refused else 200)


def _plan_context(request: HttpRequest, enrolment_id: int) -> dict:
    card = queries.plan_of(request.viewer, enrolment_id)
    return {
        "title": _("Plan"),
        "plan": card,
        "where": WHERE,
        "enrolment_id": enrolment_id,
        "plan_address": plan_address(enrolment_id),
        "own": False,
        "guidance": queries.guidance(request.viewer, enrolment_id, support_days(request.viewer, enrolment_id)),
        "former": card.latest if card.latest and card.latest.state == "withdrawn" else None,
    }


def plan_version(request: HttpRequest, enrolment_id: int, number: int) -> HttpResponse:
    """One version as it was written, to read and to print."""
    version = queries.version_of(request.viewer, enrolment_id, number)
    context = file_page(request, enrolment_id, "plan")
    context |= {"version": version, "where": WHERE, "enrolment_id": enrolment_id, "own": False, "plan_address": plan_address(enrolment_id)}
    title = _("Plan, version %(number)s") % {"number": number}
    return render(request, "coach/plan_version.html", context | {"title": title})


def plan_words(request: HttpRequest, enrolment_id: int) -> HttpResponseBase:
    return planning.words(request, enrolment_id, WHERE)


def plan_goal(request: HttpRequest, enrolment_id: int, goal_id: int | None = None) -> HttpResponseBase:
    return planning.goal(request, enrolment_id, WHERE, goal_id)


def plan_step(request: HttpRequest, enrolment_id: int, goal_id: int | None = None, step_id: int | None = None) -> HttpResponseBase:
    return planning.step(request, enrolment_id, WHERE, goal_id, step_id)


def plan_withdraw(request: HttpRequest, enrolment_id: int) -> HttpResponseBase:
    return planning.withdraw(request, enrolment_id, WHERE)


def plan_agreement(request: HttpRequest, enrolment_id: int) -> HttpResponseBase:
    """Recording that the person agreed by word of mouth or on paper; the text they agreed to stands beside the question."""
    card = queries.plan_of(request.viewer, enrolment_id)
    if card.draft is None:
        messages.warning(request, _("No plan is being written. There is nothing to agree to."))
        return redirect(plan_address(enrolment_id))
    form = AgreementForm(
        request.POST or None, request.FILES or None, initial={"text_hash": card.draft.text_hash}, person_has_place=card.person_has_place
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_agreement(by=request.viewer, at=request.at, enrolment_id=enrolment_id, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The agreement was recorded."))
            return redirect(plan_address(enrolment_id))
    context = file_page(request, enrolment_id, "plan") | {"version": card.draft, "where": WHERE, "enrolment_id": enrolment_id, "own": False}
    title = _("How did %(name)s agree?") % {"name": card.person}
    return forms.answer(
        request,
        "coach/plan_agreement.html",
        form,
        title=title,
        button=_("Record the agreement"),
        cancel=plan_address(enrolment_id),
        **context,
    )
