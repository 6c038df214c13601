"""Which groups may be told, and what changed between two states, as small drawn tables."""

import pytest

from vieta.matching.rules.changes import Difference, differences
from vieta.matching.rules.criteria import SHIPPED, Conditions, age_band, needs, reweighted
from vieta.matching.rules.shares import hidden, median

CASES = [
    # groups as (people, how many met somebody), threshold 5, hidden
    ({"a": (6, 0), "b": (7, 0)}, set()),
    ({"a": (12, 6), "b": (20, 10)}, set()),
    ({"a": (4, 0), "b": (9, 0), "c": (20, 10)}, {"a", "b"}),  # one small group would follow from the total
    ({"a": (3, 0), "b": (4, 0), "c": (20, 10)}, {"a", "b"}),  # together they are seven
    ({"a": (2, 0), "b": (2, 0), "c": (9, 0), "d": (20, 10)}, {"a", "b", "c"}),  # together they are still too few
    ({"a": (12, 1), "b": (20, 10), "c": (30, 10)}, {"a", "b"}),  # one who met somebody can be told apart
    ({"a": (12, 11), "b": (20, 10), "c": (30, 10)}, {"a", "b"}),  # so can one who did not
    ({"a": (4, 0)}, {"a"}),
    ({}, set()),
]


@pytest.mark.parametrize(("groups", "out"), CASES)
def test_small_groups_cannot_be_worked_out(groups, out):
    assert hidden(groups, 5) == out


@pytest.mark.parametrize(("values", "middle"), [([], None), ([3], 3), ([1, 9], 5), ([9, 1, 4], 4)])
def test_the_middle(values, middle):
    assert median(values) == middle


@pytest.mark.parametrize(("age", "band"), [(None, ""), (24, "under-25"), (25, "25-29"), (29, "25-29"), (30, "30-plus")])
def test_bands(age, band):
    assert age_band(age) == band


BEFORE = {"mentees": "mentee,free\nA,x\nB,y\n", "mentors": "mentor,free\nM,x\n", "rules": "r", "locked": "mentee,mentor\nA,M\n"}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, []),
        ({"mentees": "mentee,free\nA,x\n"}, [Difference("mentee-left", ("B",))]),
        ({"mentees": "mentee,free\nA,x\nB,y\nC,z\n"}, [Difference("mentee-came", ("C",))]),
        ({"mentees": "mentee,free\nA,x\nB,z\n"}, [Difference("mentee-changed", ("B",))]),
        ({"mentors": "mentor,free\n"}, [Difference("mentor-left", ("M",))]),
        ({"locked": ""}, [Difference("kept-no-more", ("A", "M"))]),
        ({"forbidden": "mentee,mentor\nB,M\n"}, [Difference("apart-since", ("B", "M"))]),
        ({"rules": "s"}, [Difference("rules")]),
    ],
)
def test_what_changed_is_told_one_by_one(change, told):
    assert differences(BEFORE, BEFORE | change) == told


def test_other_weights_leave_the_limits_alone():
    other = reweighted(SHIPPED, {"sector": 9})
    assert other["weights"]["sector"] == 9
    assert other["limits"] == SHIPPED["limits"]
    assert SHIPPED["weights"]["sector"] == 3


def test_facts_nobody_asks_for_are_not_needed():
    asked = needs(SHIPPED, Conditions(clearance=False), grouped=False)
    assert {"born_on", "migrant_background", "group", "cleared_until"} & asked == set()
    assert "born_on" in needs(SHIPPED, Conditions(age_gap=10), grouped=False)
