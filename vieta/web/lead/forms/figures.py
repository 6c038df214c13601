"""What the figure pages ask: the day to look at, what to break down by, what to put in a report."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from vieta.web.parts import forms
from vieta.web.parts.lists import Filter

BY = (
    ("place_type", _("Kind of place")),
    ("provider_id", _("Provider")),
    ("region_id", _("Region")),
    ("municipality_id", _("Municipality or neighbourhood")),
)


class AsOf(Filter):
    """The day figures are looked at; an empty one is today."""

    as_of = forms.Date(label=_("As of"))

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["as_of"].latest = today
        self.today = today

    @property
    def day(self) -> date:
        """The day asked for, or today."""
        return (self.is_valid() and self.cleaned_data["as_of"]) or self.today


class FunnelFilter(AsOf):
    """The day, and what the funnel is broken down by."""

    by = forms.Choice(label=_("Broken down by"), choices=BY, widget=forms.forms.Select(), empty=_("Kind of place"))


class PrepareForm(forms.Form):
    """What a report is prepared of."""

    as_of = forms.Date(
        label=_("Up to which day?"), help_text=_("The figures of that day, as they are known now, are kept with the report.")
    )
    contract_id = forms.Choice(
        label=_("For one contract only?"), choices=(), required=False, widget=forms.forms.Select(), empty=_("The whole programme")
    )
    note = forms.LongText(label=_("What should the reader know?"), max_length=4000, required=False)

    def __init__(self, *args, contracts, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["contract_id"]
        field.choices = [*field.choices, *((str(number), label) for number, label in contracts)]

    def clean_contract_id(self):
        """The contract's number, or None."""
        return int(self.cleaned_data["contract_id"]) if self.cleaned_data["contract_id"] else None


class ReturnForm(forms.Form):
    """Why a report goes back."""

    reason = forms.LongText(label=_("What has to be mended?"), max_length=500)
