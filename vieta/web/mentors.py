"""What a mentor says of themself, asked alike on the public page, at their own place and by a coordinator."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms as django
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vieta.base.codes import Gender
from vieta.base.refusal import Refused
from vieta.base.text import has_forbidden
from vieta.mentoring.actions import Mark, Profile
from vieta.mentoring.choices import Offer
from vieta.mentoring.queries import Branch, MentorCard, StandardLine
from vieta.web.parts import forms, profile


class ProfileForm(forms.Form):
    """Who they are, what they know, when and where they are free."""

    first_name = forms.Text(label=gettext_lazy("First name"), max_length=100)
    last_name = forms.Text(label=gettext_lazy("Last name"), max_length=100)
    phone = forms.Text(
        label=gettext_lazy("Phone"), max_length=40, required=False, help_text=gettext_lazy("Phone or e-mail: one of them is enough.")
    )
    email = django.EmailField(label=gettext_lazy("E-mail"), max_length=254, required=False)
    offer = forms.Choice(label=gettext_lazy("What would you like to be?"), choices=Offer.choices, initial=Offer.MENTOR)
    place = forms.Text(
        label=gettext_lazy("In which town do you live?"), max_length=100, help_text=gettext_lazy("The town only, never your address.")
    )
    remote = django.BooleanField(label=gettext_lazy("I can also meet at a distance, by video or phone"), required=False)
    languages = profile.Languages(label=gettext_lazy("Which languages do you speak, and how well?"))
    isco = profile.isco_field(label=gettext_lazy("Which kinds of work do you know?"), required=False)
    nace = profile.nace_field(label=gettext_lazy("In which sections of the economy?"), required=False)
    interests = profile.Words(
        label=gettext_lazy("What do you like to do?"),
        required=False,
        help_text=gettext_lazy("A few words with commas: cooking, cycling, chess."),
    )
    free = profile.Week(label=gettext_lazy("When are you usually free?"), required=False)
    birth_on = forms.Date(
        label=gettext_lazy("Date of birth"), required=False, birthday=True,
        help_text=gettext_lazy("Needed where a programme brings generations together."),
    )  # fmt: skip
    gender = forms.Choice(
        label=gettext_lazy("Gender"), choices=Gender.choices, required=False, in_row=True,
        help_text=gettext_lazy("Only used where the other person asks for a woman or a man."),
    )  # fmt: skip
    origin = forms.Choice(label=gettext_lazy("Country of birth"), choices=profile.country_choices, required=False, widget=django.Select())
    about = forms.LongText(label=gettext_lazy("Anything else about you?"), max_length=2000, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["origin"].choices = [("", _("Choose …")), *profile.country_choices()]

    @property
    def profile(self) -> Profile:
        """The answers as the deed takes them."""
        return Profile(**{name: self.cleaned_data[name] for name in ProfileForm.base_fields if name in self.cleaned_data})


def said(card: MentorCard) -> dict[str, Any]:
    """What stands in the form when a mentor is described anew."""
    return {name: getattr(card, name) for name in ProfileForm.base_fields}


def chosen(branches: Sequence[Branch], key: str) -> Branch | None:
    """The branch a form named."""
    return next((one for one in branches if one.key == key), None)


MARKS = (("yes", gettext_lazy("Met"), True), ("no", gettext_lazy("Not met"), False), ("open", gettext_lazy("Not yet seen"), None))


def marks_of(data: Mapping[str, str], ids: Sequence[int]) -> dict[int, Mark]:
    """What a posted checklist says of each standard."""
    words = {word: met for word, _label, met in MARKS}
    found = {}
    for key in ids:
        note = data.get(f"remark-{key}", "")
        if has_forbidden(note):
            raise Refused(_("This contains characters that cannot be kept. Please type it anew."), field=f"note-{key}")
        found[key] = Mark(words.get(data.get(f"mark-{key}", "")), note)
    return found


def sheet(lines: Sequence[StandardLine], typed: Mapping[str, str]) -> dict[str, Any]:
    """A checklist as the page draws it, with what was typed."""
    word = {met: name for name, _label, met in MARKS}
    rows = [
        {
            "key": line.id,
            "name": line.name + (f" ({_('required')})" if line.required else ""),
            "help": line.help,
            "mark": typed.get(f"mark-{line.id}", word[line.met]),
            "remark": typed.get(f"remark-{line.id}", line.note),
        }
        for line in lines
    ]
    return {"rows": rows, "marks": [{"value": name, "label": label} for name, label, _met in MARKS]}
