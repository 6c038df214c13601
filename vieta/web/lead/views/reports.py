"""Pages of reports: prepare, read, sign by another, send back, take away as a file."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vieta.base.refusal import Refused
from vieta.base.viewer import Permission
from vieta.programmes.queries import programme
from vieta.reports import actions, queries, sheets
from vieta.web.lead.forms.figures import PrepareForm, ReturnForm
from vieta.web.lead.programme import page
from vieta.web.parts import forms

KINDS = {
    "csv": (sheets.as_csv, "text/csv; charset=utf-8"),
    "xlsx": (sheets.as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def reports(request, code):
    """A programme's reports, and the way to prepare one."""
    card = programme(request.viewer, code, Permission.SEE_FIGURES)
    rows = queries.reports(request.viewer, code)
    return page(request, "lead/reports.html", card, title=_("Reports"), rows=rows, may_prepare=queries.may_prepare_in(request.viewer, code))


def report_new(request, code):
    """Prepares a report."""
    card = programme(request.viewer, code, Permission.PREPARE_REPORT)
    form = PrepareForm(
        request.POST if request.method == "POST" else None,
        contracts=queries.contracts(request.viewer, code),
        initial={"as_of": request.viewer.today},
    )
    if request.method == "POST" and form.is_valid():
        try:
            report = actions.prepare(by=request.viewer, at=request.at, code=code, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The report was prepared. Somebody else signs it."))
            return redirect("report", report.pk)
    return forms.answer(
        request,
        "lead/question.html",
        form,
        title=_("Prepare a report"),
        button=_("Prepare it"),
        programme=card,
        cancel=reverse("reports", args=[code]),
    )


def report(request, report_id):
    """One report with its frozen figures."""
    card = queries.report(request.viewer, report_id)
    return page(
        request, "lead/report.html", programme(request.viewer, card.programme_code), title=_("Report %(number)s") % {"number": card.number}, report=card,
        changes=queries.changed_since(request.viewer, report_id),
    )  # fmt: skip


@require_POST
def report_sign(request, report_id):
    """Signs a report that somebody else prepared."""
    try:
        actions.sign(by=request.viewer, at=request.at, report_id=report_id)
    except Refused as refusal:
        messages.error(request, str(refusal.reason))
    else:
        messages.success(request, _("The report was signed. It does not change any more."))
    return redirect("report", report_id)


def report_return(request, report_id):
    """Sends a report back with a reason."""
    card = queries.report(request.viewer, report_id)
    if not card.may_sign:
        raise Http404
    form = ReturnForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.send_back(by=request.viewer, at=request.at, report_id=report_id, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The report was sent back."))
            return redirect("report", report_id)
    where = programme(request.viewer, card.programme_code)
    return forms.answer(
        request,
        "lead/question.html",
        form,
        title=_("Send the report back"),
        button=_("Send it back"),
        programme=where,
        cancel=reverse("report", args=[report_id]),
    )


def report_file(request, report_id, kind):
    """The frozen figures as a file for spreadsheets."""
    card = queries.report(request.viewer, report_id)
    if kind not in KINDS:
        raise Http404
    make, media_type = KINDS[kind]
    answer = HttpResponse(make(card.figures), content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{card.programme_code}-report-{card.number}.{kind}"'
    return answer
