"""A file's overview: who the person is, what happened; and correcting both."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from vieta.enrolments import actions, queries
from vieta.mentoring.queries.duos import mentor_line
from vieta.web.coach.file import file_page
from vieta.web.coach.forms.entry import CorrectDayForm
from vieta.web.coach.forms.people import PersonForm
from vieta.web.coach.timeline import timeline
from vieta.web.parts import forms


def enrolment(request: HttpRequest, enrolment_id: int) -> HttpResponse:
    """The first page of a file."""
    context = file_page(request, enrolment_id, "enrolment")
    card = queries.entry_card(request.viewer, enrolment_id)
    context |= {
        "about": queries.overview(request.viewer, enrolment_id),
        "missing": card.missing,
        "untold": [n for n in card.notices if n.required and (n.notice_id is None or n.withdrawn_on)],
        "happened": timeline(request.viewer, enrolment_id),
        "team": queries.case_team(request.viewer, enrolment_id),
        "mentor": mentor_line(request.viewer, enrolment_id),
    }
    return render(request, "coach/enrolment.html", context)


def person_edit(request: HttpRequest, enrolment_id: int) -> HttpResponseBase:
    """Corrects who the person is and how to reach them."""
    about = queries.identity(request.viewer, enrolment_id)
    form = PersonForm(request.POST or None, initial=about)
    if request.method == "POST" and forms.done(
        form, lambda: actions.correct_person(by=request.viewer, at=request.at, enrolment_id=enrolment_id, **form.mine)
    ):
        messages.success(request, _("What you wrote was saved."))
        return redirect("enrolment", enrolment_id=enrolment_id)
    context = file_page(request, enrolment_id, "enrolment")
    return forms.answer(request, "coach/file_question.html", form, title=_("Who the person is"), cancel=_file(enrolment_id), **context)


def correct_day(request: HttpRequest, enrolment_id: int) -> HttpResponseBase:
    """Corrects the day of an event; the former day stays readable."""
    form = CorrectDayForm(request.POST or None)
    if request.method == "POST" and forms.done(
        form, lambda: actions.correct_day(by=request.viewer, at=request.at, enrolment_id=enrolment_id, **form.cleaned_data)
    ):
        messages.success(request, _("The day was corrected; the former one stays readable."))
        return redirect("enrolment", enrolment_id=enrolment_id)
    context = file_page(request, enrolment_id, "enrolment")
    return forms.answer(request, "coach/file_question.html", form, title=_("Correct a day"), cancel=_file(enrolment_id), **context)


def _file(enrolment_id: int) -> str:
    return reverse("enrolment", kwargs={"enrolment_id": enrolment_id})
