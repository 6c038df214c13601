"""Pages of unit costs: their prices, what can be claimed with the proof of each unit, claims, and what was funded twice."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from vieta.base.periods import days_after
from vieta.base.refusal import Refused
from vieta.base.viewer import Permission
from vieta.programmes import actions as programmes
from vieta.programmes import queries as programme_queries
from vieta.reports import actions, queries
from vieta.reports.rules.units import BY_HOUR, quantity
from vieta.web.lead.forms.money import ClaimForm, EndForm, ReasonForm, UnitCostForm
from vieta.web.lead.programme import page
from vieta.web.parts import forms

SHOWN = 200


def _books(request, code):
    return programme_queries.programme(request.viewer, code, Permission.MANAGE_MONEY)


def _price(request, code, unit_cost_id):
    found = next((one for one in programme_queries.unit_costs(request.viewer, code) if one.pk == unit_cost_id), None)
    if found is None:
        raise Http404
    return found


def unit_costs(request, code):
    """The prices of units, the claims made by them, and the check for double funding."""
    card = _books(request, code)
    return page(
        request, "lead/unit_costs.html", card, title=_("Unit costs"), prices=programme_queries.unit_costs(request.viewer, code),
        claims=queries.claims(request.viewer, code), today=request.viewer.today,
    )  # fmt: skip


def unit_cost_new(request, code):
    """Agrees a price."""
    card = _books(request, code)
    form = UnitCostForm(request.POST if request.method == "POST" else None, viewer=request.viewer, code=code)

    def deed():
        programmes.agree_unit_cost(by=request.viewer, at=request.at, code=code, **form.cleaned_data)

    return _answered(request, card, form, deed, _("Agree a unit cost"), _("Agree it"), _("The price was agreed."))


def unit_cost_end(request, code, unit_cost_id):
    """Ends a price."""
    card, agreed = _books(request, code), _price(request, code, unit_cost_id)
    form = EndForm(request.POST if request.method == "POST" else None)

    def deed():
        until_on = days_after(form.cleaned_data["last_on"], 1)
        try:
            programmes.end_unit_cost(by=request.viewer, at=request.at, code=code, unit_cost_id=agreed.pk, until_on=until_on)
        except Refused as refusal:
            raise Refused(refusal.reason, field="last_on") from refusal

    return _answered(request, card, form, deed, _("End “%(name)s”") % {"name": agreed.name}, _("End it"), _("The price ends on that day."))


def _answered(request, card, form, deed, title, button, done, **more):
    """A question about unit costs: one deed, then back to their page."""
    if request.method == "POST" and forms.done(form, deed):
        messages.success(request, done)
        return redirect("unit_costs", card.code)
    cancel = reverse("unit_costs", args=[card.code])
    return forms.answer(request, "lead/question.html", form, title=title, button=button, programme=card, cancel=cancel, **more)


def claim_new(request, code, unit_cost_id):
    """What can be claimed by a price up to a day, each unit with its proof, and the claim."""
    card, agreed = _books(request, code), _price(request, code, unit_cost_id)
    today = request.viewer.today
    form = ClaimForm(request.POST if request.method == "POST" else None, initial={"last_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.claim_units(by=request.viewer, at=request.at, code=code, unit_cost_id=agreed.pk, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The units were claimed and the cost was divided."))
            return redirect("claim", code, made.pk)
    units = queries.claimable(request.viewer, code, agreed.pk, days_after(today, 1))
    sound = [one for one in units if not one.refused]
    context = {
        "title": _("Claim: %(name)s") % {"name": agreed.name}, "button": _("Claim them"), "programme": card, "units": units[:SHOWN],
        "more": max(len(units) - SHOWN, 0), "cents": sum(one.cents for one in sound), "number": len(sound), "agreed": agreed,
        "quantity": quantity(agreed.kind, len(sound), sum(one.minutes for one in sound)), "by_hour": agreed.kind in BY_HOUR,
        "cancel": reverse("unit_costs", args=[code]),
    }  # fmt: skip
    return forms.answer(request, "lead/claim_new.html", form, **context)


def claim(request, code, claim_id):
    """One claim with the proof of each unit."""
    card = _books(request, code)
    found, units = queries.claim(request.viewer, code, claim_id)
    title = _("Claim %(number)s") % {"number": found.number}
    return page(request, "lead/claim.html", card, title=title, claim=found, units=units[:1000], more=max(len(units) - 1000, 0))


def claim_withdraw(request, code, claim_id):
    """Takes a claim back."""
    card = _books(request, code)
    found, _units = queries.claim(request.viewer, code, claim_id)
    if found.withdrawn:
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None)

    def deed():
        actions.withdraw_claim(by=request.viewer, at=request.at, code=code, claim_id=claim_id, **form.cleaned_data)

    title = _("Take back claim %(number)s") % {"number": found.number}
    return _answered(request, card, form, deed, title, _("Take it back"), _("The claim was taken back."), danger=True)


def funded_twice(request, code):
    """What two funds or programmes paid for, or may have."""
    card = _books(request, code)
    return page(request, "lead/funded_twice.html", card, title=_("Double funding"), found=queries.funded_twice(request.viewer, code))
