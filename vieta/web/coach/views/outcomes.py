"""What changed for one person: recording, correcting, taking back, checking that a job was kept."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from vieta.base.refusal import Refused
from vieta.enrolments.queries import documents
from vieta.outcomes import actions, queries
from vieta.outcomes.choices import Kind
from vieta.web.coach.file import file_page
from vieta.web.coach.forms import outcomes as the_forms
from vieta.web.parts import forms


def outcomes(request: HttpRequest, enrolment_id: int) -> HttpResponse:
    """Every change, by its group, with the follow-ups beside it."""
    context = file_page(request, enrolment_id, "outcomes")
    cards = queries.outcomes_of(request.viewer, enrolment_id, history=True)
    groups = [(label, [card for card in cards if card.group == code and card.standing]) for code, label, _kinds in the_forms.GROUPS]
    context |= {
        "groups": [(label, found) for label, found in groups if found],
        "former": [card for card in cards if not card.standing],
        "follow_ups": queries.follow_ups_of(request.viewer, enrolment_id),
    }
    return render(request, "coach/outcomes.html", context)


def outcome_new(request: HttpRequest, enrolment_id: int) -> HttpResponse:
    """First what changed, then the questions that belong to it."""
    context = file_page(request, enrolment_id, "outcomes") | {"title": _("Record a change")}
    kind = request.GET.get("kind", "")
    cancel = reverse("outcomes", args=[enrolment_id])
    if kind not in Kind.values:
        form: forms.Form = the_forms.KindForm(request.GET if {"kind", "go"} & request.GET.keys() else None)
        return forms.answer(request, "coach/outcome_kind.html", form, **context, cancel=cancel)
    form = the_forms.ChangeForm(request.POST or None, kind=kind, papers=_papers(request, enrolment_id), initial={"source": "declared"})
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_outcome(by=request.viewer, at=request.at, enrolment_id=enrolment_id, change=form.change())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The change is recorded."))
            return redirect("outcomes", enrolment_id=enrolment_id)
    context["title"] = Kind(kind).label
    return forms.answer(request, "coach/file_question.html", form, **context, button=_("Record the change"), cancel=cancel)


def outcome_correct(request: HttpRequest, enrolment_id: int, outcome_id: int) -> HttpResponse:
    """Tells a change anew; the former account stays readable."""
    card = _card(request, enrolment_id, outcome_id)
    initial = {
        "on": card.on, "what": card.what, "until_on": card.last_on, "contract_kind": card.contract_kind, "weekly_hours": card.weekly_hours,
        "employer": card.employer, "learning": card.learning, "source": card.source, "document": card.document_id,
    }  # fmt: skip
    form = the_forms.CorrectionForm(request.POST or None, kind=card.kind, papers=_papers(request, enrolment_id), initial=initial)

    def deed(**about):
        actions.correct_outcome(**about, change=form.change(), reason=form.cleaned_data["reason"])

    return _deed(
        request,
        card,
        form,
        deed,
        title=_("Correct: %(what)s") % {"what": card.kind_label},
        button=_("Correct it"),
        done=_("It is corrected."),
    )


def outcome_withdraw(request: HttpRequest, enrolment_id: int, outcome_id: int) -> HttpResponse:
    """Takes a change back that did not happen."""
    card = _card(request, enrolment_id, outcome_id)
    form = the_forms.WithdrawForm(request.POST or None)

    def deed(**about):
        actions.withdraw_outcome(**about, **form.cleaned_data)

    return _deed(
        request,
        card,
        form,
        deed,
        title=_("Take back: %(what)s") % {"what": card.kind_label},
        button=_("Take it back"),
        done=_("It no longer counts."),
    )


def outcome_kept(request: HttpRequest, enrolment_id: int, outcome_id: int) -> HttpResponse:
    """Says that a job was still held on a day."""
    card = _card(request, enrolment_id, outcome_id)
    if not card.is_work:
        raise Http404
    initial = {"on": request.viewer.today, "source": "declared"}
    form = the_forms.KeptForm(request.POST or None, papers=_papers(request, enrolment_id), initial=initial)

    def deed(**about):
        told = form.cleaned_data
        actions.confirm_kept(**about, on=told["on"], source=told["source"], document_id=told["document"])

    return _deed(request, card, form, deed, title=_("Was the job kept?"), button=_("It was kept"), done=_("The check is recorded."))


def _card(request: HttpRequest, enrolment_id: int, outcome_id: int) -> queries.OutcomeCard:
    card = queries.outcome_card(request.viewer, outcome_id)
    if card.enrolment_id != enrolment_id or not card.standing:
        raise Http404
    return card


def _papers(request: HttpRequest, enrolment_id: int) -> list:
    """The documents of the file that open to the viewer."""
    return [one for one in documents(request.viewer, enrolment_id) if one.may_open]


def _deed(
    request: HttpRequest, card: queries.OutcomeCard, form: forms.Form, deed: Callable, *, title: str, button: str, done: str
) -> HttpResponse:
    context = file_page(request, card.enrolment_id, "outcomes")
    if request.method == "POST" and form.is_valid():
        try:
            deed(by=request.viewer, at=request.at, outcome_id=card.id)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, done)
            return redirect("outcomes", enrolment_id=card.enrolment_id)
    cancel = reverse("outcomes", args=[card.enrolment_id])
    return forms.answer(request, "coach/file_question.html", form, **context, title=title, button=button, cancel=cancel)
