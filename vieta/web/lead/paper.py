"""A report on paper: an accessible PDF (PDF/UA-1) with its pictures, the emblem and the visibility text.

Nothing is fetched: text, pictures and style are handed over, and the typeface is read from our own folder only.
"""

import logging
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from math import cos, pi, sin
from pathlib import Path
from textwrap import wrap
from types import ModuleType

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from vieta.reports import sheets
from vieta.reports.queries import Checked, ReportCard
from vieta.web import parts
from vieta.web.lead import tagging
from vieta.web.parts.lists import shown

FONTS = Path(parts.__file__).parent / "static" / "parts" / "fonts"
STYLE = Path(__file__).parent / "paper.css"
BLUE, GOLD = "#003399", "#FFCC00"
TEAL, AMBER, INK = "#0b5563", "#b8500a", "#24211d"
AT_ONCE, LETTERS = 12, 36  # bars in one picture, so that it fits a sheet; letters in a line before a bar

Bar = tuple[str, int, int | None]


@cache
def _library() -> ModuleType | None:
    """WeasyPrint, where the machine has the system's Pango that it draws text with."""
    for name in ("weasyprint", "weasyprint.progress", "fontTools"):
        logging.getLogger(name).setLevel(logging.ERROR)
    try:
        import weasyprint
    except (ImportError, OSError):
        return None
    return weasyprint


def ready() -> bool:
    """Whether this server can make a PDF."""
    return _library() is not None


def pdf(request, report: ReportCard, checked: Checked) -> bytes:
    """A report as PDF/UA-1: tagged, with its language, title, heads of tables and the pictures in words; and what its checks found."""
    library = _library()
    if library is None:
        raise RuntimeError("no Pango on this machine")
    layout = report.figures.get("layout") or {}
    title = layout.get("title") or _("Report %(number)s") % {"number": report.number}
    html = render_to_string(
        "lead/paper.html",
        {
            "report": report,
            "title": title,
            "layout": layout,
            "parts": _parts(report.told),
            "checked": checked,
            "visible": report.figures["programme"]["visibility_text"] or layout.get("statement", ""),
            "emblem": emblem() if layout.get("emblem", "eu") == "eu" else "",
            "pictures": [one for one in (_targets(report.figures), _indicators(report.figures)) if one],
            "direction": "rtl" if get_language_bidi() else "ltr",
        },
        request=request,
    )
    fetcher = library.URLFetcher(allowed_protocols=("file",), allow_redirects=False)
    style = library.CSS(string=STYLE.read_text("utf-8").replace("FONTS", FONTS.as_uri()), url_fetcher=fetcher)
    nothing = library.URLFetcher(allowed_protocols=())
    return library.HTML(string=html, url_fetcher=nothing).write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1", finisher=tagging.finish)


def _parts(figures: dict) -> list[tuple[str, list[list[tuple[object, bool]]]]]:
    """Every part with its rows; each cell with whether its column holds numbers, which stand at its end."""
    written, found = sheets.Written(lambda day: shown(date.fromisoformat(day)), for_people=True), []
    for heading, rows in sheets.tables(figures, written):
        columns = zip(*rows[1:], strict=True) if rows[1:] else ((),) * len(rows[0])
        ends = [any(isinstance(cell, int | Decimal) for cell in column) for column in columns]
        found.append((heading, [list(zip(row, ends, strict=True)) for row in rows]))
    return found


def emblem() -> SafeString:
    """The European emblem by its own geometry: twelve stars of gold in a circle on a field of blue, two by three."""
    stars = []
    for n in range(12):
        x, y = 81 + 36 * sin(n * pi / 6), 54 - 36 * cos(n * pi / 6)
        points = ((6 if k % 2 == 0 else 6 * 0.382, k * pi / 5) for k in range(10))
        stars.append((" ".join(f"{x + r * sin(a):.2f},{y - r * cos(a):.2f}" for r, a in points), GOLD))
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 162 108" width="48mm" height="32mm"><title>{}</title>'
        '<rect width="162" height="108" fill="{}"/>{}</svg>',
        _("Emblem of the European Union"), BLUE, format_html_join("", '<polygon points="{}" fill="{}"/>', stars),
    )  # fmt: skip


def _targets(figures: dict) -> SafeString | str:
    rows = [(row["name"], row["value"], row["target"]) for row in figures["headline"] if row["target"]]
    return _bars(_("Reached, against the target"), rows)


def _indicators(figures: dict) -> SafeString | str:
    """Every indicator that counts people, by its code and its name; those of nobody stand in the tables only."""
    rows = [row for row in figures["indicators"] if row.get("people", True) and row["total"]]
    named = [(f"{row.get('shown_code') or ''} {row['name']}".strip(), row["total"], None) for row in rows]
    return _bars(_("Common indicators, all people"), named)


def _bars(title: str, rows: Sequence[Bar]) -> SafeString | str:
    """Bars from the left with their numbers; a target is a mark across its bar. The same numbers stand in the tables."""
    if not rows:
        return ""
    top = max(max(value, target or 0) for _name, value, target in rows) or 1
    pictures = [(_picture(title, rows[n : n + AT_ONCE], top),) for n in range(0, len(rows), AT_ONCE)]
    return format_html("<h2>{}</h2>{}", title, format_html_join("", "{}", pictures))


def _picture(title: str, rows: Sequence[Bar], top: int) -> SafeString:
    """As many bars as a sheet holds, with the same in words."""
    drawn, y = [], 12
    for name, value, target in rows:
        lines = wrap(name, LETTERS, max_lines=2, placeholder=" …")
        drawn += [*_label(lines, y), _bar(value, target, top, y)]
        y += 26 if len(lines) < 2 else 38
    spoken = ", ".join(f"{name}: {_numbers(value, target)}" for name, value, target in rows)
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 660 {}" width="170mm" height="{}mm"><title>{}: {}</title>{}</svg>',
        y + 4, round((y + 4) * 170 / 660, 1), title, spoken, format_html_join("", "{}", ((one,) for one in drawn)),
    )  # fmt: skip


def _label(lines: Sequence[str], y: int) -> Iterator[SafeString]:
    for n, line in enumerate(lines):
        yield format_html('<text x="0" y="{}" fill="{}" font-size="11">{}</text>', y + 13 + 13 * n, INK, line)


def _bar(value: int, target: int | None, top: int, y: int) -> SafeString:
    mark = 250 + round(320 * target / top, 1) if target else -9
    return format_html(
        '<rect x="250" y="{}" width="{}" height="18" fill="{}"/><line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="3"/>'
        '<text x="580" y="{}" fill="{}" font-size="12">{}</text>',
        y, round(320 * value / top, 1), TEAL, mark, y - 3, mark, y + 21, AMBER, y + 13, INK, _numbers(value, target),
    )  # fmt: skip


def _numbers(value: int, target: int | None) -> str:
    return f"{shown(value)} / {shown(target)}" if target else shown(value)
