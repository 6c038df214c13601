"""How a programme mentors: its rules, standards, papers in versions and who has read them, curricula, resources."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from vieta.audit.actions import record_read
from vieta.base.refusal import Refused
from vieta.base.viewer import Permission
from vieta.mentoring import actions, queries
from vieta.programmes.queries import ProgrammeCard
from vieta.programmes.queries import programme as programme_card
from vieta.training.actions import publish_curriculum
from vieta.web.lead.forms import mentoring as forms_of
from vieta.web.lead.programme import page
from vieta.web.parts import forms

KEEPERS = (Permission.SET_UP, Permission.COORDINATE)


def mentoring(request: HttpRequest, code: str) -> HttpResponse:
    """Everything agreed about mentoring in one programme."""
    programme = programme_card(request.viewer, code, *KEEPERS)
    standards = queries.standards(request.viewer, code)
    papers = queries.editions(request.viewer, code)
    context: dict[str, Any] = {
        "title": _("Mentoring"),
        "set_up": queries.set_up(request.viewer, code),
        "sides": [
            (_("For mentors"), [one for one in standards if one.side == "mentor"]),
            (_("For mentees"), [one for one in standards if one.side == "mentee"]),
        ],
        "newest": {card.paper: card for card in reversed(papers)}.values(),
        "former": [card for card in papers if card.number < max(one.number for one in papers if one.paper == card.paper)],
        "curricula": queries.curricula(request.viewer, code),
        "resources": queries.kept_resources(request.viewer, code),
        "may_set_up": request.viewer.may(Permission.SET_UP, programme_id=programme.id),
    }
    return page(request, "lead/mentoring.html", programme, **context)


def mentoring_set_up(request: HttpRequest, code: str) -> HttpResponseBase:
    """The rules; only the lead sets them."""
    programme = programme_card(request.viewer, code, Permission.SET_UP)
    row = queries.set_up(request.viewer, code)
    curricula = [(one.pk, str(one)) for one in queries.curricula(request.viewer, code)]
    form = forms_of.MentoringForm(request.POST or None, curricula=curricula, initial=_initial(row))
    if request.method == "POST" and forms.done(
        form, lambda: actions.set_up_mentoring(by=request.viewer, at=request.at, code=code, **form.cleaned_data)
    ):
        messages.success(request, _("The rules of mentoring were set."))
        return redirect("mentoring", code=code)
    return _asked(request, programme, form, _("How the programme mentors"), _("Save"))


def _initial(row: Any) -> dict[str, Any]:
    if row is None:
        return {
            "every_days": 7, "minutes": 120, "months": 6, "silent_after_days": 14, "intervisions_due": 2, "supervision_months": 2,
            "training_rule": "before", "training_days": 0, "clearance_required": True, "age_gap": 0,
        }  # fmt: skip
    return {name: getattr(row, name) for name in forms_of.MentoringForm.base_fields}


@dataclass(frozen=True)
class Deed:
    """Something added to how a programme mentors."""

    title: Any
    form: type[forms.Form]
    action: Callable
    done: Any
    button: Any


DEEDS = {
    "standard": Deed(
        gettext_lazy("Add a standard"), forms_of.StandardForm, actions.add_standard, gettext_lazy("The standard is asked from now on."),
        gettext_lazy("Add it"),
    ),
    "paper": Deed(
        gettext_lazy("Publish an edition"), forms_of.PaperForm, actions.publish, gettext_lazy("It is published and holds from now on."),
        gettext_lazy("Publish it"),
    ),
    "curriculum": Deed(
        gettext_lazy("Publish a curriculum"), forms_of.CurriculumForm, publish_curriculum, gettext_lazy("The curriculum is published."),
        gettext_lazy("Publish it"),
    ),
    "resource": Deed(
        gettext_lazy("Add a resource"), forms_of.ResourceForm, actions.add_resource, gettext_lazy("Mentors find it from now on."),
        gettext_lazy("Add it"),
    ),
}  # fmt: skip


def mentoring_add(request: HttpRequest, code: str, what: str) -> HttpResponseBase:
    """One question page: a standard, an edition, a curriculum or a resource."""
    deed = DEEDS.get(what)
    if deed is None:
        raise Http404
    programme = programme_card(request.viewer, code, *KEEPERS)
    form = deed.form(request.POST, request.FILES) if request.method == "POST" else deed.form(initial=_started(request, code, what))
    if request.method == "POST" and forms.done(form, lambda: deed.action(by=request.viewer, at=request.at, code=code, **form.cleaned_data)):
        messages.success(request, deed.done)
        return redirect("mentoring", code=code)
    return _asked(request, programme, form, deed.title, deed.button)


def _started(request: HttpRequest, code: str, what: str) -> dict[str, Any]:
    """A new edition begins with the text of the last one."""
    asked = request.GET.get("paper", "")
    if what != "paper" or not asked:
        return {}
    last = next((card for card in queries.editions(request.viewer, code) if card.paper == asked), None)
    return {"paper": asked} | ({"title": last.title, "text": last.text} if last else {})


@require_POST
def standard_end(request: HttpRequest, code: str, standard_id: int) -> HttpResponse:
    """No longer asks for a standard."""
    return _posted(request, code, lambda: actions.end_standard(by=request.viewer, at=request.at, code=code, standard_id=standard_id))


@require_POST
def resource_away(request: HttpRequest, code: str, resource_id: int) -> HttpResponse:
    """Takes a resource away."""
    return _posted(request, code, lambda: actions.take_resource_away(by=request.viewer, at=request.at, code=code, resource_id=resource_id))


def handbook_readers(request: HttpRequest, code: str) -> HttpResponse:
    """Who has read which edition of the handbook, and who has not."""
    programme = programme_card(request.viewer, code, *KEEPERS)
    newest, rows = queries.readers(request.viewer, code)
    record_read(by=request.viewer, at=request.at, deed="mentoring.readers", programme_id=programme.id, readers=len(rows))
    missing = sum(not row.current for row in rows)
    return page(
        request, "lead/handbook_readers.html", programme, title=_("Who has read the handbook"), newest=newest, rows=rows, missing=missing
    )


def _posted(request: HttpRequest, code: str, deed: Callable[[], Any]) -> HttpResponse:
    programme_card(request.viewer, code, *KEEPERS)
    try:
        deed()
    except Refused as refusal:
        messages.error(request, str(refusal.reason))
    else:
        messages.success(request, _("It was changed."))
    return redirect("mentoring", code=code)


def _asked(request: HttpRequest, programme: ProgrammeCard, form: forms.Form, title: str, button: str) -> HttpResponse:
    cancel = reverse("mentoring", args=[programme.code])
    return forms.answer(request, "lead/mentoring_question.html", form, title=title, button=button, cancel=cancel, programme=programme)
