"""Pages of a programme's money: shares, costs and their division to the cent."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vieta.base.refusal import Refused
from vieta.base.viewer import Permission
from vieta.programmes import actions, queries
from vieta.reports.actions import take_out_cost
from vieta.reports.queries import claims_of_costs
from vieta.web.lead.forms.money import FUNDERS, CostForm, SharesForm, WithdrawForm
from vieta.web.lead.programme import page
from vieta.web.parts import forms, lists
from vieta.web.parts.tags import money as amount


class Costs(lists.List):
    """The costs of a programme, the latest first: what each funder carries, and what may be done about each."""

    name = "costs"
    exportable = False
    default_sort = "-day"
    columns = (
        lists.Column("what", gettext_lazy("Cost"), lambda row: _what(row[0])),
        lists.Column("day", gettext_lazy("Day"), lambda row: row[0].on, sort=("on",), kind="date"),
        lists.Column("amount", gettext_lazy("Amount"), lambda row: amount(row[0].cents), sort=("cents",), kind="number"),
        lists.Column("divided", gettext_lazy("Divided"), lambda row: _divided(row[0])),
        lists.Column("deed", gettext_lazy("Deed"), lambda row: _deed(*row), link=lambda row: row[2]),
    )

    def __init__(self, request, programme: queries.ProgrammeCard):
        super().__init__(request)
        self.programme = programme
        self.claims = claims_of_costs(request.viewer, programme.code) if programme.may_spend else {}

    def rows(self):
        """Every cost, also those taken out."""
        return queries.costs(self.request.viewer, self.programme.code)

    def cards(self, rows):
        """Each cost with its claim and the address where it is taken out, for whoever sees to the money."""
        return [(cost, self.claims.get(cost.id), self._address(cost)) for cost in queries.cost_cards(rows)]

    def _address(self, cost: queries.CostCard) -> str | None:
        if not self.programme.may_spend or cost.withdrawn:
            return None
        claim = self.claims.get(cost.id)
        return (
            reverse("claim", args=[self.programme.code, claim]) if claim else reverse("cost_withdraw", args=[self.programme.code, cost.id])
        )


def _what(cost: queries.CostCard) -> str:
    if not cost.withdrawn:
        return cost.what
    words = '{} <span class="v-tag">{}</span><br><span class="v-soft v-small">{}</span>'
    return format_html(words, cost.what, _("Taken out"), cost.withdrawn_reason)


def _divided(cost: queries.CostCard) -> str:
    return format_html_join(mark_safe("<br>"), "{} {}", ((funder, amount(cents)) for funder, cents in cost.parts))


def _deed(cost: queries.CostCard, claim_id: int | None, address: str | None) -> str:
    if not address:
        return ""
    words = _("See the claim") if claim_id else _("Take out")
    return format_html('{}<span class="v-hidden"> {}</span>', words, cost.what)


def money(request, code):
    """Shares and costs of a programme."""
    card = queries.programme(request.viewer, code, Permission.MANAGE_MONEY, Permission.SEE_FIGURES)
    found = queries.money(request.viewer, code)
    return page(request, "lead/money.html", card, title=_("Money"), money=found, costs=Costs(request, card))


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
    cost = queries.cost(request.viewer, code, cost_id)
    if cost.withdrawn:
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
