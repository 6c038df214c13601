"""The picture of a rhythm: when two people met over the agreed time, how long, what was missed, and the silences between."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vieta.web.parts.charts import AMBER, COLOURS, INK, LINE, SOFT, Figure, table

WIDE, HIGH, SIDE, BASE, TALLEST = 640, 210, 24, 150, 110
LONGEST_MINUTES = 180  # a longer meeting is drawn as high as this


@dataclass(frozen=True)
class Beat:
    """One meeting: held for so many minutes, still planned, or missed."""

    on: date
    minutes: int
    kind: str  # held, planned, missed
    words: str


def rhythm(
    *, title: str, beats: Sequence[Beat], from_on: date, until_on: date, today: date, silent_after_days: int, lede: str = ""
) -> Figure:
    """Each meeting held is a stem as high as it was long; missed ones a cross, planned ones an open ring; long silences are shaded."""
    beats = sorted(beats, key=lambda beat: beat.on)
    first, last = min([from_on, *(b.on for b in beats)]), max([until_on, today, *(b.on for b in beats)])
    span = max((last - first).days, 1)

    def x(day: date) -> float:
        return round(SIDE + (day - first).days / span * (WIDE - 2 * SIDE), 1)

    parts = [
        *(_silence(a, b, x) for a, b in _silences(beats, from_on, min(today, last), silent_after_days)),
        _ground(x, first, last), *(_today(x, today) for _n in range(first <= today <= last)), *(_beat(b, x(b.on)) for b in beats),
    ]  # fmt: skip
    held = [b for b in beats if b.kind == "held"]
    words = ngettext("%(count)s meeting held", "%(count)s meetings held", len(held)) % {"count": len(held)}
    picture = format_html(
        '<svg viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}" direction="ltr">{}</svg>',
        WIDE, HIGH, WIDE, HIGH, f"{title}: {words}", format_html_join("", "{}", ((part,) for part in parts)),
    )  # fmt: skip
    rows = [[b.on, b.words, b.minutes if b.kind == "held" else None] for b in reversed(beats)]
    return Figure(title, picture, table([_("Date"), _("What"), _("Minutes")], rows), lede or words)


def _silences(beats: Sequence[Beat], from_on: date, until_on: date, days: int) -> list[tuple[date, date]]:
    """The times between two meetings, or until today, that were at least so many days long."""
    marks = [from_on, *(b.on for b in beats if b.kind == "held" and from_on <= b.on <= until_on), until_on]
    return [(a, b) for a, b in zip(marks, marks[1:], strict=False) if b - a >= timedelta(days=days)]


def _silence(a: date, b: date, x) -> SafeString:
    days, left, right = (b - a).days, x(a), x(b)
    words = ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
    return format_html(
        '<rect x="{}" y="30" width="{}" height="{}" fill="{}" fill-opacity="0.12"/>'
        '<text x="{}" y="24" fill="{}" font-size="15" text-anchor="middle">{}</text>',
        left, round(right - left, 1), BASE - 30, AMBER, round((left + right) / 2, 1), AMBER, words,
    )  # fmt: skip


def _ground(x, first: date, last: date) -> SafeString:
    """The line of time with its months, at most seven of them named."""
    line = format_html('<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="2"/>', SIDE, BASE, WIDE - SIDE, BASE, LINE)
    months = [date(n // 12, n % 12 + 1, 1) for n in range(first.year * 12 + first.month, last.year * 12 + last.month)]
    every = max(len(months) // 7 + (len(months) % 7 > 0), 1)
    spots = [(x(day), date_format(day, "M")) for day in months[::every]] or [(x(first) + 20, date_format(first, "j M"))]
    ticks = format_html_join(
        "",
        '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}"/><text x="{}" y="{}" fill="{}" font-size="15" text-anchor="middle">{}</text>',
        ((at, BASE, at, BASE + 7, SOFT, at, BASE + 28, SOFT, words) for at, words in spots),
    )
    return format_html("{}{}", line, ticks)


def _today(x, today: date) -> SafeString:
    at = min(max(x(today), 40), WIDE - 40)
    return format_html(
        '<line x1="{}" y1="34" x2="{}" y2="{}" stroke="{}" stroke-dasharray="4 4"/>'
        '<text x="{}" y="{}" fill="{}" font-size="15" font-weight="600" text-anchor="middle">{}</text>',
        x(today), x(today), BASE, INK, at, BASE + 52, INK, _("today"),
    )  # fmt: skip


def _beat(beat: Beat, at: float) -> SafeString:
    if beat.kind == "missed":
        return format_html(
            '<path d="M{} {}l12 12m0 -12l-12 12" stroke="{}" stroke-width="3" fill="none"><title>{}</title></path>',
            at - 6, BASE - 6, AMBER, _spoken(beat),
        )  # fmt: skip
    if beat.kind == "planned":
        return format_html(
            '<circle cx="{}" cy="{}" r="6" fill="#fff" stroke="{}" stroke-width="2.5"><title>{}</title></circle>',
            at, BASE, COLOURS[0], _spoken(beat),
        )  # fmt: skip
    top = round(BASE - 12 - (TALLEST - 12) * min(beat.minutes, LONGEST_MINUTES) / LONGEST_MINUTES, 1)
    return format_html(
        '<g><title>{}</title><line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="4"/><circle cx="{}" cy="{}" r="6" fill="{}"/></g>',
        _spoken(beat), at, BASE, at, top, COLOURS[0], at, top, COLOURS[0],
    )  # fmt: skip


def _spoken(beat: Beat) -> str:
    return f"{date_format(beat.on)}: {beat.words}"
