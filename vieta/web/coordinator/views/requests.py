"""Who asked the network for a mentor, and the coordinator's answer with its reason."""

from typing import Any

from django import forms as django
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vieta.base.codes import ISCO, NACE
from vieta.mentoring.actions.requests import answer_request
from vieta.mentoring.choices import RequestAnswer
from vieta.mentoring.queries import requests as queries
from vieta.web.coach.standing import only_coordinators
from vieta.web.parts import forms, profile
from vieta.web.trail import listed, opened


class AnswerForm(forms.Form):
    """The answer, and why."""

    answer = forms.Choice(
        label=gettext_lazy("What is the answer?"),
        choices=RequestAnswer.choices,
        hints={
            RequestAnswer.LISTED: gettext_lazy("What was asked becomes the wish with which the matching works."),
            RequestAnswer.CHOSEN: gettext_lazy("Forms the duo at once, outside a matching meeting. Say why."),
        },
    )
    mentorship_id = django.TypedChoiceField(
        label=gettext_lazy("Which mentor?"),
        help_text=gettext_lazy("Only if a mentor is chosen: accepted mentors of your branch with room for a duo."),
        choices=(),
        required=False,
        coerce=int,
        empty_value=None,
        widget=django.Select(),
    )
    reason = forms.LongText(label=gettext_lazy("Why?"), help_text=gettext_lazy("The person who asked reads this answer."), max_length=1000)
    override_reason = forms.Text(
        label=gettext_lazy("Why may this mentor begin before the training is finished?"),
        help_text=gettext_lazy("Only where it is not."),
        max_length=1000,
        required=False,
    )


def mentor_requests(request: HttpRequest) -> HttpResponse:
    """Everybody who waits for an answer, the oldest first."""
    only_coordinators(request)
    cards = queries.request_cards(queries.requests_waiting(request.viewer))
    listed(request, "mentor_requests.listed", [card.person_id for card in cards])
    return render(request, "coordinator/mentor_requests.html", {"title": _("Asking for a mentor"), "cards": cards})


def mentor_request(request: HttpRequest, request_id: int) -> HttpResponse:
    """One request with what was asked, and the answer to it."""
    only_coordinators(request)
    card = queries.request_card(request.viewer, request_id)
    form = AnswerForm(request.POST or None)
    form.fields["mentorship_id"].choices = [("", _("None")), *queries.mentors_to_choose(request.viewer, request_id)]
    if request.method == "POST" and forms.done(
        form, lambda: answer_request(by=request.viewer, at=request.at, request_id=request_id, **form.cleaned_data)
    ):
        messages.success(request, _("The answer is written down; the person who asked reads it."))
        return redirect("mentor_requests")
    opened(request, "mentor_request.opened", person_id=card.person_id, enrolment_id=card.enrolment_id)
    context = {"card": card, "asked": _asked(card), "cancel": reverse("mentor_requests")}
    title = _("%(name)s asks for a mentor") % {"name": card.person}
    return forms.answer(request, "coordinator/mentor_request.html", form, title=title, button=_("Answer"), **context)


def _asked(card: queries.RequestCard) -> list[tuple[str, Any]]:
    """What was asked for, line by line."""
    names = dict(profile.LANGUAGES)
    spoken = ", ".join(f"{names.get(code, code)} ({profile.LEVEL_WORDS[level]})" for code, level in card.languages)
    lines = [
        (_("Help with"), card.about),
        (_("Languages"), spoken),
        (_("Branch"), ", ".join(str(NACE[code]) for code in card.nace if code in NACE)),
        (_("Kind of work"), ", ".join(str(ISCO[code]) for code in card.isco if code in ISCO)),
        (_("Town"), card.place),
        (_("At a distance"), _("Yes") if card.remote else ""),
    ]
    return [(label, text) for label, text in lines if text]
