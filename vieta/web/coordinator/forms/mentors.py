"""Forms about mentors: narrowing the network, the steps of the intake, clearance, pauses, tasks."""

from django import forms as django
from django.utils.translation import gettext_lazy as _

from vieta.base.codes import ISCO, NACE
from vieta.mentoring.choices import Offer, Standing
from vieta.web.parts import forms, lists
from vieta.web.parts.profile import LANGUAGES


class NetworkFilter(lists.Filter):
    """What the network can be narrowed by."""

    more = ("offer", "language", "field", "section", "place", "clearance", "gone")
    name = forms.Text(label=_("Last name begins with"), max_length=100)
    programme = forms.Choice(label=_("Programme"), choices=(), widget=django.Select(), empty=_("All"))
    standing = forms.Choice(label=_("Where they stand"), choices=Standing.choices, widget=django.Select(), empty=_("All"))
    offer = forms.Choice(label=_("Offers to be"), choices=Offer.choices, widget=django.Select(), empty=_("All"))
    language = forms.Choice(label=_("Speaks"), choices=LANGUAGES, widget=django.Select(), empty=_("All"))
    field = forms.Choice(
        label=_("Knows work as"),
        choices=[(code, words) for code, words in ISCO.items() if len(code) == 1],
        widget=django.Select(),
        empty=_("All"),
    )
    section = forms.Choice(label=_("In the section"), choices=list(NACE.items()), widget=django.Select(), empty=_("All"))
    place = forms.Text(label=_("Town"), max_length=100)
    clearance = django.BooleanField(label=_("Clearance runs out within a month"))
    gone = django.BooleanField(label=_("Those who left the network"))


class DayForm(forms.Form):
    """A day."""

    on = forms.Date(label=_("On which day?"))


class InterviewForm(DayForm):
    """The interview."""

    words = forms.LongText(
        label=_("What was said?"), max_length=1000, help_text=_("In a few sentences; the mentor may ask to read what you write.")
    )


class DecisionForm(DayForm):
    """A decision with its reason."""

    reason = forms.LongText(label=_("Why?"), max_length=1000)


class AcceptForm(DecisionForm):
    """Accepting, with how many duos at once; despite open standards only with a reason."""

    capacity = django.IntegerField(label=_("How many duos at once?"), min_value=1, max_value=10, initial=1)
    despite = forms.LongText(
        label=_("Why although a standard is not met?"),
        max_length=500,
        required=False,
        help_text=_("Leave empty when every required standard is met."),
    )


class CapacityForm(forms.Form):
    """How many duos at once."""

    capacity = django.IntegerField(label=_("How many duos at once?"), min_value=1, max_value=10)


class ReasonForm(forms.Form):
    """A reason."""

    reason = forms.LongText(label=_("Why?"), max_length=1000)


class ConductForm(DayForm):
    """The signature under the code of conduct."""

    version = django.IntegerField(widget=django.HiddenInput())


class ClearanceForm(forms.Form):
    """That a record certificate was seen."""

    checked_on = forms.Date(label=_("When did you see the certificate?"), help_text=_("What it says is kept nowhere, and no copy is made."))
    valid_until = forms.Date(label=_("Until when does it hold?"))


class PauseForm(forms.Form):
    """A time without a new duo."""

    from_on = forms.Date(label=_("From which day?"))
    until_on = forms.Date(
        label=_("Until which day?"), required=False, help_text=_("The first day on which they are there again. Leave empty if not known.")
    )
    reason = forms.Text(label=_("Why?"), max_length=300, required=False)


class LeaveForm(DayForm):
    """Leaving the network."""

    reason = forms.Text(label=_("Why do they leave?"), max_length=300)


class TaskForm(DayForm):
    """What somebody did besides a duo."""

    what = forms.Text(label=_("What did they do?"), max_length=300)
    minutes = django.IntegerField(label=_("How long, in minutes?"), min_value=1, max_value=1440)


class JoinForm(forms.Form):
    """One more programme for somebody of the network."""

    branch = forms.Choice(label=_("Which programme?"), choices=())
    accepted = django.BooleanField(label=_("The mentor has read or heard the notice of this programme and agrees"))

    def __init__(self, *args, branches=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["branch"].choices = [(one.key, f"{one.programme} – {one.name}") for one in branches]
