"""Writes the files that `vieta match` reads, so that a pool made elsewhere can be checked by anybody from its files alone."""

from collections.abc import Iterable, Sequence
from typing import Any

from .people import Mentee, Mentor, slot_names
from .rules import LEVELS
from .tables import csv_bytes

LISTS = ("isco", "nace", "interests", "vetoes", "refused", "conflicts")
PLACES = ("latitude", "longitude")


def mentees_file(people: Sequence[Mentee]) -> bytes:
    """One row per mentee, in the order of their names, with every column."""
    return _file("mentee", Mentee._fields, people)


def mentors_file(people: Sequence[Mentor]) -> bytes:
    """One row per mentor, in the order of their names, with every column."""
    return _file("mentor", Mentor._fields, people)


def duos_file(pairs: Iterable[tuple[str, str]]) -> bytes:
    """mentee,mentor: duos that stand, or pairs that must not be proposed."""
    return csv_bytes(("mentee", "mentor"), sorted(pairs))


def _file(key: str, fields: tuple[str, ...], people: Sequence[Mentee] | Sequence[Mentor]) -> bytes:
    names = [name for name in fields if name not in ("id", "at")]
    rows = ((one.id, *(_cell(name, getattr(one, name)) for name in names), *(one.at or ("", ""))) for one in people)
    return csv_bytes((key, *names, *PLACES), sorted(rows))


def _cell(name: str, value: Any) -> object:
    if name in LISTS:
        return ";".join(value)
    if name == "languages":
        return ";".join(f"{code}:{LEVELS[level]}" for code, level in value)
    if name == "free":
        return ";".join(slot_names(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else value
