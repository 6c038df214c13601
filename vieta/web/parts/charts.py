"""Pictures of figures, drawn on the server as SVG: told apart by shape and label as well as by colour, each with its table.

Plain attributes only, no style: the page's policy allows it, and it prints.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, cos, log10, pi, sin
from typing import Any

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vieta.web.parts.lists import shown

# Okabe and Ito's colours for the eyes of everybody, beginning with our own teal; with a shape each.
COLOURS = ("#0b5563", "#d55e00", "#0072b2", "#cc79a7", "#009e73", "#56b4e9")
SHAPES = ("circle", "square", "triangle", "diamond", "circle", "square")
INK, SOFT, LINE, LINE_STRONG = "#24211d", "#5d574e", "#e4dfd6", "#c9c1b4"
AMBER = "#b8500a"


@dataclass(frozen=True)
class Figure:
    """A picture with its title and the same figures as a table."""

    title: str
    picture: SafeString
    table: SafeString
    lede: str = ""
    narrow: bool = False


@dataclass(frozen=True)
class Series:
    """Values over time under one name; a target is drawn dashed."""

    label: str
    points: Sequence[tuple[date, float]]
    target: bool = False


def table(heads: Sequence[Any], rows: Sequence[Sequence[Any]]) -> SafeString:
    """Figures as a small table: the first column heads its row, numbers stand to the right."""
    head = format_html_join("", '<th scope="col"{}>{}</th>', ((_right(i > 0), text) for i, text in enumerate(heads)))
    body = format_html_join("", "<tr>{}</tr>", ((_table_row(row),) for row in rows))
    return format_html('<table class="v-table"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>', head, body)


def _right(yes: bool) -> SafeString:
    return SafeString(' class="v-cell--number"') if yes else SafeString("")


def _table_row(row: Sequence[Any]) -> SafeString:
    cells = format_html_join("", '<td class="v-cell--number">{}</td>', ((shown(value),) for value in row[1:]))
    return format_html('<th scope="row">{}</th>{}', shown(row[0]), cells)


# Over time ---------------------------------------------------------------------------------------------------------
WIDE, HIGH, LEFT, RIGHT, TOP, FOOT = 800, 330, 56, 180, 20, 36
APART = 62  # between two labels at the lines' ends, each a figure and two lines of words
LOWEST = HIGH - FOOT - 46.0  # the last place of such a label


def over_time(*, title: str, series: Sequence[Series], lede: str = "") -> Figure:
    """Lines over time, a target beside what was reached; empty series give a picture that says so."""
    days = sorted({day for one in series for day, _value in one.points})
    if not days:
        return Figure(title, format_html('<p class="v-soft">{}</p>', _("No figures yet.")), SafeString(""), lede)
    top, steps = _scale(max(value for one in series for _day, value in one.points))
    x, y = _across(days[0], days[-1]), _up(top)
    ends, high = _ends(series, x, y)
    parts = [_grid(steps, y), _calendar(days[0], days[-1], x), ends]
    parts += [_line(one, n, x, y) for n, one in enumerate(series) if one.points]
    rows = [[day, *(dict(one.points).get(day) for one in series)] for day in days]
    picture = _svg(WIDE, high, _spoken(title, series), format_html_join("", "{}", ((part,) for part in parts)))
    return Figure(title, picture, table([_("Date"), *(one.label for one in series)], rows), lede)


def _scale(highest: float) -> tuple[float, list[float]]:
    """A round top for the axis and the four or five steps to it."""
    if highest <= 0:
        return 1, [0, 1]
    rough = highest / 4
    unit = 10 ** int(log10(rough)) if rough >= 1 else 1
    step = next(unit * n for n in (1, 2, 2.5, 5, 10, 20) if unit * n >= rough)
    step = ceil(step) if step > 1 else 1
    count = ceil(highest / step)
    return count * step, [step * n for n in range(count + 1)]


def _across(first: date, last: date) -> Callable[[date], float]:
    span = max((last - first).days, 1)
    return lambda day: round(LEFT + (day - first).days / span * (WIDE - LEFT - RIGHT), 1)


def _up(top: float) -> Callable[[float], float]:
    return lambda value: round(HIGH - FOOT - value / top * (HIGH - TOP - FOOT), 1)


def _grid(steps: Sequence[float], y: Callable[[float], float]) -> SafeString:
    lines = ((LEFT, y(step), WIDE - RIGHT, y(step), LINE if step else SOFT, LEFT - 10, y(step) + 5, SOFT, shown(step)) for step in steps)
    return format_html_join(
        "",
        '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}"/><text x="{}" y="{}" fill="{}" font-size="15" text-anchor="end">{}</text>',
        lines,
    )


def _calendar(first: date, last: date, x: Callable[[date], float]) -> SafeString:
    """Labels under the axis: months, quarters or years, never more than eight."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    every = next((n for n in (1, 2, 3, 6, 12, 24, 60, 120) if months / n <= 8), 240)
    ticks = []
    for n in range(months + 1):
        year, month = divmod(first.year * 12 + first.month - 1 + n, 12)
        day = date(year, month + 1, 1)
        if first <= day <= last and (year * 12 + month) % every == 0:
            ticks.append((x(day), HIGH - FOOT, x(day), HIGH - FOOT + 6, SOFT, x(day), HIGH - 10, SOFT, _month(day, every)))
    if not ticks:
        ticks = [
            (x(d), HIGH - FOOT, x(d), HIGH - FOOT + 6, SOFT, x(d), HIGH - 10, SOFT, date_format(d, "SHORT_DATE_FORMAT"))
            for d in {first, last}
        ]
    return format_html_join(
        "",
        '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}"/><text x="{}" y="{}" fill="{}" font-size="15" text-anchor="middle">{}</text>',
        ticks,
    )


