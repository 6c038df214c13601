"""Pages of a programme's money: shares, costs and their division to the cent."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from vieta.base.refusal import Refused
from vieta.base.viewer import Permission
from vieta.programmes import actions, queries
from vieta.reports.actions import take_out_cost
from vieta.reports.queries import claims_of_costs
from vieta.web.lead.forms.money import FUNDERS, CostForm, SharesForm, WithdrawForm
from vieta.web.lead.programme import page
from vieta.web.parts import forms


def money(request, code):
    """Shares and costs of a programme."""
    card = queries.programme(request.viewer, code, Permission.MANAGE_MONEY, Permission.SEE_FIGURES)
    claims = claims_of_costs(request.viewer, code) if card.may_spend else {}
    found = queries.money(request.viewer, code)
    costs = [(cost, claims.get(cost.id)) for cost in found.costs]
    return page(request, "lead/money.html", card, title=_("Money"), money=found, costs=costs)


def _books(request, code):
    return queries.programme(request.viewer, code, Permission.MANAGE_MONEY)


def shares(request, code):
    """Sets the funders' shares."""
    card = _books(request, code)
    form = SharesForm(request.POST or None, viewer=request.viewer, code=code)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_shares(by=request.viewer, at=request.at, code=code, shares=form.cleaned_data["shares"])
        except Refused as refusal:
            form.add_error(f"percent_{min(len(form.cleaned_data['shares']), FUNDERS) or 1}", str(refusal.reason))
        else:
            messages.success(request, _("The shares were set."))
            return redirect("money", code)
    return forms.answer(
        request, "lead/question.html", form, title=_("Funders' shares"), programme=card, cancel=reverse("money", args=[code])
    )


def cost_new(request, code):
    """Records a cost."""
    card = _books(request, code)
    form = CostForm(request.POST or None, viewer=request.viewer, code=code)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_cost(by=request.viewer, at=request.at, code=code, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The cost was recorded and divided."))
            return redirect("money", code)
    return forms.answer(
        request,
        "lead/question.html",
        form,
        title=_("Record a cost"),
        button=_("Record it"),
        programme=card,
        cancel=reverse("money", args=[code]),
    )


def cost_withdraw(request, code, cost_id):
    """Takes a cost out of the sums, with a reason."""
    card = _books(request, code)
    cost = next((c for c in queries.money(request.viewer, code).costs if c.id == cost_id and not c.withdrawn), None)
    if cost is None:
        raise Http404
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and forms.done(
        form, lambda: take_out_cost(by=request.viewer, at=request.at, code=code, cost_id=cost_id, **form.cleaned_data)
    ):
        messages.success(request, _("The cost was taken out of the sums."))
        return redirect("money", code)
    return forms.answer(
        request, "lead/question.html", form, title=_("Take out “%(what)s”") % {"what": cost.what}, button=_("Take it out"), danger=True,
        programme=card, cancel=reverse("money", args=[code]),
    )  # fmt: skip
