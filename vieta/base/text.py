"""What plain text may hold: no NUL (PostgreSQL refuses it), no control or direction-override characters in short fields."""

import unicodedata

_OVERRIDES = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def has_forbidden(text: str, *, multiline: bool = False) -> bool:
    """Whether text holds characters no field keeps: NUL, controls (newlines allowed when multiline), bidi overrides."""
    allowed = "\n\r\t" if multiline else ""
    return any((unicodedata.category(c) == "Cc" and c not in allowed) or c in _OVERRIDES for c in text)


def neutral(cell):
    """A value as a spreadsheet may hold it: text that would start a formula gets a leading apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
