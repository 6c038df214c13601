"""Samples that anybody can draw again, their shares of strata, and the exact interval of an error rate."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vieta.reports.rules import allocated, drawn, error_interval
from vieta.reports.rules.units import price_of

REFERENCES = [f"P-{n:04d}" for n in range(200)]


def test_the_same_seed_draws_the_same_and_another_seed_another():
    first = drawn(REFERENCES, 20, "seed")
    assert first == drawn(list(reversed(REFERENCES)), 20, "seed")
    assert first != drawn(REFERENCES, 20, "other")
    assert drawn(REFERENCES, 30, "seed")[:20] == first  # a larger sample holds the smaller one


def test_it_can_be_drawn_again_by_hand():
    by_hand = sorted(REFERENCES, key=lambda one: hashlib.sha256(f"2026:{one}".encode()).hexdigest())[:5]
    assert drawn(REFERENCES, 5, "2026") == by_hand


@pytest.mark.parametrize(
    ("sizes", "size", "expected"),
    [
        ({"a": 60, "b": 30, "c": 10}, 10, {"a": 6, "b": 3, "c": 1}),
        ({"a": 97, "b": 2, "c": 1}, 10, {"a": 8, "b": 1, "c": 1}),  # at least one of each
        ({"a": 1, "b": 1, "c": 1}, 2, {"a": 0, "b": 1, "c": 1}),
        ({"a": 3, "b": 1}, 9, {"a": 3, "b": 1}),  # everybody
    ],
)
def test_shares_of_strata(sizes, size, expected):
    assert allocated(sizes, size) == expected


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 500), min_size=1), st.integers(1, 600))
def test_shares_add_up_and_exceed_no_stratum(sizes, size):
    given_ = allocated(sizes, size)
    assert sum(given_.values()) == min(size, sum(sizes.values()))
    assert all(0 <= given_[name] <= sizes[name] for name in sizes)


@pytest.mark.parametrize(
    ("errors", "judged", "low", "high"),
    # published: none of 10 gives the upper bound 1 - 0.025**(1/10); Newcombe (1998), table II: 81/263, 15/148, 0/20, 1/29
    [
        (0, 10, 0.0, 1 - 0.025**0.1),
        (81, 263, 0.2527, 0.3676),
        (15, 148, 0.0578, 0.1617),
        (0, 20, 0.0, 0.1684),
        (1, 29, 0.0009, 0.1776),
        (29, 29, 0.8806, 1.0),
        (0, 0, 0.0, 1.0),
    ],
)
def test_the_exact_interval_is_the_published_one(errors, judged, low, high):
    assert error_interval(errors, judged) == pytest.approx((low, high), abs=5e-5)


def test_more_errors_than_records_are_refused():
    with pytest.raises(ValueError, match="more errors"):
        error_interval(3, 2)


@pytest.mark.parametrize(
    ("cents", "minutes", "expected"), [(4500, 60, 4500), (4500, 45, 3375), (1, 30, 1), (1, 29, 0), (4501, 20, 1500), (100, 50, 83)]
)
def test_an_hour_is_priced_to_the_cent(cents, minutes, expected):
    assert price_of(cents, minutes, by_hour=True) == expected
    assert price_of(cents, minutes, by_hour=False) == cents
