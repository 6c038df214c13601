"""Forms for organisations and specialities."""

from django import forms as django
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from vieta.organisations import queries
from vieta.organisations.choices import Kind
from vieta.web.parts import forms

TWO_LETTERS = RegexValidator(r"^[A-Za-z]{2}$", _("Enter the two letters of the country, such as LV."))


class OrganisationForm(forms.Form):
    """What an organisation is called, is and is specialised in."""

    name = forms.Text(label=_("What is it called?"), max_length=200)
    kind = forms.Choice(label=_("What is it?"), choices=Kind.choices)
    country = forms.Text(label=_("Country"), help_text=_("Two letters, such as LV."), max_length=2, validators=[TWO_LETTERS])
    place = forms.Text(label=_("Place"), max_length=100, required=False)
    speciality_ids = django.TypedMultipleChoiceField(
        label=_("What is it specialised in?"), coerce=int, required=False, widget=forms.Checkboxes()
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = {int(i) for i in (kwargs.get("initial") or {}).get("speciality_ids", ())}
        self.fields["speciality_ids"].choices = [
            (i, name) for i, name, active in queries.specialities(active_only=False) if active or i in chosen
        ]


class SpecialityForm(forms.Form):
    """A new field of expertise."""

    name = forms.Text(label=_("Which field of expertise?"), max_length=100)
