"""The pool given as a list of scored pairs: an absent pair is forbidden."""

from fractions import Fraction

import numpy as np

from .bound import Graph, Prices, exact, graph_of, worth
from .market import Solution, solve
from .pool import NOBODY, index, known_in, open_places, read_duos, read_locked
from .tables import Table, count, whole


class EdgePool:
    """Reads and checks the files of `vieta match --edges`, and answers what `pool.Pool` promises."""

    rules_version = ""
    floor: Fraction | None = None

    def __init__(self, edges: str, capacities: str, locked: str | None = None, forbidden: str | None = None):
        self.inputs: dict[str, str] = {}
        self._read_pairs(self._opened("edges", Table(edges, ("mentee", "mentor", "score"))), capacities)
        allowed = np.ones(len(self._score), bool)
        self.locked, self.groups = np.full(len(self.mentees), NOBODY, np.int32), [""] * len(self.mentees)
        if forbidden:
            allowed &= ~self._read_forbidden(forbidden)
        self._all = self._key[allowed], self._score[allowed]
        if locked:
            self._opened("locked", read_locked(locked, self))
        self.graph = self._open_graph()

    def _opened(self, name: str, table: Table) -> Table:
        self.inputs[name] = table.sha256
        return table

    def _read_pairs(self, table: Table, capacities: str) -> None:
        offers = self._opened("capacities", Table(capacities, ("mentor", "capacity")))
        offers.once("mentor")
        places = offers.read("capacity", count)
        self.mentors = sorted(offers.names("mentor"))
        mentor_at = index(self.mentors)
        self.mentees = sorted(set(table.names("mentee")))
        self.capacity = np.zeros(len(self.mentors), np.int64)
        self.capacity[offers.read("mentor", known_in(mentor_at))] = [min(place, len(self.mentees)) for place in places]
        table.names("mentor")
        mentor = table.read("mentor", known_in(mentor_at, "the file of capacities"))
        mentee = table.read("mentee", known_in(index(self.mentees)))
        score = exact(table.read("score", whole))
        key = np.array(mentee, np.int64) * len(self.mentors) + np.array(mentor, np.int64)
        order = np.argsort(key, kind="stable")
        self._key, self._score = key[order], score[order]
        if np.any(self._key[1:] == self._key[:-1]):
            table.once("mentee", "mentor")

    def _read_forbidden(self, path: str) -> np.ndarray:
        table, mentees, mentors = read_duos(path, index(self.mentees), index(self.mentors))
        self._opened("forbidden", table)
        return np.isin(self._key, np.array(mentees, np.int64) * len(self.mentors) + np.array(mentors, np.int64))

    def fault_of_locked(self, mentee: int, mentor: int) -> str | None:
        points = self.scores(np.array([mentee]), np.array([mentor]))[0]
        return "this pair is not among the allowed pairs" if points is None else None

    def _open_graph(self) -> Graph:
        """The pairs that can still be decided: mentees who are not locked, mentors with a place left."""
        key, score = self._all
        places = open_places(self)
        mentee, mentor = np.divmod(key, len(self.mentors))
        still = (self.locked[mentee] == NOBODY) & (places[mentor] > 0)
        return graph_of(mentee[still], mentor[still], score[still], len(self.mentees), places)

    def scores(self, mentee: np.ndarray, mentor: np.ndarray) -> list[int | None]:
        key, score = self._all
        wanted = mentee.astype(np.int64) * len(self.mentors) + mentor
        at = np.minimum(np.searchsorted(key, wanted), max(len(key) - 1, 0))
        if not len(key):
            return [None] * len(wanted)
        return [int(score[k]) if key[k] == w else None for k, w in zip(at.tolist(), wanted.tolist(), strict=True)]

    def worth(self, prices: Prices, bonus: Prices | None = None) -> tuple[np.ndarray, np.ndarray]:
        return worth(self.graph, prices)

    def solve(self) -> Solution:
        """The best set of duos of the mentees who are not locked."""
        return solve(self.graph)
