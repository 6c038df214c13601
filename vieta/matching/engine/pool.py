"""What the solver's callers and the checker need to know of a pool, wherever its pairs come from."""

from collections.abc import Callable
from fractions import Fraction
from typing import Protocol

import numpy as np

from .bound import Prices, Value, total, weighted
from .tables import Table

NOBODY = -1
PAIR = ("mentee", "mentor")


class Rejected(Exception):
    """The certificate does not prove these duos; says what is wrong."""


class Pool(Protocol):
    """Mentees and mentors in an order that does not depend on the files' order, their pairs and limits, and the files they came from.

    `locked[i]` is the mentor of a duo that stands already, or NOBODY. `inputs` are the files' SHA-256 by name.
    `groups` and `floor` are for the aggregate check of `floor` alone.
    """

    inputs: dict[str, str]
    rules_version: str
    mentees: list[str]
    mentors: list[str]
    capacity: np.ndarray
    locked: np.ndarray
    groups: list[str]
    floor: Fraction | None

    def scores(self, mentee: np.ndarray, mentor: np.ndarray) -> list[int | None]:
        """Points of these pairs; None where the pair is not allowed."""
        ...

    def fault_of_locked(self, mentee: int, mentor: int) -> str | None:
        """Why this pair cannot stand as a locked duo, if it cannot."""
        ...

    def worth(self, prices: Prices, bonus: Prices | None = None) -> tuple[np.ndarray, np.ndarray]:
        """For each mentee who is not locked the best of (1, score) + bonus - price, never below (0, 0); else (0, 0)."""
        ...


def open_places(pool: Pool) -> np.ndarray:
    """Places per mentor that no locked duo uses."""
    taken = np.bincount(pool.locked[pool.locked != NOBODY], minlength=len(pool.mentors))
    return pool.capacity - taken


def locked_value(pool: Pool) -> Value:
    """What the locked duos are worth."""
    locked = np.flatnonzero(pool.locked != NOBODY)
    points = pool.scores(locked, pool.locked[locked])
    return Value(len(locked), sum(p or 0 for p in points))


def bound_of(pool: Pool, prices: Prices) -> Value:
    """No set of duos of this pool that keeps the locked ones is worth more than this (see `bound`)."""
    people, points = pool.worth(prices)
    places, kept = open_places(pool), locked_value(pool)
    return Value(
        kept.people + total(people) + weighted(places, prices.people),
        kept.points + total(points) + weighted(places, prices.points),
    )


def read_duos(path: str, mentees: dict[str, int], mentors: dict[str, int]) -> tuple[Table, list[int], list[int]]:
    """A file of pairs by name, as places in the pool; refuses unknown names and a pair that stands twice."""
    table = Table(path, PAIR, may_be_bare=True)
    table.names("mentee"), table.names("mentor")
    table.once(*PAIR)
    return table, table.read("mentee", known_in(mentees)), table.read("mentor", known_in(mentors))


def known_in(names: dict[str, int], where: str = "the pool") -> Callable[[str], int]:
    """Reads a name as its place; a ValueError if it has none."""

    def place(name: str) -> int:
        if name not in names:
            raise ValueError(f"“{name}” is not in {where}")
        return names[name]

    return place


def read_locked(path: str, pool: Pool) -> Table:
    """Reads the duos that stand into `pool.locked`; refuses two mentors for one mentee, more duos than places, and a
    duo that `pool.fault_of_locked` refuses."""
    table, mentees, mentors = read_duos(path, index(pool.mentees), index(pool.mentors))
    places = pool.capacity.copy()
    for line, i, j in zip(table.lines, mentees, mentors, strict=True):
        if pool.locked[i] != NOBODY:
            raise table.fault(line, "mentee", f"“{pool.mentees[i]}” is locked with another mentor already")
        if places[j] == 0:
            raise table.fault(line, "mentor", f"“{pool.mentors[j]}” has no place left for this duo")
        if fault := pool.fault_of_locked(i, j):
            raise table.fault(line, "mentor", fault)
        pool.locked[i] = j
        places[j] -= 1
    return table


def index(names: list[str]) -> dict[str, int]:
    """Where each name stands."""
    return {name: at for at, name in enumerate(names)}
