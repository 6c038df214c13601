"""A report's frozen figures as tables, in the order and under the headings of its layout, and as files of three kinds.

Amounts, percents and hours are numbers with their decimals; a cell of what was not asked is empty.
Text that would start a formula is made harmless in the files that spreadsheets open; JSON, which none runs, is left as it is.
"""

import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import xlsxwriter
from django.utils.translation import gettext as _

from vieta.base.text import csv_line, neutral

Row = Sequence[object]


@dataclass(frozen=True)
class Written:
    """How a day (given as it is frozen) is written, and whether a person reads it: codes of our own are for machines."""

    day: Callable[[str], str]
    for_people: bool = False


CENT = Decimal("0.01")


def _euro(cents: int) -> Decimal:
    return (Decimal(cents) / 100).quantize(CENT)


def _number(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None


def _hours(minutes: int | None) -> Decimal | None:
    return (Decimal(minutes) / 60).quantize(CENT) if minutes else None


PLAIN = Written(str)  # as machines and spreadsheets read them
MONEY = ("funding", "claims", "awards")  # the whole programme's, so no part's report tells of it
PARTS = ("identity", "figures", "indicators", "obligations", "funding")


def tables(figures: dict, written: Written = PLAIN) -> Iterator[tuple[str, list[Row]]]:
    """Every part of a report as its layout orders it: its heading and its rows, the first row being the heads."""
    layout = figures.get("layout") or {"parts": [{"part": part} for part in PARTS]}
    for part in layout["parts"]:
        if figures.get("part") and part["part"] in MONEY:
            continue
        heading, heads, rows = _PARTS[part["part"]](figures, written)
        wanted = part.get("measures") or []
        if wanted:
            by_code = {row["code"]: row for row in rows}
            rows = [by_code[code] for code in wanted if code in by_code]
        columns = [(name, heads.get(name, name)) if isinstance(name, str) else tuple(name) for name in part.get("columns") or heads]
        if written.for_people:
            columns, rows = _readable(columns, rows)
        if rows or part["part"] in PARTS:
            yield (
                part.get("heading") or heading,
                [tuple(head for _name, head in columns), *(tuple(row.get(name) for name, _head in columns) for row in rows)],
            )


def _readable(columns: list[tuple], rows: list[Mapping]) -> tuple[list[tuple], list[Mapping]]:
    """Without the column of codes: a code that a fund knows stands before its name."""
    if not {"code", "name"} <= {name for name, _head in columns}:
        return columns, rows
    named: list[Mapping] = [{**row, "name": f"{row.get('shown_code') or ''} {row['name']}".strip()} for row in rows]
    return [column for column in columns if column[0] != "code"], named


Found = tuple[str, dict[str, str], list[Mapping]]


def _identity(figures: dict, written: Written) -> Found:
    programme = figures["programme"]
    rows = [
        *figures.get("standing", ()),
        (_("Programme"), programme["name"]),
        *((_("Part of the programme only"), name) for name in figures.get("part", ())),
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
    rows = [row | {name: _number(row[name]) for name in ("percent", "share")} for row in (*figures["headline"], *figures["others"])]
    return _("Figures"), heads, rows


def _indicators(figures: dict, _written: Written) -> Found:
    heads = {
        "code": _("Code"),
        "name": _("Indicator"),
        "women": _("Women"),
        "men": _("Men"),
        "non_binary": _("Non-binary"),
        "total": _("Total"),
    }
    unasked = dict.fromkeys(("women", "men", "non_binary"))  # organisations have no gender
    return _("Indicators"), heads, [row if row.get("people", True) else row | unasked for row in figures["indicators"]]


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
    rows = [row | {"quantity": row["quantity"] or None, "met_words": _("Yes") if row["met"] else _("No")} for row in figures["obligations"]]
    return _("Obligations"), heads, rows


def _funding(figures: dict, _written: Written) -> Found:
    heads = {"funder": _("Funder"), "percent": _("Percent"), "euro": _("Amount in euro")}
    rows = [share | {"percent": _number(share["percent"]), "euro": _euro(share["cents"])} for share in figures["shares"]]
    whole = {"funder": _("Together"), "euro": _euro(figures["cost_cents"])}
    return _("Funding"), heads, [*rows, whole]


def _awards(figures: dict, _written: Written) -> Found:
    heads = {
        "name": _("Prize or grant"),
        "giver": _("From"),
        "purpose": _("For"),
        "euro": _("Amount in euro"),
        "spent_euro": _("Spent in euro"),
    }
    rows = [one | {"euro": _euro(one["cents"]), "spent_euro": _euro(one["spent_cents"])} for one in figures.get("awards", ())]
    return _("Prizes and grants"), heads, rows


def _claims(figures: dict, _written: Written) -> Found:
    heads = {
        "number": _("Claim"),
        "name": _("Unit cost"),
        "units": _("Units"),
        "hours": _("Hours"),
        "price": _("Price in euro"),
        "euro": _("Amount in euro"),
    }
    rows = [
        one | {"hours": _hours(one.get("minutes")), "euro": _euro(one["cents"]), "price": _euro(one["price_cents"])}
        for one in figures.get("claims", ())
    ]
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
    lines = (row for title, rows in tables(figures) for row in ([str(title)], *rows, []))
    return b"\xef\xbb\xbf" + "".join(map(csv_line, lines)).encode()


def as_xlsx(figures: dict) -> bytes:
    """One sheet per part; every text is written as text, so nothing can become a formula or a link."""
    raw = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(raw, plain) as book:
        bold, names = book.add_format({"bold": True, "text_wrap": True}), set[str]()
        looks = {digits: book.add_format({"num_format": f"#,##0.{'0' * digits}"}) for digits in (1, 2)}
        for title, rows in tables(figures):
            sheet = book.add_worksheet(_sheet_name(str(title), names))
            sheet.set_column(0, 0, 24)
            sheet.set_column(1, 1, 50)
            sheet.freeze_panes(1, 0)
            for n, row in enumerate(rows):
                for m, cell in enumerate(row):
                    _write(sheet, n, m, cell, bold if n == 0 else looks.get(_digits(cell)))
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


def _digits(cell: object) -> int:
    """How many decimals a number is written with."""
    return -int(cell.as_tuple().exponent) if isinstance(cell, Decimal) else 0


def _write(sheet, n: int, m: int, cell, look) -> None:
    if cell is None or cell == "":
        sheet.write_blank(n, m, None, look)
    elif isinstance(cell, int | Decimal):
        sheet.write_number(n, m, cell, look)
    else:
        sheet.write_string(n, m, str(neutral(str(cell))), look)
