"""The solver finds what an independent formulation finds, proves it, and goes on from where it stood."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.matching.oracles import optimum
from vieta.matching.engine.bound import Graph, Prices, Value, dual_bound, exact, graph_of
from vieta.matching.engine.market import NOBODY, Market, Solution, solve


@st.composite
def markets(draw, most_mentees=8, most_mentors=6):
    """Pools of every shape: nobody, no pairs, no places, all scores equal, negative scores."""
    n, m = draw(st.integers(0, most_mentees)), draw(st.integers(0, most_mentors))
    capacity = np.array(draw(st.lists(st.integers(0, 3), min_size=m, max_size=m)), np.int64)
    low, high = draw(st.sampled_from([(0, 0), (0, 1), (-3, 3), (-1000, 1000)]))
    pairs = [(i, j) for i in range(n) for j in range(m)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=len(pairs))) if pairs else []
    score = draw(st.lists(st.integers(low, high), min_size=len(chosen), max_size=len(chosen)))
    return n, capacity, chosen, score


def graph(n, capacity, pairs, score) -> Graph:
    mentee, mentor = np.array([i for i, _ in pairs], np.int64), np.array([j for _, j in pairs], np.int64)
    return graph_of(mentee, mentor, exact(score), n, capacity)


def oracle(n, capacity, pairs, score) -> tuple[int, int]:
    return optimum(n, capacity, [i for i, _ in pairs], [j for _, j in pairs], score)


def assert_sound(g: Graph, found: Solution) -> None:
    """Allowed pairs, no mentor beyond capacity, the value as counted, and prices that prove it."""
    pairs = {(int(i), int(j)): int(s) for i, j, s in zip(g.rows(), g.to, g.score, strict=True)}
    duos = [(i, int(j)) for i, j in enumerate(found.mate) if j != NOBODY]
    assert found.value == Value(len(duos), sum(pairs[duo] for duo in duos))
    assert np.all(np.bincount([j for _, j in duos], minlength=g.mentors) <= g.capacity)
    assert found.prices.fault() is None
    assert dual_bound(g, found.prices) == found.value


@settings(max_examples=1000, deadline=None)
@given(markets())
def test_the_best_is_found_and_proven(market):
    g = graph(*market)
    found = solve(g)
    assert_sound(g, found)
    assert tuple(found.value) == oracle(*market)


@settings(max_examples=150, deadline=None)
@given(markets(), st.integers(15, 40))
def test_scores_beyond_64_bits_are_exact(market, digits):
    n, capacity, pairs, score = market
    large = [s * 10**digits + k for k, s in enumerate(score)]
    g = graph(n, capacity, pairs, large)
    found = solve(g)
    assert_sound(g, found)
    small = graph(n, capacity, pairs, score)
    assert found.value.people == solve(small).value.people
    plain = solve(graph(n, capacity, pairs, [s * 1000 + k for k, s in enumerate(score)]))
    assert found.value.points // 10**digits == plain.value.points // 1000


@settings(max_examples=200, deadline=None)
@given(markets(), st.randoms(use_true_random=False))
def test_the_order_of_pairs_changes_nothing(market, random):
    n, capacity, pairs, score = market
    together = list(zip(pairs, score, strict=True))
    random.shuffle(together)
    shuffled = [pair for pair, _ in together], [s for _, s in together]
    assert solve(graph(*market)).mate.tolist() == solve(graph(n, capacity, *shuffled)).mate.tolist()


@settings(max_examples=350, deadline=None)
@given(markets(), st.data())
def test_going_on_from_earlier_prices_ends_at_the_best(market, data):
    n, capacity, pairs, score = market
    before = solve(graph(*market))
    keep = data.draw(st.lists(st.booleans(), min_size=len(pairs), max_size=len(pairs)))
    change = data.draw(st.lists(st.integers(-3, 3), min_size=len(pairs), max_size=len(pairs)))
    places = np.maximum(
        capacity + np.array(data.draw(st.lists(st.integers(-1, 1), min_size=len(capacity), max_size=len(capacity))), int), 0
    )
    later = n, places, [p for p, k in zip(pairs, keep, strict=True) if k], [s + c for s, c, k in zip(score, change, keep, strict=True) if k]
    g = graph(*later)
    found = Market(g).resume(before.mate, before.prices).solution()
    assert_sound(g, found)
    assert tuple(found.value) == oracle(*later)


@settings(max_examples=350, deadline=None)
@given(markets(), st.integers(0, 8), st.data())
def test_newcomers_join_at_the_best_and_no_started_duo_moves(market, first, data):
    n, capacity, pairs, score = market
    k = min(first, n)
    old = [(p, s) for p, s in zip(pairs, score, strict=True) if p[0] < k]
    new = sorted((p, s) for p, s in zip(pairs, score, strict=True) if p[0] >= k)
    held = Market(graph(k, capacity, [p for p, _ in old], [s for _, s in old]), growth=(n - k, len(new)), span=(-1000, 1000)).solve()
    before = held.solution().mate
    started = [i for i in range(k) if before[i] != NOBODY and data.draw(st.booleans())]
    held.start_duos(np.array(started, np.int64))
    size = np.bincount([p[0] - k for p, _ in new], minlength=n - k)
    held.join(size, np.array([p[1] for p, _ in new], np.int32), np.array([s for _, s in new], np.int64))
    after = held.solution()
    assert after.mate[started].tolist() == before[started].tolist()
    points = dict(zip(pairs, score, strict=True))
    kept = [(i, int(before[i])) for i in started]
    left = capacity - np.bincount([j for _, j in kept], minlength=len(capacity))
    rest = [(p, s) for p, s in zip(pairs, score, strict=True) if p[0] not in started]
    people, total = oracle(n, left, [p for p, _ in rest], [s for _, s in rest])
    assert tuple(after.value) == (people + len(kept), total + sum(points[duo] for duo in kept))


def test_more_newcomers_than_there_is_growth_are_refused():
    held = Market(graph(1, np.array([1]), [(0, 0)], [5]), growth=(1, 1)).solve()
    held.join(np.array([1]), np.array([0], np.int32), np.array([9]))
    with pytest.raises(ValueError, match="growth"):
        held.join(np.array([1]), np.array([0], np.int32), np.array([9]))


def test_somebody_without_a_mentor_cannot_have_started():
    held = Market(graph(2, np.array([1]), [(0, 0), (1, 0)], [5, 4])).solve()
    with pytest.raises(ValueError, match="started"):
        held.start_duos(np.array([1]))


def test_a_large_market_is_solved_by_its_parts_side_by_side():
    random = np.random.default_rng(7)
    n, parts = 4000, 8
    mentee = np.repeat(np.arange(n), 20)
    mentor = random.integers(0, n // parts, len(mentee)) + mentee // (n // parts) * (n // parts)
    key = np.unique(mentee * n + mentor)
    g = graph_of(key // n, key % n, random.integers(0, 500, len(key)), n, random.integers(0, 2, n))
    found = solve(g)
    assert len(g.to) > 50_000
    assert_sound(g, found)


@given(markets(), st.data())
@settings(max_examples=300, deadline=None)
def test_any_prices_at_all_bound_every_matching(market, data):
    n, capacity, pairs, score = market
    m = len(capacity)
    people = np.array(data.draw(st.lists(st.integers(0, 2), min_size=m, max_size=m)), np.int64)
    points = np.array(data.draw(st.lists(st.integers(0, 50), min_size=m, max_size=m)), np.int64)
    assert dual_bound(graph(*market), Prices(people, points)) >= oracle(*market)
