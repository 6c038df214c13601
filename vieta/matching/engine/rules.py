"""The rules a coordinator sets for matching: hard limits, weights of criteria, a fairness floor; read from a TOML file.

They are set by people and learn nothing. Facts of which the law says that they must not rank people are not
available, whatever the file asks for (GDPR Art. 9 and 10; EU AI Act; see docs/reference/matching.md).
"""

import datetime
import hashlib
import json
import tomllib
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from .tables import InputError

LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2", "native")
CRITERIA = ("sector", "languages", "interests", "availability", "distance", "waiting")
FULL = 100
"""Points of a criterion that is met in full, before its weight."""

FORBIDDEN = {
    "ethnicity": "ethnicity", "ethnic": "ethnicity", "race": "ethnicity", "roma": "ethnicity", "nationality": "origin",
    "religion": "religion", "belief": "religion", "disability": "disability", "disabled": "disability",
    "orientation": "sexual orientation", "sexual_orientation": "sexual orientation", "health": "health",
    "illness": "health", "life_domain": "life-domain levels", "life_domains": "life-domain levels",
    "domain_levels": "life-domain levels", "motivation": "a score on a person", "reliability": "a score on a person",
    "criminal_record": "criminal data", "criminal": "criminal data", "personality": "personality",
    "political_opinion": "political opinion", "trade_union": "trade-union membership",
}  # fmt: skip
ONLY_LIMITS = {
    "gender": "a mentor's gender can only be a filter that the mentee asks for (column mentor_gender)",
    "mentor_gender": "a mentor's gender can only be a filter that the mentee asks for (column mentor_gender)",
    "age": "age can only be a condition of the programme ([eligibility])",
    "age_gap": "the age gap can only be a condition of the programme ([eligibility])",
    "migrant_background": "migrant background can only be a condition of the programme ([eligibility])",
    "group": "groups serve the aggregate check of [floor] and nothing else",
}


@dataclass(frozen=True)
class Limits:
    """What a duo must satisfy. Vetoes of either side, conflicts of interest, capacity and a mentee's wish for the
    mentor's gender always hold and cannot be switched off."""

    language: int | None = 2
    place: bool = True
    free_together: int = 0
    weeks_together: int = 0
    distance_km: int | None = None
    earlier_refusal: bool = True
    clearance: bool = True
    training: bool = True


@dataclass(frozen=True)
class Eligibility:
    """Conditions of the programme itself: ages in full years on the day, [least, most]; never a rank."""

    mentee_age: tuple[int, int] | None = None
    mentor_age: tuple[int, int] | None = None
    age_gap: int | None = None
    migrant_background: bool = False


@dataclass(frozen=True)
class Scales:
    """When a criterion is met in full (or, for distance, not at all)."""

    interests_full: int = 3
    availability_full: int = 3
    distance_none_km: int = 30
    waiting_full_weeks: int = 12


@dataclass(frozen=True)
class Changes:
    """What the changes that may be proposed for someone unmatched cost against each other; 0 = never propose."""

    place: int = 2
    slot: int = 1
    remote: int = 2
    date: int = 2
    language: int = 6
    training: int = 3
    clearance: int = 3
    new_mentor: int = 8
    new_mentor_capacity: int = 3


@dataclass(frozen=True)
class Rules:
    """One version of the rules of one programme, on the day of one matching meeting."""

    version: str
    today: datetime.date
    weights: dict[str, int] = field(default_factory=dict)
    limits: Limits = Limits()
    eligibility: Eligibility = Eligibility()
    scales: Scales = Scales()
    changes: Changes = Changes()
    floor: Fraction | None = None

    def weight(self, criterion: str) -> int:
        return self.weights.get(criterion, 0)

    @property
    def most_points(self) -> int:
        """The score of a pair that meets every criterion in full."""
        return FULL * sum(self.weights.values())


class RulesError(InputError):
    """Rules that cannot be used; names the table and key."""


def rules_of(text: str, name: str = "rules.toml") -> Rules:
    """The rules of a text in the form of the file; raises InputError naming line and key."""
    try:
        tree = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as fault:
        raise InputError(name, _line_in(str(fault)), "1", f"not a TOML file ({fault})") from fault
    return _Reader(name, text).rules(tree)


def rules_text(version: str, today: datetime.date, tree: dict[str, dict[str, Any]]) -> str:
    """The file that says these tables of plain values; what is None is left out."""
    lines = [f"version = {json.dumps(version, ensure_ascii=False)}", f"date = {today.isoformat()}"]
    for table, values in tree.items():
        lines += ["", f"[{table}]", *(f"{key} = {json.dumps(value)}" for key, value in values.items() if value is not None)]
    return "\n".join(lines) + "\n"


def read_rules(path: str | Path) -> tuple[Rules, str]:
    """The rules of a file and the file's SHA-256; raises InputError naming line and key."""
    try:
        data = Path(path).read_bytes()
    except OSError as fault:
        raise InputError(path, 1, "1", f"cannot be read ({fault.strerror})") from fault
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise InputError(path, data[: fault.start].count(b"\n") + 1, "1", "not UTF-8 text") from fault
    return rules_of(text, str(path)), hashlib.sha256(data).hexdigest()


