"""Names in any script: folded for sorting and for finding somebody again however they were written."""

import re
import unicodedata

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
