"""What somebody wishes of a mentor and what they share with the one they have, asked at their own place and in their file."""

from collections.abc import Sequence
from typing import Any

from django import forms as django
from django.utils.translation import gettext_lazy

from vieta.base.codes import Gender
from vieta.mentoring.actions.wishes import Wished
from vieta.mentoring.choices import Item, KeptApart, Side
from vieta.mentoring.queries.sharing import Choice
from vieta.mentoring.queries.wishes import WishCard
from vieta.people.choices import NoticeForm
from vieta.web.parts import forms, profile


class WishForm(forms.Form):
    """A wish, in the person's own words and in what can be looked for."""

    about = forms.LongText(
        label=gettext_lazy("What are you looking for?"),
        help_text=gettext_lazy("In your own words: what you want to reach, what you can do. You decide later whether a mentor reads it."),
        max_length=2000,
        required=False,
    )
    languages = profile.Languages(label=gettext_lazy("In which languages can you talk with a mentor?"))
    isco = profile.isco_field(label=gettext_lazy("Which kind of work do you look for?"), required=False)
    nace = profile.nace_field(label=gettext_lazy("In which part of the economy?"), required=False)
    interests = profile.Words(
        label=gettext_lazy("What do you like to do?"), help_text=gettext_lazy("A few words with commas between them."), required=False
    )
    free = profile.Week(label=gettext_lazy("When do you have time?"), required=False)
    remote = forms.YesNo(label=gettext_lazy("Could you also meet by phone or video?"), required=False)
    place = forms.Text(
        label=gettext_lazy("In which town would you like to meet?"),
        help_text=gettext_lazy("Not your address."),
        max_length=100,
        required=False,
    )
    mentor_gender = forms.Choice(
        label=gettext_lazy("Does it have to be a woman, or a man?"),
        help_text=gettext_lazy("Only if it matters to you; others are then not proposed."),
        choices=[("", gettext_lazy("It does not matter")), *((value, label) for value, label in Gender.choices)],
        required=False,
    )
    from_on = forms.Date(label=gettext_lazy("From when can you start?"), help_text=gettext_lazy("Leave empty if at once."), required=False)

    def wished(self, former: WishCard | None) -> Wished:
        """The values as the deed takes them; what no form asks stays as it was."""
        told = self.cleaned_data
        return Wished(
            languages=tuple((code, level) for code, level in told["languages"]), isco=tuple(told["isco"]), nace=tuple(told["nace"]),
            interests=tuple(told["interests"]), free=tuple(told["free"]), remote=bool(told["remote"]), place=told["place"],
            latitude=former.latitude if former and former.place == told["place"] else None,
            longitude=former.longitude if former and former.place == told["place"] else None,
            mentor_gender=told["mentor_gender"], about=told["about"], from_on=told["from_on"],
        )  # fmt: skip


def said(card: WishCard | None) -> dict[str, Any]:
    """What was wished before, for the form."""
    if card is None:
        return {}
    names = ("about", "languages", "isco", "nace", "interests", "free", "remote", "place", "mentor_gender", "from_on")
    return {name: getattr(card, name) for name in names}


class ShareForm(forms.Form):
    """What a mentor may see, item by item, with the words the mentor would read; a warning where contact is guarded."""

    items = forms.Choices(label=gettext_lazy("What may your mentor see?"), choices=Item.choices, required=False)
    warned = django.BooleanField(label=gettext_lazy("I know the risk and want to share how to reach me"), required=False)
    form = forms.Choice(
        label=gettext_lazy("How did the person say so?"),
        choices=[(one.value, one.label) for one in (NoticeForm.SPOKEN, NoticeForm.PAPER)],
        in_row=True,
    )

    def __init__(self, *args, offered: Sequence[Choice], own: bool, **kwargs):
        kwargs.setdefault("initial", {"items": [one.item for one in offered if one.shared]})
        super().__init__(*args, **kwargs)
        nothing = gettext_lazy("Nothing is recorded yet.")
        self.fields["items"].widget.hints = {one.item: "; ".join(one.words) or nothing for one in offered}
        if not any(one.guarded for one in offered):
            del self.fields["warned"]
        else:
            self.fields["warned"].help_text = gettext_lazy(
                "Contact is guarded here: the address is hidden, or one may only be met in person or at certain times."
            )
        if own:
            del self.fields["form"]
            return
        self.fields["items"].label = gettext_lazy("What may the mentor see, as the person said?")
        if "warned" in self.fields:
            self.fields["warned"].label = gettext_lazy("The person was warned and wants to share how to be reached")


class ApartForm(forms.Form):
    """Two people who are not to be proposed to each other."""

    mentorship_id = django.TypedChoiceField(label=gettext_lazy("Which mentor?"), choices=(), coerce=int, widget=django.Select())
    kind = forms.Choice(
        label=gettext_lazy("Why?"),
        choices=[(one.value, one.label) for one in (KeptApart.VETO, KeptApart.CONFLICT)],
        hints={KeptApart.CONFLICT: gettext_lazy("For example relatives, or a former employer. Say which below.")},
    )
    said_by = forms.Choice(
        label=gettext_lazy("Who said so?"), choices=[*Side.choices, ("", gettext_lazy("We did"))], required=False, in_row=True
    )
    reason = forms.Text(label=gettext_lazy("A word about it"), help_text=gettext_lazy("A veto needs none."), max_length=500, required=False)

    def __init__(self, *args, mentors: Sequence[tuple[int, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mentorship_id"].choices = [("", gettext_lazy("Choose …")), *mentors]
