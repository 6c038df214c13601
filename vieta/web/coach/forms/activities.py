"""Forms about activities, attendance and notes."""

from django import forms as django
from django.utils.translation import gettext_lazy as _

from vieta.activities import choices
from vieta.activities.actions import Meeting
from vieta.web.parts import forms

TIMES = ["%H:%M", "%H.%M", "%Hh%M", "%H"]
GROUP_KINDS = [(kind.value, kind.label) for kind in (choices.Kind.GROUP, choices.Kind.INFORMATION)]
SINGLE_KINDS = [(kind.value, kind.label) for kind in choices.INDIVIDUAL_KINDS]


class Time(django.TimeField):
    """An hour as people write it: 9:30, 9.30 or 9."""

    def __init__(self, **kwargs):
        kwargs.setdefault(
            "widget", django.TextInput(attrs={"class": "govuk-input govuk-input--width-5", "inputmode": "numeric", "maxlength": 8})
        )
        super().__init__(input_formats=TIMES, required=kwargs.pop("required", False), **kwargs)
        self.error_messages["invalid"] = _("Enter a time like 9:30.")

    def to_python(self, value):
        return super().to_python(value.strip() if isinstance(value, str) else value)


class Minutes(django.IntegerField):
    """A length in minutes."""

    def __init__(self, **kwargs):
        super().__init__(min_value=1, max_value=1440, **kwargs)
        self.after = _("minutes")


class MeetingForm(forms.Form):
    """What every activity says of itself."""

    on = forms.Date(label=_("On which day?"), help_text=_("For example 27 3 2026."))
    starts_at = Time(label=_("At what time?"), help_text=_("For example 9:30."))
    minutes = Minutes(label=_("How long?"))
    mode = forms.Choice(label=_("In which form?"), choices=choices.Mode.choices, in_row=True)
    topic = forms.Text(
        label=_("What is it about?"),
        help_text=_("A few words, no story: others on the case team read them."),
        max_length=200,
        required=False,
    )
    place = forms.Text(label=_("Where?"), max_length=200, required=False)

    def meeting(self, kind: str = "") -> Meeting:
        """The values as the deed takes them."""
        told = self.cleaned_data
        return Meeting(
            kind=kind or told["kind"], on=told["on"], starts_at=told["starts_at"], minutes=told["minutes"], mode=told["mode"], topic=told["topic"],
            place=told["place"], obstacle=told.get("obstacle") or "", fix=told.get("fix") or "",
        )  # fmt: skip


class ContactForm(MeetingForm):
    """A contact with one person, held or planned, with what stood in the way, a note, and the next contact."""

    field_order = ("state", "kind", "on", "starts_at", "minutes", "mode")
    state = forms.Choice(
        label=_("Has it taken place?"), choices=[("held", _("Yes, it took place")), ("planned", _("No, I am planning it"))], in_row=True
    )
    kind = forms.Choice(label=_("What kind of contact?"), choices=SINGLE_KINDS, in_row=True)
    led_by = forms.Choice(label=_("Who leads it?"), choices=(), required=False, widget=django.Select(), empty=_("I do"))
    obstacle = forms.Choice(
        label=_("Did anything stand in the way?"),
        choices=choices.Obstacle.choices,
        required=False,
        widget=django.Select(),
        empty=_("Nothing"),
    )
    fix = forms.Text(label=_("What solved it?"), max_length=300, required=False)
    note = forms.LongText(label=_("Your note"), max_length=10_000, required=False)
    confidentiality = forms.Choice(label=_("Who may read the note?"), choices=choices.Confidentiality.choices, required=False)
    next_on = forms.Date(label=_("When do you meet next?"), help_text=_("Leave empty if nothing is agreed yet."), required=False)
    next_at = Time(label=_("At what time?"))
    next_mode = forms.Choice(label=_("In which form?"), choices=choices.Mode.choices, required=False, in_row=True)

    def __init__(self, *args, leaders=(), **kwargs):
        super().__init__(*args, **kwargs)
        if len(leaders) > 1:
            self.fields["led_by"].choices = [("", _("I do")), *((str(one.id), one.label) for one in leaders[1:])]
        else:
            del self.fields["led_by"]

    def clean(self):
        told = super().clean()
        if told.get("state") == "planned":
            for name in ("note", "next_on"):
                if told.get(name):
                    self.add_error(name, _("This can be said once the contact has taken place."))
        return told

    @property
    def leader_id(self) -> int | None:
        return int(self.cleaned_data.get("led_by") or 0) or None

    def next_meeting(self) -> Meeting | None:
        told = self.cleaned_data
        if not told["next_on"]:
            return None
        return Meeting(
            kind=choices.Kind.TALK,
            on=told["next_on"],
            starts_at=told["next_at"],
            minutes=told["minutes"],
            mode=told["next_mode"] or told["mode"],
        )