def _month(day: date, every: int) -> str:
    return str(day.year) if every >= 12 else date_format(day, "M Y")


def _line(one: Series, n: int, x: Callable[[date], float], y: Callable[[float], float]) -> SafeString:
    colour = SOFT if one.target else COLOURS[n % len(COLOURS)]
    spots = [(x(day), y(value)) for day, value in one.points]
    path = " ".join(f"{a},{b}" for a, b in spots)
    dash = SafeString(' stroke-dasharray="6 5"') if one.target else ""
    line = format_html(
        '<polyline points="{}" fill="none" stroke="{}" stroke-width="{}" stroke-linejoin="round"{}/>',
        path,
        colour,
        2 if one.target else 3,
        dash,
    )
    marks = spots if len(spots) <= 40 else spots[-1:]
    shape = "diamond" if one.target else SHAPES[n % len(SHAPES)]
    return format_html("{}{}", line, format_html_join("", "{}", ((_mark(shape, a, b, colour),) for a, b in marks)))


def _mark(shape: str, x: float, y: float, colour: str, size: float = 4.5) -> SafeString:
    """A marker; the white edge keeps crossing lines apart."""
    edge = format_html('fill="{}" stroke="#fff" stroke-width="1.5"', colour)
    if shape == "circle":
        return format_html('<circle cx="{}" cy="{}" r="{}" {}/>', x, y, size + 0.5, edge)
    corners = {
        "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
        "triangle": ((0, -1.3), (1.2, 1), (-1.2, 1)),
        "diamond": ((0, -1.35), (1.35, 0), (0, 1.35), (-1.35, 0)),
    }[shape]
    return format_html('<polygon points="{}" {}/>', " ".join(f"{x + size * a:.1f},{y + size * b:.1f}" for a, b in corners), edge)


def _end_labels(ends: list[tuple[Series, float]]) -> list[tuple[Series, float]]:
    """Pushes the labels beside the picture apart, so that none covers another or stands above it; many make it longer."""
    ends = sorted(ends, key=lambda end: end[1])
    places = [at for _one, at in ends]
    for n in range(1, len(places)):
        places[n] = max(places[n], places[n - 1] + APART)
    lowest = max(LOWEST, TOP + APART * (len(places) - 1.0))
    for n in reversed(range(len(places))):
        places[n] = min(places[n], lowest)
        lowest = places[n] - APART
    return [(one, at) for (one, _at), at in zip(ends, places, strict=True)]


def _ends(series: Sequence[Series], x: Callable, y: Callable[[float], float]) -> tuple[SafeString, float]:
    """What each line comes to, beside the picture with a thin line leading there; and how high the picture is with all of them."""
    places = _end_labels([(one, y(one.points[-1][1])) for one in series if one.points])
    drawn = [_leader(x(one.points[-1][0]), y(one.points[-1][1]), at) for one, at in places]
    drawn += [_end_label(one, at, series.index(one)) for one, at in places]
    return format_html_join("", "{}", ((part,) for part in drawn)), max([HIGH, *(at + 46 for _one, at in places)])


def _leader(x: float, y: float, at: float) -> SafeString:
    """A thin line from where a series ends to its label, which stands beside the picture where no other line can cross it."""
    edge = WIDE - RIGHT + 8
    return format_html('<path d="M{},{} L{},{} L{},{}" fill="none" stroke="{}"/>', x, y, max(x, edge - 20), y, edge, at - 4, LINE_STRONG)


