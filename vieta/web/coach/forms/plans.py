"""Questions about plans that only the case team is asked."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vieta.plans.choices import AgreedHow
from vieta.web.parts import forms


class AgreementForm(forms.Form):
    """How the person agreed, with the scan of a signed paper."""

    how = forms.Choice(label=gettext_lazy("How did the person agree?"), choices=[])
    paper = forms.forms.FileField(
        label=gettext_lazy("The signed paper"),
        help_text=gettext_lazy("A scan or a photo: PDF, JPEG or PNG. Needed when the person signed on paper."),
        required=False,
    )
    text_hash = forms.Text(max_length=64, widget=forms.forms.HiddenInput())

    def __init__(self, *args, person_has_place=False, **kwargs):
        super().__init__(*args, **kwargs)
        offered = [AgreedHow.PAPER] if person_has_place else [AgreedHow.SPOKEN, AgreedHow.PAPER]
        self.fields["how"].choices = [(how.value, how.label) for how in offered]
        if person_has_place:
            self.fields["how"].help_text = _("This person has a place of their own: they can also agree there themselves.")
