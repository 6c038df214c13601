"""Which day a lead looks at before its figures are released, and what is said when they are released again."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from vieta.web.parts import forms
from vieta.web.parts.lists import Filter


def _day(label, missing, wrong) -> forms.Choice:
    words = {"required": missing, "invalid_choice": wrong}
    return forms.Choice(label=label, choices=(), widget=forms.forms.Select(), error_messages=words)


class LookForm(Filter):
    """Which of `days`; asked for by the address, and required of whoever confirms what they saw."""

    seen = forms.Text(required=False, max_length=64, widget=forms.forms.HiddenInput())  # the seal of what was looked at

    def __init__(self, *args, days: Sequence[date], confirmed: bool, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.required = confirmed and name != "seen"
        chosen = self.fields["day"]
        chosen.choices = [*chosen.choices, *((day.isoformat(), self.said(day)) for day in days)]

    @property
    def first_fields(self):
        """What is chosen before there is anything to look at."""
        return [self["day"]]

    @property
    def chosen(self) -> date | None:
        """The day to look at, also where something else is wrong; None where none of them was chosen."""
        return self.cleaned_data.get("day") if self.is_bound and self.errors is not None else None

    def said(self, day: date) -> str:
        """A day as it is chosen."""
        return date_format(day, "F Y")

    def clean_day(self) -> date | None:
        """The month's end; None where none was chosen."""
        return date.fromisoformat(self.cleaned_data["day"]) if self.cleaned_data["day"] else None


class DueForm(LookForm):
    """Which of the months that wait."""

    day = _day(_("Which month?"), _("Choose a month."), _("This month was released meanwhile, or does not wait to be."))


class OlderForm(LookForm):
    """Which half-year."""

    day = _day(_("Which half-year?"), _("Choose a half-year."), _("This is no half-year that is left: choose one from the list."))

    def said(self, day: date) -> str:
        """A half-year by its last day."""
        return _("to %(day)s") % {"day": date_format(day, "j F Y")}


class AgainForm(LookForm):
    """Which month, and why."""

    day = _day(_("Which month?"), _("Choose a month."), _("This month was not released: choose one from the list."))
    reason = forms.LongText(
        label=_("Why are its figures released again?"),
        help_text=_(
            "The funder, and everybody if the figures are public, can read this. Say what was wrong, not how many people it is about."
        ),
        max_length=500,
    )
