"""The best set of duos within the fairness floor: a flow with a least per group, by OR-tools, and its prices."""

from fractions import Fraction

import numpy as np
from ortools.graph.python import max_flow, min_cost_flow

from . import floor
from .bound import EXACT, Graph, Prices
from .floor import FloorImpossible, Groups, Proof, Short
from .market import NOBODY, Solution
from .pool import locked_value
from .proposal import KEEP, PeoplePool
from .scan import NEVER


def within_floor(pool: PeoplePool, best: Solution) -> tuple[np.ndarray, Prices, Proof | None]:
    """Duos (of those not locked), prices and proof. The proof is None when the best set keeps the floor by itself."""
    together = np.where(pool.locked == NOBODY, best.mate, pool.locked)
    if floor.holds(pool, together):
        return best.mate, best.prices, None
    below = pool.floor or Fraction(0)
    groups, locked = floor.groups_of(pool), locked_value(pool).people
    most = locked + best.value.people
    matched, short = _greatest(pool, groups, below, locked, most)
    mate, prices, rise, lift = _best_at(pool, groups, groups.least(matched, below), matched - locked)
    return mate, prices, Proof(matched, rise, lift, best.prices.people, short)


def _greatest(pool: PeoplePool, groups: Groups, below: Fraction, locked: int, most: int) -> tuple[int, Short | None]:
    """The greatest number of people for which each group's least can be reached, and why no greater one."""
    low, high, short = locked - 1, most + 1, None
    while high - low > 1:  # what can be reached for a number can be reached for every smaller one
        middle = (low + high) // 2
        cut = _shortfall(pool, groups, groups.least(middle, below))
        if cut is None:
            low = middle
        else:
            high, short = middle, Short(middle, *cut)
    for matched in range(low, locked - 1, -1):
        if groups.least(matched, below).sum() <= matched - locked:
            return matched, short
    raise FloorImpossible("the duos that are locked leave no way to keep every group within the floor")


