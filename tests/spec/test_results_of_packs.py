"""Results of the packs as drawn tables: education, qualification, better work, disadvantaged, the Latvian rule, DUO's families."""

from datetime import date, timedelta

import pytest

from tests.indicators.book import WHOLE, Book
from vieta.indicators.engine import Question

ENTRY, LEFT = date(2021, 1, 4), date(2021, 6, 1)
LATER = date(2021, 12, 1)  # six months after leaving
EMPLOYED = WHOLE | {"labour": "employed", "unemployed_since": None, "precarious": "yes", "underemployed": "yes"}


def counted(code: str, entry: dict, outcomes=(), answers=(), *, left: date | None = LEFT, day=date(2022, 12, 31)) -> int:
    """What a measure counts for one person; outcomes are (kind, day, until or None, contract)."""
    return int(code in counting((code,), entry, outcomes, answers, left=left, day=day))


def counting(codes, entry: dict, outcomes=(), answers=(), *, left: date | None = LEFT, day=date(2022, 12, 31)) -> set[str]:
    """Which of some measures count one person."""
    book = Book()
    stay = book.enrol(1, entered=ENTRY, left=left, **entry)
    for kind, on, *more in outcomes:
        book.outcome(stay, kind, on, until=more[0] if more else None, contract_kind=more[1] if len(more) > 1 else "")
    for moment, answer, on in answers:
        book.asked(stay, moment, answer, on, on)
    found = book.engine().counts(Question(1, day), codes)[None]
    return {code for code, count in found.items() if count.total}


def after(days: int) -> date:
    return LEFT + timedelta(days=days)


@pytest.mark.parametrize("code", ["EECR02", "CR02"])
@pytest.mark.parametrize(
    ("entry", "outcomes", "answers", "left", "number"),
    [
        ({}, [("education", after(5))], [], LEFT, 1),
        ({}, [("education", after(28))], [], LEFT, 1),
        ({}, [("education", after(29))], [], LEFT, 0),
        ({}, [("education", after(-40))], [], LEFT, 1),  # begun before leaving and still so
        ({}, [("education", after(-40), after(-1))], [], LEFT, 0),
        ({}, [("education", after(-40), after(1))], [], LEFT, 1),
        ({}, [("education", after(5)), ("employment", after(6))], [], LEFT, 1),  # stands beside a labour result
        ({"in_education": "no"}, [("education", after(5))], [], LEFT, 1),
        ({"in_education": "yes"}, [("education", after(5))], [], LEFT, 0),  # was in education at entry already
        ({}, [("qualification", after(5))], [], LEFT, 0),
        ({}, [("education", after(5))], [], None, 0),  # has not left
        ({}, [], [("28-days", "in-education", after(28))], LEFT, 1),
        ({}, [], [("28-days", "in-work", after(28))], LEFT, 0),
        ({}, [], [("6-months", "in-education", LATER)], LEFT, 0),
        ({"education": None}, [("education", after(5))], [], LEFT, 0),  # an incomplete record is in no figure
    ],
)
def test_in_education_upon_leaving(code, entry, outcomes, answers, left, number):
    assert counted(code, WHOLE | entry, outcomes, answers, left=left) == number


@pytest.mark.parametrize("code", ["EECR03", "CR03"])
@pytest.mark.parametrize(
    ("on", "number"), [(after(0), 1), (after(28), 1), (after(29), 0), (ENTRY, 1), (ENTRY - timedelta(days=1), 0), (after(-30), 1)]
)
def test_a_qualification_gained_between_entry_and_28_days_after_leaving(code, on, number):
    assert counted(code, WHOLE, [("qualification", on)]) == number
    assert counted(code, EMPLOYED, [("qualification", on)]) == number  # whoever it was at entry


@pytest.mark.parametrize("code", ["EECR06", "CR07"])
@pytest.mark.parametrize(
    ("entry", "outcomes", "answers", "number"),
    [
        ({}, [("promotion", after(10))], [], 1),
        ({}, [("higher-skills", after(10))], [], 1),
        ({}, [("stable-contract", after(10))], [], 1),
        ({}, [("full-hours", after(10))], [], 1),
        ({}, [("pay-rise", after(10))], [], 0),  # a pay rise alone never counts
        ({}, [("pay-rise", after(10)), ("promotion", after(20))], [], 1),
        ({"precarious": "no"}, [("stable-contract", after(10))], [], 0),  # was stable already
        ({"precarious": None}, [("stable-contract", after(10))], [], 0),
        ({"underemployed": "no"}, [("full-hours", after(10))], [], 0),
        ({"precarious": "no", "underemployed": "no"}, [("promotion", after(10))], [], 1),
        ({}, [("employment", after(10), None, "permanent")], [], 1),  # a permanent contract after a precarious one
        ({}, [("employment", after(10), None, "fixed-term")], [], 0),
        ({"precarious": "no"}, [("employment", after(10), None, "permanent")], [], 0),
        ({}, [("promotion", LATER)], [], 1),
        ({}, [("promotion", LATER + timedelta(days=1))], [], 0),
        ({}, [("promotion", ENTRY)], [], 0),  # was so at entry
        ({}, [("promotion", after(-60))], [], 1),
        ({}, [("promotion", after(10), after(60))], [], 0),  # did not last
        ({}, [("promotion", after(10)), ("job-search", after(90))], [], 0),  # lost work by then
        ({}, [("promotion", after(10)), ("employment", after(20), after(90))], [], 0),
        ({}, [("promotion", after(10))], [("6-months", "in-work", LATER)], 1),
        ({}, [("promotion", after(10))], [("6-months", "inactive", LATER)], 0),
        ({"labour": "inactive"}, [("promotion", after(10))], [], 0),  # only for people employed at entry
        ({"labour": "unemployed", "unemployed_since": "2020-01-01"}, [("promotion", after(10))], [], 0),
    ],
)
def test_better_work_six_months_after_leaving(code, entry, outcomes, answers, number):
    assert counted(code, EMPLOYED | entry, outcomes, answers) == number


