"""Judgements on plain values: by which words somebody is found again, and how alike two people look.

Nothing here decides that two people are one; it only says what they have in common, and a person decides.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import jellyfish
from rapidfuzz.distance import JaroWinkler

from vieta.base.names import fold, skeleton

from .choices import Alike

_DIGIT = re.compile(r"\D+")
NAME_NEAR = 0.90
PHONE_DIGITS = 8


@dataclass(frozen=True)
class Known:
    """What is known of a person when two are compared."""

    first_name: str = ""
    last_name: str = ""
    known_as: str = ""
    birth_on: date | None = None
    phone: str = ""

    @property
    def tokens(self) -> tuple[str, ...]:
        """The folded words of the name."""
        return tuple(f"{fold(self.first_name)} {fold(self.last_name)}".split())


def sort_name(first_name: str, last_name: str, known_as: str = "") -> str:
    """The name as lists are sorted by: last name first, folded; how somebody is remembered where there is no name."""
    return (fold(f"{last_name} {first_name}") or fold(known_as))[:210]


def phone_tail(phone: str) -> str:
    """The last digits of a phone number, the same with or without the country's prefix; empty when too short."""
    digits = _DIGIT.sub("", phone)
    return digits[-PHONE_DIGITS:] if len(digits) >= PHONE_DIGITS else ""


def search_words(who: Known) -> set[str]:
    """The words under which a person is filed: each name, name pairs by sound, sound with birth year, birth date, phone."""
    words = {f"n:{token}" for token in (*who.tokens, *fold(who.known_as).split())}
    words |= _blocking(who, (who.birth_on,) if who.birth_on else ())
    return words


def look_up_words(who: Known) -> set[str]:
    """The words by which to look for the same person: as filed, and with day and month of the birth date swapped."""
    days = [who.birth_on] if who.birth_on else []
    if who.birth_on and (turned := swapped(who.birth_on)):
        days.append(turned)
    words = _blocking(who, days)
    if who.known_as and not who.tokens:
        words |= {f"n:{token}" for token in fold(who.known_as).split() if len(token) > 3}
    return words


def asked_words(text: str) -> list[str]:
    """The words of a search by name, as filed."""
    return [f"n:{token}" for token in fold(text).split()][:6]


def _blocking(who: Known, days: Iterable[date]) -> set[str]:
    sounds = sorted({skeleton(token) or token for token in who.tokens})
    words = {f"p:{one}:{other}" for i, one in enumerate(sounds) for other in sounds[i + 1 :]}
    for day in days:
        words.add(f"b:{day.isoformat()}")
        words |= {f"y:{sound}:{day.year}" for sound in sounds}
    if not days and len(sounds) == 1:
        words.add(f"s:{sounds[0]}")
    if tail := phone_tail(who.phone):
        words.add(f"t:{tail}")
    return words


def swapped(day: date) -> date | None:
    """The date with day and month exchanged, where there is such a day and it is another one."""
    if day.day > 12 or day.day == day.month:
        return None
    return date(day.year, day.day, day.month)


def alike(one: Known, other: Known) -> tuple[Alike, ...]:
    """What two people have in common, the strongest first; every item can be shown in words."""
    common = []
    if name := _names_alike(one, other):
        common.append(name)
    if one.birth_on and other.birth_on:
        if one.birth_on == other.birth_on:
            common.append(Alike.SAME_BIRTH)
        elif swapped(one.birth_on) == other.birth_on:
            common.append(Alike.TURNED_BIRTH)
        elif _near(one.birth_on, other.birth_on):
            common.append(Alike.NEAR_BIRTH)
    if phone_tail(one.phone) and phone_tail(one.phone) == phone_tail(other.phone):
        common.append(Alike.SAME_PHONE)
    if one.known_as and one.known_as.casefold().split() == other.known_as.casefold().split():
        common.append(Alike.SAME_MEMORY)
    return tuple(common)


def looks_the_same(one: Known, other: Known, common: tuple[Alike, ...]) -> bool:
    """Whether a human should be asked before a second file is made.

    A like name with a like birth date or the same phone; a like name alone only while one of the birth dates is
    unknown; the same phone and birth date whatever the name. Different birth dates speak against it.
    """
    named = bool(set(common) & NAMES)
    born = bool(set(common) & BIRTHS)
    if Alike.SAME_PHONE in common and (named or Alike.SAME_BIRTH in common):
        return True
    if named and born:
        return True
    if one.birth_on and other.birth_on:
        return False
    return (named and set(common) & NAMES != {Alike.ONE_NAME}) or Alike.SAME_MEMORY in common


NAMES = frozenset({Alike.SAME_NAME, Alike.TURNED_NAME, Alike.LIKE_NAME, Alike.ONE_NAME})
BIRTHS = frozenset({Alike.SAME_BIRTH, Alike.TURNED_BIRTH, Alike.NEAR_BIRTH})


def _names_alike(one: Known, other: Known) -> Alike | None:
    mine, theirs = one.tokens, other.tokens
    if not mine or not theirs:
        return None
    if mine == theirs:
        return Alike.SAME_NAME
    if sorted(mine) == sorted(theirs):
        return Alike.TURNED_NAME
    if _sounds(mine) == _sounds(theirs) or _pairs_near(mine, theirs):
        return Alike.LIKE_NAME
    if set(mine) & set(theirs) and min(len(mine), len(theirs)) == 1:
        return Alike.ONE_NAME
    return None


def _sounds(tokens: tuple[str, ...]) -> list[str]:
    return sorted(skeleton(token) or token for token in tokens)


def _pairs_near(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Every word of the shorter name has a near word in the longer one, and there are at least two."""
    short, long = sorted((mine, theirs), key=len)
    if len(short) < 2:
        return False
    return all(any(_word_near(a, b) for b in long) for a in short)


def _word_near(one: str, other: str) -> bool:
    if JaroWinkler.similarity(one, other) >= NAME_NEAR:
        return True
    return len(one) > 3 and len(other) > 3 and jellyfish.damerau_levenshtein_distance(one, other) <= 1


def _near(one: date, other: date) -> bool:
    """One typing mistake apart: the same day and month with the year one off, or one part of three different by a little."""
    same = (one.day == other.day) + (one.month == other.month) + (one.year == other.year)
    return same == 2 and abs(one.year - other.year) <= 1
