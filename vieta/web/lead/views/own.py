"""Pages on which a lead composes measures of the programme's own, revises and ends them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from vieta.base.refusal import Refused
from vieta.base.viewer import Permission
from vieta.indicators import actions, queries
from vieta.programmes.queries import programme
from vieta.web.lead.forms.indicators import EndForm, MeasureForm
from vieta.web.lead.programme import page
from vieta.web.parts import forms


def own_measures(request, code):
    """The programme's own measures with their versions."""
    card = programme(request.viewer, code, Permission.SEE_FIGURES, Permission.SET_UP)
    return page(request, "lead/own_measures.html", card, title=_("The programme's own indicators"), rows=queries.own(request.viewer, code))


def own_new(request, code):
    """Composes a measure."""
    card = programme(request.viewer, code, Permission.SET_UP)
    checks = queries.own_checks(request.viewer, code)
    form = MeasureForm(request.POST or None, initial={"from_on": request.viewer.today}, checks=checks)
    if request.method == "POST" and form.is_valid():
        if _done(form, lambda: actions.compose(by=request.viewer, at=request.at, code=code, **form.cleaned_data)):
            messages.success(request, _("The indicator is counted from now on."))
            return redirect("own_measures", code=code)
    return _composing(request, card, form, _("Compose an indicator"))


def own_revise(request, code, measure_id):
    """Makes a new version of a measure."""
    card = programme(request.viewer, code, Permission.SET_UP)
    one = _one(request, code, measure_id)
    latest = one.latest
    former = {"name": latest.name, "rule": latest.rule, "conditions": latest.conditions, "from_on": request.viewer.today}
    form = MeasureForm(request.POST or None, initial=former, checks=queries.own_checks(request.viewer, code), revising=True)
    if request.method == "POST" and form.is_valid():
        deed = lambda: actions.revise(by=request.viewer, at=request.at, code=code, measure_id=measure_id, **form.cleaned_data)  # noqa: E731
        if _done(form, deed):
            messages.success(request, _("The new version is counted; earlier figures keep theirs."))
            return redirect("own_measures", code=code)
    return _composing(request, card, form, _("Change %(code)s: version %(number)s") % {"code": one.code, "number": latest.number + 1})


def own_end(request, code, measure_id):
    """Ends a measure."""
    card = programme(request.viewer, code, Permission.SET_UP)
    one = _one(request, code, measure_id)
    form = EndForm(request.POST or None, initial={"on": request.viewer.today})
    if request.method == "POST" and form.is_valid():
        deed = lambda: actions.end_measure(by=request.viewer, at=request.at, code=code, measure_id=measure_id, **form.cleaned_data)  # noqa: E731
        if _done(form, deed):
            messages.success(request, _("The indicator was ended."))
            return redirect("own_measures", code=code)
    return forms.answer(
        request, "lead/question.html", form, title=_("End %(code)s") % {"code": one.code}, button=_("End it"), programme=card,
        cancel=reverse("own_measures", args=[code]),
    )  # fmt: skip


def _one(request, code, measure_id):
    found = next((card for card in queries.own(request.viewer, code) if card.id == measure_id), None)
    if found is None:
        raise Http404
    return found


def _done(form, deed) -> bool:
    try:
        deed()
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True


def _composing(request, card, form, title: str):
    return forms.answer(
        request, "lead/own_compose.html", form, title=title, button=_("Count it"), programme=card,
        columns=queries.columns(request.viewer, card.code), cancel=reverse("own_measures", args=[card.code]),
    )  # fmt: skip
