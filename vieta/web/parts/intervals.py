"""Pictures of estimates with their intervals: a point is never drawn without how far it may lie from the truth."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vieta.web.parts import charts
from vieta.web.parts.charts import COLOURS, FOOT, HIGH, INK, LEFT, RIGHT, SHAPES, SOFT, WIDE, Figure, Series, table
from vieta.web.parts.lists import shown


@dataclass(frozen=True)
class Bar:
    """One estimate on a common scale: the value (None: only the interval), its interval, a wider band behind it, and what is said of it."""

    label: str
    value: float | None
    low: float
    high: float
    said: str
    band: tuple[float, float] | None = None


@dataclass(frozen=True)
class Line:
    """Estimates along the months: (month, value, low, high)."""

    label: str
    points: Sequence[tuple[float, float, float, float]]


def ranges(
    *, title: str, rows: Sequence[Bar], scale: tuple[float, float], mark: float | None = None, lede: str = "", same: SafeString
) -> Figure:
    """One line for each estimate: the interval as a bar, the value as a stroke in it; `mark` is a line across all of them."""
    lines = ((one.label, _range(one, scale, mark), one.said) for one in rows)
    inner = format_html_join("", '<li><span>{}</span>{}<span class="v-funnel__count"><small>{}</small></span></li>', lines)
    return Figure(title, format_html('<ol class="v-funnel">{}</ol>', inner), same, lede)


def _range(one: Bar, scale: tuple[float, float], mark: float | None) -> SafeString:
    parts = [SafeString('<rect class="v-bar__track" fill="#f4f1ec" width="100" height="20"/>')]
    if one.band:
        parts.append(_rect(_at(one.band[0], scale), _at(one.band[1], scale), 2, 16, "#d8d1c4"))
    parts.append(_rect(_at(one.low, scale), _at(one.high, scale), 6, 8, "#7fa9b1"))
    if mark is not None:
        parts.append(_rect(_at(mark, scale) - 0.2, _at(mark, scale) + 0.2, 0, 20, INK))
    if one.value is not None:
        parts.append(_rect(_at(one.value, scale) - 0.6, _at(one.value, scale) + 0.6, 2, 16, COLOURS[0]))
    drawn = format_html_join("", "{}", ((part,) for part in parts))
    return format_html('<svg viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">{}</svg>', drawn)


def _at(value: float, scale: tuple[float, float]) -> float:
    first, last = scale
    return round(100 * (min(max(value, first), last) - first) / (last - first), 2)


def _rect(first: float, last: float, top: int, high: int, colour: str) -> SafeString:
    left = min(max(first, 0), 99)
    return format_html('<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>', left, top, max(round(last - left, 2), 0.6), high, colour)


# Along the months --------------------------------------------------------------------------------------------------
def along_months(*, title: str, lines: Sequence[Line], same: SafeString, lede: str = "") -> Figure:
    """Shares along the months since something began, from 0 to 100 per cent, each with its interval as a band."""
    last = max((one.points[-1][0] for one in lines if one.points), default=0) or 1
    x = lambda month: round(LEFT + month / last * (WIDE - LEFT - RIGHT), 1)  # noqa: E731
    y = charts._up(100)
    series = [Series(one.label, [(month, round(value)) for month, value, _low, _high in one.points]) for one in lines]
    ends, high = charts._ends(series, x, y)
    parts = [charts._grid([0, 20, 40, 60, 80, 100], y), _months(last, x), ends]
    parts += [_band(one, n, x, y) for n, one in enumerate(lines)]
    parts += [_drawn(one, n, x, y) for n, one in enumerate(lines)]
    picture = charts._svg(WIDE, high, charts._spoken(title, series), format_html_join("", "{}", ((part,) for part in parts)))
    return Figure(title, picture, same, lede)


def _months(last: float, x) -> SafeString:
    every = next((n for n in (1, 2, 3, 6, 12) if last / n <= 8), 24)
    ticks = [
        (x(month), HIGH - FOOT, x(month), HIGH - FOOT + 6, SOFT, x(month), HIGH - 10, SOFT, shown(month))
        for month in range(0, int(last) + 1, every)
    ]
    drawn = format_html_join(
        "",
        '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}"/><text x="{}" y="{}" fill="{}" font-size="15" text-anchor="middle">{}</text>',
        ticks,
    )
    unit = format_html('<text x="{}" y="{}" fill="{}" font-size="15">{}</text>', WIDE - RIGHT + 14, HIGH - 10, SOFT, _("months"))
    return format_html("{}{}", drawn, unit)


def _band(one: Line, n: int, x, y) -> SafeString:
    above = [f"{x(month)},{y(high)}" for month, _value, _low, high in one.points]
    below = [f"{x(month)},{y(low)}" for month, _value, low, _high in reversed(one.points)]
    return format_html('<polygon points="{}" fill="{}" fill-opacity="0.16"/>', " ".join((*above, *below)), COLOURS[n])


def _drawn(one: Line, n: int, x, y) -> SafeString:
    spots = [(x(month), y(value)) for month, value, _low, _high in one.points]
    path = " ".join(f"{a},{b}" for a, b in spots)
    marks = format_html_join("", "{}", ((charts._mark(SHAPES[n], a, b, COLOURS[n]),) for a, b in spots))
    return format_html(
        '<polyline points="{}" fill="none" stroke="{}" stroke-width="3" stroke-linejoin="round"/>{}', path, COLOURS[n], marks
    )


def months_table(lines: Sequence[Line], followed: Sequence[int]) -> SafeString:
    """The same estimates as a table: for each month each share with its interval, and how many were followed."""
    heads = [_("Months since"), *(one.label for one in lines), _("People still followed")]
    rows = [[round(lines[0].points[n][0]), *(_said(one.points[n]) for one in lines), number] for n, number in enumerate(followed)]
    return table(heads, rows)


def _said(point: tuple[float, float, float, float]) -> str:
    _month, value, low, high = point
    return _("%(value)s %% (%(low)s to %(high)s)") % {"value": round(value), "low": round(low), "high": round(high)}
