"""A report's frozen figures as tables, in the order and under the headings of its layout, and as files of three kinds.

Text that would start a formula is made harmless in the files that spreadsheets open; JSON, which none runs, is left as it is.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import xlsxwriter
from django.utils.translation import gettext as _

from vieta.base.text import neutral

Row = Sequence[object]


@dataclass(frozen=True)
class Written:
    """How a day (given as it is frozen) and an amount (in cents) are written."""

    day: Callable[[str], str]
    euro: Callable[[int], str]


def _euro(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


PLAIN = Written(str, _euro)  # as machines and spreadsheets read them
PARTS = ("identity", "figures", "indicators", "obligations", "funding")


def tables(figures: dict, written: Written = PLAIN) -> Iterator[tuple[str, list[Row]]]:
    """Every part of a report as its layout orders it: its heading and its rows, the first row being the heads."""
    layout = figures.get("layout") or {"parts": [{"part": part} for part in PARTS]}
    for part in layout["parts"]:
        heading, heads, rows = _PARTS[part["part"]](figures, written)
        wanted = part.get("measures") or []
        if wanted:
            by_code = {row["code"]: row for row in rows}
            rows = [by_code[code] for code in wanted if code in by_code]
        columns = [(name, heads.get(name, name)) if isinstance(name, str) else tuple(name) for name in part.get("columns") or heads]
        if rows or part["part"] in PARTS:
            yield (
                part.get("heading") or heading,
                [tuple(head for _name, head in columns), *(tuple(row.get(name) for name, _head in columns) for row in rows)],
            )


Found = tuple[str, dict[str, str], list[Mapping]]


def _identity(figures: dict, written: Written) -> Found:
    programme = figures["programme"]
    rows = [
        (_("Programme"), programme["name"]),
        (_("Lead"), programme["lead"]),
        (_("Fund"), programme["fund"]),
        (_("Operational programme"), programme["operation"]),
        (_("Specific objective"), programme["specific_objective"]),
        (_("Project number"), programme["project_number"]),
        (_("Visibility"), programme["visibility_text"]),
        (_("As of"), written.day(figures["as_of"])),
        (_("Period"), figures.get("period", "")),
        (_("Contract"), figures["contract"]),
    ]
    return _("Report"), {"what": _("What"), "value": _("Value")}, [{"what": what, "value": value} for what, value in rows]


def _figures(figures: dict, _written: Written) -> Found:
    heads = {
        "code": _("Code"),
        "name": _("Measure"),
        "value": _("Number"),
        "target": _("Target"),
        "percent": _("Percent of target"),
        "share_of": _("Share of"),
        "share": _("Percent"),
    }
    return _("Figures"), heads, [*figures["headline"], *figures["others"]]


def _indicators(figures: dict, _written: Written) -> Found:
    heads = {
        "code": _("Code"),
        "name": _("Indicator"),
        "women": _("Women"),
        "men": _("Men"),
        "non_binary": _("Non-binary"),
        "total": _("Total"),
    }
    return _("Indicators"), heads, figures["indicators"]


def _obligations(figures: dict, _written: Written) -> Found:
    heads = {
        "contract": _("Contract"),
        "provider": _("Provider"),
        "region": _("Region"),
        "name": _("Obligation"),
        "quantity": _("Asked for"),
        "counted": _("Counted"),
        "met_words": _("Met in full"),
    }
    return _("Obligations"), heads, [row | {"met_words": _("Yes") if row["met"] else _("No")} for row in figures["obligations"]]


def _funding(figures: dict, written: Written) -> Found:
    heads = {"funder": _("Funder"), "percent": _("Percent"), "euro": _("Amount in euro")}
    rows = [share | {"euro": written.euro(share["cents"])} for share in figures["shares"]]
    whole = {"funder": _("Together"), "percent": "", "euro": written.euro(figures["cost_cents"])}
    return _("Funding"), heads, [*rows, whole]


def _awards(figures: dict, written: Written) -> Found:
    heads = {
        "name": _("Prize or grant"),
        "giver": _("From"),
        "purpose": _("For"),
        "euro": _("Amount in euro"),
        "spent_euro": _("Spent in euro"),
    }
    rows = [one | {"euro": written.euro(one["cents"]), "spent_euro": written.euro(one["spent_cents"])} for one in figures.get("awards", ())]
    return _("Prizes and grants"), heads, rows


def _claims(figures: dict, written: Written) -> Found:
    heads = {"number": _("Claim"), "name": _("Unit cost"), "units": _("Units"), "price": _("Price in euro"), "euro": _("Amount in euro")}
    rows = [one | {"euro": written.euro(one["cents"]), "price": written.euro(one["price_cents"])} for one in figures.get("claims", ())]
    return _("Claims by unit costs"), heads, rows


_PARTS: dict[str, Callable[[dict, Written], Found]] = {
    "identity": _identity,
    "figures": _figures,
    "indicators": _indicators,
    "obligations": _obligations,
    "funding": _funding,
    "awards": _awards,
    "claims": _claims,
}


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
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(raw, plain) as book:
        bold, names = book.add_format({"bold": True}), set[str]()
        for title, rows in tables(figures):
            sheet = book.add_worksheet(_sheet_name(str(title), names))
            sheet.set_column(0, 0, 24)
            sheet.set_column(1, 1, 50)
            for n, row in enumerate(rows):
                for m, cell in enumerate(row):
                    _write(sheet, n, m, cell, bold if n == 0 else None)
    return raw.getvalue()


def as_json(figures: dict) -> bytes:
    """The figures as they are frozen, with the checksum's own order of keys, so that a machine can check them."""
    return json.dumps(figures, sort_keys=True, ensure_ascii=False, indent=1).encode()


def _sheet_name(title: str, taken: set[str]) -> str:
    """A name that a sheet may have: 31 characters, none of those forbidden, none twice."""
    plain = "".join(" " if letter in "[]:*?/\\'" else letter for letter in title).strip()[:28] or _("Part")
    name, number = plain, 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain} {number}"
    taken.add(name.casefold())
    return name


def _write(sheet, n: int, m: int, cell, look) -> None:
    if cell is None or cell == "":
        sheet.write_blank(n, m, None, look)
    elif isinstance(cell, int):
        sheet.write_number(n, m, cell, look)
    else:
        sheet.write_string(n, m, str(neutral(str(cell))), look)
