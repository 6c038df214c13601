"""A matching being solved: the most people first, then the most points, exactly, with prices that prove it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from . import kernel
from .bound import EXACT, Graph, Prices, Value, exact, total

NOBODY = kernel.NOBODY
WORKERS = 2
SMALL = 50_000
"""Below so many pairs one thread is faster than two."""


@dataclass(frozen=True)
class Solution:
    """Who meets whom (`mate`, NOBODY where nobody), and the prices that prove it the best."""

    mate: np.ndarray
    prices: Prices
    value: Value


class Market:
    """Holds a graph, the duos found so far and the prices; takes newcomers without starting again.

    `growth` is the room kept for newcomers as (mentees, pairs); `span` the least and greatest score that may come.
    """

    def __init__(self, graph: Graph, growth: tuple[int, int] = (0, 0), span: tuple[int, int] | None = None):
        self.graph, self.mentees, self.pairs = graph, graph.mentees, len(graph.to)
        more, more_pairs = growth
        self.start, self.end = _longer(graph.start, more), _longer(graph.end, more)
        self.to, self.score = _longer(graph.to, more_pairs), _longer(graph.score, more_pairs)
        n, m = self.mentees + more, graph.mentors
        # one place more than a mentor has candidates, so that a place nobody can fill shows as spare (its price falls to 0)
        enough = np.bincount(graph.to, minlength=m) + more + 1
        self.room = np.minimum(graph.capacity, enough).astype(np.int64)
        self.span = span or span_of(graph.score)
        self.lift = lift_for(self.span, min(n, total(self.room)))
        self.kind = np.int64 if self.lift < EXACT and graph.score.dtype != object else object
        self.score = self.score.astype(self.kind)
        self.mate = np.full(n, NOBODY, np.int32)
        self.worth = self._zeros(n)
        self.price = self._zeros(m)
        self.seat = np.zeros(n, np.int64)
        self.seats = np.zeros(int(self.room.sum()) + 1, np.int32)
        self.first = np.cumsum(self.room) - self.room
        self.held = np.zeros(m, np.int64)
        self.scratch = self._scratch()

    def _zeros(self, size: int) -> np.ndarray:
        zeros = np.empty(size, self.kind)
        zeros[:] = 0
        return zeros

    def _scratch(self) -> tuple[np.ndarray, ...]:
        n, m = len(self.mate), len(self.room)
        self.far = (1 << 62) if self.kind is np.int64 else self.lift * 8
        dist = np.empty(m, self.kind)
        dist[:] = self.far
        small = [np.full(m, NOBODY, np.int32) for _ in range(3)] + [np.zeros(m + 1, np.int32)]
        return (dist, *small, np.zeros(max(n, m) + 1, np.int32), self._zeros(n + 1))

    def _duos(self) -> tuple[np.ndarray, ...]:
        return self.worth, self.price, self.mate, self.seat, self.seats, self.first, self.held, self.room

    def _edges(self) -> tuple[np.ndarray, ...]:
        return self.start, self.end, self.to, self.score

    def _run(self, name: str, order: np.ndarray, *more: object, scratch: tuple[np.ndarray, ...] | None = None) -> None:
        """Calls one loop of the kernel, compiled where the numbers fit."""
        call = getattr(kernel, f"fast_{name}" if self.kind is np.int64 else name)
        if name == "settle":
            call(order, self.lift, self._edges(), self._duos())
        else:
            call(order, self.lift, self.far, self._edges(), *more, self._duos(), scratch or self.scratch)

    def solve(self) -> "Market":
        """Fills the market from its scarce side, each connected part for itself, parts side by side.

        Where mentees are fewer than places they are brought in one by one; where places are fewer they are, at prices
        so high at first that nobody wants one: the other way round most searches would go through a whole part.
        """
        parts = _parts(self.graph, self.room) if self.pairs >= SMALL else [_whole(self.graph, self.room)]
        places = [mentors for _, mentors in parts if len(mentors)]
        backward = self._backward() if places else ()
        for mentors in places:
            self.price[mentors] = self.lift + max(self.span[1], 0)
        if len(parts) == 1 or self.kind is object:
            for part in parts:
                self._fill(part, backward, self.scratch)
            return self
        with ThreadPoolExecutor(WORKERS) as workers:
            for job in [workers.submit(self._fill, part, backward, self._scratch()) for part in parts]:
                job.result()
        return self

    def _fill(self, part: "Part", backward: tuple[np.ndarray, ...], scratch: tuple[np.ndarray, ...]) -> None:
        mentees, mentors = part
        self._run("insert", mentees, scratch=scratch)
        if len(mentors):
            self._run("release", mentors, backward, scratch=scratch)

    def resume(self, mate: np.ndarray, prices: Prices) -> "Market":
        """Starts from earlier duos and prices (of another set of pairs, perhaps) and mends what no longer holds."""
        if len(prices.points) and int(abs(prices.points).max()) * 4 >= self.lift:
            return self.solve()  # prices of a pool with far larger scores than today's: no start to go on from
        everybody = np.arange(self.mentees)
        self.price[:] = prices.people.astype(self.kind) * self.lift + prices.points.astype(self.kind)
        self._take_over(mate)
        self._run("settle", everybody)
        spare = np.flatnonzero((self.held < self.room) & (self.price > 0))
        if len(spare):
            self._run("release", spare, self._backward())
        self._run("insert", np.flatnonzero((self.mate[: self.mentees] == NOBODY) & (self.worth[: self.mentees] > 0)))
        return self

    def start_duos(self, mentees: np.ndarray) -> None:
        """These duos have started: they keep their place and no later step can move them."""
        mentors = self.mate[mentees]
        if np.any(mentors == NOBODY):
            raise ValueError("somebody without a mentor cannot have started")
        for i, j in zip(mentees.tolist(), mentors.tolist(), strict=True):
            last = self.first[j] + self.held[j] - 1
            self.seats[self.seat[i]], self.seat[self.seats[last]] = self.seats[last], self.seat[i]
            self.held[j] -= 1
            self.room[j] -= 1

    def join(self, size: np.ndarray, to: np.ndarray, score: np.ndarray) -> np.ndarray:
        """Brings newcomers in: newcomer k may meet the next size[k] mentors of `to` for `score` points. Answers their numbers.

        Only waiting and proposed people can be moved, and only where that is better for the whole.
        """
        first, last = self.mentees, self.mentees + len(size)
        if last > len(self.mate) or self.pairs + len(to) > len(self.to):
            raise ValueError("more newcomers than the growth kept for them")
        here = slice(self.pairs, self.pairs + len(to))
        self.to[here], self.score[here] = to, score
        self.end[first:last] = self.pairs + np.cumsum(size)
        self.start[first:last] = self.end[first:last] - size
        self.mentees, self.pairs = last, self.pairs + len(to)
        newcomers = np.arange(first, last)
        self._run("insert", newcomers)
        return newcomers

    def _take_over(self, mate: np.ndarray) -> None:
        """Seats the earlier duos that are still allowed, as far as there are places."""
        rows = self.graph.rows()
        kept = np.flatnonzero(self.to[: self.pairs] == mate[rows])
        kept = kept[np.argsort(self.to[kept], kind="stable")]
        mentees, mentors = rows[kept], self.to[kept]
        rank = np.arange(len(kept)) - np.searchsorted(mentors, mentors)
        fits = rank < self.room[mentors]
        mentees, mentors, rank = mentees[fits], mentors[fits], rank[fits]
        self.mate[mentees] = mentors
        self.seat[mentees] = self.first[mentors] + rank
        self.seats[self.seat[mentees]] = mentees
        self.held += np.bincount(mentors, minlength=len(self.held))

    def _backward(self) -> tuple[np.ndarray, ...]:
        """The same pairs seen from the mentors."""
        g = self.graph
        there = csr_array((np.arange(len(g.to)), g.to, np.append(g.start, len(g.to))), shape=(g.mentees, g.mentors)).tocsc()
        cut = there.indptr.astype(np.int64)
        return cut[:-1].copy(), cut[1:].copy(), there.indices.astype(np.int32), there.data.astype(np.int64)

    def prices(self) -> Prices:
        """The prices as (people, points); they can be kept and used to start from another day."""
        people = (self.price + self.lift // 2) // self.lift
        points = self.price - people * self.lift
        return Prices(people.astype(np.int64), exact(points))

    def solution(self) -> Solution:
        """The duos of everybody brought in, newcomers too, with their value and the prices."""
        mate = self.mate[: self.mentees].copy()
        chosen = self.to[: self.pairs] == np.repeat(mate, (self.end - self.start)[: self.mentees])
        value = Value(int(np.count_nonzero(mate != NOBODY)), total(self.score[: self.pairs][chosen]))
        return Solution(mate, self.prices(), value)


def span_of(score: np.ndarray) -> tuple[int, int]:
    """The least and the greatest score."""
    return (int(score.min()), int(score.max())) if len(score) else (0, 0)


def lift_for(span: tuple[int, int], most: int) -> int:
    """What one more person must be worth in points, so that no gain in score along any path outweighs it."""
    low, high = min(span[0], 0), max(span[1], 0)
    return 4 * (most + 2) * (high - low + 1)


def _longer(values: np.ndarray, more: int) -> np.ndarray:
    return np.concatenate([values, np.zeros(more, values.dtype)]) if more else values


Part = tuple[np.ndarray, np.ndarray]
"""The mentees to bring in one by one, and the mentors whose places are to be filled one by one."""


def _whole(graph: Graph, room: np.ndarray) -> Part:
    return _split(graph, room, np.zeros(graph.mentees + graph.mentors, np.int64))


def _parts(graph: Graph, room: np.ndarray) -> list[Part]:
    """For each worker its share, of about equal work: connected parts are kept whole and together."""
    n, m = graph.mentees, graph.mentors
    pointer = np.concatenate([graph.start, np.full(m + 1, len(graph.to))])
    links = csr_array((np.ones(len(graph.to), np.int8), graph.to.astype(np.int64) + n, pointer), shape=(n + m, n + m))
    label = connected_components(links, directed=False)[1]
    work = np.cumsum(np.bincount(label[:n], weights=graph.end - graph.start, minlength=label.max() + 1))
    worker = np.minimum((work * WORKERS / work[-1]).astype(np.int64), WORKERS - 1)[label]
    mentees, mentors = _split(graph, room, label)
    return [(mentees[worker[mentees] == w], mentors[worker[n + mentors] == w]) for w in range(WORKERS)]


def _split(graph: Graph, room: np.ndarray, label: np.ndarray) -> Part:
    """The mentees of the parts that have places enough, and the mentors of those that have not, part by part."""
    n = graph.mentees
    size = graph.end - graph.start
    wanted = np.bincount(label[:n], weights=size > 0, minlength=label.max(initial=0) + 1)
    places = np.bincount(label[n:], weights=np.minimum(room, np.bincount(graph.to, minlength=graph.mentors)), minlength=len(wanted))
    scarce = places < wanted
    mentees, mentors = np.flatnonzero(~scarce[label[:n]]), np.flatnonzero(scarce[label[n:]])
    return mentees[np.argsort(label[mentees], kind="stable")], mentors[np.argsort(label[n + mentors], kind="stable")]


def solve(graph: Graph) -> Solution:
    """The most people, then the most points; the same graph always gives the same duos."""
    return Market(graph).solve().solution()
