"""A released programme's figures as funder and public read them: the choice of a release and a part, the picture, the file."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms as django
from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vieta.base.refusal import NotFound
from vieta.base.text import csv_line
from vieta.web.parts import charts, forms
from vieta.web.parts.lists import Filter

HEADS = (gettext_lazy("Women"), gettext_lazy("Men"), gettext_lazy("Non-binary"), gettext_lazy("Total"))


class OfPart(Filter):
    """Of which part of the programme the common indicators are looked at."""

    part = forms.Choice(
        label=gettext_lazy("Common indicators of"),
        choices=(),
        widget=django.Select(),
        required=False,
        empty=gettext_lazy("The whole programme"),
        error_messages={"invalid_choice": gettext_lazy("This release has no figures of this part: choose one from the list.")},
    )

    def __init__(self, *args: Any, parts: Sequence[tuple[str, str]] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = [*self.fields["part"].choices, *parts]

    @property
    def chosen(self) -> str:
        """The part chosen, empty for the whole programme."""
        return self.cleaned_data["part"] if self.is_valid() else ""


class Chosen(OfPart):
    """Which release, and of which part of the programme."""

    release = forms.Choice(
        label=gettext_lazy("As of the end of"),
        choices=(),
        widget=django.Select(),
        required=False,
        empty=gettext_lazy("The last month released"),
        error_messages={"invalid_choice": gettext_lazy("This is no release: choose one from the list.")},
    )
    field_order = ("release", "part")

    def __init__(self, *args: Any, releases: Sequence, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["release"].choices = [*self.fields["release"].choices, *((str(one.id), said(one)) for one in releases)]


def chosen(asked: Mapping[str, str], offered: Sequence, read: Callable[..., Any]) -> tuple[Any, Chosen]:
    """What an address asks for out of the releases `offered`, with the form that chose it; `read` takes a release and a part.

    A number that is no release of these is NotFound, never another release. What is no number, or no part of the release, is an
    error of the form, beside the figures that are there.
    """
    number = asked.get("release", "")
    known = number in {str(one.id) for one in offered}
    if number.isdecimal() and not known:
        raise NotFound(f"release {number}")
    release_id = int(number) if known else None
    figures = read(release_id)
    form = Chosen(asked, releases=offered, parts=figures.parts if figures else ())
    if figures and form.chosen:
        figures = read(release_id, form.chosen)
    return figures, form


def said(release: Any) -> str:
    """A release in words: its month, and its version where it is not the first."""
    month = date_format(release.day, "F Y")
    return month if release.number == 1 else _("%(month)s, version %(number)s") % {"month": month, "number": release.number}


def picture(figures: Any) -> charts.Figure:
    """The stages from reached to working."""
    return charts.funnel(title=_("Progress"), steps=[(row.name, row.values[-1]) for row in figures.progress if row.stage])


def answered(page: HttpResponse, figures: Any, form: Chosen) -> HttpResponse:
    """The file that was asked for; or the page that says why there is none: nothing like it (422), or changed after the release (409)."""
    if not form.errors and figures.intact:
        return as_file(figures)
    page.status_code = 422 if form.errors else 409
    return page


def as_file(figures: Any) -> HttpResponse:
    """The figures shown on a page as a file for spreadsheets; hidden ones say so."""
    rows = [
        [_("Code"), _("Figure"), _("As of"), *HEADS],
        *(_line(row, figures.day, (None, None, None, *row.values), blank=True) for row in figures.progress),
        *(_line(row, figures.indicators_on, row.values) for row in figures.indicators),
    ]
    answer = HttpResponse("\ufeff" + "".join(map(csv_line, rows)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{figures.code}-{figures.day.isoformat()}.csv"'
    return answer


def _line(row: Any, day: date | None, values: Sequence[int | None], *, blank: bool = False) -> list:
    cells = ["" if blank and n < 3 else _("hidden") if value is None else value for n, value in enumerate(values)]
    return [row.code, row.name, day.isoformat() if day else "", *cells]