def test_better_work_is_not_told_before_six_months_have_passed():
    assert counted("EECR06", EMPLOYED, [("promotion", after(10))], day=LATER - timedelta(days=1)) == 0
    assert counted("EECR06", EMPLOYED, [("promotion", after(10))], day=LATER) == 1


INACTIVE = {"labour": "inactive", "unemployed_since": None}


@pytest.mark.parametrize(
    ("entry", "outcomes", "expected"),
    [
        ({}, [("employment", after(5))], {"CR04", "CR06"}),
        ({"minority": "yes"}, [("employment", after(5))], {"CR04", "CR05", "CR06", "CR09"}),
        ({"disability": "yes"} | INACTIVE, [("job-search", after(5))], {"CR01", "CR05"}),
        ({"disability": "yes"}, [("job-search", after(5))], set()),  # was seeking at entry already
        ({"exclusion_risk": "yes"}, [("qualification", after(5))], {"CR03", "CR05"}),
        ({"foreign_background": "yes"}, [("education", after(5))], {"CR02", "CR05"}),
        ({"household_jobless": "yes"}, [("education", after(5))], {"CR02", "CR05"}),
        ({"household_one_adult": "yes"}, [("education", after(5))], {"CR02"}),  # without children
        ({"household_one_adult": "yes", "household_children": "yes"}, [("education", after(5))], {"CR02", "CR05"}),
        ({"birth_on": "1966-01-04"}, [("employment", after(5))], {"CR04", "CR06", "CR08"}),
        ({"birth_on": "1966-01-05"}, [("employment", after(5))], {"CR04", "CR06"}),  # 54 on the entry day
        ({"minority": "yes", "labour": "employed"}, [("employment", after(5))], set()),
        ({"minority": "yes"}, [], set()),
    ],
)
def test_results_of_2014(entry, outcomes, expected):
    codes = [f"CR{n:02}" for n in range(1, 10)]
    assert counting(codes, WHOLE | entry, outcomes) == expected


@pytest.mark.parametrize(
    ("entry", "outcomes", "number"),
    [
        ({}, [("job-search", after(5))], 1),  # looking for work is a result here
        ({}, [("employment", after(5))], 1),
        ({}, [("self-employment", after(28))], 1),
        ({}, [("education", after(5))], 1),
        ({}, [("qualification", after(5))], 1),
        ({}, [("confidence", after(5))], 0),
        ({}, [("employment", after(29))], 0),
        ({"labour": "employed"}, [("job-search", after(5))], 0),
        ({"education": None}, [("employment", after(5))], 1),  # complete records are asked for by ESF+, not here
        ({}, [], 0),
    ],
)
def test_the_latvian_rule(entry, outcomes, number):
    expected = {"lv-supported", "lv-result"} if number else {"lv-supported"}
    assert counting(("lv-supported", "lv-result"), WHOLE | entry, outcomes) == expected


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ([("employment", date(2022, 1, 4), None, "permanent")], {"duo-positive-exit", "duo-stable-job"}),  # a year to the day
        ([("employment", date(2022, 1, 5), None, "permanent")], set()),
        ([("employment", after(1), after(93), "fixed-term")], {"duo-positive-exit", "duo-stable-job"}),
        ([("employment", after(1), after(92), "fixed-term")], {"duo-positive-exit"}),  # a day less than three months
        ([("employment", after(1), None, "fixed-term")], {"duo-positive-exit"}),  # an end that is not known
        ([("employment", after(1), after(20), "permanent")], {"duo-positive-exit"}),
        ([("education", after(1))], {"duo-positive-exit"}),
        ([("job-search", after(1))], set()),
    ],
)
def test_duo_within_twelve_months(outcomes, expected):
    assert counting(("duo-positive-exit", "duo-stable-job"), WHOLE, outcomes) == expected
    assert counted("duo-positive-exit", WHOLE, outcomes, left=None) == 0
