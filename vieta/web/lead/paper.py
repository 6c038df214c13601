"""A report on paper: an accessible PDF (PDF/UA-1) with its pictures, the emblem and the visibility text.

Nothing is fetched: text, pictures and style are handed over, and the typeface is read from our own folder only.
"""

import logging
from collections.abc import Sequence
from functools import cache
from math import cos, pi, sin
from pathlib import Path
from types import ModuleType

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from vieta.reports import sheets
from vieta.reports.queries import ReportCard
from vieta.web import parts
from vieta.web.lead import tagging

FONTS = Path(parts.__file__).parent / "static" / "parts" / "fonts"
STYLE = Path(__file__).parent / "paper.css"
BLUE, GOLD = "#003399", "#FFCC00"
TEAL, AMBER, INK = "#0b5563", "#b8500a", "#24211d"


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


def pdf(request, report: ReportCard) -> bytes:
    """A report as PDF/UA-1: tagged, with its language, title, heads of tables and the pictures in words."""
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
            "parts": list(sheets.tables(report.figures)),
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
    rows = [(row.get("shown_code") or row["code"], row["total"], None) for row in figures["indicators"] if row.get("people", True)]
    return _bars(_("Common indicators, all people"), [row for row in rows if row[1]][:24])


def _bars(title: str, rows: Sequence[tuple[str, int, int | None]]) -> SafeString | str:
    """Bars from the left with their numbers; a target is a mark across its bar. The same numbers stand in the tables."""
    if not rows:
        return ""
    top = max(max(value, target or 0) for _name, value, target in rows) or 1
    drawn = []
    for n, (name, value, target) in enumerate(rows):
        y, width = 12 + n * 26, round(330 * value / top, 1)
        words = f"{value} / {target}" if target else str(value)
        mark = 240 + round(330 * target / top, 1) if target else -9
        drawn.append((INK, y + 13, name[:40], y, width, TEAL, mark, y - 3, mark, y + 21, AMBER, 580, y + 13, INK, words))
    spoken = ", ".join(f"{name}: {f'{value} / {target}' if target else value}" for name, value, target in rows)
    lines = format_html_join(
        "",
        '<text x="0" fill="{}" y="{}" font-size="13">{}</text><rect x="240" y="{}" width="{}" height="18" fill="{}"/>'
        '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="3"/><text x="{}" y="{}" fill="{}" font-size="13">{}</text>',
        drawn,
    )
    height = 16 + len(rows) * 26
    return format_html(
        '<h2>{}</h2><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 660 {}" width="170mm" height="{}mm"><title>{}: {}</title>{}</svg>',
        title, height, round(height * 170 / 660, 1), title, spoken, lines,
    )  # fmt: skip
