"""The standards of the intake for a mentee, one by one, while the enquiry waits and afterwards."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Permission
from vieta.enrolments.queries import bar
from vieta.mentoring import actions, queries
from vieta.web import mentors
from vieta.web.coach.file import file_page
from vieta.web.coach.place import for_those_who


@for_those_who(Permission.TAKE_IN)
def mentee_standards(request: HttpRequest, enrolment_id: int) -> HttpResponse:
    """The checklist; there is none where the programme has no standards for mentees."""
    lines = queries.mentee_checklist(request.viewer, enrolment_id)
    if not lines:
        raise NotFound(f"standards of {enrolment_id}")
    problem = ""
    if request.method == "POST":
        try:
            marks = mentors.marks_of(request.POST, [line.id for line in lines])
            actions.mark_mentee_standards(by=request.viewer, at=request.at, enrolment_id=enrolment_id, marks=marks)
        except Refused as refusal:
            problem = str(refusal.reason)
        else:
            messages.success(request, _("The checklist is kept."))
            waits = bar(request.viewer, enrolment_id).state == "enquiry"
            return redirect("admission" if waits else "entry", enrolment_id=enrolment_id)
    context = file_page(request, enrolment_id, "entry") | mentors.sheet(lines, request.POST)
    return render(
        request,
        "coach/standards.html",
        context | {"title": _("Standards of the intake"), "problem": problem},
        status=422 if problem else 200,
    )
