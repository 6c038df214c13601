"""Pages of reports: prepare, read, answer warnings, sign by another, send back, withdraw, prepare anew, correct, take away as a file."""

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
from vieta.web.lead import paper
from vieta.web.lead.forms.reports import CorrectForm, NoteForm, PrepareForm, ReturnForm
from vieta.web.lead.mending import Mends
from vieta.web.lead.programme import page
from vieta.web.parts import forms
from vieta.web.trail import listed

KINDS = {
    "csv": (sheets.as_csv, "text/csv; charset=utf-8"),
    "xlsx": (sheets.as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": (sheets.as_json, "application/json"),
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
        periods=queries.periods_offered(request.viewer, code),
        layouts=queries.layouts_offered(request.viewer, code),
    )
    if request.method == "POST" and form.is_valid():
        try:
            report = actions.prepare_once(by=request.viewer, at=request.at, code=code, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The report was prepared and checked. Somebody else signs it."))
            return redirect("report", report.pk)
    return _asked(request, form, card, title=_("Prepare a report"), button=_("Prepare it"), back=reverse("reports", args=[code]))


def _asked(request, form, card, *, title, button, back, **more):
    return forms.answer(request, "lead/question.html", form, title=title, button=button, programme=card, cancel=back, **more)


def report(request, report_id):
    """One report with what its checks found and its frozen figures."""
    card = queries.report(request.viewer, report_id)
    checked = queries.checked(request.viewer, report_id)
    listed(request, "reports.findings", [face.person_id for one in checked.findings for face in one.people if face.name])
    where = programme(request.viewer, card.programme_code)
    mends = Mends(request.viewer, card, where)
    return page(
        request, "lead/report.html", where, title=_("Report %(number)s") % {"number": card.number}, report=card,
        changes=queries.changed_since(request.viewer, report_id), checked=checked, findings=[mends.mended(one) for one in checked.findings],
        samples=queries.samples(request.viewer, report_id), may_draw=queries.may_draw(request.viewer, report_id), paper=paper.ready(),
        mended=queries.mended_since(request.viewer, report_id, request.at), replaced_by=queries.replaced_by(request.viewer, report_id),
        barred=queries.barred(request.viewer, report_id) if card.may_sign else "",
    )  # fmt: skip


def finding_note(request, report_id, finding_id):
    """Writes down why a warning may stand."""
    card, found = queries.report(request.viewer, report_id), queries.finding(request.viewer, report_id, finding_id)
    if found is None or found.severity != "warning" or card.state != "prepared":
        raise Http404
    form = NoteForm(request.POST if request.method == "POST" else None, initial={"reason": found.reason})
    if request.method == "POST" and forms.done(
        form, lambda: actions.note_reason(by=request.viewer, at=request.at, report_id=report_id, finding_id=finding_id, **form.cleaned_data)
    ):
        messages.success(request, _("The reason was written down."))
        return redirect("report", report_id)
    where = programme(request.viewer, card.programme_code)
    return _asked(request, form, where, title=found.words, button=_("Write it down"), back=reverse("report", args=[report_id]))


@require_POST
def report_sign(request, report_id):
    """Signs a report that somebody else prepared."""
    return _done(request, report_id, actions.sign, _("The report was signed. It does not change any more."))


@require_POST
def report_withdraw(request, report_id):
    """Withdraws a report that waits for a signature."""
    return _done(request, report_id, actions.withdraw, _("The report was withdrawn. It keeps its number and is not signed any more."))


def _done(request, report_id, deed, words: str):
    """Does one thing to a report that needs no answers, and says on its page that it was done, or why not."""
    try:
        deed(by=request.viewer, at=request.at, report_id=report_id)
    except Refused as refusal:
        messages.error(request, str(refusal.reason))
    else:
        messages.success(request, words)
    return redirect("report", report_id)


@require_POST
def report_anew(request, report_id):
    """Prepares a report that is not signed anew, on the records of now."""
    try:
        made = actions.prepare_anew(by=request.viewer, at=request.at, report_id=report_id)
    except Refused as refusal:
        messages.error(request, str(refusal.reason))
        return redirect("report", report_id)
    messages.success(request, _("The report was prepared and checked. Somebody else signs it."))
    return redirect("report", made.pk)


def report_return(request, report_id):
    """Sends a report back with a reason."""
    card = queries.report(request.viewer, report_id)
    if not card.may_sign:
        raise Http404
    form = ReturnForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and forms.done(
        form, lambda: actions.send_back(by=request.viewer, at=request.at, report_id=report_id, **form.cleaned_data)
    ):
        messages.success(request, _("The report was sent back."))
        return redirect("report", report_id)
    where = programme(request.viewer, card.programme_code)
    return _asked(request, form, where, title=_("Send the report back"), button=_("Send it back"), back=reverse("report", args=[report_id]))


def report_correct(request, report_id):
    """Prepares a correction of a signed report: a report of its own that names the one it corrects."""
    card = queries.report(request.viewer, report_id)
    if card.correcting or card.corrected_by:  # in another tab, perhaps, or by somebody else: the page says which
        messages.error(request, _("There is a correction of this report already."))
        return redirect("report", report_id)
    if not card.may_correct:
        raise Http404
    form = CorrectForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.prepare(
                by=request.viewer, at=request.at, code=card.programme_code, as_of=card.as_of, corrects_id=report_id, **form.cleaned_data
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The correction was prepared and checked. Somebody else signs it."))
            return redirect("report", made.pk)
    title = _("Correct report %(number)s") % {"number": card.number}
    where = programme(request.viewer, card.programme_code)
    return _asked(request, form, where, title=title, button=_("Prepare the correction"), back=reverse("report", args=[report_id]))


def report_file(request, report_id, kind):
    """The frozen figures as a file: for spreadsheets, for machines, or on paper; changed ones give the page that says so (409)."""
    card = queries.report(request.viewer, report_id)
    if not card.intact:
        answer = report(request, report_id)
        answer.status_code = 409
        return answer
    if kind == "pdf" and paper.ready():
        content, media_type = paper.pdf(request, card, queries.checked(request.viewer, report_id)), "application/pdf"
    elif kind in KINDS:
        make, media_type = KINDS[kind]
        content = make(card.figures if kind == "json" else card.filed)
    else:
        raise Http404
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = (
        f'attachment; filename="{card.programme_code}-report-{card.number}{"-draft" if card.is_draft else ""}.{kind}"'
    )
    return answer
