"""Pages of commissioned evaluations: ask for one, give anonymised data, answer findings, say what was done, close."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vieta.base.refusal import Refused
from vieta.base.viewer import Permission
from vieta.evaluation import actions, queries
from vieta.programmes.queries import programme
from vieta.web.lead.forms.evaluation import CommissionForm, DatasetForm, ReportForm, RespondForm
from vieta.web.lead.programme import page, pages
from vieta.web.parts import forms


def commission_new(request, code):
    """Asks somebody outside to evaluate the programme."""
    card = programme(request.viewer, code, Permission.SET_UP)
    form = CommissionForm(request.POST if request.method == "POST" else None, evaluators=queries.evaluators(request.viewer, code))
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.commission(by=request.viewer, at=request.at, code=code, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The evaluation is commissioned. Give the evaluator the data next."))
            return redirect("commission", row.pk)
    return _asked(request, card, form, _("Commission an evaluation"), _("Commission it"), reverse("evaluation", args=[code]))


def _asked(request, card, form, title: str, button: str, cancel: str, lede: str = ""):
    return forms.answer(request, "lead/evaluation_ask.html", form, title=title, button=button, programme=card, cancel=cancel, lede=lede)


def _opened(request, commission_id):
    """The evaluation and its programme; whoever sees no exact figures has their own place for it."""
    card = queries.commission(request.viewer, commission_id)
    return card, programme(request.viewer, card.programme_code, Permission.SEE_FIGURES, Permission.SET_UP)


def commission(request, commission_id):
    """One evaluation: what was asked, the data given and who received them, the findings and what followed."""
    card, where = _opened(request, commission_id)
    return page(request, "lead/commission.html", where, title=card.title, commission=card)


def dataset_new(request, commission_id):
    """Shows which anonymised data would be given, column by column, and gives them once that is confirmed."""
    card, where = _opened(request, commission_id)
    if not card.may_commission or card.dataset or card.closed_on:
        raise Http404
    form = DatasetForm(request.POST if request.method == "POST" else request.GET or DatasetForm.USUAL)
    look, why_not = None, ""
    if request.method == "POST":
        if forms.done(form, lambda: actions.give_data(by=request.viewer, at=request.at, commission_id=commission_id, **form.cleaned_data)):
            messages.success(request, _("The data are ready. The evaluator can take them away."))
            return redirect("commission", commission_id)
    elif form.is_valid():
        try:
            look = queries.dataset_look(request.viewer, commission_id, **form.cleaned_data)
        except Refused as refusal:
            why_not = str(refusal.reason)
    about = {"title": _("Give anonymised data"), "programme": where, "pages": pages(request.viewer, where), "commission": card}
    return forms.answer(request, "lead/dataset_new.html", form, look=look, why_not=why_not, **about)


def dataset_file(request, commission_id):
    """The data as they were given; that they were received is put on the trail."""
    _opened(request, commission_id)
    content = actions.receive(by=request.viewer, at=request.at, commission_id=commission_id)
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="evaluation-{commission_id}.csv"'
    return answer


@require_POST
def commission_close(request, commission_id):
    """Closes an evaluation whose findings are settled."""
    return _ended(request, commission_id, actions.close, _("The evaluation is closed."))


@require_POST
def commission_call_off(request, commission_id):
    """Ends an evaluation commissioned by mistake, before data were given."""
    return _ended(
        request, commission_id, actions.call_off, _("The evaluation is called off. The evaluator sees that nothing is asked any more.")
    )


def _ended(request, commission_id, deed, words: str):
    _opened(request, commission_id)
    try:
        deed(by=request.viewer, at=request.at, commission_id=commission_id)
    except Refused as refusal:
        messages.error(request, str(refusal.reason))
    else:
        messages.success(request, words)
    return redirect("commission", commission_id)


def finding_respond(request, finding_id):
    """Answers a finding."""
    return _on_finding(request, finding_id, "may_respond", RespondForm, actions.respond, _("Answer this finding"), _("Answer"))


def finding_report(request, finding_id):
    """Says how far a promise has come."""
    return _on_finding(request, finding_id, "may_report", ReportForm, actions.report, _("Say how far it has come"), _("Record it"))


def _on_finding(request, finding_id, allowed: str, form_class, deed, title: str, button: str):
    one = queries.finding(request.viewer, finding_id)
    card, where = _opened(request, one.commission_id)
    if not getattr(one, allowed):
        raise Http404
    form = form_class(request.POST if request.method == "POST" else None)
    if request.method == "POST" and forms.done(
        form, lambda: deed(by=request.viewer, at=request.at, finding_id=finding_id, **form.cleaned_data)
    ):
        messages.success(request, _("Recorded."))
        return redirect("commission", card.id)
    return _asked(request, where, form, title, button, reverse("commission", args=[card.id]), one.recommendation)
