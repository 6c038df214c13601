"""The moment of entry: answers, grounds, notices, and the day on which support begins."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from vieta.base.refusal import NotFound, Refused
from vieta.enrolments import actions, queries
from vieta.indicators.queries import traits_asked
from vieta.web.coach.file import file_page
from vieta.web.coach.forms.entry import AnswersForm, DayForm, DropForm, GroundsForm, NoticeForm
from vieta.web.parts import forms


def entry(request: HttpRequest, enrolment_id: int) -> HttpResponseBase:
    """The facts at entry, and the form that says when support began."""
    form = DayForm(request.POST or None, initial={"on": request.viewer.today})
    if request.method == "POST" and forms.done(
        form, lambda: actions.begin_support(by=request.viewer, at=request.at, enrolment_id=enrolment_id, **form.cleaned_data)
    ):
        messages.success(request, _("Support has begun. The person counts from this day."))
        return redirect("entry", enrolment_id=enrolment_id)
    context = file_page(request, enrolment_id, "entry")
    card = queries.entry_card(request.viewer, enrolment_id)
    return forms.answer(request, "coach/entry.html", form, title=_("Entry"), entry=card, button=_("Support began"), **context)


def entry_answers(request: HttpRequest, enrolment_id: int) -> HttpResponseBase:
    """Answers about the moment of entry, each with its source."""
    card = queries.entry_card(request.viewer, enrolment_id)
    documents = queries.documents(request.viewer, enrolment_id)
    form = AnswersForm(request.POST or None, card=card, documents=documents, counted=traits_asked(card.programme_id))
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_traits(by=request.viewer, at=request.at, enrolment_id=enrolment_id, answers=form.answers)
        except Refused as refusal:
            form.refuse(Refused(refusal.reason, f"answer_{refusal.field}"))
        else:
            messages.success(request, _("The answers were saved."))
            return redirect("entry", enrolment_id=enrolment_id)
    context = file_page(request, enrolment_id, "entry")
    closed = [trait for trait in card.traits if trait.closed]
    return forms.answer(
        request, "coach/entry_answers.html", form, title=_("Answers about entry"), closed=closed, cancel=_entry(enrolment_id), **context
    )


def entry_ground(request: HttpRequest, enrolment_id: int) -> HttpResponseBase:
    """Adds a ground after the admission."""
    grounds = queries.grounds_for(request.viewer, enrolment_id)
    card = queries.entry_card(request.viewer, enrolment_id)
    form = GroundsForm(request.POST or None, grounds=grounds, documents=queries.documents(request.viewer, enrolment_id))

    def deed() -> None:
        if not form.chosen:
            raise Refused(_("Choose at least one ground."))
        for chosen in form.chosen:
            actions.hold_ground(by=request.viewer, at=request.at, enrolment_id=enrolment_id, given=actions.GroundGiven(*chosen))

    if request.method == "POST" and forms.done(form, deed):
        messages.success(request, _("The grounds were recorded."))
        return redirect("entry", enrolment_id=enrolment_id)
    explained = {e.ground_id: e for e in queries.admission_explained(request.viewer, enrolment_id, [g.id for g in grounds], card.on)}
    context = file_page(request, enrolment_id, "entry")
    return forms.answer(
        request,
        "coach/entry_ground.html",
        form,
        title=_("Add a ground"),
        rows=form.ground_rows(explained),
        cancel=_entry(enrolment_id),
        **context,
    )


def ground_drop(request: HttpRequest, enrolment_id: int, ground_id: int) -> HttpResponseBase:
    """Takes a ground back."""
    held = next((g for g in queries.entry_card(request.viewer, enrolment_id).grounds if g.ground_id == ground_id), None)
    if held is None:
        raise NotFound(f"ground {ground_id}")
    form = DropForm(request.POST or None)
    deed = {"by": request.viewer, "at": request.at, "enrolment_id": enrolment_id, "ground_id": ground_id}
    if request.method == "POST" and forms.done(form, lambda: actions.drop_ground(**deed, **form.cleaned_data)):
        messages.success(request, _("The ground was taken back; that it was recorded stays readable."))
        return redirect("entry", enrolment_id=enrolment_id)
    context = file_page(request, enrolment_id, "entry")
    title = _("Take back: %(ground)s") % {"ground": held.name}
    return forms.answer(
        request, "coach/file_question.html", form, title=title, danger=True, button=_("Take back"), cancel=_entry(enrolment_id), **context
    )


def notice_give(request: HttpRequest, enrolment_id: int, purpose_id: int) -> HttpResponseBase:
    """Reads a notice to the person and writes down that it was done; leads back to the decision where one came from there."""
    purpose = next((p for p in queries.purposes_for(request.viewer, enrolment_id) if p.id == purpose_id), None)
    if purpose is None:
        raise NotFound(f"purpose {purpose_id}")
    form = NoticeForm(request.POST or None, initial={"on": request.viewer.today, "form": "spoken", "language": "en"})
    deed = {"by": request.viewer, "at": request.at, "enrolment_id": enrolment_id, "purpose_id": purpose_id}
    back = reverse("admission", kwargs={"enrolment_id": enrolment_id}) if "decide" in request.GET else _entry(enrolment_id)
    if request.method == "POST" and forms.done(form, lambda: actions.give_notice(**deed, **form.cleaned_data)):
        messages.success(request, _("It is written down that the person was told."))
        return redirect(back)
    context: dict[str, Any] = file_page(request, enrolment_id, "entry") | {"purpose": purpose}
    return forms.answer(request, "coach/notice_give.html", form, title=purpose.name, cancel=back, **context)


def notice_withdraw(request: HttpRequest, enrolment_id: int, notice_id: int) -> HttpResponseBase:
    """Writes down that the person took a consent back."""
    given = next((n for n in queries.entry_card(request.viewer, enrolment_id).notices if n.notice_id == notice_id), None)
    if given is None or given.withdrawn_on or not given.consent:
        raise NotFound(f"notice {notice_id}")
    if request.method == "POST":
        actions.withdraw_notice(by=request.viewer, at=request.at, enrolment_id=enrolment_id, notice_id=notice_id, on=request.viewer.today)
        messages.success(request, _("It is written down that the consent was taken back."))
        return redirect("entry", enrolment_id=enrolment_id)
    context = file_page(request, enrolment_id, "entry") | {"given": given, "title": given.name, "back": _entry(enrolment_id)}
    return render(request, "coach/notice_withdraw.html", context)


def _entry(enrolment_id: int) -> str:
    return reverse("entry", kwargs={"enrolment_id": enrolment_id})
