"""Forms about gatherings of mentors and the days of their training."""

from collections.abc import Sequence

from django import forms as django
from django.utils.translation import gettext_lazy as _

from vieta.activities.choices import Kind, Mode
from vieta.mentoring.queries import GatheringCard
from vieta.web.parts import forms

KINDS = [
    (Kind.INTERVISION.value, _("Intervision: mentors among themselves")),
    (Kind.SUPERVISION.value, _("Supervision: with a supervisor")),
    (Kind.INFORMATION.value, _("Information session or event")),
]
TIMES = ["%H:%M", "%H.%M", "%Hh%M", "%H"]


class Hour(django.TimeField):
    """An hour as people write it: 9:30, 9.30 or 9."""

    def __init__(self, **kwargs):
        widget = django.TextInput(attrs={"class": "govuk-input govuk-input--width-5", "inputmode": "numeric", "maxlength": 8})
        super().__init__(input_formats=TIMES, required=False, widget=widget, **kwargs)
        self.error_messages["invalid"] = _("Enter a time like 9:30.")


class InviteForm(forms.Form):
    """Who is invited."""

    mentors = forms.Choices(label=_("Who is invited?"), choices=(), required=False)

    def __init__(self, *args, mentors: Sequence[tuple[int, str, str]] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mentors"].choices = [(str(key), f"{name} ({standing})") for key, name, standing in mentors]

    @property
    def invited(self) -> list[int]:
        return [int(key) for key in self.cleaned_data["mentors"]]


class GatheringForm(InviteForm):
    """A gathering to come, or one of the last weeks."""

    kind = forms.Choice(label=_("What kind of gathering?"), choices=KINDS)
    topic = forms.Text(label=_("What is it about?"), max_length=200, required=False, help_text=_("No names of people."))
    on = forms.Date(label=_("On which day?"))
    starts_at = Hour(label=_("At what time?"), help_text=_("For example 9:30."))
    minutes = django.IntegerField(label=_("How long, in minutes?"), min_value=1, max_value=1440, initial=120)
    mode = forms.Choice(label=_("In which form?"), choices=Mode.choices, in_row=True, initial=Mode.IN_PERSON)
    place = forms.Text(label=_("Where?"), max_length=200, required=False)
    field_order = ("kind", "topic", "on", "starts_at", "minutes", "mode", "place", "mentors")


MARKS = (("present", _("Present")), ("excused", _("Excused")), ("absent", _("Absent")))


class RecordForm(forms.Form):
    """Who was there, for how long, and about which duos they spoke."""

    minutes = django.IntegerField(label=_("How long was it, in minutes?"), min_value=1, max_value=1440)
    themes = forms.LongText(
        label=_("What was spoken about?"), max_length=2000, required=False,
        help_text=_("Themes only, such as “how to close a duo”. No names, nothing by which somebody can be known."),
    )  # fmt: skip

    def __init__(self, *args, card: GatheringCard, **kwargs):
        super().__init__(*args, **kwargs)
        self.card = card
        for seat in card.seats:
            initial = seat.presence if seat.presence in dict(MARKS) else None
            self.fields[f"mark-{seat.mentorship_id}"] = forms.Choice(
                label=seat.name, choices=MARKS, in_row=True, required=False, initial=initial
            )
            if seat.duos and card.for_team:
                label = _("%(name)s spoke about the duo with") % {"name": seat.name}
                choices = [(str(pk), name) for pk, name in seat.duos]
                spoken = [str(pk) for pk in seat.spoken_of]
                self.fields[f"duos-{seat.mentorship_id}"] = forms.Choices(
                    label=label, choices=choices, in_row=True, required=False, initial=spoken
                )
        for field in self.fields.values():
            field.before = getattr(field, "before", "")
            field.after = getattr(field, "after", "")
        self.order_fields(["minutes", *(name for name in self.fields if "-" in name), "themes"])


class TrainingDayForm(forms.Form):
    """A day on which a module is taught."""

    module = forms.Choice(label=_("Which module?"), choices=(), widget=django.Select())
    on = forms.Date(label=_("On which day?"))
    starts_at = Hour(label=_("At what time?"), help_text=_("For example 9:30."))
    place = forms.Text(label=_("Where?"), max_length=200, required=False)
    trainer = forms.Text(label=_("Who teaches it?"), max_length=150, required=False)

    def __init__(self, *args, modules: Sequence[tuple[int, str]] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["module"].choices = [("", _("Choose …")), *((str(key), name) for key, name in modules)]


class ThereForm(forms.Form):
    """Who was there."""

    there = forms.Choices(label=_("Who was there?"), choices=(), required=False)

    def __init__(self, *args, learners: Sequence[tuple[int, str, bool]] = (), **kwargs):
        initial = {"there": [str(key) for key, _name, was in learners if was]}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["there"].choices = [(str(key), name) for key, name, _was in learners]
