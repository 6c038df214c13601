"""Pages of the organisations that a programme supports themselves."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from vieta.base.viewer import Permission
from vieta.enrolments import actions, queries
from vieta.organisations.queries import organisations
from vieta.programmes.queries import programme
from vieta.web.lead.forms.indicators import SupportForm, TakeBackForm
from vieta.web.lead.programme import page
from vieta.web.parts import forms

MAY = (Permission.SET_UP, Permission.COORDINATE)


def supported(request, code):
    """Every organisation supported, counted once each."""
    card = programme(request.viewer, code, *MAY, Permission.SEE_FIGURES)
    rows = queries.supported_organisations(request.viewer, code)
    may = queries.may_support(request.viewer, code)
    return page(request, "lead/supported.html", card, title=_("Organisations supported"), rows=rows, may_support=may)


def supported_new(request, code):
    """Records an organisation."""
    card = programme(request.viewer, code, *MAY)
    form = SupportForm(request.POST or None, organisations=organisations(request.viewer), initial={"on": request.viewer.today})
    if request.method == "POST" and forms.done(
        form, lambda: actions.support_organisation(by=request.viewer, at=request.at, code=code, **form.cleaned_data)
    ):
        messages.success(request, _("The organisation is recorded and counts once."))
        return redirect("supported", code=code)
    return _question(request, card, form, _("Record an organisation supported"), _("Record it"))


def supported_withdraw(request, code, support_id):
    """Takes a record back."""
    card = programme(request.viewer, code, *MAY)
    if not any(row.id == support_id and row.standing for row in queries.supported_organisations(request.viewer, code)):
        raise Http404
    form = TakeBackForm(request.POST or None)
    if request.method == "POST" and forms.done(
        form, lambda: actions.withdraw_support(by=request.viewer, at=request.at, code=code, support_id=support_id, **form.cleaned_data)
    ):
        messages.success(request, _("It was taken back and counts no longer."))
        return redirect("supported", code=code)
    return _question(request, card, form, _("Take an organisation back"), _("Take it back"))


def _question(request, card, form, title: str, button: str):
    return forms.answer(
        request, "lead/question.html", form, title=title, button=button, programme=card, cancel=reverse("supported", args=[card.code])
    )
