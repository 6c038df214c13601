"""Leaving, and the worklist of those to be asked again."""

from django import forms as django
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vieta.base.refusal import Refused
from vieta.enrolments.queries import documents
from vieta.outcomes import actions, queries
from vieta.outcomes.choices import FollowUpMoment
from vieta.web.coach.file import file_page
from vieta.web.coach.forms.outcomes import AnswerForm, LeaveForm, ReopenForm
from vieta.web.coach.standing import only_staff
from vieta.web.parts import forms, lists
from vieta.web.trail import listed

WHICH = [
    ("due", gettext_lazy("Due now")),
    ("coming", gettext_lazy("In the next two weeks")),
    ("open", gettext_lazy("All still to ask")),
    ("answered", gettext_lazy("Answered")),
]


def leave(request: HttpRequest, enrolment_id: int) -> HttpResponse:
    """The person leaves; three questions fall due afterwards."""
    context = file_page(request, enrolment_id, "enrolment")
    form = LeaveForm(request.POST or None, initial={"on": request.viewer.today})
    if request.method == "POST" and form.is_valid():
        try:
            actions.leave_programme(by=request.viewer, at=request.at, enrolment_id=enrolment_id, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The leaving is recorded. You will be reminded to ask again after 28 days, 6 and 12 months."))
            return redirect("outcomes", enrolment_id=enrolment_id)
    cancel = reverse("enrolment", args=[enrolment_id])
    title = _("Leaving the programme")
    return forms.answer(request, "coach/leave.html", form, **context, title=title, button=_("Record the leaving"), cancel=cancel)


def leave_undo(request: HttpRequest, enrolment_id: int) -> HttpResponse:
    """Takes a leaving back that was recorded by mistake."""
    context = file_page(request, enrolment_id, "enrolment")
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reopen_stay(by=request.viewer, at=request.at, enrolment_id=enrolment_id, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The leaving is taken back."))
            return redirect("enrolment", enrolment_id=enrolment_id)
    cancel = reverse("outcomes", args=[enrolment_id])
    return forms.answer(
        request, "coach/file_question.html", form, **context, title=_("Take the leaving back"), button=_("Take it back"), cancel=cancel
    )


class FollowUpFilter(lists.Filter):
    """Which follow-ups."""

    which = forms.Choice(label=gettext_lazy("Which"), choices=WHICH, widget=django.Select(), empty=gettext_lazy("Due now or within a week"))
    moment = forms.Choice(
        label=gettext_lazy("After leaving"), choices=FollowUpMoment.choices, widget=django.Select(), empty=gettext_lazy("All")
    )


class FollowUps(lists.List):
    """Whom to ask again, the longest due first; as on the first page, those of the coming week as well."""

    name = "follow-ups"
    filter_class = FollowUpFilter
    default_sort = "due"
    columns = (
        lists.Column(
            "name",
            gettext_lazy("Person"),
            lambda card: card.name,
            sort=("enrolment__sort_name",),
            link=lambda card: reverse("follow_up", args=[card.id]),
        ),
        lists.Column("moment", gettext_lazy("Question"), lambda card: card.moment_label),
        lists.Column("due", gettext_lazy("Due"), lambda card: card.due_on, sort=("due_on",), kind="date"),
        lists.Column("late", gettext_lazy("Days late"), lambda card: card.days_late or None, kind="number"),
        lists.Column("answer", gettext_lazy("Answer"), lambda card: card.answer_label, tag=lambda card: "teal" if card.answer else "amber"),
        lists.Column("left", gettext_lazy("Left"), lambda card: card.left_on, kind="date"),
        lists.Column("programme", gettext_lazy("Programme"), lambda card: card.programme),
    )

    def rows(self):
        return queries.worklist(self.request.viewer, which=self.wanted.get("which") or "week", moment=self.wanted.get("moment") or "")

    def cards(self, rows):
        found = queries.cards(self.request.viewer, rows)
        listed(self.request, "follow_ups.listed", [card.person_id for card in found])
        return found


def follow_ups(request: HttpRequest) -> HttpResponse:
    """The worklist."""
    only_staff(request)
    return FollowUps(request).respond("coach/follow_ups.html", title=_("Follow-ups"), empty_template="coach/follow_ups_none.html")


def follow_up(request: HttpRequest, follow_up_id: int) -> HttpResponse:
    """The question with its answer, or the answer to correct."""
    card = queries.follow_up_card(request.viewer, follow_up_id)
    context = file_page(request, card.enrolment_id, "outcomes")
    papers = [one for one in documents(request.viewer, card.enrolment_id) if one.may_open]
    initial = {"asked_on": card.asked_on or max(request.viewer.today, card.due_on), "source": card.source or "declared", "answer": card.answer,
               "still_there": card.still_there, "document": card.document_id, "remark": card.remark}  # fmt: skip
    form = AnswerForm(request.POST or None, papers=papers, initial=initial)
    if card.answer:
        for name in ("began_on", "contract_kind", "learning"):
            del form.fields[name]
    if request.method == "POST" and form.is_valid():
        deed = actions.correct_answer if card.answer else actions.record_answer
        try:
            deed(by=request.viewer, at=request.at, follow_up_id=follow_up_id, said=form.said())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The answer is recorded."))
            return redirect("outcomes", enrolment_id=card.enrolment_id)
    jobs = [one for one in queries.outcomes_of(request.viewer, card.enrolment_id) if one.is_work]
    return forms.answer(
        request, "coach/follow_up.html", form, **context, title=card.moment_label, card=card, jobs=jobs, today=request.viewer.today,
        button=_("Correct the answer") if card.answer else _("Record the answer"), cancel=reverse("outcomes", args=[card.enrolment_id]),
    )  # fmt: skip
