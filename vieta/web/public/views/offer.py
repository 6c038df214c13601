"""Offering to mentor: open to everybody, without an account or an e-mail address."""

from django import forms as django
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vieta.base.refusal import NotFound, Refused
from vieta.mentoring import actions, queries
from vieta.web import mentors
from vieta.web.middleware import open_to_all
from vieta.web.parts import forms

MOST_FROM_ONE_ADDRESS = 5  # an hour; a library or a shelter shares one
HOUR = 3600


class OfferForm(mentors.ProfileForm):
    """An offer: the profile, and that the notice was read."""

    notice = django.IntegerField(widget=django.HiddenInput())
    accepted = django.BooleanField(
        label=gettext_lazy("I have read how my data are used"),
        error_messages={"required": gettext_lazy("Please read it and tick the box.")},
    )


@open_to_all
def offer_to_mentor(request: HttpRequest) -> HttpResponse:
    """The branches that take offers."""
    return render(request, "public/offer.html", {"title": _("Offer to mentor"), "branches": queries.branches(request.viewer.today)})


@open_to_all
def offer_to_branch(request: HttpRequest, key: str) -> HttpResponse:
    """The offer to one branch, with the notice beside it."""
    branch = mentors.chosen(queries.branches(request.viewer.today), key)
    if branch is None:
        raise NotFound(f"branch {key}")
    if request.method == "POST" and _too_many(request):
        return render(request, "public/offer_later.html", {"title": _("Please try again later")}, status=429)
    form = OfferForm(request.POST or None, initial={"notice": branch.notice})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.offer(
                by=request.viewer, at=request.at, programme_id=branch.programme_id, organisation_id=branch.organisation_id,
                profile=form.profile, notice=form.cleaned_data["notice"],
            )  # fmt: skip
        except Refused as refusal:
            form.refuse(refusal)
        else:
            _count(request)
            words = _("Thank you. Your offer has reached %(branch)s, which will call or write to you. Your number is %(number)s.")
            messages.success(request, words % {"branch": branch.name, "number": made.mentor.reference})
            return redirect("offer_to_mentor")
    return forms.answer(
        request, "public/offer_branch.html", form, title=_("Offer to mentor"), button=_("Send my offer"), cancel=reverse("offer_to_mentor"),
        branch=branch,
    )  # fmt: skip


def _key(request: HttpRequest) -> str:
    return f"offer:{request.META.get('REMOTE_ADDR', '')}"


def _too_many(request: HttpRequest) -> bool:
    return cache.get(_key(request), 0) >= MOST_FROM_ONE_ADDRESS


def _count(request: HttpRequest) -> None:
    cache.add(_key(request), 0, HOUR)
    cache.incr(_key(request))
