"""Duos in figures: quality beside numbers, per branch, month by month and by group."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from vieta.indicators import queries
from vieta.web.lead.forms.figures import AsOf
from vieta.web.lead.views.figures import _card, _shown
from vieta.web.parts import charts

SHARES = ("matched", "completed", "again", "glad-mentee", "glad-mentor")


def mentoring_quality(request: HttpRequest, code: str) -> HttpResponse:
    """How many duos, and how good it is for those in them."""
    _card(request, code)
    form = AsOf(request.GET or {}, today=request.viewer.today)
    found = queries.mentoring_quality(request.viewer, code, form.day)
    pictures = [picture for picture in (_numbers(found), _shares(found), _waits(found)) if picture]
    return _shown(request, code, "lead/mentoring_quality.html", form, title=_("Duos in figures"), quality=found, pictures=pictures)


def _numbers(found: queries.Quality) -> charts.Figure:
    points = [(month.day, month.running) for month in found.months]
    return charts.over_time(title=_("Duos under way"), series=[charts.Series(_("Duos under way"), points)])


def _shares(found: queries.Quality) -> charts.Figure | None:
    series = [charts.Series(name, points) for code in SHARES for name, points in [_course(found, code)] if points]
    return charts.over_time(title=_("Quality, month by month (per cent)"), series=series) if series else None


def _waits(found: queries.Quality) -> charts.Figure | None:
    name, points = _course(found, "wait")
    return charts.over_time(title=name, series=[charts.Series(name, points)]) if points else None


def _course(found: queries.Quality, code: str) -> tuple[str, list]:
    """The name of a rate and its values on the months on which there was something to divide."""
    rates = [(month.day, rate) for month in found.months for rate in month.rates if rate.code == code]
    return rates[0][1].name, [(day, float(rate.value)) for day, rate in rates if rate.value is not None]
