"""What supports a mentor: the handbook, their training, their dates, the code of conduct, and what the network keeps about them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vieta.base.refusal import NotFound, Refused
from vieta.mentoring import actions, queries
from vieta.mentoring.choices import Paper
from vieta.web import mentors
from vieta.web.mentor.forms.support import OfferAgainForm, PauseForm
from vieta.web.mentor.place import for_mentors
from vieta.web.papers import reading
from vieta.web.parts import forms


@for_mentors
def mentor_handbooks(request: HttpRequest) -> HttpResponse:
    """The handbooks; the only one opens at once."""
    found = queries.handbooks(request.viewer)
    if len(found) == 1:
        return redirect("mentor_handbook", programme_id=found[0][0])
    return render(request, "mentor/handbooks.html", {"title": _("Handbook"), "handbooks": found})


@for_mentors
def mentor_handbook(request: HttpRequest, programme_id: int) -> HttpResponse:
    """The edition that holds, and saying that one has read it."""
    return reading(request, programme_id, "mentor/handbook.html", "mentor_handbook")


@for_mentors
def mentor_dates(request: HttpRequest) -> HttpResponse:
    """Dates ahead, and how far one is in the training."""
    context = {
        "title": _("Dates and training"),
        "dates": queries.own_dates(request.viewer),
        "training": queries.own_progress(request.viewer),
    }
    return render(request, "mentor/dates.html", context)


@for_mentors
def mentor_profile(request: HttpRequest) -> HttpResponse:
    """What the network keeps about the mentor, and what they can do with it."""
    return render(request, "mentor/profile.html", {"title": _("About me"), "card": queries.own_profile(request.viewer)})


@for_mentors
def mentor_profile_edit(request: HttpRequest) -> HttpResponseBase:
    """Changes what one said of oneself."""
    form = mentors.ProfileForm(request.POST or None, initial=mentors.said(queries.own_profile(request.viewer)))
    del form.fields["offer"]
    if request.method == "POST" and forms.done(
        form, lambda: actions.describe(by=request.viewer, at=request.at, mentor_id=None, profile=form.profile)
    ):
        messages.success(request, _("Your profile was changed."))
        return redirect("mentor_profile")
    return _asked(request, form, _("Change my profile"), _("Save"))


@for_mentors
def mentor_own_pause(request: HttpRequest) -> HttpResponseBase:
    """Takes a pause."""
    queries.own_profile(request.viewer)
    form = PauseForm(request.POST or None, initial={"from_on": request.viewer.today})
    if request.method == "POST" and forms.done(
        form, lambda: actions.pause(by=request.viewer, at=request.at, mentor_id=None, **form.cleaned_data)
    ):
        messages.success(request, _("Your pause is written down. Nobody new is proposed to you meanwhile."))
        return redirect("mentor_profile")
    return _asked(request, form, _("Take a pause"), _("Write it down"))


@for_mentors
@require_POST
def mentor_own_pause_end(request: HttpRequest, pause_id: int) -> HttpResponse:
    """Ends one's pause."""
    try:
        actions.end_pause(by=request.viewer, at=request.at, mentor_id=None, pause_id=pause_id)
    except Refused as refusal:
        messages.error(request, str(refusal.reason))
    else:
        messages.success(request, _("Welcome back."))
    return redirect("mentor_profile")


@for_mentors
def mentor_conduct(request: HttpRequest, programme_id: int) -> HttpResponse:
    """The code of conduct, to read and to sign."""
    edition = queries.paper(request.viewer, programme_id, Paper.CONDUCT)
    part = next((one for one in queries.own_profile(request.viewer).parts if one.programme_id == programme_id), None)
    if edition is None or part is None:
        raise NotFound(f"code of conduct of {programme_id}")
    if request.method == "POST":
        number = request.POST.get("number", "")
        if not number.isdecimal() or len(number) > 9:
            raise NotFound("edition")
        try:
            actions.sign_conduct(
                by=request.viewer,
                at=request.at,
                mentorship_id=None,
                programme_id=programme_id,
                on=request.viewer.today,
                version=int(number),
            )
        except Refused as refusal:
            messages.error(request, str(refusal.reason))
        else:
            messages.success(request, _("Thank you. It is kept that you agreed to this version."))
        return redirect("mentor_profile")
    return render(request, "mentor/conduct.html", {"title": edition.title, "edition": edition, "part": part})


@for_mentors
def mentor_offer_again(request: HttpRequest) -> HttpResponseBase:
    """Offers to mentor in one more programme, without typing anything again."""
    card = queries.own_profile(request.viewer)
    there = {part.programme_id for part in card.parts if part.open or part.accepted}
    branches = queries.branches(request.viewer.today, besides=there)
    if not branches:
        messages.info(request, _("No other programme takes offers at the moment."))
        return redirect("mentor_profile")
    form = OfferAgainForm(request.POST or None, branches=branches)
    if request.method == "POST" and form.is_valid():
        branch = mentors.chosen(branches, form.cleaned_data["branch"])
        try:
            actions.offer_again(
                by=request.viewer, at=request.at, mentor_id=None, programme_id=branch.programme_id, organisation_id=branch.organisation_id,
                notice=branch.notice,
            )  # fmt: skip
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Thank you. The branch will call or write to you."))
            return redirect("mentor_profile")
    return _asked(request, form, _("Offer to mentor in one more programme"), _("Send my offer"), branches=branches)


def _asked(request: HttpRequest, form: forms.Form, title: str, button: str, **context) -> HttpResponse:
    return forms.answer(
        request,
        "mentor/support_question.html",
        form,
        title=title,
        button=button,
        cancel=reverse("mentor_profile"),
        **{"branches": (), **context},
    )
