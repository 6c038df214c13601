"""The pool given as people and rules, and the best set of duos over all its pairs.

Not all pairs are kept: each mentee starts with the mentors of most points, the market is solved over those, and its
prices then tell which of the pairs left out could improve it. Those are added and the market goes on, until no pair
anywhere can. The result is the optimum over the whole pool, not over a short list (delayed column generation).
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from . import looks, scan
from .bound import EXACT, Graph, Prices, Value, total, weighted
from .encode import Arrays, Shut, eligible, encode, own_limits
from .limits import Limit
from .market import WORKERS, Market, Solution
from .people import Mentee, Mentor, read_mentees, read_mentors
from .pool import NOBODY, Rejected, index, open_places, read_duos, read_locked
from .rules import Rules, read_rules
from .scan import NEVER

KEEP = 40
"""Mentors listed per mentee at first, and the most added to a mentee in one round."""
DENSE, FEW_PAIRS = 400, 4_000_000
"""So many are listed at first where there are so few pairs in all: choosing the best of many alike costs more than keeping them."""


NOT_FOR_SALE = 1 << 40
"""A price in people that nobody can pay."""


@dataclass
class PeoplePool:
    """Mentees, mentors and rules, by branch and name so that neighbours lie together; answers what `pool.Pool` promises.

    `locked` and `forbidden` are pairs of names. A locked duo stands even where a limit of today forbids it.
    """

    people: Sequence[Mentee]
    helpers: Sequence[Mentor]
    rules: Rules
    locked_pairs: Iterable[tuple[str, str]] = ()
    forbidden_pairs: Iterable[tuple[str, str]] = ()
    inputs: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.people = sorted(self.people, key=lambda p: (p.branch, p.id))
        self.helpers = sorted(self.helpers, key=lambda p: (p.branch, p.id))
        self.mentees = [p.id for p in self.people]
        self.mentors = [p.id for p in self.helpers]
        self.mentee_at, self.mentor_at = index(self.mentees), index(self.mentors)
        if len(self.mentee_at) != len(self.mentees) or len(self.mentor_at) != len(self.mentors):
            raise ValueError("two people have the same name")
        self.rules_version, self.floor = self.rules.version, self.rules.floor
        self.groups = [p.group for p in self.people]
        self.capacity = np.array([min(p.capacity, len(self.people)) for p in self.helpers], np.int64)
        self.locked = np.full(len(self.people), NOBODY, np.int32)
        for mentee, mentor in self.locked_pairs:
            self.locked[self.mentee_at[mentee]] = self.mentor_at[mentor]
        self.own = np.array([own_limits(p, self.rules) for p in self.helpers], np.int64)
        self.eligible = np.array([eligible(p, self.rules) for p in self.people], bool)
        self._shut: Shut = {}
        for i, p in enumerate(self.people):
            if p.vetoes or p.refused or p.conflicts:
                self._close_all(p, lambda name, i=i: (i, self.mentor_at.get(name)), Limit.MENTEE_VETO)
        for j, other in enumerate(self.helpers):
            if other.vetoes or other.refused or other.conflicts:
                self._close_all(other, lambda name, j=j: (self.mentee_at.get(name), j), Limit.MENTOR_VETO)
        for mentee, mentor in self.forbidden_pairs:
            self._close((self.mentee_at[mentee], self.mentor_at[mentor]), Limit.FORBIDDEN)
        self.ready()

    def _close_all(self, p: Mentee | Mentor, pair: Callable[[str], tuple[int | None, int | None]], veto: Limit) -> None:
        """Shuts out whom a person's own facts name; names from outside this pool mean nothing here."""
        refused = p.refused if self.rules.limits.earlier_refusal else ()
        for names, limit in ((p.vetoes, veto), (refused, Limit.REFUSED), (p.conflicts, Limit.CONFLICT)):
            for name in names:
                self._close(pair(name), limit)

    def _close(self, pair: tuple[int | None, int | None], limit: Limit) -> None:
        i, j = pair
        if i is not None and j is not None:
            self._shut[i, j] = self._shut.get((i, j), 0) | int(limit)

    def ready(self) -> None:
        """Lays the arrays out; needed again after `locked` changed."""
        self.places = open_places(self)
        if np.any(self.places < 0):
            raise ValueError("more duos are locked at a mentor than there are places")
        closed = self.own | np.where(self.places > 0, 0, int(Limit.CAPACITY))
        self.arrays: Arrays = encode(self.people, self.helpers, self.rules, self._shut, closed)
        self.rows = np.flatnonzero((self.locked == NOBODY) & self.eligible)
        self._proven: tuple[Prices, np.ndarray] | None = None

    def judged(self, mentee: np.ndarray, mentor: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """For each pair the limits it breaks, those of one side included, and the points it has or would have."""
        broken, score = np.zeros(len(mentee), np.int64), np.zeros(len(mentee), np.int64)
        scan.fast_judge(self.arrays, mentee.astype(np.int64), mentor.astype(np.int64), broken, score, self.row())
        not_eligible = np.where(self.eligible[mentee], 0, int(Limit.MENTEE_ELIGIBILITY))
        return broken | self.own[mentor] | not_eligible, score

    def scores(self, mentee: np.ndarray, mentor: np.ndarray) -> list[int | None]:
        if not len(mentee):
            return []
        broken, score = self.judged(mentee, mentor)
        fine = (broken == 0) | (self.locked[mentee] == mentor)
        return [s if ok else None for s, ok in zip(score.tolist(), fine.tolist(), strict=True)]

    def row(self) -> looks.Row:
        return looks.row(max(len(self.mentors), 1), self.arrays.points.likeness.shape[1])

    def survey(
        self, rows: np.ndarray, prices: Prices, least: np.ndarray, keep: int, bonus: Prices | None = None, tail: np.ndarray | None = None
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """`scan.survey` (or, with the tail of an earlier one, `scan.recheck`) over these mentees by as many threads as
        there are workers: listed, score, tail, worth."""
        n, people, scan_all = len(self.mentees), prices.people, tail is None
        listed, score = np.empty((len(rows), keep), np.int32), np.empty((len(rows), keep), np.int64)
        worth = np.zeros((n, 2), np.int64)
        if tail is None:
            tail = np.full(n, NEVER, np.int64)
        else:
            people = np.where(self.arrays.near.closed == 0, people, NOT_FOR_SALE)
        more = bonus or Prices(np.zeros(n, np.int64), np.zeros(n, np.int64))

        def part(at: np.ndarray) -> None:
            a, b = (int(at[0]), int(at[-1]) + 1) if len(at) else (0, 0)
            loop = scan.fast_survey if scan_all else scan.fast_recheck
            loop(
                self.arrays, rows[a:b], people, prices.points, more.people, more.points, least, keep,
                listed[a:b], score[a:b], tail, worth, self.row(),
            )  # fmt: skip

        with ThreadPoolExecutor(WORKERS) as workers:
            list(workers.map(part, np.array_split(np.arange(len(rows)), WORKERS)))
        return listed, score, tail, worth

    def worth(self, prices: Prices, bonus: Prices | None = None) -> tuple[np.ndarray, np.ndarray]:
        if prices.points.dtype == object or prices.people.dtype == object or (bonus and bonus.points.dtype == object):
            raise Rejected(f"a price of more than {EXACT} is none of this pool's")
        if self._proven and self._proven[0] is prices and bonus is None:
            worth = self._proven[1]
        else:
            nobody = np.full((len(self.mentees), 2), EXACT, np.int64)
            worth = self.survey(self.rows, prices, nobody, 0, bonus)[3]
        return worth[:, 0], worth[:, 1]

    def fault_of_locked(self, mentee: int, mentor: int) -> str | None:
        return None  # people decided on this duo; it stands whatever the limits say today

    def no_prices(self) -> Prices:
        return Prices(np.zeros(len(self.mentors), np.int64), np.zeros(len(self.mentors), np.int64))

    def solve(self) -> Solution:
        """The best set of duos of those who are not locked, over all allowed pairs."""
        n = len(self.mentees)
        keep = DENSE if n * len(self.mentors) <= FEW_PAIRS else KEEP
        listed, score, tail, _ = self.survey(self.rows, self.no_prices(), np.zeros((n, 2), np.int64), keep)
        graph = self.with_pairs(self.empty_graph(), self.rows, listed, score)
        market, fresh = self._market(graph).solve(), False
        looked_at: tuple[Prices, np.ndarray, np.ndarray] | None = None
        while True:
            solution, least = market.solution(), decoded(market)
            if not self._meets_bound(solution, least):
                market, fresh = self._market(graph).solve(), True  # prices that went far from a warm start; a cold one has none
                continue
            again = self._may_gain(solution.prices, tail, least) & self._worse_off(looked_at, solution.prices, least)
            rows = self.rows[again[self.rows]]
            listed, score, _, _ = self.survey(rows, solution.prices, least, KEEP, tail=tail)
            looked_at = solution.prices, least, rows[~np.any(listed == NEVER, axis=1)]
            if not len(rows) or np.all(listed[:, 0] == NEVER):
                self._proven, self.graph = (solution.prices, least), graph
                return solution
            graph = self.with_pairs(graph, rows, listed, score)
            market = self._market(graph)
            market = market.solve() if fresh else market.resume(solution.mate, solution.prices)

    def _market(self, graph: Graph) -> Market:
        return Market(graph, span=(0, self.rules.most_points))

    def _meets_bound(self, solution: Solution, least: np.ndarray) -> bool:
        bound = Value(
            total(least[:, 0]) + weighted(self.places, solution.prices.people),
            total(least[:, 1]) + weighted(self.places, solution.prices.points),
        )
        return bound == solution.value

    def _may_gain(self, prices: Prices, tail: np.ndarray, least: np.ndarray) -> np.ndarray:
        """Whether a pair that was never listed could be worth more to a mentee, at the lowest price around them."""
        a = self.arrays
        groups = [np.arange(first, last) for first, last in zip(a.home[:-1], a.home[1:], strict=True)]
        low = np.array([_lowest(prices, group[a.near.closed[group] == 0]) for group in groups], np.int64)
        at_home, afar = low[a.mentee.branch], np.array(_lowest(prices, a.far.number), np.int64)
        further = a.mentee.remote & _above(at_home, afar)
        cheapest = np.where(further[:, None], afar, at_home)
        best = np.stack([1 - cheapest[:, 0], tail - cheapest[:, 1]], axis=1)
        return (tail != NEVER) & _above(best, least)

    def _worse_off(self, before: tuple[Prices, np.ndarray, np.ndarray] | None, prices: Prices, least: np.ndarray) -> np.ndarray:
        """Who could want a pair that was not listed when looked at last: those worth less now, those near a price that
        fell, and those for whom more was found than is listed in one round."""
        if before is None:
            return np.ones(len(self.mentees), bool)
        a, (earlier, worth, cut) = self.arrays, before
        fell = _above(np.stack([earlier.people, earlier.points], axis=1), np.stack([prices.people, prices.points], axis=1))
        at_home = np.bincount(a.mentor.branch[fell], minlength=len(a.home)) > 0
        worse = _above(worth, least) | at_home[a.mentee.branch] | (a.mentee.remote & np.any(fell[a.far.number]))
        worse[cut] = True
        return worse

    def empty_graph(self) -> Graph:
        """The pool without any pairs yet."""
        start = np.zeros(len(self.mentees), np.int64)
        return Graph(start, start.copy(), np.zeros(0, np.int32), np.zeros(0, np.int64), self.places)

    def with_pairs(self, graph: Graph, rows: np.ndarray, listed: np.ndarray, score: np.ndarray) -> Graph:
        """The graph with these pairs put at the end of their mentees' rows."""
        if listed.shape[1]:
            real = np.cumsum(listed == NEVER, axis=1) == 0
        else:
            real = np.zeros(listed.shape, bool)
        more = np.zeros(graph.mentees, np.int64)
        more[rows] = real.sum(axis=1)
        size = graph.end - graph.start
        end = np.cumsum(size + more)
        start = end - size - more
        to, points = np.empty(int(end[-1]) if len(end) else 0, np.int32), np.empty(int(end[-1]) if len(end) else 0, np.int64)
        old = np.arange(len(graph.to)) + np.repeat(start - graph.start, size)
        to[old], points[old] = graph.to, graph.score
        fresh = np.arange(int(more.sum())) + np.repeat(start + size - (np.cumsum(more) - more), more)
        to[fresh], points[fresh] = listed[real], score[real]
        return Graph(start, end, to, points, graph.capacity)


def decoded(market: Market) -> np.ndarray:
    """Each mentee's worth as (people, points)."""
    worth = market.worth[: market.mentees]
    people = (worth + market.lift // 2) // market.lift
    return np.stack([people, worth - people * market.lift], axis=1).astype(np.int64)


def _above(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Row by row, whether (people, points) of one are more than those of the other."""
    return (one[..., 0] > other[..., 0]) | ((one[..., 0] == other[..., 0]) & (one[..., 1] > other[..., 1]))


def _lowest(prices: Prices, group: np.ndarray) -> tuple[int, int]:
    if not len(group):
        return (NOT_FOR_SALE, 0)
    people, points = prices.people[group], prices.points[group]
    least = people.min()
    return int(least), int(points[people == least].min())


def read_people(mentees: str, mentors: str, rules: str, locked: str | None = None, forbidden: str | None = None) -> PeoplePool:
    """The pool of three files, and of two more if given; raises InputError."""
    set_by, digest = read_rules(rules)
    people, one = read_mentees(mentees, set_by)
    helpers, other = read_mentors(mentors, set_by)
    inputs = {"mentees": one.sha256, "mentors": other.sha256, "rules": digest}
    barred: list[tuple[str, str]] = []
    if forbidden:
        table, of, to = read_duos(forbidden, index([p.id for p in people]), index([p.id for p in helpers]))
        inputs["forbidden"] = table.sha256
        barred = [(people[i].id, helpers[j].id) for i, j in zip(of, to, strict=True)]
    pool = PeoplePool(people, helpers, set_by, forbidden_pairs=barred, inputs=inputs)
    if locked:
        inputs["locked"] = read_locked(locked, pool).sha256
        pool.ready()
    return pool