def _end_label(one: Series, at: float, n: int) -> SafeString:
    colour = SOFT if one.target else COLOURS[n % len(COLOURS)]
    value = one.points[-1][1]
    left = WIDE - RIGHT + 14
    words = format_html_join(
        "", '<tspan x="{}" dy="{}">{}</tspan>', ((left, 17 if n else 0, line) for n, line in enumerate(_two_lines(str(one.label), 20)))
    )
    return format_html(
        '<text x="{}" y="{}" fill="{}" font-size="19" font-weight="640">{}</text><text x="{}" y="{}" fill="{}" font-size="15">{}</text>',
        left, at + 3, colour, shown(value), left, at + 20, SOFT, words,
    )  # fmt: skip


def _spoken(title: str, series: Sequence[Series]) -> str:
    ends = ", ".join(f"{one.label} {shown(one.points[-1][1])}" for one in series if one.points)
    return f"{title}: {ends}"


def _svg(width: float, height: float, spoken: str, inner: SafeString) -> SafeString:
    return format_html(
        '<svg viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}" direction="ltr">{}</svg>',
        width, height, width, height, spoken, inner,
    )  # fmt: skip


# Bars and the funnel -----------------------------------------------------------------------------------------------
def bars(*, title: str, rows: Sequence[tuple[str, float]], goal: float | None = None, unit: str = "", lede: str = "") -> Figure:
    """One bar for each row, drawn on a common scale; a goal is a mark across every bar."""
    top = max([value for _label, value in rows] + [goal or 0]) or 1
    lines = format_html_join("", "<li><span>{}</span>{}<span class=\"v-funnel__count\">{}<small>{}</small></span></li>", (
        (label, _bar(value, top, goal), shown(value), unit) for label, value in rows
    ))  # fmt: skip
    heads = ["", unit or _("Number"), *([_("Goal")] if goal else [])]
    same = table(heads, [[label, value, *([goal] if goal else [])] for label, value in rows])
    return Figure(title, format_html('<ol class="v-funnel">{}</ol>', lines), same, lede)


def funnel(*, title: str, steps: Sequence[tuple[str, int | None]], lede: str = "") -> Figure:
    """From the first step to the last: how many, and what part of the step before; a hidden count (None) says so."""
    top = max((count or 0 for _label, count in steps), default=0) or 1
    lines, before = [], None
    for label, count in steps:
        lines.append((label, _bar(count or 0, top), _hidden(count), _part(count, before)))
        before = count
    inner = format_html_join("", '<li><span>{}</span>{}<span class="v-funnel__count">{}<small>{}</small></span></li>', lines)
    heads = [_("Step"), _("People"), _("Of the step before")]
    return Figure(
        title, format_html('<ol class="v-funnel">{}</ol>', inner), table(heads, [[a, c, d or "–"] for a, _b, c, d in lines]), lede
    )


def _hidden(count: int | None) -> str:
    return _("hidden") if count is None else shown(count)


def _part(count: int | None, before: int | None) -> str:
    return f"{shown(round(100 * count / before, 1))} %" if before and count is not None else ""


def _bar(value: float, top: float, goal: float | None = None) -> SafeString:
    width = round(100 * value / top, 2)
    mark = (
        format_html('<rect class="v-bar__goal" fill="#24211d" x="{}" width="0.6" height="20"/>', min(round(100 * goal / top, 2), 99.4))
        if goal
        else ""
    )
    return format_html(
        '<svg viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="v-bar__track" fill="#f4f1ec" width="100" height="20"/><rect class="v-bar__fill" fill="#0b5563" width="{}" height="20"/>{}</svg>',
        width, mark,
    )  # fmt: skip


# The life-domain wheel ---------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Domain:
    """One part of a life as somebody sees it, at entry and now, from 1 to `highest`; None where it was not talked about."""

    label: str
    entry: int | None
    now: int | None


CENTRE, MIDDLE, RADIUS, HOLE = 320, 205, 140, 20  # room on both sides for long names


