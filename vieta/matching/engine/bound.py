"""The dual bound of a matching in exact integers: what any prices prove about every possible matching.

Two goals in strict order (more people first, then more points) are kept as pairs (people, points) compared
lexicographically, so no large number ever has to stand for "more important". For any prices p >= 0,

    sum over mentees of max(0, best over allowed mentors of (1, score) - p)  +  sum over mentors of capacity * p

is at least the value of every matching: this is weak duality, and needs no knowledge of how the prices came about.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

EXACT = 1 << 60
"""Beyond this size of number 64 bits are not trusted and Python's own integers are used."""


class Value(NamedTuple):
    """What a matching is worth: people first, then points. Compares in that order."""

    people: int
    points: int

    def minus(self, other: "Value") -> "Value":
        return Value(self.people - other.people, self.points - other.points)


@dataclass(frozen=True)
class Graph:
    """Allowed pairs: mentee i may meet mentors to[start[i]:end[i]] for score[start[i]:end[i]] points."""

    start: np.ndarray
    end: np.ndarray
    to: np.ndarray
    score: np.ndarray
    capacity: np.ndarray

    @property
    def mentees(self) -> int:
        return len(self.start)

    @property
    def mentors(self) -> int:
        return len(self.capacity)

    def rows(self) -> np.ndarray:
        """The mentee of each pair, in the order of `to`, for a graph whose rows lie one after the other."""
        return np.repeat(np.arange(self.mentees), self.end - self.start)


def graph_of(mentee: np.ndarray, mentor: np.ndarray, score: np.ndarray, mentees: int, capacity: np.ndarray) -> Graph:
    """The graph of a list of pairs in any order; rows and columns come out sorted, so ties fall the same way."""
    key = mentee.astype(np.int64) * max(len(capacity), 1) + mentor
    if len(key) and not np.all(key[1:] > key[:-1]):
        order = np.argsort(key, kind="stable")
        mentee, mentor, score = mentee[order], mentor[order], score[order]
    edge = np.searchsorted(mentee, np.arange(mentees + 1)).astype(np.int64)
    return Graph(edge[:-1].copy(), edge[1:].copy(), mentor.astype(np.int32), score, capacity)


def exact(values: list[int] | np.ndarray) -> np.ndarray:
    """The numbers as 64-bit integers, or as Python's own where they are too large for that."""
    if isinstance(values, np.ndarray) and values.dtype != object:
        values = values.astype(np.int64)
        if not len(values) or max(abs(int(values.max())), abs(int(values.min()))) < EXACT:
            return values
        values = values.tolist()
    if any(abs(int(v)) >= EXACT for v in values):
        return np.array([int(v) for v in values], dtype=object)
    return np.array([int(v) for v in values], dtype=np.int64)


@dataclass(frozen=True)
class Prices:
    """One price (people, points) per mentor, never below nothing."""

    people: np.ndarray
    points: np.ndarray

    def fault(self) -> str | None:
        below = (self.people < 0) | ((self.people == 0) & (self.points < 0))
        return "a price is below nothing" if bool(np.any(below)) else None


def worth(graph: Graph, prices: Prices) -> tuple[np.ndarray, np.ndarray]:
    """For each mentee the best of (1, score) - price over the allowed mentors, or (0, 0) if nothing is better."""
    people = np.zeros(graph.mentees, dtype=np.int64)
    points = np.zeros(graph.mentees, dtype=object if _large(graph.score, prices.points) else np.int64)
    some = np.flatnonzero(graph.end > graph.start)
    if not len(some):
        return people, points
    at = graph.start[some]
    size = graph.end[some] - at
    h = 1 - prices.people[graph.to]
    best = np.maximum.reduceat(h, at)
    gain = graph.score.astype(points.dtype) - prices.points[graph.to]
    gain = gain[(ok := h == np.repeat(best, size))]
    ends = np.cumsum(np.add.reduceat(ok.astype(np.int64), at))
    top = np.maximum.reduceat(gain, np.concatenate([[0], ends[:-1]]))
    keep = (best > 0) | ((best == 0) & (top > 0))
    people[some[keep]], points[some[keep]] = best[keep], top[keep]
    return people, points


def dual_bound(graph: Graph, prices: Prices) -> Value:
    """No matching of this graph is worth more than this; exact for prices of any origin."""
    people, points = worth(graph, prices)
    return Value(
        total(people) + weighted(graph.capacity, prices.people),
        total(points) + weighted(graph.capacity, prices.points),
    )


def _large(score: np.ndarray, points: np.ndarray) -> bool:
    return score.dtype == object or points.dtype == object


def total(values: np.ndarray) -> int:
    """The sum, without overflow."""
    return sum(values.tolist())


def weighted(capacity: np.ndarray, price: np.ndarray) -> int:
    """The sum of capacity times price, without overflow."""
    some = np.flatnonzero(price != 0)
    return sum(c * p for c, p in zip(capacity[some].tolist(), price[some].tolist(), strict=True))
