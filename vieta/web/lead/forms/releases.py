"""What a lead says when figures are released again, and which older half-year is to be released."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from vieta.web.parts import forms
from vieta.web.parts.lists import Filter


class AgainForm(forms.Form):
    """Which month, and why."""

    day = forms.Choice(label=_("Which month?"), choices=(), widget=forms.forms.Select())
    reason = forms.LongText(
        label=_("Why are its figures released again?"),
        help_text=_(
            "The funder, and everybody if the figures are public, can read this. Say what was wrong, not how many people it is about."
        ),
        max_length=500,
    )

    def __init__(self, *args, days: Sequence[date], **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["day"]
        field.choices = [*field.choices, *((day.isoformat(), date_format(day, "F Y")) for day in days)]

    def clean_day(self) -> date:
        """The month's end."""
        return date.fromisoformat(self.cleaned_data["day"])


class OlderForm(Filter):
    """Which half-year; asked for by the address before it is confirmed."""

    day = forms.Choice(
        label=_("Which half-year?"), choices=(), widget=forms.forms.Select(),
        error_messages={"required": _("Choose a half-year."), "invalid_choice": _("This is no half-year that is left: choose one from the list.")},
    )  # fmt: skip

    def __init__(self, *args, days: Sequence[date], confirmed: bool, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["day"]
        field.required = confirmed
        words = _("to %(day)s")
        field.choices = [*field.choices, *((day.isoformat(), words % {"day": date_format(day, "j F Y")}) for day in days)]

    def clean_day(self) -> date | None:
        """The half-year's end; None where none was chosen."""
        return date.fromisoformat(self.cleaned_data["day"]) if self.cleaned_data["day"] else None
