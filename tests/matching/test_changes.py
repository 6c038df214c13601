"""Bands, conditions, weights and what changed between two states, as small drawn tables."""

import pytest

from vieta.matching.rules.changes import Difference, differences
from vieta.matching.rules.criteria import SHIPPED, Conditions, age_band, needs, reweighted


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
