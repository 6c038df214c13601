"""A report's frozen figures as tables for spreadsheets; text that would start a formula is made harmless."""

import csv
import io
from collections.abc import Iterator, Sequence

import xlsxwriter
from django.utils.translation import gettext as _

from vieta.base.text import neutral

Row = Sequence[object]


def tables(figures: dict) -> Iterator[tuple[str, list[Row]]]:
    """Every part of a report: its title and its rows, the first row being the heads."""
    programme = figures["programme"]
    yield (
        _("Report"),
        [
            (_("What"), _("Value")), (_("Programme"), programme["name"]), (_("Lead"), programme["lead"]), (_("Fund"), programme["fund"]),
            (_("Operational programme"), programme["operation"]), (_("Specific objective"), programme["specific_objective"]),
            (_("Project number"), programme["project_number"]), (_("Visibility"), programme["visibility_text"]),
            (_("As of"), figures["as_of"]), (_("Contract"), figures["contract"]),
        ],
    )  # fmt: skip
    heads: Row = (_("Code"), _("Measure"), _("Number"), _("Target"), _("Percent of target"), _("Share of"), _("Percent"))
    rows = [*figures["headline"], *figures["others"]]
    yield _("Figures"), [heads, *((r["code"], r["name"], r["value"], r["target"], r["percent"], r["share_of"], r["share"]) for r in rows)]
    heads = (_("Code"), _("Indicator"), _("Women"), _("Men"), _("Non-binary"), _("Total"))
    yield (
        _("Indicators"),
        [heads, *((r["code"], r["name"], r["women"], r["men"], r["non_binary"], r["total"]) for r in figures["indicators"])],
    )
    heads = (_("Contract"), _("Provider"), _("Region"), _("Obligation"), _("Asked for"), _("Counted"), _("Met in full"))
    yield (
        _("Obligations"),
        [
            heads,
            *(
                (r["contract"], r["provider"], r["region"], r["name"], r["quantity"], r["counted"], _("Yes") if r["met"] else _("No"))
                for r in figures["obligations"]
            ),
        ],
    )
    heads = (_("Funder"), _("Percent"), _("Amount in euro"))
    shares = [(s["funder"], s["percent"], _euro(s["cents"])) for s in figures["shares"]]
    yield _("Funding"), [heads, *shares, (_("Together"), "", _euro(figures["cost_cents"]))]


def as_csv(figures: dict) -> bytes:
    """One file with the parts below each other, in UTF-8 that spreadsheets recognise."""
    text = io.StringIO()
    writer = csv.writer(text)
    for title, rows in tables(figures):
        writer.writerow([neutral(title)])
        writer.writerows([neutral("" if cell is None else cell) for cell in row] for row in rows)
        writer.writerow([])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def as_xlsx(figures: dict) -> bytes:
    """One sheet per part; every text is written as text, so nothing can become a formula or a link."""
    raw = io.BytesIO()
    with xlsxwriter.Workbook(
        raw, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    ) as book:
        bold = book.add_format({"bold": True})
        for title, rows in tables(figures):
            sheet = book.add_worksheet(str(title)[:31])
            sheet.set_column(0, 0, 24)
            sheet.set_column(1, 1, 50)
            for n, row in enumerate(rows):
                for m, cell in enumerate(row):
                    _write(sheet, n, m, cell, bold if n == 0 else None)
    return raw.getvalue()


def _euro(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def _write(sheet, n: int, m: int, cell, look) -> None:
    if cell is None or cell == "":
        sheet.write_blank(n, m, None, look)
    elif isinstance(cell, int):
        sheet.write_number(n, m, cell, look)
    else:
        sheet.write_string(n, m, str(neutral(str(cell))), look)
