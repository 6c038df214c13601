"""My rights in plain words, what I was told, and lodging an experience of unequal treatment."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from vieta.base.refusal import NotFound, Refused
from vieta.enrolments.actions import lodge_unequal
from vieta.enrolments.queries import open_part, unequal_cards
from vieta.people.queries import own_notices
from vieta.plans.queries import OwnStay, own_stays
from vieta.web.participant.forms.rights import UnequalForm
from vieta.web.participant.place import own
from vieta.web.parts import forms
from vieta.web.trail import opened


@own
def my_rights(request: HttpRequest) -> HttpResponse:
    """What I may ask for, what I was told and agreed to, and what I lodged."""
    opened(request, "me.rights_opened", person_id=request.viewer.person_id)
    stays = own_stays(request.viewer)
    _stays, programmes = open_part(request.viewer)
    lodged = [card for stay in stays for card in unequal_cards(request.viewer, stay.enrolment_id)]
    context = {"title": _("My rights"), "stays": stays, "notices": own_notices(request.viewer, programmes=programmes), "lodged": lodged}
    return render(request, "participant/my_rights.html", context)


@own
def my_unequal(request: HttpRequest, enrolment_id: int) -> HttpResponseBase:
    """Telling a lawyer about unequal treatment."""
    stay = _stay(request, enrolment_id)
    form = UnequalForm(request.POST or None, today=request.viewer.today)
    if request.method == "POST" and form.is_valid():
        try:
            lodge_unequal(by=request.viewer, at=request.at, enrolment_id=enrolment_id, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("It is written down. A lawyer will take it up with you; nobody else reads it."))
            return redirect("my_rights")
    opened(request, "me.rights_opened", person_id=request.viewer.person_id, enrolment_id=enrolment_id)
    title = _("I was treated unequally")
    return forms.answer(
        request, "participant/my_unequal.html", form, title=title, button=_("Give it to a lawyer"), cancel=reverse("my_rights"), stay=stay
    )


def _stay(request: HttpRequest, enrolment_id: int) -> OwnStay:
    found = next((stay for stay in own_stays(request.viewer) if stay.enrolment_id == enrolment_id), None)
    if found is None:
        raise NotFound(f"stay {enrolment_id}")
    return found
