"""What a lead says when figures are released again."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from vieta.web.parts import forms


class AgainForm(forms.Form):
    """Which month, and why."""

    day = forms.Choice(label=_("Which month?"), choices=(), widget=forms.forms.Select())
    reason = forms.LongText(
        label=_("Why are its figures released again?"),
        help_text=_("The funder, and everybody if the figures are public, can read this."),
        max_length=500,
    )

    def __init__(self, *args, days: Sequence[date], **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["day"]
        field.choices = [*field.choices, *((day.isoformat(), date_format(day, "F Y")) for day in days)]

    def clean_day(self) -> date:
        """The month's end."""
        return date.fromisoformat(self.cleaned_data["day"])
