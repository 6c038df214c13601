"""Pages of a report's evidence: who stands behind a number, who moved since and why, and samples for audit."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from vieta.base.refusal import Refused
from vieta.programmes.queries import programme
from vieta.reports import actions, queries
from vieta.web.lead.forms.reports import JudgeForm, SampleForm
from vieta.web.lead.moves import Moves, against
from vieta.web.lead.programme import page, pages
from vieta.web.parts import forms
from vieta.web.trail import listed

PER_PAGE = 50


def report_cell(request, report_id, measure, column):
    """The people behind one number of a report, as they were counted when it was prepared."""
    card = queries.report(request.viewer, report_id)
    number = int(request.GET["page"]) if request.GET.get("page", "").isdecimal() and len(request.GET["page"]) < 7 else 1
    found = queries.cell(request.viewer, report_id, measure, column, first=(max(number, 1) - 1) * PER_PAGE, limit=PER_PAGE)
    listed(request, "reports.cell", [face.person_id for face in found.faces if face.name])
    shown = Paginator(range(found.number), PER_PAGE).get_page(number)
    where = programme(request.viewer, card.programme_code)
    return page(request, "lead/report_cell.html", where, title=found.name, report=card, cell=found, shown=shown, column=_column(column))


def _column(column: str) -> str:
    return {"women": _("women"), "men": _("men"), "non_binary": _("non-binary")}.get(column, "")


def report_changes(request, report_id):
    """Whether a report counts again the same, and in which number how many moved since or in a later report, and why."""
    card = queries.report(request.viewer, report_id)
    other = against(request)
    compared = queries.comparison(request.viewer, report_id, other)
    where = programme(request.viewer, card.programme_code)
    others = [one for one in queries.reports(request.viewer, card.programme_code) if one.id != report_id]
    title = _("Report %(number)s: who moved and why") % {"number": card.number}
    again = queries.counting_again(request.viewer, report_id)
    return page(
        request, "lead/report_changes.html", where, title=title, report=card, compared=compared, others=others, other=other, again=again,
        kept=f"?against={other}&" if other else "?",
    )  # fmt: skip


def report_moves(request, report_id, measure):
    """Everybody who moved in one number, person by person with the facts that moved them."""
    card = queries.report(request.viewer, report_id)
    moves = Moves(request, report_id=report_id, measure=measure)
    where = programme(request.viewer, card.programme_code)
    moved, back = moves.moved, reverse("report_changes", args=[report_id]) + (f"?against={moves.other}" if moves.other else "")
    return moves.respond(
        "lead/report_moves.html", title=f"{moved.shown_code} {moved.name}".strip(), report=card, moved=moved, back=back, programme=where,
        pages=pages(request.viewer, where),
    )  # fmt: skip


def sample_new(request, report_id):
    """Draws a sample of a signed report."""
    card = queries.report(request.viewer, report_id)
    if not queries.may_draw(request.viewer, report_id):
        raise Http404
    form = SampleForm(
        request.POST if request.method == "POST" else None,
        measures=queries.measures_offered(request.viewer, report_id),
        initial={"size": 30},
    )
    if request.method == "POST" and form.is_valid():
        try:
            drawn = actions.draw_sample(by=request.viewer, at=request.at, report_id=report_id, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The sample was drawn. Judge each record against its evidence."))
            return redirect("sample", drawn.pk)
    where = programme(request.viewer, card.programme_code)
    return forms.answer(
        request, "lead/question.html", form, title=_("Draw a sample"), button=_("Draw it"), programme=where,
        cancel=reverse("report", args=[report_id]),
    )  # fmt: skip


def sample(request, sample_id):
    """One sample: how it was drawn, the records and what was found on each, the error rate with its interval."""
    card, records = queries.sample(request.viewer, sample_id)
    report = queries.report_of_sample(request.viewer, sample_id)
    listed(request, "reports.sample", [one.face.person_id for one in records if one.face.name])
    where = programme(request.viewer, report.programme_code)
    title = _("Sample of report %(number)s") % {"number": report.number}
    return page(request, "lead/sample.html", where, title=title, sample=card, records=records, report=report)


def sample_judge(request, sample_id, record_id):
    """Writes down what was found on one sampled record."""
    _card, records = queries.sample(request.viewer, sample_id)
    one = next((record for record in records if record.id == record_id and record.may_judge), None)
    if one is None:
        raise Http404
    report = queries.report_of_sample(request.viewer, sample_id)
    form = JudgeForm(request.POST if request.method == "POST" else None, initial={"verdict": one.verdict, "remark": one.remark})
    if request.method == "POST" and forms.done(
        form, lambda: actions.judge(by=request.viewer, at=request.at, sample_id=sample_id, record_id=record_id, **form.cleaned_data)
    ):
        messages.success(request, _("The finding was written down."))
        return redirect("sample", sample_id)
    where = programme(request.viewer, report.programme_code)
    return forms.answer(
        request, "lead/question.html", form, title=_("Record %(reference)s") % {"reference": one.face.reference}, button=_("Write it down"),
        programme=where, cancel=reverse("sample", args=[sample_id]),
    )  # fmt: skip