def _shortfall(pool: PeoplePool, groups: Groups, least: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
    """None if each group's least can be reached, else the groups and mentors of a cut that shows it cannot."""
    while True:
        cut = _cut(pool.graph, groups, least)
        if cut is None:
            return None
        left_out, price, worth = cut
        bonus = floor.without(groups, left_out)
        if not _listed_more(pool, Prices(price, np.zeros_like(price)), np.stack([worth, np.full(len(worth), EXACT)], axis=1), bonus):
            return left_out, price


def _cut(graph: Graph, groups: Groups, least: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray] | None:
    n, m, g = graph.mentees, graph.mentors, len(groups.names)
    source, sink = n + m + g, n + m + g + 1
    some = np.flatnonzero(groups.of != NOBODY)
    flow = max_flow.SimpleMaxFlow()
    for tail, head, room in (
        (np.full(g, source), n + m + np.arange(g), least),
        (n + m + groups.of[some], some, np.ones(len(some), np.int64)),
        (graph.rows(), graph.to + n, np.ones(len(graph.to), np.int64)),
        (n + np.arange(m), np.full(m, sink), graph.capacity),
    ):
        flow.add_arcs_with_capacity(tail.astype(np.int32), head.astype(np.int32), room.astype(np.int64))
    if flow.solve(source, sink) != flow.OPTIMAL:
        raise RuntimeError("the flow solver gave up")
    if flow.optimal_flow() == least.sum():
        return None
    inside = np.zeros(n + m + g + 2, bool)
    inside[flow.get_source_side_min_cut()] = True
    left_out = ~inside[n + m : n + m + g]
    counted = (groups.of != NOBODY) & ~np.where(groups.of == NOBODY, True, left_out[groups.of])
    return left_out, inside[n : n + m].astype(np.int64), (counted & ~inside[:n]).astype(np.int64)


def _listed_more(pool: PeoplePool, prices: Prices, least: np.ndarray, bonus: Prices) -> bool:
    """Puts into the pool's graph the pairs worth more than `least`; False if there are none."""
    listed, score, _, _ = pool.survey(pool.rows, prices, least, KEEP, bonus)
    if not len(pool.rows) or np.all(listed[:, 0] == NEVER):
        return False
    pool.graph = pool.with_pairs(pool.graph, pool.rows, listed, score)
    return True


def _best_at(pool: PeoplePool, groups: Groups, least: np.ndarray, matched: int) -> tuple[np.ndarray, Prices, int, np.ndarray]:
    """Most points with exactly so many people and the least of each group, over all allowed pairs."""
    while True:
        mate = _flow(pool.graph, groups, least, matched)
        prices, rise, lift = _potentials(pool.graph, groups, least, mate)
        bonus = floor.bonus(groups, rise, lift)
        worth = np.zeros((pool.graph.mentees, 2), np.int64)
        gain = pool.graph.score + bonus.points[pool.graph.rows()] - prices.points[pool.graph.to]
        np.maximum.at(worth[:, 1], pool.graph.rows(), gain)
        if not _listed_more(pool, prices, worth, bonus):
            return mate, prices, rise, lift


def _flow(graph: Graph, groups: Groups, least: np.ndarray, matched: int) -> np.ndarray:
    n, m, g = graph.mentees, graph.mentors, len(groups.names) + 1
    source, sink, group = n + m + g, n + m + g + 1, n + m + groups.of % g
    flow = min_cost_flow.SimpleMinCostFlow()

    def arcs(tail: np.ndarray, head: np.ndarray, room: np.ndarray, cost: np.ndarray) -> np.ndarray:
        return flow.add_arcs_with_capacity_and_unit_cost(tail.astype(np.int32), head.astype(np.int32), room.astype(np.int64), cost)

    nothing = np.zeros(max(n, m, g), np.int64)
    arcs(np.full(g, source), n + m + np.arange(g), np.full(g, n), nothing[:g])
    arcs(group, np.arange(n), np.ones(n), nothing[:n])
    pairs = arcs(graph.rows(), graph.to + n, np.ones(len(graph.to)), -graph.score)
    arcs(n + np.arange(m), np.full(m, sink), graph.capacity, nothing[:m])
    for k, needed in enumerate(least.tolist()):
        flow.set_node_supply(n + m + k, needed)
    flow.set_node_supply(source, matched - int(least.sum()))
    flow.set_node_supply(sink, -matched)
    if flow.solve() != flow.OPTIMAL:
        raise RuntimeError("the flow solver found no flow where one was proven to be")
    used = flow.flows(pairs) > 0
    mate = np.full(n, NOBODY, np.int32)
    mate[graph.rows()[used]] = graph.to[used]
    return mate


def _potentials(graph: Graph, groups: Groups, least: np.ndarray, mate: np.ndarray) -> tuple[Prices, int, np.ndarray]:
    """Prices from a best flow: shortest distances in what remains of the network (Bellman and Ford)."""
    n, m, g = graph.mentees, graph.mentors, len(groups.names) + 1
    source, sink, group = n + m + g, n + m + g + 1, n + m + groups.of % g
    rows, used = graph.rows(), np.bincount(mate[mate != NOBODY], minlength=m)
    chosen, some, alone = graph.to == mate[rows], np.flatnonzero(mate != NOBODY), np.flatnonzero(mate == NOBODY)
    over = np.append(groups.counted(mate) > least, bool(np.any(mate[groups.of == NOBODY] != NOBODY)))
    spare, busy = np.flatnonzero(used < graph.capacity), np.flatnonzero(used > 0)
    arcs = [
        (np.full(g, source), n + m + np.arange(g), 0), (n + m + np.flatnonzero(over), np.full(over.sum(), source), 0),
        (group[alone], alone, 0), (some, group[some], 0),
        (rows[~chosen], n + graph.to[~chosen], -graph.score[~chosen]), (n + graph.to[chosen], rows[chosen], graph.score[chosen]),
        (n + spare, np.full(len(spare), sink), 0), (np.full(len(busy), sink), n + busy, 0),
    ]  # fmt: skip
    tail = np.concatenate([arc[0] for arc in arcs])
    head = np.concatenate([arc[1] for arc in arcs])
    cost = np.concatenate([np.broadcast_to(np.asarray(arc[2], np.int64), arc[0].shape) for arc in arcs])
    distance = np.zeros(sink + 1, np.int64)
    for _ in range(sink + 2):
        before = distance.copy()
        np.minimum.at(distance, head, before[tail] + cost)
        if np.array_equal(before, distance):
            break
    price = np.maximum(distance[sink] - distance[n : n + m], 0)
    lift = distance[source] - distance[n + m : n + m + g - 1]
    return Prices(np.zeros(m, np.int64), price), int(distance[source] - distance[sink]), lift