class GroupForm(MeetingForm):
    """A group session or information event to come, with those expected."""

    field_order = ("programme", "kind", "topic", "on", "starts_at", "minutes", "mode", "place", "people")
    programme = forms.Choice(label=_("In which programme?"), choices=())
    kind = forms.Choice(label=_("What will it be?"), choices=GROUP_KINDS, in_row=True)
    people = forms.Choices(
        label=_("Whom do you expect?"), help_text=_("The people whose case team you are on. Others of your office can be added afterwards."),
        choices=(), required=False,
    )  # fmt: skip

    def __init__(self, *args, programmes=(), people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["programme"].choices = [(str(one.id), one.name) for one in programmes]
        self.fields["people"].choices = [(str(one.id), one.label) for one in people]


class MoveForm(forms.Form):
    """Another day or hour."""

    on = forms.Date(label=_("On which day instead?"))
    starts_at = Time(label=_("At what time?"))


class ReasonForm(forms.Form):
    """Why something is called off or taken back."""

    reason = forms.Text(label=_("Why?"), help_text=_("One sentence; it stays readable."), max_length=300)


class ObstacleForm(forms.Form):
    """In which form people met, what stood in the way and what solved it."""

    mode = forms.Choice(label=_("In which form?"), choices=choices.Mode.choices, in_row=True)
    obstacle = forms.Choice(
        label=_("What stood in the way?"), choices=choices.Obstacle.choices, required=False, widget=django.Select(), empty=_("Nothing")
    )
    fix = forms.Text(label=_("What solved it?"), max_length=300, required=False)


class SheetForm(forms.Form):
    """The attendance sheet: for each person a mark and, if shorter or longer, the minutes."""

    def __init__(self, *args, rows=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            self.fields[f"mark-{row.enrolment_id}"] = django.ChoiceField(choices=MARKS, required=False, label=row.name)
            self.fields[f"minutes-{row.enrolment_id}"] = django.IntegerField(min_value=1, max_value=1440, required=False, label=row.name)


MARKS = [("present", _("Present")), ("excused", _("Excused")), ("absent", _("Absent"))]


class PeopleFinder(forms.Form):
    """A part of a name to look for among the office's people."""

    name = forms.Text(label=_("Find somebody by name"), max_length=60, required=False)


class InviteForm(forms.Form):
    """Who else is expected."""

    people = forms.Choices(label=_("Whom do you add?"), choices=())

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = [(str(one.id), one.label) for one in people]


class NoteForm(forms.Form):
    """A note and who may read it."""

    text = forms.LongText(label=_("Your note"), max_length=10_000)
    confidentiality = forms.Choice(
        label=_("Who may read it?"), choices=choices.Confidentiality.choices,
        hints={"profession": _("Others see that it took place, its kind, day and length."), "author": _("Not even a coordinator can open it.")},
    )  # fmt: skip


class OpenNoteForm(forms.Form):
    """The reason for opening a closed note."""

    reason = forms.LongText(
        label=_("Why can this not wait for the writer?"), max_length=500,
        help_text=_("Your name, the writer's name and this sentence stay on the trail, and the writer is told."),
    )  # fmt: skip
