"""ESF+ record rules as drawn tables: start from a fully qualifying person, change one fact per line."""

from datetime import date, timedelta

import pytest

from tests.indicators.book import WHOLE, Book

ENTRY, LEFT = date(2021, 1, 4), date(2021, 6, 1)


def counted(code: str, *, day=date(2022, 12, 31), left=None, outcomes=(), answers=(), **changes) -> int:
    """What a measure counts for one person, with some traits changed."""
    book = Book()
    stay = book.enrol(1, entered=ENTRY, left=left, **(WHOLE | changes))
    for kind, after, *until in outcomes:
        book.outcome(stay, kind, left + timedelta(days=after), until=left + timedelta(days=until[0]) if until else None)
    for moment, answer, after in answers:
        book.asked(stay, moment, answer, left + timedelta(days=after), left + timedelta(days=after))
    return book.count(code, day)


@pytest.mark.parametrize(
    ("code", "changes", "number"),
    [
        ("EECO01", {}, 1),
        ("EECO01", {"education": None}, 0),
        ("EECO01", {"gender": None}, 0),
        ("EECO01", {"birth_on": None}, 0),
        ("EECO01", {"labour": None}, 0),
        ("EECO01", {"unemployed_since": None}, 0),  # the length of unemployment is a datum of point 1.1
        ("EECO01", {"labour": "inactive", "unemployed_since": None}, 1),
        ("EECO02", {}, 1),
        ("EECO02", {"labour": "inactive"}, 0),
        ("EECO03", {}, 1),
        ("EECO03", {"unemployed_since": "2020-01-03"}, 1),
        ("EECO03", {"unemployed_since": "2020-01-04"}, 0),  # exactly twelve months are not more than twelve
        ("EECO03", {"birth_on": "1999-01-01", "unemployed_since": "2020-07-03"}, 1),
        ("EECO03", {"birth_on": "1999-01-01", "unemployed_since": "2020-07-04"}, 0),
        ("EECO03", {"birth_on": "1996-01-04", "unemployed_since": "2020-07-03"}, 0),  # 25 on the entry day
        ("EECO03", {"birth_on": "1996-01-05", "unemployed_since": "2020-07-03"}, 1),
        ("EECO03", {"labour": "inactive"}, 0),
        ("EECO04", {"labour": "inactive"}, 1),
        ("EECO05", {"labour": "employed"}, 1),
        ("EECO06", {"birth_on": "2003-01-05"}, 1),
        ("EECO06", {"birth_on": "2003-01-04"}, 0),
        ("EECO07", {"birth_on": "2003-01-04"}, 1),
        ("EECO07", {"birth_on": "1991-01-05"}, 1),
        ("EECO07", {"birth_on": "1991-01-04"}, 0),
        ("EECO08", {"birth_on": "1966-01-04"}, 1),
        ("EECO08", {"birth_on": "1966-01-05"}, 0),
        ("EECO09", {}, 1),
        ("EECO09", {"education": "3"}, 0),
        ("EECO10", {"education": "3"}, 1),
        ("EECO10", {"education": "4"}, 1),
        ("EECO11", {"education": "5"}, 1),
        ("EECO12", {"disability": "yes"}, 1),
        ("EECO12", {"disability": "no"}, 0),
        ("EECO13", {"third_country": "yes"}, 1),
        ("EECO14", {"foreign_background": "yes"}, 1),
        ("EECO15", {"minority": "yes"}, 1),
        ("EECO15", {"minority": "yes", "education": None}, 0),
        ("EECO16", {"housing": "yes"}, 1),
        ("EECO17", {"rural": "yes"}, 1),
        ("EECO17", {}, 0),
    ],
)
def test_outputs(code, changes, number):
    assert counted(code, **changes) == number


INACTIVE = {"labour": "inactive", "unemployed_since": None}


@pytest.mark.parametrize(
    ("entry", "outcomes", "answers", "expected"),
    [
        # scenario 10
        (INACTIVE, [("job-search", 5), ("employment", 20)], [], {"EECR04", "EECR05"}),
        (INACTIVE, [("job-search", 5), ("employment", 30)], [], {"EECR01", "EECR05"}),
        # the last event of the 28 days counts
        (INACTIVE, [("employment", 5, 15), ("job-search", 15)], [], {"EECR01"}),
        (INACTIVE, [("employment", 20), ("job-search", 5)], [], {"EECR04", "EECR05"}),  # the order of recording does not matter
        (INACTIVE, [("self-employment", 28), ("job-search", 28)], [], {"EECR01"}),
        (INACTIVE, [("education", 5)], [], set()),
        # work that ended within them no longer counts, nor does anything before it
        (INACTIVE, [("employment", 5, 15)], [], set()),
        (INACTIVE, [("job-search", 1), ("employment", 5, 15)], [], set()),
        (INACTIVE, [("employment", 5, 29)], [], {"EECR04"}),
        (INACTIVE, [("employment", 28)], [], {"EECR04", "EECR05"}),
        (INACTIVE, [("employment", 29)], [], {"EECR05"}),
        (INACTIVE, [("self-employment", 1)], [], {"EECR04", "EECR05"}),
        (INACTIVE, [("job-search", 1)], [], {"EECR01"}),
        # begun before leaving and still so
        (INACTIVE, [("employment", -10)], [], {"EECR04", "EECR05"}),
        (INACTIVE, [("employment", -40, -10)], [], set()),
        # EECR01 asks for inactive at entry, EECR04 and EECR05 for not employed
        ({}, [("job-search", 5)], [], set()),
        ({}, [("employment", 5)], [], {"EECR04", "EECR05"}),
        ({"labour": "employed"}, [("employment", 5)], [], set()),
        # six months after leaving: the answer weighs more than what was recorded before
        ({}, [("employment", 5, 100)], [], {"EECR04"}),
        ({}, [("employment", 5)], [("6-months", "seeking", 183)], {"EECR04"}),
        ({}, [], [("6-months", "in-work", 183)], {"EECR05"}),
        ({}, [("employment", 5)], [("6-months", "not-reached", 183)], {"EECR04", "EECR05"}),
        (INACTIVE, [], [("28-days", "seeking", 28)], {"EECR01"}),
        ({}, [("employment", 5)], [("28-days", "inactive", 28)], set()),
    ],
)
def test_results(entry, outcomes, answers, expected):
    got = {c for c in ("EECR01", "EECR04", "EECR05") if counted(c, left=LEFT, outcomes=outcomes, answers=answers, **entry)}
    assert got == expected


def test_a_result_needs_a_complete_record():
    work = [("employment", 5)]
    assert counted("EECR04", left=LEFT, outcomes=work) == 1
    assert counted("EECR04", left=LEFT, outcomes=work, education=None) == 0


def test_no_result_before_leaving_and_no_later_one_before_six_months():
    work = [("employment", 5)]
    assert counted("EECR04", left=LEFT, outcomes=work, day=LEFT + timedelta(days=4)) == 0
    assert counted("EECR04", left=LEFT, outcomes=work, day=LEFT + timedelta(days=5)) == 1
    assert counted("EECR05", left=LEFT, outcomes=work, day=date(2021, 11, 30)) == 0
    assert counted("EECR05", left=LEFT, outcomes=work, day=date(2021, 12, 1)) == 1
