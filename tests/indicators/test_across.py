"""A total over several programmes tells nobody: neither the few in more than one, nor the few in one alone, nor a small change."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from vieta.indicators.rules import told_across

THRESHOLD = 5


def sets(number: int) -> list[frozenset[int]]:
    """Every way to be in some of so many programmes."""
    return [frozenset(some) for size in range(1, number + 1) for some in combinations(range(number), size)]


@st.composite
def persons(draw) -> tuple[list[frozenset[int]], list[int]]:
    """How many are in just these programmes; each programme has none or so many that its own number is shown."""
    number = draw(st.integers(2, 3))
    few = st.one_of(st.integers(0, 6), st.integers(0, 60))
    ways = sets(number)
    counts = [draw(few) for _way in ways]
    for n in range(number):
        if 0 < sum(c for way, c in zip(ways, counts, strict=True) if n in way) < THRESHOLD:
            counts[ways.index(frozenset({n}))] += THRESHOLD
    return ways, counts


def told(ways, counts) -> tuple[list[int], tuple[int, int] | None]:
    """What a funder reads: each programme's own number, and between what the total lies."""
    number = max(max(way) for way in ways) + 1
    parts = [sum(c for way, c in zip(ways, counts, strict=True) if n in way) for n in range(number)]
    return parts, told_across(parts, sum(counts), THRESHOLD)


def reach(ways, parts, between, aim) -> tuple[float, float]:
    """Solves for the lowest and highest of a sum over the ways, given all that is read."""
    equal = np.array([[float(n in way) for way in ways] for n in range(len(parts))])
    ones = np.ones((1, len(ways)))
    bounds = {"A_ub": np.vstack([ones, -ones]), "b_ub": [between[1], -between[0]], "A_eq": equal, "b_eq": parts}
    low, high = (linprog(sign * np.array(aim, dtype=float), bounds=(0, None), **bounds) for sign in (1, -1))
    assert low.status == high.status == 0
    return low.fun, -high.fun


@settings(max_examples=150, deadline=None)
@given(persons())
def test_the_few_in_several_or_in_one_alone_stay_open_from_one_to_the_threshold(people):
    ways, counts = people
    parts, between = told(ways, counts)
    if between is None:
        return
    assert between[0] <= sum(counts) <= between[1]
    for aim in ([len(way) > 1 for way in ways], *([way == {n} for way in ways] for n in range(len(parts)))):
        value = sum(c for c, chosen in zip(counts, aim, strict=True) if chosen)
        if 0 < value < THRESHOLD:
            low, high = reach(ways, parts, between, aim)
            least, most = reach(ways, parts, (max(parts), sum(parts)), aim)  # what the parts tell by themselves
            assert low <= max(1, least) + 1e-6
            assert high >= min(THRESHOLD, most) - 1e-6


@pytest.mark.parametrize("parts", [(981, 14), (15, 14), (60, 14), (60, 24), (10, 6), (40, 30, 20), (100, 51)])
def test_what_is_told_depends_on_nothing_that_is_hidden(parts):
    """Of every total these parts could have, those that are told alike leave the few open, and none is hidden where another is told."""
    tellings = {total: told_across(parts, total, THRESHOLD) for total in range(max(parts), sum(parts) + 1)}
    assert len({told is None for told in tellings.values()}) == 1
    for told in set(tellings.values()):
        alike = [total for total, one in tellings.items() if one == told]
        if len(parts) == 2:
            for part in parts:
                alone = [total - sum(parts) + part for total in alike]
                assert not 0 < max(alone) < THRESHOLD or max(alone) == part


@given(st.lists(st.integers(20, 300), min_size=2, max_size=2), st.integers(0, 19), st.integers(0, 12), st.integers(1, 4), st.booleans())
def test_a_small_change_of_those_in_both_is_never_told(parts, again, grown, change, falls):
    """Of two tellings only the parts are exact; by how much those in both have changed stays open from one to the threshold."""
    before, after = (again + change, again) if falls else (again, again + change)
    later = [parts[0] + grown, parts[1]]
    tellings = [told_across(p, sum(p) - d, THRESHOLD) for p, d in ((parts, before), (later, after))]
    if None in tellings:
        return
    (first, _), (second, _) = [(sum(p) - most, sum(p) - least) for p, (least, most) in zip((parts, later), tellings, strict=True)]
    step = 2 * THRESHOLD - 1
    low, high = (first - second - step, first - second + step) if falls else (second - first - step, second - first + step)
    assert low <= 1
    assert high >= THRESHOLD


@pytest.mark.parametrize(
    ("parts", "total", "shown"),
    [
        ((1000, 997), 1997, (1988, 1997)),
        ((1000, 997), 1995, (1988, 1997)),  # two in both are not told from none
        ((1000, 997), 1987, (1978, 1987)),
        ((100, 51), 102, (100, 111)),  # two in the second alone are not told from none
        ((100, 50), 102, (101, 110)),
        ((60,), 60, (60, 60)),
        ((20, 20, 20, 20), 65, (61, 80)),  # from ten on there would be four in several at least
        ((20, 20, 20, 20, *[0] * 7), 65, (61, 80)),  # programmes with nobody in them change nothing of that
        ((), 0, (0, 0)),
    ],
)
def test_a_total_is_told_in_steps_of_those_who_count_again(parts, total, shown):
    assert told_across(parts, total, THRESHOLD) == shown
