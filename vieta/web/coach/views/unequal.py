"""Experiences of unequal treatment in a file: lodging one, and handling it as the lawyer."""

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from vieta.base.refusal import NotFound, Refused
from vieta.enrolments import actions, queries
from vieta.programmes.choices import GroundFamily
from vieta.web.coach.file import file_page
from vieta.web.parts import forms


class UnequalForm(forms.Form):
    """What happened."""

    story = forms.LongText(
        label=gettext_lazy("What happened?"), max_length=6000, help_text=gettext_lazy("Only a lawyer of the case team reads this.")
    )
    happened_on = forms.Date(label=gettext_lazy("On which day?"), required=False)
    place = forms.Text(label=gettext_lazy("Where?"), max_length=200, required=False)
    family = forms.Choice(
        label=gettext_lazy("Because of what, as the person sees it?"),
        choices=GroundFamily.choices,
        widget=django_forms.Select(),
        required=False,
    )


class AdviceForm(forms.Form):
    """The lawyer's advice."""

    advice = forms.LongText(label=gettext_lazy("What did you advise, and how did it end?"), max_length=6000)


def unequal(request: HttpRequest, enrolment_id: int) -> HttpResponseBase:
    """What was lodged, as far as one may read it, and lodging one more."""
    form = UnequalForm(request.POST or None)
    deed = {"by": request.viewer, "at": request.at, "enrolment_id": enrolment_id}
    if request.method == "POST" and forms.done(form, lambda: actions.lodge_unequal(**deed, **form.cleaned_data)):
        messages.success(request, _("It is written down, readable only for a lawyer of the case team and the person."))
        return redirect("unequal", enrolment_id=enrolment_id)
    context = file_page(request, enrolment_id, "unequal")
    cards = queries.unequal_cards(request.viewer, enrolment_id)
    handles = queries.may_handle_unequal(request.viewer, enrolment_id)
    return forms.answer(
        request,
        "coach/unequal.html",
        form,
        title=_("Unequal treatment"),
        cards=cards,
        handles=handles,
        button=_("Write it down"),
        **context,
    )


@require_POST
def unequal_take_up(request: HttpRequest, enrolment_id: int, unequal_id: int) -> HttpResponseBase:
    """A lawyer takes a matter up."""
    try:
        actions.take_up_unequal(by=request.viewer, at=request.at, enrolment_id=enrolment_id, unequal_id=unequal_id)
    except Refused as refusal:
        messages.error(request, str(refusal.reason))
    else:
        messages.success(request, _("You have taken this up."))
    return redirect("unequal", enrolment_id=enrolment_id)


def unequal_close(request: HttpRequest, enrolment_id: int, unequal_id: int) -> HttpResponseBase:
    """The lawyer closes a matter with the advice given."""
    card = next((c for c in queries.unequal_cards(request.viewer, enrolment_id) if c.id == unequal_id and c.open), None)
    if card is None:
        raise NotFound(f"unequal treatment {unequal_id}")
    form = AdviceForm(request.POST or None)
    deed = {"by": request.viewer, "at": request.at, "enrolment_id": enrolment_id, "unequal_id": unequal_id}
    if request.method == "POST" and forms.done(form, lambda: actions.close_unequal(**deed, **form.cleaned_data)):
        messages.success(request, _("The matter is closed."))
        return redirect("unequal", enrolment_id=enrolment_id)
    context = file_page(request, enrolment_id, "unequal")
    back = reverse("unequal", kwargs={"enrolment_id": enrolment_id})
    return forms.answer(
        request, "coach/file_question.html", form, title=_("Close with advice"), button=_("Close it"), cancel=back, **context
    )
