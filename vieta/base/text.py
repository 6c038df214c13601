"""What plain text may hold: no NUL (PostgreSQL refuses it), no control or direction-override characters in short fields; how it says a day."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format

_OVERRIDES = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BIDI = _OVERRIDES | set("\u061c\u200e\u200f")
# Where a spreadsheet may begin a cell, also one that splits a line where we do not, and what would start a formula there.
_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
_STARTS = rf"(?:\A(?={{0}}['\"]*[{_SIGNS}\t\r])|(?<=[;,\t\r\n])(?={{0}}['\"]*[{_SIGNS}]))"
_BARE, _MARKED = re.compile(_STARTS.format("")), re.compile(_STARTS.format("'") + "'")
_QUOTED = frozenset(',;\t"\r\n')


def has_forbidden(text: str, *, multiline: bool = False) -> bool:
    """Whether text holds characters no field keeps: NUL, controls (newlines allowed when multiline), bidi overrides."""
    allowed = "\n\r\t" if multiline else ""
    return any((unicodedata.category(c) == "Cc" and c not in allowed) or c in _OVERRIDES for c in text)


def neutral(cell):
    """A value as a spreadsheet may hold it: an apostrophe stands before whatever would start a formula, also after ; or , within."""
    return _BARE.sub("'", cell) if isinstance(cell, str) else cell


def meant(text: str) -> str:
    """The text that `neutral` made this of."""
    return _MARKED.sub("", text)


def csv_line(cells: Iterable[object]) -> str:
    """A line of a file for spreadsheets: formulas made harmless, and quotes around text that any of them might split."""
    return ",".join(_cell("" if cell is None else str(neutral(cell))) for cell in cells) + "\r\n"


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _QUOTED & set(text) else text


def day_in_words(day: date) -> str:
    """A day as sentences say it, in the reader's language."""
    return date_format(day, "SHORT_DATE_FORMAT")


def printable(text: object) -> str:
    """Text as one line for a terminal or a log: what would steer it, break the line or turn its order is written out (\\x1b, \\u202e)."""
    return "".join(_written(c) if c in _BIDI or unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in str(text))


def _written(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
