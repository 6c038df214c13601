"""Forms by which mentors say things about themselves."""

from django import forms as django
from django.utils.translation import gettext_lazy as _

from vieta.web.parts import forms


class PauseForm(forms.Form):
    """A time without a new duo."""

    from_on = forms.Date(label=_("From which day?"))
    until_on = forms.Date(
        label=_("Until which day?"), required=False, help_text=_("The first day on which you are there again. Leave empty if not known.")
    )
    reason = forms.Text(label=_("Do you want to say why?"), max_length=300, required=False)


class OfferAgainForm(forms.Form):
    """One more programme."""

    branch = forms.Choice(label=_("Where would you like to mentor?"), choices=())
    accepted = django.BooleanField(
        label=_("I have read how my data are used"), error_messages={"required": _("Please read it and tick the box.")}
    )

    def __init__(self, *args, branches=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["branch"].choices = [(one.key, f"{one.programme} – {one.name}") for one in branches]
