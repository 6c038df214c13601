"""Pages of the indicators: the packs of a programme by gender or place, how it is counted, the national definitions."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from vieta.base.viewer import Permission
from vieta.indicators import actions, queries
from vieta.programmes.queries import programme
from vieta.web.lead.forms.indicators import BY, AcrossFilter, CountingForm, DefinitionForm, PartsFilter
from vieta.web.lead.programme import page
from vieta.web.lead.views.figures import as_of, at_day
from vieta.web.parts import forms
from vieta.web.trail import listed


def esf(request, code):
    """The indicators of the programme's packs and its own, by gender or by place, and whose record is incomplete."""
    card = programme(request.viewer, code, Permission.SEE_FIGURES)
    form = PartsFilter(request.GET or {}, today=request.viewer.today)
    by = (form.is_valid() and form.cleaned_data["by"]) or ""
    missing = queries.incomplete(request.viewer, code, form.day)
    listed(request, "indicators.incomplete", [person.person_id for person in missing if person.name])
    declined, unasked = queries.declined(request.viewer, code) or (0, 0)
    parts = queries.parts(request.viewer, code, by, form.day) if by else None
    answer = page(
        request, "lead/esf.html", card, title=_("Indicators"), **as_of(request, code, form),
        packs=[] if by else queries.indicators_by_pack(request.viewer, code, form.day), by=dict(BY).get(by, ""),
        parts=_linked(parts) if parts else [], names=parts.names if parts else (), missing=missing, declined=declined, unasked=unasked,
        special_closed=queries.special_closed(request.viewer, code),
    )  # fmt: skip
    answer.status_code = 422 if form.errors else 200
    return answer


def _linked(parts: queries.Parts) -> list[tuple]:
    """The rows of a breakdown: each number beside its part as an address has it ("" where several stand together) and in words."""
    kept = [urlencode({"part": key}) for key in parts.keys] + [""] * (len(parts.names) - len(parts.keys))
    return [(row, list(zip(numbers, kept, parts.names, strict=True)), total) for row, numbers, total in parts.rows]


def across(request):
    """All programmes together whose whole figures are open, each person once."""
    if not request.viewer.scopes(Permission.SEE_FIGURES):
        raise PermissionDenied(_("This place is for those who see the figures of programmes."))
    form = AcrossFilter(request.GET or {}, today=request.viewer.today)
    measure = (form.is_valid() and form.cleaned_data["measure"]) or "supported"
    card = queries.across(request.viewer, measure, form.day)
    context = {"title": _("All programmes together"), "card": card, "form": form, "filter": form, "day": form.day, "at": at_day(form)}
    return render(request, "lead/across.html", context, status=422 if form.errors else 200)


def counting(request, code):
    """How a programme is counted: its packs, from when somebody takes part, whom it is for."""
    card = programme(request.viewer, code, Permission.SET_UP)
    now = queries.how_counted(request.viewer, code)
    form = CountingForm(request.POST or None, initial={"packs": now.packs, "counts_from": now.counts_from, "audience": now.audience})
    if request.method == "POST" and forms.done(
        form, lambda: actions.choose_counting(by=request.viewer, at=request.at, code=code, **form.cleaned_data)
    ):
        messages.success(request, _("From now on the programme is counted so. Earlier reports keep their figures."))
        return redirect("esf", code=code)
    return _question(request, card, form, _("How the programme is counted"), _("Count it so"), "esf")


def definitions(request, code):
    """The national definitions, each with its versions."""
    card = programme(request.viewer, code, Permission.SEE_FIGURES, Permission.SET_UP)
    return page(request, "lead/definitions.html", card, title=_("National definitions"), subjects=queries.definitions(request.viewer, code))


def definition_new(request, code):
    """Writes a definition down, or its next version."""
    card = programme(request.viewer, code, Permission.SET_UP)
    form = DefinitionForm(request.POST or None, initial={"subject": request.GET.get("subject"), "from_on": request.viewer.today})
    if request.method == "POST" and forms.done(
        form, lambda: actions.define(by=request.viewer, at=request.at, code=code, **form.cleaned_data)
    ):
        messages.success(request, _("The definition is written down."))
        return redirect("definitions", code=code)
    return _question(request, card, form, _("Write a national definition down"), _("Write it down"), "definitions")


def _question(request, card, form, title: str, button: str, back: str):
    return forms.answer(
        request, "lead/question.html", form, title=title, button=button, programme=card, cancel=reverse(back, args=[card.code])
    )
