"""The training of mentors: the days on which modules are taught, and who was there."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vieta.audit.actions import record_read
from vieta.base.refusal import Refused
from vieta.mentoring import actions, queries
from vieta.training import actions as training
from vieta.web.coach.standing import only_coordinators
from vieta.web.coordinator.forms.gatherings import ThereForm, TrainingDayForm
from vieta.web.parts import forms


def training_days(request: HttpRequest) -> HttpResponse:
    """The days ahead, and those of which nobody said yet who was there."""
    only_coordinators(request)
    rows = queries.runs(request.viewer)
    today = request.viewer.today
    context = {
        "title": _("Training"),
        "to_record": [row for row in rows if row.to_record],
        "ahead": sorted((row for row in rows if not row.to_record and row.on >= today), key=lambda row: (row.on, row.id)),
        "past": [row for row in rows if not row.to_record and row.on < today],
        "may_plan": bool(queries.modules(request.viewer)),
    }
    return render(request, "coordinator/training.html", context)


def training_day_new(request: HttpRequest) -> HttpResponseBase:
    """Plans a day on which a module is taught."""
    only_coordinators(request)
    form = TrainingDayForm(request.POST or None, modules=queries.modules(request.viewer), initial={"on": request.viewer.today})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = training.plan_run(by=request.viewer, at=request.at, module_id=int(told.pop("module")), **told)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The day is planned; mentors who need it see it among their dates."))
            return redirect("training_day", run_id=made.pk)
    return _asked(request, form, _("Plan a training day"), _("Plan it"), reverse("training_days"))


def training_day(request: HttpRequest, run_id: int) -> HttpResponseBase:
    """One day: what is taught, and who was there."""
    only_coordinators(request)
    card = queries.run(request.viewer, run_id)
    if card.learners:
        record_read(by=request.viewer, at=request.at, deed="mentors.training_day", mentorships=[key for key, _n, _t in card.learners])
    form = ThereForm(request.POST or None, learners=card.learners)
    if request.method == "POST" and forms.done(
        form,
        lambda: actions.record_run(
            by=request.viewer, at=request.at, run_id=run_id, mentorship_ids=[int(key) for key in form.cleaned_data["there"]]
        ),
    ):
        messages.success(request, _("It is written down who was there."))
        return redirect("training_days")
    may_record = not card.row.called_off and card.row.on <= request.viewer.today and bool(card.learners)
    context = {"title": card.row.module, "card": card, "may_record": may_record, "button": _("Write it down")}
    return forms.answer(request, "coordinator/training_day.html", form, **context)


@require_POST
def training_day_off(request: HttpRequest, run_id: int) -> HttpResponse:
    """Calls a day off."""
    only_coordinators(request)
    try:
        training.call_run_off(by=request.viewer, at=request.at, run_id=run_id)
    except Refused as refusal:
        messages.error(request, str(refusal.reason))
    else:
        messages.success(request, _("The day was called off."))
    return redirect("training_days")


def _asked(request: HttpRequest, form: forms.Form, title: str, button: str, cancel: str) -> HttpResponse:
    return forms.answer(request, "coordinator/gathering_question.html", form, title=title, button=button, cancel=cancel, card=None, lede="")
