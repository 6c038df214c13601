"""My duo: who my mentor is, what I share item by item, our meetings; and what I wish of a mentor."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from vieta.base.refusal import NotFound, Refused
from vieta.mentoring.actions import sharing as sharing_actions
from vieta.mentoring.actions import wishes as wish_actions
from vieta.mentoring.queries import own_duos as queries
from vieta.mentoring.queries.sharing import choices_of
from vieta.mentoring.queries.wishes import may_wish, wish_of
from vieta.plans.queries import own_stays
from vieta.web import duos
from vieta.web.participant.place import own
from vieta.web.parts import forms
from vieta.web.trail import opened
from vieta.web.wishes import ShareForm, WishForm, said


def _frame(request: HttpRequest, duo_id: int) -> dict:
    found = queries.own_duo(request.viewer, duo_id)
    opened(request, "me.duo_opened", person_id=request.viewer.person_id, enrolment_id=found.duo.enrolment_id)
    return {"minutes": found.duo.minutes, "duo": found.duo, "mine": found}


WHERE = duos.Where(back=lambda duo_id: reverse("my_duo"), template="participant/duo_question.html", frame=_frame, side="mentee")


@own
def my_duo(request: HttpRequest) -> HttpResponse:
    """My mentor and our meetings; or that I wait, or may wait, for one."""
    viewer = request.viewer
    found = queries.own_duos(viewer)
    opened(request, "me.duo_opened", person_id=viewer.person_id)
    may = may_wish(viewer)
    stays = [(stay, wish_of(viewer, stay.enrolment_id)) for stay in own_stays(viewer) if stay.enrolment_id in may]
    in_duo = {one.duo.enrolment_id for one in found if one.duo.alive}
    context = {
        "title": _("My mentor"),
        "duos": [
            (one, one.duo.next_meeting(viewer.today), duos.picture(one.duo, viewer.today) if one.duo.alive else None) for one in found
        ],
        "stays": [(stay, wish) for stay, wish in stays if stay.enrolment_id not in in_duo],
        "today": viewer.today,
    }
    return render(request, "participant/my_duo.html", context)


@own
def my_duo_share(request: HttpRequest, duo_id: int) -> HttpResponseBase:
    """What my mentor may see, item by item."""
    frame = _frame(request, duo_id)
    offered = choices_of(request.viewer, duo_id)
    if not offered:
        raise NotFound(f"duo {duo_id}")
    form = ShareForm(request.POST if request.method == "POST" else None, offered=offered, own=True)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            sharing_actions.share(
                by=request.viewer, at=request.at, duo_id=duo_id, items=told["items"], form="screen", warned=told.get("warned", False)
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("From now on your mentor sees exactly this."))
            return redirect("my_duo")
    context = frame | {"title": _("What I share"), "button": _("Share exactly this"), "cancel": reverse("my_duo")}
    return forms.answer(request, "participant/duo_question.html", form, **context)


@own
def my_duo_log(request: HttpRequest, duo_id: int) -> HttpResponseBase:
    return duos.log(request, duo_id, WHERE)


@own
def my_duo_plan(request: HttpRequest, duo_id: int) -> HttpResponseBase:
    return duos.plan(request, duo_id, WHERE)


@own
def my_duo_check_in(request: HttpRequest, duo_id: int) -> HttpResponseBase:
    return duos.check_in(request, duo_id, WHERE)


@own
def my_duo_answer(request: HttpRequest, duo_id: int) -> HttpResponseBase:
    return duos.answer(request, duo_id, WHERE)


@own
def my_duo_evaluation(request: HttpRequest, duo_id: int) -> HttpResponseBase:
    return duos.evaluation(request, duo_id, WHERE)


@own
def my_duo_meeting_back(request: HttpRequest, duo_id: int, meeting_id: int) -> HttpResponseBase:
    return duos.meeting_back(request, duo_id, meeting_id, WHERE)


@own
def my_wish(request: HttpRequest, enrolment_id: int) -> HttpResponseBase:
    """What I wish of a mentor; with it I am on the list."""
    if enrolment_id not in may_wish(request.viewer):
        raise NotFound(f"stay {enrolment_id}")
    former = wish_of(request.viewer, enrolment_id)
    form = WishForm(request.POST or None, initial=said(former))
    opened(request, "me.duo_opened", person_id=request.viewer.person_id, enrolment_id=enrolment_id)
    if request.method == "POST" and forms.done(
        form, lambda: wish_actions.write(by=request.viewer, at=request.at, enrolment_id=enrolment_id, wished=form.wished(former))
    ):
        messages.success(request, _("You are on the list. The coordinator tells you when there is somebody to meet."))
        return redirect("my_duo")
    return forms.answer(
        request,
        "participant/duo_question.html",
        form,
        title=_("I would like a mentor"),
        button=_("Put me on the list"),
        cancel=reverse("my_duo"),
    )


@own
def my_wish_withdraw(request: HttpRequest, enrolment_id: int) -> HttpResponseBase:
    """Leaving the list."""
    if request.method == "POST":
        try:
            wish_actions.withdraw(by=request.viewer, at=request.at, enrolment_id=enrolment_id)
        except Refused as refusal:
            messages.warning(request, str(refusal.reason))
        else:
            messages.success(request, _("You are no longer on the list."))
    return redirect("my_duo")
