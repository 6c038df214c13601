"""What may be said of a mentor or wished of one: languages with levels, fields of work, parts of the week, interests."""

from collections.abc import Sequence

from babel import Locale
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vieta.base.codes import ISCO, NACE
from vieta.base.text import has_forbidden

from ..choices import DAYS, LEVELS, PARTS, SLOTS

MOST_LANGUAGES = 12
MOST_INTERESTS = 20


def _locale() -> Locale:
    return Locale.parse((get_language() or "en").replace("-", "_"))


def language_name(code: str) -> str:
    """A language in the words of the reader."""
    return str(_locale().languages.get(code, code))


def country_name(code: str) -> str:
    """A country in the words of the reader."""
    return str(_locale().territories.get(code, code))


def countries() -> list[tuple[str, str]]:
    """Every country with its code, in the reader's order."""
    found = [(code, name) for code, name in _locale().territories.items() if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRY]
    return sorted(found, key=lambda pair: pair[1])


_NO_COUNTRY = {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"}


def slot_name(slot: str) -> str:
    """A part of the week in words, such as Tuesday evening."""
    day, _dash, part = slot.partition("-")
    return _("%(day)s %(part)s") % {"day": DAYS.get(day, day), "part": PARTS.get(part, part)}


def language_words(languages: Sequence[Sequence[str]]) -> list[str]:
    """Languages with their levels in words."""
    words = {"native": _("first language")}
    return [f"{language_name(code)} ({words.get(level, level)})" if level else language_name(code) for code, level in languages]


def sound_languages(languages: object) -> bool:
    """Whether this is a list of [code, level] without a language twice."""
    if not isinstance(languages, list | tuple) or len(languages) > MOST_LANGUAGES:
        return False
    pairs = [tuple(one) for one in languages if isinstance(one, list | tuple) and len(one) == 2]
    known = all(isinstance(code, str) and 2 <= len(code) <= 3 and code.isalpha() and level in LEVELS for code, level in pairs)
    return known and len(pairs) == len(languages) and len({code for code, _level in pairs}) == len(pairs)


def sound_codes(codes: object, known: Sequence[str] | dict) -> bool:
    """Whether every code is known, none twice."""
    return isinstance(codes, list | tuple) and len(set(codes)) == len(codes) and all(code in known for code in codes)


def wrong_field(languages: object, isco: object, nace: object, free: object, interests: object) -> str:
    """The first of these lists that does not hold what it should; empty where all do."""
    if not sound_languages(languages):
        return "languages"
    for name, codes, known in (("isco", isco, ISCO), ("nace", nace, NACE), ("free", free, SLOTS)):
        if not sound_codes(codes, known):
            return name
    words = interests if isinstance(interests, list | tuple) else [0]
    if len(words) > MOST_INTERESTS or any(not isinstance(w, str) or not 0 < len(w) <= 60 or has_forbidden(w) for w in words):
        return "interests"
    return ""
