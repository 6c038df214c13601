"""What the figure pages ask: the day to look at, and what to break down by."""

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
    """The day figures are looked at, from the programme's first day on; an empty one is today."""

    as_of = forms.Date(label=_("As of"))

    def __init__(self, *args, today: date, begun: date | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["as_of"].latest = today
        if begun and begun <= today:
            self.fields["as_of"].earliest = begun
        self.today = today

    @property
    def day(self) -> date:
        """The day asked for, or today."""
        return (self.is_valid() and self.cleaned_data["as_of"]) or self.today


class FunnelFilter(AsOf):
    """The day, and what the funnel is broken down by."""

    by = forms.Choice(label=_("Broken down by"), choices=BY, widget=forms.forms.Select(), empty=_("Kind of place"))
