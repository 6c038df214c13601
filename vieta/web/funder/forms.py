"""What a funder may choose: the end of a month."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from vieta.web.parts import forms
from vieta.web.parts.lists import Filter


class MonthEnd(Filter):
    """One of the months' ends that have come."""

    as_of = forms.Choice(label=_("As of the end of"), choices=(), widget=forms.forms.Select(), empty=_("The last month"))

    def __init__(self, *args, days: Sequence[date], **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["as_of"]
        field.choices = [*field.choices, *((day.isoformat(), date_format(day, "F Y")) for day in days)]

    @property
    def day(self) -> date | None:
        """The day chosen; None for the last one."""
        return date.fromisoformat(self.cleaned_data["as_of"]) if self.is_valid() and self.cleaned_data["as_of"] else None