def wheel(*, title: str, domains: Sequence[Domain], highest: int = 5, lede: str = "") -> Figure:
    """A wheel: each part of life a slice, filled as far as it is now; a dark arc with a dot shows where it was at entry."""
    turn = 2 * pi / max(len(domains), 1)
    rings = format_html_join(
        "",
        '<circle cx="{}" cy="{}" r="{}" fill="none" stroke="{}"/>',
        ((CENTRE, MIDDLE, _reach(n, highest), LINE) for n in range(1, highest + 1)),
    )
    slices = format_html_join("", "{}", ((_slice(one, n * turn, turn, highest),) for n, one in enumerate(domains)))
    words = "; ".join(f"{one.label}: {_from_to(one)}" for one in domains)
    picture = format_html("{}{}", _wheel_key(), _svg(2 * CENTRE, 410, f"{title}. {words}", format_html("{}{}", rings, slices)))
    rows = [[one.label, one.entry, one.now, _change(one)] for one in domains]
    return Figure(title, picture, table([_("Part of life"), _("At entry"), _("Now"), _("Change")], rows), lede, narrow=True)


def _reach(value: int, highest: int) -> float:
    return round(HOLE + (RADIUS - HOLE) * value / highest, 1)


def _point(angle: float, reach: float) -> str:
    return f"{CENTRE + reach * sin(angle):.1f},{MIDDLE - reach * cos(angle):.1f}"


def _slice(one: Domain, start: float, turn: float, highest: int) -> SafeString:
    gap = min(0.03, turn / 8)
    a, b = start + gap, start + turn - gap
    big = 1 if b - a > pi else 0
    parts = [_label(one.label, start + turn / 2)]
    if one.now:
        far = _reach(one.now, highest)
        shape = f"M{_point(a, HOLE)} L{_point(a, far)} A{far},{far} 0 {big} 1 {_point(b, far)} L{_point(b, HOLE)} A{HOLE},{HOLE} 0 {big} 0 {_point(a, HOLE)}Z"
        parts.append(format_html('<path d="{}" fill="{}" fill-opacity="0.82"/>', shape, COLOURS[0]))
    if one.entry:
        far = _reach(one.entry, highest)
        arc = f"M{_point(a, far)} A{far},{far} 0 {big} 1 {_point(b, far)}"
        x, y = _point(start + turn / 2, far).split(",")
        parts.append(
            format_html(
                '<path d="{}" fill="none" stroke="#fff" stroke-width="6"/><path d="{}" fill="none" stroke="{}" stroke-width="3"/>',
                arc,
                arc,
                AMBER,
            )
        )
        parts.append(format_html('<circle cx="{}" cy="{}" r="5" fill="{}" stroke="#fff" stroke-width="2"/>', x, y, AMBER))
    return format_html_join("", "{}", ((part,) for part in parts))


def _label(text: str, angle: float) -> SafeString:
    """A domain's name outside the rim, broken in two lines where it is long."""
    x, y = (float(part) for part in _point(angle, RADIUS + 16).split(","))
    side = sin(angle)
    anchor = "middle" if abs(side) < 0.25 else "start" if side > 0 else "end"
    lines = _two_lines(text)
    y += 5 - (len(lines) - 1) * 10 - (6 if cos(angle) > 0.9 else 0) + (8 if cos(angle) < -0.9 else 0)
    inner = format_html_join("", '<tspan x="{}" y="{}">{}</tspan>', ((x, y + 21 * n, line) for n, line in enumerate(lines)))
    return format_html('<text fill="{}" font-size="20" font-weight="550" text-anchor="{}">{}</text>', INK, anchor, inner)


def _two_lines(text: str, longest: int = 12) -> list[str]:
    words = text.split()
    if len(text) <= longest or len(words) < 2:
        return [text]
    cuts = range(1, len(words))
    best = min(cuts, key=lambda n: abs(len(" ".join(words[:n])) - len(" ".join(words[n:]))))
    return [" ".join(words[:best]), " ".join(words[best:])]


def _wheel_key() -> SafeString:
    box = format_html('<rect y="1" width="28" height="12" rx="2" fill="{}" fill-opacity="0.82"/>', COLOURS[0])
    arc = format_html('<path d="M0 7h28" stroke="{}" stroke-width="3"/><circle cx="14" cy="7" r="5" fill="{}"/>', AMBER, AMBER)
    entries = format_html_join("", '<li><svg viewBox="0 0 28 14">{}</svg>{}</li>', ((box, _("now")), (arc, _("at entry"))))
    return format_html('<ul class="v-key" aria-hidden="true">{}</ul>', entries)


def _change(one: Domain) -> str:
    if one.entry is None or one.now is None:
        return "–"
    step = one.now - one.entry
    return f"+{step}" if step > 0 else f"−{-step}" if step < 0 else "0"


def _from_to(one: Domain) -> str:
    if one.entry is None and one.now is None:
        return _("not talked about")
    return _("%(entry)s at entry, %(now)s now") % {"entry": shown(one.entry), "now": shown(one.now)}
