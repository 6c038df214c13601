"""When a mentor is ready for one more duo, and when supervision is due, as drawn tables."""

from dataclasses import replace
from datetime import date

import pytest

from vieta.mentoring.rules.network import Offering, TrainingAsked, reasons_not_ready, supervision_due_on, training_due_by
from vieta.mentoring.rules.profile import sound_languages, wrong_field

ON = date(2021, 3, 15)
BEFORE, WITHIN = TrainingAsked("before"), TrainingAsked("within", 30)
READY = Offering(
    standing="accepted", from_on=date(2020, 3, 1), trained_on=date(2020, 4, 1), cleared_until=date(2022, 1, 1), capacity=2, taken=1
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "asked", "reasons"),
    [
        ({}, BEFORE, []),
        ({"standing": "interviewed"}, BEFORE, ["Not accepted: Interviewed"]),
        ({"standing": "ended"}, BEFORE, ["Not accepted: Stopped"]),
        ({"from_on": date(2021, 3, 16)}, BEFORE, ["Not a mentor of this programme on that day"]),
        ({"until_on": ON}, BEFORE, ["Not a mentor of this programme on that day"]),
        ({"until_on": date(2021, 3, 16)}, BEFORE, []),
        ({"left_on": ON}, BEFORE, ["Not a mentor of this programme on that day"]),
        ({"trained_on": None}, BEFORE, ["The training is not complete"]),
        ({"trained_on": date(2021, 3, 16)}, BEFORE, ["The training is not complete"]),
        ({"trained_on": None, "early_start_on": ON}, BEFORE, []),
        ({"trained_on": None}, WITHIN, []),
        ({"trained_on": None, "first_agreed_on": date(2021, 2, 13)}, WITHIN, []),
        ({"trained_on": None, "first_agreed_on": date(2021, 2, 12)}, WITHIN, ["The training was due by 14 March 2021"]),
        ({"trained_on": None, "first_agreed_on": date(2021, 2, 12), "early_start_on": ON}, WITHIN, []),
        ({"cleared_until": None}, BEFORE, ["No clearance on record"]),
        ({"cleared_until": ON}, BEFORE, ["The clearance ran out on 15 March 2021"]),
        ({"cleared_until": date(2021, 3, 16)}, BEFORE, []),
        ({"pauses": [(ON, None)]}, BEFORE, ["Takes a pause"]),
        ({"pauses": [(date(2021, 1, 1), ON)]}, BEFORE, []),
        ({"taken": 2}, BEFORE, ["All places are taken: 2 of 2"]),
        ({"offer": "volunteer"}, BEFORE, ["Offers to help, not to mentor"]),
        ({"offer": "family"}, BEFORE, []),
    ],
)
def test_what_stands_in_the_way(change, asked, reasons):
    found = reasons_not_ready(replace(READY, **change), asked, clearance_required=True, on=ON)
    assert found == reasons


def test_a_clearance_that_is_not_asked_for_stands_in_no_way():
    assert reasons_not_ready(replace(READY, cleared_until=None), BEFORE, clearance_required=False, on=ON) == []


@pytest.mark.parametrize(
    ("change", "asked", "due"),
    [
        ({"trained_on": None, "first_agreed_on": date(2021, 2, 12)}, WITHIN, date(2021, 3, 14)),
        ({"trained_on": None}, WITHIN, None),
        ({"first_agreed_on": date(2021, 2, 12)}, WITHIN, None),
        ({"trained_on": None, "first_agreed_on": date(2021, 2, 12)}, BEFORE, None),
    ],
)
def test_by_when_the_training_is_due(change, asked, due):
    assert training_due_by(replace(READY, **change), asked) == due


@pytest.mark.parametrize(
    ("last", "since", "due"),
    [
        (None, date(2021, 1, 31), date(2021, 3, 31)),
        (date(2021, 2, 10), date(2021, 1, 31), date(2021, 4, 10)),
        (date(2020, 12, 10), date(2021, 1, 31), date(2021, 3, 31)),  # before the duo began counts for nothing
    ],
)
def test_when_supervision_is_due(last, since, due):
    assert supervision_due_on(last, since, 2) == due


@pytest.mark.parametrize(
    ("languages", "sound"),
    [
        ([["fr", "B2"], ["nl", "native"]], True),
        ([], True),
        ([["fr", "B2"], ["fr", "C1"]], False),
        ([["fr", "B7"]], False),
        ([["fr"]], False),
        ([["=1+1", "B2"]], False),
        ("fr:B2", False),
    ],
)
def test_languages(languages, sound):
    assert sound_languages(languages) is sound


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({}, ""),
        ({"isco": ["99"]}, "isco"),
        ({"nace": ["Z"]}, "nace"),
        ({"free": ["tue-night"]}, "free"),
        ({"free": ["tue-evening", "tue-evening"]}, "free"),
        ({"interests": ["x" * 61]}, "interests"),
        ({"interests": ["\u202echess"]}, "interests"),
        ({"languages": [["fr", ""]]}, "languages"),
    ],
)
def test_the_first_wrong_list(change, wrong):
    said = {"languages": [["fr", "B2"]], "isco": ["2", "25"], "nace": ["J"], "free": ["tue-evening"], "interests": ["chess"]}
    assert wrong_field(**said | change) == wrong
