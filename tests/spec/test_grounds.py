"""The rules of grounds as a drawn table: from the fully qualifying person, one fact changed per line (S3-05, S3-06)."""

from dataclasses import replace
from datetime import date

import pytest

from vieta.enrolments.rules import EntryFacts, GroundAsked, explain, with_their_grounds

ON = date(2020, 9, 29)
QUALIFIES = EntryFacts(birth_on=date(1960, 1, 1), labour="unemployed", education=2)

FIFTY = GroundAsked(1, "50 or older", "age-at-least", 50)
YOUNG = GroundAsked(2, "Under 30", "age-below", 30)
UNEMPLOYED = GroundAsked(3, "Unemployed with a disability", "unemployed")
LOW = GroundAsked(4, "Disability and low education", "low-education", 2)
PLAIN = GroundAsked(5, "Roma")

TABLE = [
    # ground      changed fact                              holds   the value that was looked at
    (FIFTY, {}, True, "60"),
    (FIFTY, {"birth_on": date(1970, 9, 29)}, True, "50"),
    (FIFTY, {"birth_on": date(1970, 9, 30)}, False, "49"),
    (FIFTY, {"birth_on": None}, False, ""),
    (YOUNG, {"birth_on": date(1990, 9, 30)}, True, "29"),
    (YOUNG, {"birth_on": date(1990, 9, 29)}, False, "30"),
    (YOUNG, {"birth_on": None}, False, ""),
    (UNEMPLOYED, {}, True, "Unemployed"),
    (UNEMPLOYED, {"labour": "inactive"}, False, "Inactive (neither working nor seeking work)"),
    (UNEMPLOYED, {"labour": "employed"}, False, "Employed or self-employed"),
    (UNEMPLOYED, {"labour": ""}, False, ""),
    (LOW, {}, True, "2"),
    (LOW, {"education": 0}, True, "0"),
    (LOW, {"education": 3}, False, "3"),
    (LOW, {"education": 5}, False, "5"),
    (LOW, {"education": None}, False, ""),
    (PLAIN, {"birth_on": None, "labour": "", "education": None}, True, ""),
]


@pytest.mark.parametrize(("ground", "changed", "holds", "value"), TABLE)
def test_ground(ground, changed, holds, value):
    found = explain(ground, replace(QUALIFIES, **changed), ON)
    assert (found.holds, found.value, found.ground) == (holds, value, ground.name)
    assert found.words


GROUNDS = [GroundAsked(1, "Sex"), GroundAsked(2, "Carer", under_id=1), GroundAsked(3, "Age"), GroundAsked(4, "50", under_id=3)]


@pytest.mark.parametrize(
    ("chosen", "held"), [([], []), ([1], [1]), ([2], [1, 2]), ([4], [3, 4]), ([2, 4], [1, 2, 3, 4]), ([1, 2], [1, 2]), ([99], [])]
)
def test_a_sub_ground_implies_its_ground(chosen, held):
    assert [ground.id for ground in with_their_grounds(chosen, GROUNDS)] == held
