"""What plain text may hold: no NUL (PostgreSQL refuses it), no control or direction-override characters in short fields; how it says a day."""

import unicodedata
from datetime import date

from django.utils.formats import date_format

_OVERRIDES = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BIDI = _OVERRIDES | set("\u061c\u200e\u200f")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def has_forbidden(text: str, *, multiline: bool = False) -> bool:
    """Whether text holds characters no field keeps: NUL, controls (newlines allowed when multiline), bidi overrides."""
    allowed = "\n\r\t" if multiline else ""
    return any((unicodedata.category(c) == "Cc" and c not in allowed) or c in _OVERRIDES for c in text)


def neutral(cell):
    """A value as a spreadsheet may hold it: text that would start a formula gets a leading apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def day_in_words(day: date) -> str:
    """A day as sentences say it, in the reader's language."""
    return date_format(day, "SHORT_DATE_FORMAT")


def printable(text: object) -> str:
    """Text as one line for a terminal or a log: what would steer it, break the line or turn its order is written out (\\x1b, \\u202e)."""
    return "".join(_written(c) if c in _BIDI or unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in str(text))


def _written(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
