"""What two views on one side of life mean: the difference, the change over time, and what a low level suggests."""

import pytest

from vieta.plans.choices import Change, Suggested
from vieta.plans.rules import change, difference, suggested, text_hash

STEP, SERVICE = Suggested.STEP, Suggested.SERVICE


@pytest.mark.parametrize(
    ("person", "worker", "expected"), [(4, 2, 2), (2, 4, -2), (3, 3, 0), (None, 3, None), (3, None, None), (None, None, None)]
)
def test_difference(person, worker, expected):
    assert difference(person, worker) == expected


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [(2, 3, Change.BETTER), (1, 5, Change.BETTER), (3, 3, Change.SAME), (3, 2, Change.WORSE), (None, 3, None), (3, None, None)],
)
def test_change(then, now, expected):
    assert change(then, now) == expected


@pytest.mark.parametrize(
    ("person", "worker", "expected"),
    [(1, 5, STEP), (5, 1, STEP), (1, None, STEP), (2, 4, SERVICE), (None, 2, SERVICE), (3, 3, None), (None, None, None)],
)
def test_a_low_level_suggests_and_decides_nothing(person, worker, expected):
    assert suggested(person, worker) == expected


STEPS = [("Write to three bakeries", "person", "", "2021-05-01")]
GOALS = [("work", "Find work", STEPS)]


@pytest.mark.parametrize(
    ("words", "goals"),
    [
        ("I want mornings free", GOALS),
        ("", [("work", "Find work in a bakery", STEPS)]),
        ("", [("housing", "Find work", STEPS)]),
        ("", [("work", "Find work", [("Write to three bakeries", "coach", "", "2021-05-01")])]),
        ("", [("work", "Find work", [("Write to three bakeries", "person", "", "2021-05-02")])]),
        ("", [("work", "Find work", [])]),
        ("", GOALS * 2),
    ],
)
def test_every_change_of_the_text_changes_its_fingerprint(words, goals):
    assert text_hash("", GOALS) == text_hash("", list(GOALS))
    assert text_hash(words, goals) != text_hash("", GOALS)
