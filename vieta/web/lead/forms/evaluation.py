"""What the pages about effect and commissioned evaluations ask."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from vieta.evaluation.choices import Done, Outcome, Places, Stance
from vieta.evaluation.queries import HORIZONS, VIEWS, moments
from vieta.web.lead.forms.figures import AsOf
from vieta.web.parts import forms


class AnswerFilter(AsOf):
    """The day, and what of a question is looked at; a question keeps the fields it has a use for."""

    outcome = forms.Choice(label=_("What"), choices=Outcome.choices, widget=forms.forms.Select(), empty=_("Began work"))
    months = forms.Choice(
        label=_("Within how many months"), choices=[(str(n), str(n)) for n in HORIZONS if n != 12], widget=forms.forms.Select(), empty="12"
    )
    by = forms.Choice(label=_("Places"), choices=Places.choices, widget=forms.forms.Select(), empty=_("Providers and their branches"))
    view = forms.Choice(label=_("Whose view"), choices=list(VIEWS.items()), widget=forms.forms.Select(), empty=_("as the person sees it"))
    until = forms.Choice(label=_("Up to"), choices=(), widget=forms.forms.Select(), empty=_("the last talk"))
    year = forms.Choice(label=_("Year"), choices=(), widget=forms.forms.Select(), empty=_("The last year with earnings"))

    def __init__(self, *args, keeps=(), years=(), **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("outcome", "months", "by", "view", "until", "year"):
            if name not in keeps:
                del self.fields[name]
        if "until" in self.fields:
            self.fields["until"].choices = [*self.fields["until"].choices, *moments()]
        if "year" in self.fields:
            self.fields["year"].choices = [*self.fields["year"].choices, *((str(year), str(year)) for year in years)]

    @property
    def chosen(self) -> dict:
        """What was chosen, by name; a wrong answer is left out."""
        if not self.is_valid():
            return {}
        told = {name: value for name, value in self.cleaned_data.items() if name != "as_of" and value}
        return told | {name: int(told[name]) for name in ("months", "year") if name in told}


class CommissionForm(forms.Form):
    """What an evaluation is asked to do."""

    title = forms.Text(label=_("What is it called?"), max_length=200)
    questions = forms.LongText(label=_("What should it answer?"), help_text=_("One question on each line."), max_length=4000)
    evaluator_id = forms.Choice(
        label=_("Who evaluates?"), help_text=_("Nobody who leads or delivers the programme."), choices=(), widget=forms.forms.Select()
    )
    from_on = forms.Date(label=_("Which period is looked at? From"))
    until_on = forms.Date(label=_("Up to (this day is no longer looked at)"))
    due_on = forms.Date(label=_("By when are the findings due?"))

    def __init__(self, *args, evaluators, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["evaluator_id"].choices = [("", _("Choose …")), *((str(number), name) for number, name in evaluators)]

    def clean_evaluator_id(self):
        """The organisation's number."""
        return int(self.cleaned_data["evaluator_id"])


class DatasetForm(forms.Form):
    """How many people are to be alike in the data given."""

    alike = forms.forms.IntegerField(
        label=_("How many people are to be alike at the least?"),
        help_text=_("What could point to somebody is made coarser until everybody stands among so many. 10 is usual."),
        min_value=2,
        max_value=1000,
    )
    USUAL: Mapping[str, str] = {"alike": "10"}


class RespondForm(forms.Form):
    """The answer to a finding."""

    stance = forms.Choice(label=_("Will it be done?"), choices=Stance.choices)
    text = forms.LongText(label=_("What will you do, or why not?"), max_length=2000)
    by_on = forms.Date(label=_("By when?"), help_text=_("Leave empty where nothing will be done."), required=False)


class ReportForm(forms.Form):
    """How far a promise has come."""

    state = forms.Choice(label=_("How far has it come?"), choices=Done.choices)
    note = forms.LongText(label=_("What was done?"), max_length=1000)
