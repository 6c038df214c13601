"""Forms for shares and costs, prices of units and claims, prizes and grants."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from vieta.programmes import queries
from vieta.programmes.choices import AwardKind, AwardPurpose, UnitKind
from vieta.web.lead.forms.set_up import ProgrammeForm, pick
from vieta.web.parts import forms

FUNDERS = 5


class SharesForm(ProgrammeForm):
    """Up to five funders with their percentages; empty lines are left out."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offered = [("", _("Choose …")), *self.organisations()]
        for n in range(1, FUNDERS + 1):
            self.fields[f"funder_{n}"] = field = pick(_("Funder %(n)s") % {"n": n}, required=n == 1)
            field.choices = offered
            self.fields[f"percent_{n}"] = forms.Number(
                label=_("Share of funder %(n)s in %%") % {"n": n}, max_digits=5, decimal_places=2, max_value=100, min_value=Decimal("0.01"),
                required=n == 1,
            )  # fmt: skip
        for field in self.fields.values():
            forms.dress(field)
            field.before = field.after = ""

    def clean(self):
        given = super().clean()
        shares = []
        for n in range(1, FUNDERS + 1):
            funder, percent = given.get(f"funder_{n}"), given.get(f"percent_{n}")
            if funder and percent is None and f"percent_{n}" not in self.errors:
                self.add_error(f"percent_{n}", _("Say which share this funder carries."))
            if percent is not None and not funder and f"funder_{n}" not in self.errors:
                self.add_error(f"funder_{n}", _("Say who carries this share."))
            if funder and percent is not None:
                shares.append((funder, percent))
        given["shares"] = shares
        return given


class CostForm(ProgrammeForm):
    """A cost; its division among the funders follows."""

    what = forms.Text(label=_("What was paid?"), max_length=200)
    on = forms.Date(label=_("When?"), latest=None)
    cents = forms.Money(label=_("How much?"))
    contract_id = pick(_("For which contract?"), required=False)

    def lists(self):
        return {"contract_id": self.contracts()}


class WithdrawForm(forms.Form):
    """Why a cost is taken out of the sums."""

    reason = forms.Text(label=_("Why is this cost taken out?"), max_length=300)


class UnitCostForm(ProgrammeForm):
    """The price of a unit of work."""

    kind = forms.Choice(label=_("What is paid by the unit?"), choices=UnitKind.choices, widget=forms.forms.Select())
    name = forms.Text(label=_("What is it called in the agreement?"), max_length=200)
    cents = forms.Money(label=_("What does one cost?"))
    from_on = forms.Date(label=_("From which day?"), latest=None)
    until_on = forms.Date(label=_("Up to and including which day?"), latest=None, required=False)
    contract_id = pick(_("For which contract?"), required=False)
    basis = forms.Text(
        label=_("What does it rest on?"), help_text=_("For example the decision that set it."), max_length=300, required=False
    )

    def lists(self):
        return {"kind": list(UnitKind.choices), "contract_id": self.contracts()}


class EndForm(forms.Form):
    """The last day of a price."""

    last_on = forms.Date(label=_("Which is its last day?"), latest=None)


class ClaimForm(forms.Form):
    """Up to which day units are charged."""

    last_on = forms.Date(label=_("Up to and including which day?"))


class AwardForm(ProgrammeForm):
    """A prize, grant or donation with its purpose."""

    kind = forms.Choice(label=_("What is it?"), choices=AwardKind.choices)
    name = forms.Text(label=_("What is it called?"), max_length=200)
    giver = forms.Text(label=_("Who gave it?"), max_length=200)
    cents = forms.Money(label=_("How much?"))
    received_on = forms.Date(label=_("When was it received?"))
    purpose = forms.Choice(label=_("What is it for?"), choices=AwardPurpose.choices)
    branch_id = pick(_("For which branch?"), required=False)
    words = forms.Text(label=_("In your own words"), max_length=500, required=False)

    def lists(self):
        parts = {row.organisation_id: row.organisation.name for row in queries.partners(self.viewer, self.code)}
        return {"branch_id": list(parts.items())}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(AwardKind.choices)


class SpendForm(forms.Form):
    """What was paid from a prize or grant."""

    what = forms.Text(label=_("What was paid?"), max_length=200)
    on = forms.Date(label=_("When?"))
    cents = forms.Money(label=_("How much?"))


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.Text(label=_("Why is it taken back?"), max_length=300)
