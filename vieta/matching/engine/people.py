"""Mentees and mentors as the engine knows them: what matching needs and nothing else, read from CSV files."""

import datetime
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from .rules import FORBIDDEN, LEVELS, Rules
from .tables import InputError, Table, count

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PARTS = ("morning", "afternoon", "evening")
SLOTS = tuple(f"{day}-{part}" for day in DAYS for part in PARTS)
BIT = {slot: 1 << at for at, slot in enumerate(SLOTS)} | {"": 0}
LEVEL = {name: at for at, name in enumerate(LEVELS)}


class Mentee(NamedTuple):
    """Somebody who waits for a mentor. `free` is a bit per part of the week (`slots`); lists are without repeats."""

    id: str
    branch: str = ""
    remote: bool = False
    languages: tuple[tuple[str, int], ...] = ()
    free: int = 0
    from_on: datetime.date | None = None
    until_on: datetime.date | None = None
    waiting_since: datetime.date | None = None
    isco: tuple[str, ...] = ()
    nace: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    at: tuple[float, float] | None = None
    vetoes: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    mentor_gender: str = ""
    born_on: datetime.date | None = None
    migrant_background: bool = False
    group: str = ""


class Mentor(NamedTuple):
    """Somebody who offers places. `cleared_until` and `trained_on` are dates only, never the content of a certificate."""

    id: str
    capacity: int = 1
    branch: str = ""
    remote: bool = False
    languages: tuple[tuple[str, int], ...] = ()
    free: int = 0
    from_on: datetime.date | None = None
    until_on: datetime.date | None = None
    isco: tuple[str, ...] = ()
    nace: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    at: tuple[float, float] | None = None
    vetoes: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    gender: str = ""
    born_on: datetime.date | None = None
    cleared_until: datetime.date | None = None
    trained_on: datetime.date | None = None


def _words(text: str) -> tuple[str, ...]:
    if "; " not in text and " ;" not in text and text.strip() == text:  # nearly always, and three times as fast
        words = tuple(text.split(";"))
        if "" not in words and len(set(words)) == len(words):
            return words
    return tuple(dict.fromkeys(word for word in map(str.strip, text.split(";")) if word)) if text else ()


def _languages(text: str) -> tuple[tuple[str, int], ...]:
    found: dict[str, int] = {}
    for word in _words(text):
        code, _, name = word.partition(":")
        code, level = code.strip().lower(), LEVEL.get(name.strip())
        if not code or level is None:
            raise ValueError(f"“{word}” is not a language with its level, as fr:B2 (levels {', '.join(LEVELS)})")
        found[code] = max(found.get(code, 0), level)
    return tuple(found.items())


def slots(text: str) -> int:
    """Parts of the week, as tue-evening;sat-morning, as bits in the order of SLOTS."""
    bits = 0
    for word in text.split(";") if text else ():
        bit = BIT.get(word) or BIT.get(word.strip())
        if bit is None:
            raise ValueError(f"“{word}” is not a part of the week, as tue-evening")
        bits |= bit
    return bits


def slot_names(bits: int) -> tuple[str, ...]:
    """The parts of the week whose bits are set."""
    return tuple(slot for slot, bit in BIT.items() if slot and bits & bit)


