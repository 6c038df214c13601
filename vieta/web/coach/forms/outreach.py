"""Forms of outreach: where staff went, whom they met, joining contacts."""

from collections.abc import Sequence
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from vieta.activities.choices import PlaceType
from vieta.base.codes import Gender
from vieta.enrolments.queries import Option
from vieta.web.parts import forms, lists


def offer(form: forms.Form, name: str, options: Sequence[Option], *, empty: Any = "") -> None:
    """Puts the options a viewer may choose into a field; a field with nothing to choose goes."""
    if not options:
        del form.fields[name]
        return
    choices = [(str(option.id), f"{option.name} ({option.hint})" if option.hint else option.name) for option in options]
    form.fields[name].choices = [("", empty or _("Choose …")), *choices]


class OutreachForm(forms.Form):
    """Where did you go?"""

    place_type = forms.Choice(label=_("What kind of place was it?"), choices=PlaceType.choices)
    place = forms.Text(
        label=_("Where exactly?"), max_length=200, help_text=_("Such as the name of the square, the building or the company.")
    )
    on = forms.Date(label=_("On which day?"))
    starts_at = django_forms.TimeField(label=_("At what time?"), required=False, help_text=_("For example 14:30."))
    minutes = django_forms.IntegerField(label=_("How long were you there, in minutes?"), min_value=1, max_value=1440)
    municipality = forms.Choice(label=_("In which neighbourhood?"), choices=(), widget=django_forms.Select(), required=False)
    topic = forms.Text(label=_("What was it about?"), max_length=200, required=False)

    def __init__(self, *args, municipalities=(), **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "municipality", municipalities)


class MeetForm(forms.Form):
    """Whom did you meet? In seconds, on a phone."""

    known_as = forms.Text(
        label=_("How will you remember this person?"), max_length=100, required=False, help_text=_("Such as: the man with the red dog.")
    )
    first_name = forms.Text(label=_("First name"), max_length=100, required=False)
    last_name = forms.Text(label=_("Last name"), max_length=100, required=False)
    phone = forms.Text(label=_("Phone"), max_length=40, required=False)
    birth_on = forms.Date(label=_("Date of birth"), required=False, birthday=True)

    more = ("last_name", "phone", "birth_on")

    @property
    def first_fields(self):
        """What is asked of everybody met."""
        return [bound for bound in self if bound.name not in self.more]

    @property
    def more_fields(self):
        """What may be added when the person says it."""
        return [bound for bound in self if bound.name in self.more]

    @property
    def more_open(self) -> bool:
        """Whether one of those was filled in or is wrong."""
        return any(bound.errors or bound.data for bound in self.more_fields)


class SearchForm(forms.Form):
    """Somebody known already, by name."""

    name = forms.Text(label=_("Name, or how you remember them"), max_length=100, required=False)


class ContactForm(forms.Form):
    """What is known of a contact."""

    known_as = forms.Text(label=_("How do you remember this person?"), max_length=100, required=False)
    first_name = forms.Text(label=_("First name"), max_length=100, required=False)
    last_name = forms.Text(label=_("Last name"), max_length=100, required=False)
    birth_on = forms.Date(label=_("Date of birth"), required=False, birthday=True)
    gender = forms.Choice(label=_("Gender"), choices=Gender.choices, required=False, in_row=True)
    phone = forms.Text(label=_("Phone"), max_length=40, required=False)


class JoinForm(forms.Form):
    """Why two contacts are one person."""

    reason = forms.LongText(label=_("How do you know that this is the same person?"), max_length=300)


class OutreachFilter(lists.Filter):
    """What the list of outreach can be narrowed by."""

    place_type = forms.Choice(label=_("Kind of place"), choices=PlaceType.choices, widget=django_forms.Select(), empty=_("All"))
    since = forms.Date(label=_("Since"))
    mine = django_forms.BooleanField(label=_("Only mine"))
    more = ("since",)


class ContactFilter(lists.Filter):
    """What the list of contacts can be narrowed by."""

    name = forms.Text(label=_("Name, or how you remember them"), max_length=100)
    enrolled = django_forms.BooleanField(label=_("Also those in a programme"))
