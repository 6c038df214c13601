"""What somebody is asked who met unequal treatment."""

from datetime import date

from django.utils.translation import gettext_lazy

from vieta.programmes.choices import GroundFamily
from vieta.web.parts import forms


class UnequalForm(forms.Form):
    """An experience of unequal treatment, in the person's own words."""

    story = forms.LongText(
        label=gettext_lazy("What happened?"), help_text=gettext_lazy("Write it as you would tell it, in any language."), max_length=6000
    )
    happened_on = forms.Date(label=gettext_lazy("When was it?"), help_text=gettext_lazy("If you remember the day."), required=False)
    place = forms.Text(label=gettext_lazy("Where was it?"), max_length=200, required=False)
    family = forms.Choice(
        label=gettext_lazy("What do you think it was about?"),
        choices=GroundFamily.choices,
        required=False,
        widget=forms.forms.Select(),
        empty="",
    )

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].latest = today
