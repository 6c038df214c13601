"""Forms about who a person is, and the filters of the lists of people."""

from django import forms as django_forms
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

from vieta.base.codes import Gender
from vieta.enrolments.choices import State
from vieta.people.choices import Channel
from vieta.web.coach.forms.outreach import offer
from vieta.web.parts import forms, lists

_FIRST = [code for code, _name in settings.LANGUAGES] + ["ar", "uk", "ru", "tr", "ro", "bg", "es", "pt", "fa", "de", "pl", "it"]
LANGUAGES = [(code, LANG_INFO[code]["name_local"].capitalize()) for code in dict.fromkeys(_FIRST)]


class IdentityForm(forms.Form):
    """Who the person is and how to reach them."""

    first_name = forms.Text(label=_("First name"), max_length=100, required=False)
    last_name = forms.Text(label=_("Last name"), max_length=100, required=False)
    known_as = forms.Text(
        label=_("What do they like to be called?"),
        max_length=100,
        required=False,
        help_text=_("Or how you remember somebody without a name."),
    )
    birth_on = forms.Date(label=_("Date of birth"), required=False, birthday=True, help_text=_("For example 27 3 1994."))
    gender = forms.Choice(label=_("Gender"), choices=Gender.choices, required=False, in_row=True)
    languages = forms.Choices(label=_("Which languages do they speak?"), choices=LANGUAGES, required=False, in_row=True)
    interpreter = django_forms.BooleanField(label=_("An interpreter is needed"), required=False)
    phone = forms.Text(label=_("Phone"), max_length=40, required=False)
    email = django_forms.EmailField(label=_("E-mail"), max_length=254, required=False, help_text=_("Nothing here needs an e-mail address."))
    address = forms.Text(label=_("Address"), max_length=200, required=False)
    postcode = forms.Text(label=_("Postcode"), max_length=20, required=False)
    channel = forms.Choice(label=_("How may we reach them?"), choices=Channel.choices, required=False, in_row=True)
    safe_times = forms.Text(label=_("When must we not call or come?"), max_length=200, required=False)
    hide_address = django_forms.BooleanField(label=_("Hide the address; send no letters or messages"), required=False)


class PersonForm(forms.SharedForm, IdentityForm):
    """What is corrected of a person."""


class EnquiryForm(IdentityForm):
    """An enquiry of somebody new."""

    provider = forms.Choice(label=_("Which organisation takes the enquiry in?"), choices=(), widget=django_forms.Select())
    municipality = forms.Choice(label=_("Where do they live?"), choices=(), widget=django_forms.Select(), required=False)
    on = forms.Date(label=_("When did they ask?"))
    apart_reason = forms.Text(
        label=_("Why is this another person than those shown above?"), max_length=300, required=False,
        help_text=_("Needed only where somebody alike is known."),
    )  # fmt: skip

    def __init__(self, *args, providers=(), municipalities=(), known=False, alike=False, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "provider", providers)
        offer(self, "municipality", municipalities)
        if known:
            for name in set(IdentityForm.base_fields) - {"first_name", "last_name", "birth_on", "gender", "phone"}:
                del self.fields[name]
        if not alike and not (self.data and self.data.get("apart_reason")):
            self.fields["apart_reason"].widget = django_forms.HiddenInput()
        self.order_fields((["apart_reason"] if alike else []) + ["provider", "on"])

    @property
    def identity(self) -> dict:
        """What was said of the person."""
        return {name: value for name, value in self.cleaned_data.items() if name in IdentityForm.base_fields}


class PeopleFilter(lists.Filter):
    """What the list of people can be narrowed by."""

    name = forms.Text(label=_("Name"), max_length=100)
    state = forms.Choice(label=_("State"), choices=State.choices, widget=django_forms.Select(), empty=_("All"))
    programme = forms.Choice(label=_("Programme"), choices=(), widget=django_forms.Select())
    provider = forms.Choice(label=_("Provider"), choices=(), widget=django_forms.Select())
    coach = forms.Choice(label=_("On the case team"), choices=(), widget=django_forms.Select())
    more = ("programme", "provider", "coach")

    def narrowed(self, **choices) -> "PeopleFilter":
        """Offers what this viewer may choose; a filter with one choice or none goes."""
        for name, options in choices.items():
            if len(options) > 1:
                self.fields[name].choices = [("", _("All")), *((str(key), words) for key, words in options)]
            else:
                del self.fields[name]
        return self