def _date(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        raise ValueError(f"“{text}” is not a date, as 2026-03-02") from None


def _yes(text: str) -> bool:
    if text not in ("yes", "no", ""):
        raise ValueError(f"“{text}” is neither yes nor no")
    return text == "yes"


def _isco(text: str) -> tuple[str, ...]:
    for word in _words(text):
        if not (word.isascii() and word.isdigit() and 1 <= len(word) <= 4):
            raise ValueError(f"“{word}” is not an ISCO-08 code of one to four digits")
    return _words(text)


def _nace(text: str) -> tuple[str, ...]:
    for word in _words(text):
        letter, rest = word[0], word[1:].replace(".", "")
        if not ("A" <= letter <= "V" and len(rest) <= 4 and (not rest or (rest.isascii() and rest.isdigit()))):
            raise ValueError(f"“{word}” is not a NACE code, as J or J62.01")
    return tuple(dict.fromkeys(word.replace(".", "") for word in _words(text)))


def _degrees(most: float) -> Callable[[str], float | None]:
    def degrees(text: str) -> float | None:
        if not text:
            return None
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not -most <= value <= most:
            raise ValueError(f"“{text}” is not a number of degrees from {-most:g} to {most:g}")
        return value

    return degrees


def _plain(text: str) -> str:
    return text.strip()


COMMON: dict[str, Callable[[str], Any]] = {
    "branch": _plain, "remote": _yes, "languages": _languages, "free": slots, "from_on": _date, "until_on": _date,
    "isco": _isco, "nace": _nace, "interests": _words, "latitude": _degrees(90), "longitude": _degrees(180),
    "vetoes": _words, "refused": _words, "conflicts": _words, "born_on": _date,
}  # fmt: skip
MENTEE: dict[str, Callable[[str], Any]] = COMMON | {
    "waiting_since": _date, "mentor_gender": _plain, "migrant_background": _yes, "group": _plain,
}  # fmt: skip
MENTOR: dict[str, Callable[[str], Any]] = COMMON | {"capacity": count, "gender": _plain, "cleared_until": _date, "trained_on": _date}


def read_mentees(path: str, rules: Rules) -> tuple[list[Mentee], Table]:
    """The mentees of a file, in its order, each checked; raises InputError."""
    needed = ("mentee", *_needed(rules, mentee=True))
    table = _opened(path, needed, MENTEE)
    return list(map(Mentee._make, zip(*_columns(table, Mentee, "mentee", MENTEE), strict=True))), table


def read_mentors(path: str, rules: Rules) -> tuple[list[Mentor], Table]:
    """The mentors of a file, in its order, each checked; raises InputError."""
    needed = ("mentor", "capacity", *_needed(rules, mentee=False))
    table = _opened(path, needed, MENTOR)
    return list(map(Mentor._make, zip(*_columns(table, Mentor, "mentor", MENTOR), strict=True))), table


def _needed(rules: Rules, mentee: bool) -> tuple[str, ...]:
    """The columns that these rules cannot do without."""
    limits, conditions = rules.limits, rules.eligibility
    asked = {
        "branch": limits.place,
        "languages": limits.language is not None or rules.weight("languages"),
        "free": limits.free_together or rules.weight("availability"),
        "isco": rules.weight("sector"),
        "interests": rules.weight("interests"),
        "latitude": limits.distance_km is not None or rules.weight("distance"),
        "longitude": limits.distance_km is not None or rules.weight("distance"),
        "waiting_since": mentee and rules.weight("waiting"),
        "group": mentee and rules.floor is not None,
        "born_on": conditions.age_gap is not None or (conditions.mentee_age if mentee else conditions.mentor_age),
        "migrant_background": mentee and conditions.migrant_background,
        "cleared_until": not mentee and limits.clearance,
        "trained_on": not mentee and limits.training,
    }
    return tuple(name for name, wanted in asked.items() if wanted)


def _opened(path: str, needed: tuple[str, ...], known: dict[str, Callable[[str], Any]]) -> Table:
    try:
        return Table(path, needed, tuple(name for name in known if name not in needed))
    except InputError as fault:
        if fault.column.lower() in FORBIDDEN:
            what = FORBIDDEN[fault.column.lower()]
            raise InputError(path, fault.line, fault.column, f"{what} has no place in matching; take the column out") from None
        raise


def _columns(table: Table, kind: type[Mentee] | type[Mentor], key: str, known: dict[str, Callable[[str], Any]]) -> list[Sequence[Any]]:
    """The columns in the order of the kind's fields; a field that the file has not gets its default."""
    facts: dict[str, Sequence[Any]] = {"id": table.names(key), "at": _places(table)}
    table.once(key)
    facts |= {name: table.read(name, known[name]) for name in table.columns if name in known}
    if "from_on" in facts and "until_on" in facts:
        for line, begin, end in zip(table.lines, facts["from_on"], facts["until_on"], strict=True):
            if begin and end and begin >= end:
                raise table.fault(line, "until_on", "the end is not after the beginning")
    return [facts[name] if name in facts else [kind._field_defaults.get(name)] * len(table) for name in kind._fields]


def _places(table: Table) -> Sequence[tuple[float, float] | None]:
    if "latitude" not in table.columns and "longitude" not in table.columns:
        return [None] * len(table)
    if "latitude" not in table.columns or "longitude" not in table.columns:
        raise table.fault(1, "latitude" if "longitude" in table.columns else "longitude", "a place needs both degrees")
    north, east = table.read("latitude", _degrees(90)), table.read("longitude", _degrees(180))
    for line, one, other in zip(table.lines, north, east, strict=True):
        if (one is None) != (other is None):
            raise table.fault(line, "longitude" if other is None else "latitude", "a place needs both degrees or none")
    return [None if one is None else (one, other) for one, other in zip(north, east, strict=True)]
