"""What the pages of indicators ask: how to break down, which packs, a definition, a measure of one's own, an organisation."""

from collections.abc import Callable, Mapping

from django import forms as django
from django.utils.translation import gettext_lazy as _

from vieta.base.refusal import Refused
from vieta.documents.choices import Source
from vieta.enrolments.choices import SupportedKind
from vieta.indicators.choices import Audience, CountsFrom, Subject
from vieta.indicators.measures import PACKS
from vieta.indicators.queries import across_offered
from vieta.web.lead.forms.figures import AsOf
from vieta.web.parts import forms

BY = (
    ("provider_id", _("Provider or branch")),
    ("region_category", _("Category of region")),
    ("region_id", _("Region")),
    ("municipality_id", _("Municipality or neighbourhood")),
    ("cycle_id", _("Cycle")),
    ("contract_id", _("Contract")),
)


class PartsFilter(AsOf):
    """The day, and what the indicators are broken down by."""

    by = forms.Choice(label=_("Broken down by"), choices=BY, widget=django.Select(), empty=_("Women, men, non-binary"))


class AcrossFilter(AsOf):
    """The day, and what is counted over all programmes."""

    measure = forms.Choice(label=_("What is counted?"), choices=across_offered, widget=django.Select(), empty=_("Persons supported"))


class CountingForm(forms.Form):
    """Which packs a programme is counted by, from when somebody takes part, whom it is for."""

    packs = forms.Choices(
        label=_("Which sets of indicators does the programme report by?"), choices=[(pack.code, pack.name) for pack in PACKS.values()]
    )
    counts_from = forms.Choice(
        label=_("From when on does somebody take part?"), help_text=_("Ask your managing authority whether short support counts."),
        choices=CountsFrom.choices,
    )  # fmt: skip
    audience = forms.Choice(label=_("Whom is the programme for?"), choices=Audience.choices)


class DefinitionForm(forms.Form):
    """How the state defines a characteristic."""

    subject = forms.Choice(label=_("What is defined?"), choices=Subject.choices)
    text = forms.LongText(label=_("How does the state define it?"), max_length=2000)
    source = forms.Text(label=_("Where is that written?"), help_text=_("A law, a manual, an address."), max_length=300, required=False)
    from_on = forms.Date(label=_("From which day on?"), help_text=_("Earlier figures keep the text before."))


class MeasureForm(forms.Form):
    """A measure of a programme's own, in words."""

    own_code = forms.Text(label=_("Which code does it get?"), help_text=_("For example YOUTH-WORK."), max_length=20)
    name = forms.Text(label=_("What does it count?"), help_text=_("For example: Young people in work after leaving."), max_length=120)
    rule = forms.Text(label=_("How would you explain it?"), max_length=500, required=False)
    conditions = forms.LongText(
        label=_("Who counts?"),
        help_text=_("One condition a line; all of them must hold. A line that begins with “or” belongs to the line above."),
        max_length=4000,
    )
    from_on = forms.Date(label=_("From which day on?"), help_text=_("Figures of days before do not have it, or keep the version before."))

    def __init__(self, *args, checks: Mapping[str, Callable[[str], object]], revising: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.checks = checks
        if revising:
            del self.fields["own_code"]

    def clean(self):
        """Says all that is wrong at once, whatever else is wrong beside it."""
        for name in self.checks.keys() & self.cleaned_data.keys():
            try:
                self.checks[name](self.cleaned_data[name])
            except Refused as refusal:
                self.refuse(refusal)
        return self.cleaned_data


class EndForm(forms.Form):
    """From when on a measure is not counted any more."""

    on = forms.Date(label=_("From which day on is it not counted any more?"))


class SupportForm(forms.Form):
    """An organisation that was supported itself."""

    organisation_id = forms.Choice(label=_("Which organisation?"), choices=(), widget=django.Select())
    kind = forms.Choice(label=_("What is it?"), choices=SupportedKind.choices)
    on = forms.Date(label=_("Since when is it supported?"))
    what = forms.Text(label=_("What does the support consist of?"), max_length=300)
    owner_number = forms.Text(
        label=_("Does its owner take part in this programme? Then write their number."),
        help_text=_("A firm is not counted beside an owner who counts as employed."), max_length=60, required=False,
    )  # fmt: skip
    source = forms.Choice(label=_("How do you know?"), choices=Source.choices, initial=Source.DECLARED)

    def __init__(self, *args, organisations=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation_id"].choices = [("", _("Choose …")), *((str(one.id), one.name) for one in organisations if one.active)]

    def clean_organisation_id(self):
        """The organisation's number."""
        return int(self.cleaned_data["organisation_id"])


class TakeBackForm(forms.Form):
    """Why something is taken back."""

    reason = forms.Text(label=_("Why is it taken back?"), max_length=500)
