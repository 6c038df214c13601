"""What is asked at a matching meeting and about its rules."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms as django
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vieta.matching.choices import CRITERIA, HIGHEST, Groups
from vieta.mentoring.choices import LEVELS
from vieta.web.parts import forms

REASON = 1000


class MeetingForm(forms.Form):
    """When the meeting is, for which branch, and who is there."""

    branch = forms.Choice(label=gettext_lazy("For which branch?"), choices=())
    on = forms.Date(label=gettext_lazy("On which day?"))
    present = forms.Text(
        label=gettext_lazy("Who is there?"),
        help_text=gettext_lazy("The names of those who decide together, such as “Cora, Bram and Chloé”."),
        max_length=500,
    )

    def __init__(self, *args, branches: Sequence[tuple[str, str]] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["branch"].choices = branches
        if len(branches) == 1:
            self.fields["branch"].widget = django.HiddenInput()
            self.fields["branch"].initial = branches[0][0]


class CloseForm(forms.Form):
    """What else was said before the meeting ends."""

    note = forms.LongText(label=gettext_lazy("What else was said?"), max_length=REASON, required=False)


class ReasonForm(forms.Form):
    """Why; `seen` is the state of the meeting that was on the screen."""

    seen = forms.Text(max_length=64, widget=django.HiddenInput(), required=False)
    reason = forms.LongText(label=gettext_lazy("Why?"), max_length=REASON)

    def look_again(self, state: str) -> None:
        """After a change in between: what was typed stays, and the state of now is the one that counts."""
        self.data = self.data.copy()
        self.data["seen"] = state


class FormDuoForm(ReasonForm):
    """Why these two; and, where the training is not finished, why the duo begins all the same."""

    reason = forms.LongText(
        label=gettext_lazy("Why these two?"),
        help_text=gettext_lazy("Coordinators of this branch read it, the two do not. Change it until it says what you decided together."),
        max_length=REASON,
    )
    override_reason = forms.LongText(
        label=gettext_lazy("The training is not finished. Why may the duo begin all the same?"), max_length=REASON, required=False
    )

    def __init__(self, *args, untrained: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if not untrained:
            del self.fields["override_reason"]


def weight(name: str) -> django.IntegerField:
    """How much one criterion counts, from 0 (not at all) to the highest."""
    widget = django.NumberInput(attrs={"class": "govuk-input govuk-input--width-4", "inputmode": "numeric", "min": 0, "max": HIGHEST})
    return django.IntegerField(label=CRITERIA[name], min_value=0, max_value=HIGHEST, widget=widget)


class WeightsForm(forms.Form):
    """How much each criterion counts; used to try, and to set."""

    sector = weight("sector")
    languages = weight("languages")
    interests = weight("interests")
    availability = weight("availability")
    distance = weight("distance")
    waiting = weight("waiting")

    @property
    def weights(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] for name in CRITERIA}


def _number(label, help_text="", *, most: int, required=False, least: int = 0) -> django.IntegerField:
    widget = django.NumberInput(attrs={"class": "govuk-input govuk-input--width-4", "inputmode": "numeric"})
    return django.IntegerField(label=label, help_text=help_text, min_value=least, max_value=most, required=required, widget=widget)


class RulesForm(WeightsForm):
    """The rules of matching of a programme, as its people set them."""

    language = forms.Choice(
        label=gettext_lazy("At which level must both speak one language?"),
        choices=[("none", gettext_lazy("No such limit")), *((level, level) for level in LEVELS if level != "native")],
        widget=django.Select(),
    )
    place = forms.YesNo(label=gettext_lazy("Must they live in the same place, unless both are ready to meet at a distance?"))
    free_together = _number(gettext_lazy("How many parts of the week must both be free?"), most=21, required=True)
    weeks_together = _number(
        gettext_lazy("For how many weeks must both be there?"), gettext_lazy("0 where it does not matter."), most=260, required=True
    )
    distance_km = _number(
        gettext_lazy("How many kilometres apart at most?"), gettext_lazy("Leave empty where it does not matter."), most=1000
    )
    migrant_background = forms.YesNo(
        label=gettext_lazy("Is the programme for people of foreign background only?"),
        help_text=gettext_lazy("A condition of the programme; it never ranks anybody."),
    )
    groups = forms.Choice(
        label=gettext_lazy("By which groups shall the fairness floor count?"),
        help_text=gettext_lazy("Used for a count over everybody, and for nothing else."),
        choices=[("none", gettext_lazy("No fairness floor")), *Groups.choices],
    )
    below = _number(
        gettext_lazy("By how many points may a group's share fall below the share of all?"),
        gettext_lazy("In per cent. With small groups a small number can leave people without a mentor: try it before you set it."),
        most=100,
    )
    reason = forms.LongText(label=gettext_lazy("Why are the rules set so?"), max_length=REASON)
    seen = django.IntegerField(widget=django.HiddenInput(), required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("groups") not in (None, "none") and told.get("below") is None:
            self.add_error("below", _("Say how far a group's share may fall."))
        return told

    @property
    def tree(self) -> dict[str, dict[str, Any]]:
        """The answers as the engine's tables."""
        told = self.cleaned_data
        floor = told["groups"] != "none"
        return {
            "limits": {
                "language": False if told["language"] == "none" else told["language"],
                "place": told["place"],
                "free_together": told["free_together"],
                "weeks_together": told["weeks_together"],
                "distance_km": told["distance_km"],
            },
            "eligibility": {"migrant_background": told["migrant_background"]},
            "weights": self.weights,
            "floor": {"below": float(Decimal(told["below"]) / 100) if floor else None},
        }

    @property
    def by_groups(self) -> str:
        return "" if self.cleaned_data["groups"] == "none" else self.cleaned_data["groups"]


def answers_of(tree: dict[str, dict[str, Any]], groups: str) -> dict[str, Any]:
    """The answers a form begins with: the rules in force."""
    limits, below = tree["limits"], tree["floor"].get("below")
    return tree["weights"] | {
        "language": limits["language"] or "none",
        "place": limits["place"],
        "free_together": limits["free_together"],
        "weeks_together": limits["weeks_together"],
        "distance_km": limits["distance_km"],
        "migrant_background": tree["eligibility"]["migrant_background"],
        "groups": groups or "none",
        "below": round(below * 100) if below is not None else None,
    }
