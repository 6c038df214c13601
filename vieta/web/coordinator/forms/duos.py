"""Forms of a duo's steps."""

from django import forms as django
from django.utils.translation import gettext_lazy as _

from vieta.mentoring.choices import BrokenOff
from vieta.web.coach.forms.activities import Minutes, Time
from vieta.web.parts import forms


class FirstMeetingForm(forms.Form):
    """The first meeting, with the coordinator present."""

    on = forms.Date(label=_("On which day did they meet?"))
    minutes = Minutes(label=_("How long?"))
    place = forms.Text(label=_("Where?"), max_length=200, required=False)


class AgreementForm(forms.Form):
    """The second meeting, at which both signed."""

    on = forms.Date(label=_("On which day did both sign?"), help_text=_("The agreed months run from this day."))
    starts_at = Time(label=_("At what time?"))
    minutes = Minutes(label=_("How long?"))
    text = forms.LongText(
        label=_("What did they agree?"), help_text=_("Both read this: what they want to reach, when and where they meet."), required=False
    )


class ExtendForm(forms.Form):
    """Running on."""

    until_on = forms.Date(label=_("Until which day?"))
    reason = forms.LongText(label=_("Why does the duo go on?"), max_length=1000)


class CompleteForm(forms.Form):
    """The agreed end."""

    on = forms.Date(label=_("On which day did it end?"), help_text=_("The mentor sees nothing of the mentee from then on."))
    note = forms.LongText(label=_("A word about it"), max_length=1000, required=False)


class BreakOffForm(forms.Form):
    """An end before the time."""

    on = forms.Date(label=_("On which day did it end?"), help_text=_("The mentor sees nothing of the mentee from then on."))
    because = forms.Choice(label=_("Why did it end?"), choices=BrokenOff.choices, widget=django.Select())
    note = forms.LongText(label=_("A word about it"), max_length=1000, required=False)
    waits_again = forms.YesNo(
        label=_("Does the mentee wait for another mentor?"), hints={"yes": _("Back on the list, with the same waiting time.")}
    )
    apart = django.BooleanField(label=_("Do not propose these two to each other again"), required=False)


class CloseForm(forms.Form):
    """The goodbye."""

    on = forms.Date(label=_("On which day?"))
    reason = forms.LongText(label=_("If an evaluation is missing: why will it not come?"), max_length=1000, required=False)


class StepBackForm(forms.Form):
    """What was wrong about a step."""

    reason = forms.LongText(
        label=_("What was wrong?"), help_text=_("The step stays readable with this reason; what hung on it goes with it."), max_length=500
    )
