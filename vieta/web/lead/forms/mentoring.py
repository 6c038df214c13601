"""Forms by which a programme sets mentoring up: rules, standards, papers, curricula, resources."""

import re

from django import forms as django
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vieta.mentoring.choices import Paper, ResourceKind, Side, TrainingRule
from vieta.training.actions import ModuleIn
from vieta.web.parts import forms


def _number(label, least: int, most: int, *, required: bool = True, help_text="", after="") -> django.IntegerField:
    field = django.IntegerField(label=label, min_value=least, max_value=most, required=required, help_text=help_text)
    field.after = after
    return field


class MentoringForm(forms.Form):
    """By which rules a programme mentors."""

    every_days = _number(_("How often does a duo meet: every"), 1, 90, after=_("days"))
    minutes = _number(_("How long is a meeting?"), 15, 600, after=_("minutes"))
    months = _number(_("How long does a duo last?"), 1, 36, after=_("months"))
    silent_after_days = _number(_("After how many days without a meeting does a duo count as silent?"), 1, 180, after=_("days"))
    intervisions_due = _number(_("How many intervisions are due for each mentee?"), 0, 24)
    supervision_months = _number(_("How often is a mentor due for supervision or intervision: every"), 1, 24, after=_("months"))
    curriculum_id = django.TypedChoiceField(
        label=_("Which curriculum do mentors complete?"), choices=(), required=False, coerce=int, empty_value=None, widget=django.Select()
    )
    training_rule = forms.Choice(label=_("When must the training be complete?"), choices=TrainingRule.choices)
    training_days = _number(
        _("Within how many days after the first duo begins?"),
        0,
        365,
        required=False,
        help_text=_("Only for the second answer."),
        after=_("days"),
    )
    clearance_required = django.BooleanField(label=_("A clearance must be seen before a duo"), required=False)
    intergenerational = django.BooleanField(label=_("Duos bring generations together"), required=False)
    age_gap = _number(_("How many years lie between the two at least?"), 0, 60, required=False, after=_("years"))
    mentor_age_from = _number(_("How old is a mentor at least?"), 16, 99, required=False, after=_("years"))
    mentee_age_until = _number(_("How old is a mentee at most?"), 16, 99, required=False, after=_("years"))
    intercultural = django.BooleanField(label=_("Duos bring cultures together"), required=False)
    open_to_offers = django.BooleanField(label=_("The public page takes offers to mentor"), required=False)

    def __init__(self, *args, curricula=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["curriculum_id"].choices = [("", _("None")), *curricula]

    def clean(self):
        told = super().clean() or {}
        for name in ("training_days", "age_gap"):
            if name in told and told[name] is None:
                told[name] = 0
        return told


class StandardForm(forms.Form):
    """A standard of the intake."""

    side = forms.Choice(label=_("For whom?"), choices=Side.choices, in_row=True)
    name = forms.Text(label=_("What is asked?"), max_length=200)
    help = forms.Text(label=_("How does one see that it is met?"), max_length=500, required=False)
    required = django.BooleanField(label=_("Nobody is taken in without it"), required=False, initial=True)


class PaperForm(forms.Form):
    """The next edition of a paper."""

    paper = forms.Choice(label=_("What do you publish?"), choices=Paper.choices)
    title = forms.Text(label=_("Title"), max_length=150)
    changes = forms.Text(label=_("What is new in it?"), max_length=500, required=False)
    text = forms.LongText(
        label=_("Text"), max_length=60_000, required=False,
        help_text=_("An empty line parts paragraphs. A line that begins with # and a space is a heading."),
    )  # fmt: skip
    file = django.FileField(
        label=_("A document instead or as well"), max_length=200, required=False, help_text=_("PDF, DOCX, ODT or plain text.")
    )


class CurriculumForm(forms.Form):
    """A curriculum, a module a line."""

    name = forms.Text(label=_("What is it called?"), max_length=150, help_text=_("The same name as before makes the next version."))
    modules = forms.LongText(
        label=_("Which modules?"), max_length=8000,
        help_text=_("One a line: name; minutes. 180 minutes are half a day. A line that begins with ? is not required."),
    )  # fmt: skip

    def clean_modules(self) -> list[ModuleIn]:
        """The lines as modules."""
        return [_module(line) for line in self.cleaned_data["modules"].splitlines() if line.strip()]


def _module(line: str) -> ModuleIn:
    found = re.fullmatch(r"\s*(\?)?\s*(.{1,150}?)\s*(?:;\s*(\d{1,4})\s*)?", line)
    if found is None:
        raise ValidationError(
            _("“%(line)s” is not a name of at most 150 characters, with minutes after a semicolon."), params={"line": line[:60]}
        )
    return ModuleIn(name=found[2], minutes=int(found[3] or 180), required=not found[1])


class ResourceForm(forms.Form):
    """Something else that supports mentors."""

    kind = forms.Choice(label=_("In which form?"), choices=ResourceKind.choices, in_row=True)
    name = forms.Text(label=_("What is it called?"), max_length=150)
    about = forms.LongText(label=_("Text"), max_length=5000, required=False)
    address = forms.Text(label=_("Address of the link"), max_length=500, required=False)
    file = django.FileField(label=_("Document"), max_length=200, required=False, help_text=_("PDF, PNG, JPEG, DOCX, ODT or plain text."))
