"""My duos: what waits for me, what the person I mentor shares with me, our meetings."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from vieta.mentoring.queries import own_duos as queries
from vieta.web import duos
from vieta.web.mentor.place import for_mentors
from vieta.web.trail import listed, opened


def _frame(request: HttpRequest, duo_id: int) -> dict:
    found = queries.mentors_duo(request.viewer, duo_id)
    opened(request, "mentor.duo_opened", person_id=found.duo.person_id, enrolment_id=found.duo.enrolment_id)
    return {"minutes": found.duo.minutes, "duo": found.duo, "mine": found}


WHERE = duos.Where(
    back=lambda duo_id: reverse("mentor_duo", kwargs={"duo_id": duo_id}), template="mentor/question.html", frame=_frame, side="mentor"
)
# after the last word about a duo it is gone from the mentor's place
HOME = duos.Where(back=lambda duo_id: reverse("mentor"), template="mentor/question.html", frame=_frame, side="mentor")


@for_mentors
def mentor(request: HttpRequest) -> HttpResponse:
    """My first page: my duos, and what waits in each."""
    lines = queries.mentors_duos(request.viewer)
    listed(request, "mentor.duos_listed", [line.person_id for line in lines if line.name])
    return render(request, "mentor/mentor.html", {"title": _("My duos"), "lines": lines})


@for_mentors
def mentor_duo(request: HttpRequest, duo_id: int) -> HttpResponse:
    """One duo."""
    frame = _frame(request, duo_id)
    card, today = frame["duo"], request.viewer.today
    context = frame | {
        "title": _("My duo"),
        "next": card.next_meeting(today),
        "figure": duos.picture(card, today) if card.alive else None,
        "today": today,
    }
    return render(request, "mentor/duo.html", context)


@for_mentors
def mentor_log(request: HttpRequest, duo_id: int) -> HttpResponseBase:
    return duos.log(request, duo_id, WHERE)


@for_mentors
def mentor_plan(request: HttpRequest, duo_id: int) -> HttpResponseBase:
    return duos.plan(request, duo_id, WHERE)


@for_mentors
def mentor_check_in(request: HttpRequest, duo_id: int) -> HttpResponseBase:
    return duos.check_in(request, duo_id, WHERE)


@for_mentors
def mentor_answer(request: HttpRequest, duo_id: int) -> HttpResponseBase:
    return duos.answer(request, duo_id, HOME)


@for_mentors
def mentor_evaluation(request: HttpRequest, duo_id: int) -> HttpResponseBase:
    return duos.evaluation(request, duo_id, HOME)


@for_mentors
def mentor_meeting_back(request: HttpRequest, duo_id: int, meeting_id: int) -> HttpResponseBase:
    return duos.meeting_back(request, duo_id, meeting_id, WHERE)
