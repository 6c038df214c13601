"""What the pages of reports ask: of what and when, why a warning may stand, what a correction corrects, what to sample and what was found."""

from django import forms as django
from django.utils.translation import gettext_lazy as _

from vieta.base.text import day_in_words
from vieta.reports.choices import Method, Verdict
from vieta.web.parts import forms


class PrepareForm(forms.Form):
    """What a report is prepared of: a cumulative period that has ended, or any day up to today."""

    period = forms.Choice(
        label=_("Of which period?"), help_text=_("Cumulative, from the programme's first day. Choose one, or enter a day below."), choices=(), required=False,
        widget=forms.forms.Select(), empty=_("Choose …"),
    )  # fmt: skip
    as_of = forms.Date(
        label=_("Or up to which other day?"),
        help_text=_("The figures of that day, as they are known now, are kept with the report."),
        required=False,
    )
    contract_id = forms.Choice(
        label=_("For one contract only?"), choices=(), required=False, widget=forms.forms.Select(), empty=_("The whole programme")
    )
    layout = forms.Choice(label=_("Laid out for whom?"), choices=(), required=False, widget=forms.forms.Select(), empty=_("As always"))
    note = forms.LongText(label=_("What should the reader know?"), max_length=4000, required=False)

    def __init__(self, *args, contracts, periods, layouts, **kwargs):
        super().__init__(*args, **kwargs)
        self.days = dict(periods)
        offered = {
            "period": [(code, _("up to %(day)s (code %(code)s)") % {"day": day_in_words(day), "code": code}) for code, day in periods],
            "contract_id": [(str(number), label) for number, label in contracts],
            "layout": layouts,
        }
        for name, choices in offered.items():
            field = self.fields[name]
            field.choices = [*field.choices, *choices]

    def clean_contract_id(self):
        """The contract's number, or None."""
        return int(self.cleaned_data["contract_id"]) if self.cleaned_data["contract_id"] else None

    def clean(self):
        given = super().clean()
        period = given.pop("period", "")
        if self.errors:
            return given
        if period and given.get("as_of") is not None:
            self.add_error("as_of", _("Choose a period or enter a day, not both."))
        elif period:
            given["as_of"] = self.days[period]
        elif given.get("as_of") is None:
            self.add_error("period", _("Choose a period, or enter a day below."))
        return given


class CorrectForm(forms.Form):
    """What a correction corrects, and why."""

    correction_reason = forms.LongText(label=_("What is corrected, and why?"), max_length=500)
    note = forms.LongText(label=_("What else should the reader know?"), max_length=4000, required=False)


class ReturnForm(forms.Form):
    """Why a report goes back."""

    reason = forms.LongText(label=_("What has to be mended?"), max_length=500)


class NoteForm(forms.Form):
    """Why a warning may stand."""

    reason = forms.LongText(label=_("Why may this stand?"), max_length=500)


class SampleForm(forms.Form):
    """What a sample is drawn of, how, and from which seed."""

    measure = forms.Choice(label=_("Whose records?"), choices=(), widget=forms.forms.Select())
    size = django.IntegerField(label=_("How many?"), min_value=1, max_value=500)
    method = forms.Choice(label=_("How are they drawn?"), choices=Method.choices)
    seed = forms.Text(
        label=_("Seed"), help_text=_("Whoever knows the seed can draw the same sample again. Leave it empty to have one made."), max_length=40,
        required=False,
    )  # fmt: skip

    def __init__(self, *args, measures, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = [("", _("Choose …")), *measures]
        forms.dress(self.fields["size"])


class JudgeForm(forms.Form):
    """What was found on one sampled record."""

    verdict = forms.Choice(label=_("What did you find?"), choices=Verdict.choices)
    remark = forms.LongText(label=_("What is wrong with it?"), max_length=500, required=False)
