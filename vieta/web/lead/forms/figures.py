"""What the figure pages ask: the day to look at, and what to break down by."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from vieta.indicators.queries import Within, read_part
from vieta.web.parts import forms
from vieta.web.parts.lists import Filter

BY = (
    ("place_type", _("Kind of place")),
    ("provider_id", _("Provider")),
    ("region_id", _("Region")),
    ("municipality_id", _("Municipality or neighbourhood")),
)


class AsOf(Filter):
    """The day figures are looked at, from the programme's first day on; an empty one is today."""

    as_of = forms.Date(label=_("As of"))

    def __init__(self, *args, today: date, begun: date | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["as_of"].latest = today
        if begun and begun <= today:
            self.fields["as_of"].earliest = begun
        self.today = today

    @property
    def day(self) -> date:
        """The day asked for, or today."""
        return (self.is_valid() and self.cleaned_data["as_of"]) or self.today


class CountedFilter(AsOf):
    """The day, and whom of the people counted is asked about."""

    gender = forms.Choice(
        label=_("Gender"), widget=forms.forms.Select(), empty=_("All"),
        choices=(("women", _("Women")), ("men", _("Men")), ("non_binary", _("Non-binary"))),
    )  # fmt: skip
    part = forms.Choice(label=_("Which part?"), choices=(), widget=forms.forms.Select())

    def __init__(self, *args, parts=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = [("", _("All")), *parts]

    @property
    def within(self) -> Within:
        """Whom the answers choose; everybody where they are wrong."""
        if not self.is_valid():
            return Within()
        part = self.cleaned_data["part"]
        return Within(self.cleaned_data["gender"], *(read_part(part) if part else ()))

    @property
    def chosen(self) -> dict[str, str]:
        """What was chosen beside the day, as the address of another page of the list keeps it."""
        return {name: self.cleaned_data[name] for name in ("gender", "part") if self.is_valid() and self.cleaned_data[name]}


class FunnelFilter(AsOf):
    """The day, and what the funnel is broken down by."""

    by = forms.Choice(label=_("Broken down by"), choices=BY, widget=forms.forms.Select(), empty=_("Kind of place"))