def _line_in(message: str) -> int:
    digits = message.partition("at line ")[2].partition(",")[0]
    return int(digits) if digits.isdigit() else 1


class _Reader:
    """Takes the tables of the file one by one and refuses what it does not know."""

    def __init__(self, path: str | Path, text: str):
        self.path, self.lines = path, text.splitlines()

    def refuse(self, key: str, fault: str) -> RulesError:
        last = key.rpartition(".")[2]
        for number, line in enumerate(self.lines, 1):
            if line.split("=")[0].strip().strip('"[]') in (last, key):
                return RulesError(self.path, number, key, fault)
        return RulesError(self.path, 1, key, fault)

    def rules(self, tree: dict[str, Any]) -> Rules:
        known = ("version", "date", "weights", "limits", "eligibility", "scales", "changes", "floor")
        for key in tree:
            self.check_name(key, known)
        version, today = tree.get("version"), tree.get("date")
        if not isinstance(version, str) or not version.strip():
            raise self.refuse("version", "a name for this version of the rules is needed, in quotes")
        if not isinstance(today, datetime.date) or isinstance(today, datetime.datetime):
            raise self.refuse("date", "the day of the meeting is needed, as 2026-03-02")
        return Rules(
            version, today,
            weights=self.weights(self.table(tree, "weights", CRITERIA)),
            limits=self.limits(self.table(tree, "limits", tuple(Limits.__dataclass_fields__))),
            eligibility=self.eligibility(self.table(tree, "eligibility", tuple(Eligibility.__dataclass_fields__))),
            scales=Scales(**self.numbers("scales", self.table(tree, "scales", tuple(Scales.__dataclass_fields__)), 1)),
            changes=Changes(**self.numbers("changes", self.table(tree, "changes", tuple(Changes.__dataclass_fields__)), 0)),
            floor=self.floor(self.table(tree, "floor", ("below",))),
        )  # fmt: skip

    def check_name(self, key: str, known: tuple[str, ...], table: str = "") -> None:
        name = f"{table}.{key}" if table else key
        plain = key.lower().replace("-", "_").replace(" ", "_")
        if plain in FORBIDDEN:
            raise self.refuse(name, f"{FORBIDDEN[plain]} is not available as a criterion: the law forbids ranking people by it")
        if key not in known:
            if plain in ONLY_LIMITS:
                raise self.refuse(name, ONLY_LIMITS[plain])
            raise self.refuse(name, f"unknown; known here are {', '.join(known)}")

    def table(self, tree: dict[str, Any], name: str, known: tuple[str, ...]) -> dict[str, Any]:
        found = tree.get(name, {})
        if not isinstance(found, dict):
            raise self.refuse(name, "must be a table")
        for key in found:
            self.check_name(key, known, name)
        return found

    def numbers(self, table: str, found: dict[str, Any], least: int) -> dict[str, int]:
        return {key: self.whole(f"{table}.{key}", value, least, 1_000_000) for key, value in found.items()}

    def whole(self, key: str, value: Any, least: int, most: int) -> int:
        if type(value) is not int or not least <= value <= most:
            raise self.refuse(key, f"must be a whole number from {least} to {most}")
        return value

    def weights(self, found: dict[str, Any]) -> dict[str, int]:
        return {name: self.whole(f"weights.{name}", found.get(name, 0), 0, 1000) for name in CRITERIA}

    def limits(self, found: dict[str, Any]) -> Limits:
        taken: dict[str, Any] = {}
        for key, value in found.items():
            name = f"limits.{key}"
            if key == "language":
                if value is not False and value not in LEVELS:
                    raise self.refuse(name, f"must be one of {', '.join(LEVELS)}, or false for no such limit")
                taken[key] = None if value is False else LEVELS.index(value)
            elif key in ("free_together", "weeks_together", "distance_km"):
                taken[key] = self.whole(name, value, 0, 20_000)
            elif type(value) is bool:
                taken[key] = value
            else:
                raise self.refuse(name, "must be true or false")
        return Limits(**taken)

    def eligibility(self, found: dict[str, Any]) -> Eligibility:
        taken: dict[str, Any] = {}
        for key, value in found.items():
            name = f"eligibility.{key}"
            if key == "age_gap":
                taken[key] = self.whole(name, value, 0, 100)
            elif key == "migrant_background":
                if type(value) is not bool:
                    raise self.refuse(name, "must be true or false")
                taken[key] = value
            else:
                if not isinstance(value, list) or len(value) != 2:
                    raise self.refuse(name, "must be two ages, as [18, 33]")
                taken[key] = tuple(self.whole(name, age, 0, 130) for age in value)
        return Eligibility(**taken)

    def floor(self, found: dict[str, Any]) -> Fraction | None:
        if not found:
            return None
        below = found["below"]
        if isinstance(below, bool) or not isinstance(below, int | Decimal) or not (below == below and 0 <= below <= 1):
            raise self.refuse("floor.below", "must be a share from 0 to 1, as 0.05")
        return Fraction(below)
