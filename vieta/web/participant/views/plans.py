"""My plan: to read, to change, to agree to, to take back."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from vieta.base.refusal import NotFound
from vieta.plans import queries
from vieta.web import planning
from vieta.web.participant.place import own
from vieta.web.trail import opened
from vieta.web.wheel import own_view


def plan_address(enrolment_id: int) -> str:
    return f"{reverse('my_plan')}?stay={enrolment_id}"


def _frame(request: HttpRequest, enrolment_id: int) -> dict:
    opened(request, "me.plan_opened", person_id=request.viewer.person_id, enrolment_id=enrolment_id)
    return {"enrolment_id": enrolment_id}


WHERE = planning.Where(
    plan_address=plan_address,
    words="my_words",
    goal_new="my_goal_new",
    goal="my_goal",
    step_new="my_step_new",
    step="my_step",
    withdraw="my_withdraw",
    version="my_plan_version",
    template="participant/plan_question.html",
    frame=_frame,
    own=True,
)


@own
def my_plan(request: HttpRequest) -> HttpResponseBase:
    """What we agreed, and what waits for my answer."""
    stays = queries.own_stays(request.viewer)
    if not stays:
        opened(request, "me.plan_opened", person_id=request.viewer.person_id)
        return render(request, "participant/my_plan.html", {"title": _("My plan"), "plan": None})
    enrolment_id = _chosen(request, stays)
    refused = planning.do(request, enrolment_id) if request.method == "POST" else ""
    if request.method == "POST" and not refused:
        return redirect(plan_address(enrolment_id))
    card = queries.plan_of(request.viewer, enrolment_id)
    context = _frame(request, enrolment_id) | {
        "title": _("My plan"),
        "plan": card,
        "stay": next(stay for stay in stays if stay.enrolment_id == enrolment_id),
        "stays": stays,
        "where": WHERE,
        "plan_address": plan_address(enrolment_id),
        "own": True,
        "wheels": [figure for card in queries.change_view(request.viewer, enrolment_id) if (figure := own_view(card, card.name))],
        "refused": refused,
        "former": card.latest if card.latest and card.latest.state == "withdrawn" else None,
    }
    return render(request, "participant/my_plan.html", context, status=422 if refused else 200)


def _chosen(request: HttpRequest, stays: list[queries.OwnStay]) -> int:
    """The stay asked for, else the first; one that is not mine is not there."""
    asked = request.GET.get("stay")
    if asked is None:
        return stays[0].enrolment_id
    found = next((stay.enrolment_id for stay in stays if str(stay.enrolment_id) == asked), None)
    if found is None:
        raise NotFound(f"stay {asked}")
    return found


@own
def my_plan_version(request: HttpRequest, enrolment_id: int, number: int) -> HttpResponse:
    """One version as it was written, to read and to print."""
    version = queries.version_of(request.viewer, enrolment_id, number)
    title = _("My plan, version %(number)s") % {"number": number}
    context = _frame(request, enrolment_id) | {"title": title, "version": version, "where": WHERE, "own": True}
    return render(request, "participant/my_plan_version.html", context | {"plan_address": plan_address(enrolment_id)})


@own
def my_words(request: HttpRequest, enrolment_id: int) -> HttpResponseBase:
    return planning.words(request, enrolment_id, WHERE)


@own
def my_goal(request: HttpRequest, enrolment_id: int, goal_id: int | None = None) -> HttpResponseBase:
    return planning.goal(request, enrolment_id, WHERE, goal_id)


@own
def my_step(request: HttpRequest, enrolment_id: int, goal_id: int | None = None, step_id: int | None = None) -> HttpResponseBase:
    return planning.step(request, enrolment_id, WHERE, goal_id, step_id)


@own
def my_withdraw(request: HttpRequest, enrolment_id: int) -> HttpResponseBase:
    return planning.withdraw(request, enrolment_id, WHERE)
