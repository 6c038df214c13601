"""Names in any script: folded for sorting and for finding somebody again however they were written."""

import re
import unicodedata
from collections.abc import Collection
from itertools import count

from anyascii import anyascii

_NOT_LETTER = re.compile(r"[^a-z ]+")
_VOWELS = re.compile(r"[aeiouyhjw]")


def fold(name: str) -> str:
    """Lower-case Latin letters and single spaces only, accents and scripts romanised, for sorting and searching."""
    plain = anyascii(unicodedata.normalize("NFKC", name)).lower().replace("-", " ").replace("'", "")
    return " ".join(_NOT_LETTER.sub(" ", plain).split())


def skeleton(name: str) -> str:
    """The consonants of a folded name with doubles removed: what two spellings of one name tend to share."""
    bare = _VOWELS.sub("", fold(name).replace(" ", "")).translate(str.maketrans("cqzvg", "kksbk"))
    return re.sub(r"(.)\1+", r"\1", bare)


def code_of(name: str, taken: Collection[str], otherwise: str = "code") -> str:
    """A short code for addresses and files out of a name in any script (Latin letters, digits, hyphens), not one of those taken."""
    stem = re.sub(r"[^a-z0-9]+", "-", anyascii(unicodedata.normalize("NFKC", name)).lower()).strip("-")[:34] or otherwise
    return next(code for n in count(1) if (code := stem if n == 1 else f"{stem}-{n}") not in taken)
