"""Who counts, once, and from which day: reach, intensive guidance, re-entry, other programmes, corrections."""

from datetime import date, datetime

import pytest

from tests.indicators.book import WHOLE, Book
from vieta.indicators.engine import Question

SPRING = date(2021, 3, 1)


def test_met_three_times_in_the_street_counts_once():
    book = Book()
    for month in (1, 2, 3):
        book.met(7, date(2021, month, 1))
    assert book.count("reached") == 1


@pytest.mark.parametrize(
    ("changes", "number"),
    [
        ({}, 1),
        ({"presence": "absent"}, 0),
        ({"kind": "information"}, 0),
        ({"programme": 2}, 0),
        ({"retracted_at": datetime.fromisoformat("2021-04-01")}, 0),
    ],
)
def test_reached_in_outreach(changes, number):
    book = Book()
    book.programme(2)
    book.met(7, SPRING, **changes)
    assert book.count("reached") == number


@pytest.mark.parametrize(
    ("rule", "minutes", "plan", "number"),
    [
        ("either", 0, None, 0), ("either", 480, None, 0), ("either", 481, None, 1), ("either", 0, SPRING, 1),
        ("plan", 481, None, 0), ("plan", 0, SPRING, 1), ("support", 0, SPRING, 0), ("support", 481, None, 1),
    ],
)  # fmt: skip
def test_intensive_is_more_than_reach(rule, minutes, plan, number):
    book = Book()
    book.rows["programmes"][0]["intensive_rule"] = rule
    stay = book.enrol(1)
    book.met(1, SPRING, kind="consultation", minutes=minutes)
    book.met(1, SPRING, kind="outreach", minutes=600)  # outreach is no support
    if plan:
        book.plan(stay, plan)
    assert (book.count("intensive"), book.count("intensive", date(2021, 2, 28))) == (number, 0)


def test_re_entry_counts_once_with_first_entry_and_last_exit():
    book = Book()
    first = book.enrol(1, entered=date(2021, 1, 4), left=date(2021, 2, 1), **WHOLE)
    book.outcome(first, "employment", date(2021, 2, 2), until=date(2021, 3, 1))
    assert book.count("EECR04", date(2021, 2, 10)) == 1
    again = book.enrol(1, entered=date(2021, 5, 1), provider=2, **(WHOLE | {"labour": "employed"}))
    assert (book.count("EECO01"), book.count("EECO02"), book.count("EECO05")) == (1, 1, 0)  # data of the first entry
    assert (book.count("EECR04"), book.count("left")) == (0, 0)  # the last stay is open
    book.event(again, "left", date(2021, 8, 1))
    assert (book.count("left"), book.count("EECR04")) == (1, 0)
    book.outcome(again, "employment", date(2021, 8, 10))
    assert book.count("EECR04") == 1


def test_another_programme_is_a_new_record_and_the_total_over_both_counts_a_person_once():
    book = Book()
    book.programme(2)
    book.enrol(1, **WHOLE)
    book.enrol(1, programme=2, entered=date(2021, 9, 1), **WHOLE)
    book.enrol(2, programme=2, **WHOLE)
    assert (book.count("EECO01"), book.count("EECO01", programme=2)) == (1, 2)
    assert book.engine().persons_across([Question(n, date(2021, 12, 31)) for n in (1, 2)], "EECO01") == (2, 1, (1, 2))


def test_two_files_of_one_person_count_once_after_the_merge():
    book = Book()
    book.enrol(1, **WHOLE)
    book.met(2, SPRING)
    assert book.count("reached") == 2
    book.merge(2, 1)
    assert book.count("reached") == 1


def test_declined_counts_as_no_and_the_record_stays_complete():
    book = Book()
    stay = book.enrol(1, **WHOLE)
    book.trait(stay, "minority", "", on=date(2021, 1, 4), asked="declined")
    assert (book.count("EECO15"), book.count("EECO01")) == (0, 1)


def test_what_was_known_then_stays_known_as_it_was():
    book = Book()
    stay = book.enrol(1, **WHOLE)
    march, november = datetime.fromisoformat("2021-03-31"), datetime.fromisoformat("2021-11-30")
    book.outcome(
        stay,
        "employment",
        date(2021, 2, 1),
        recorded_at=datetime.fromisoformat("2021-02-02"),
        retracted_at=datetime.fromisoformat("2021-06-01"),
    )
    book.outcome(stay, "education", date(2021, 2, 10), recorded_at=datetime.fromisoformat("2021-07-01"))
    engine, day = book.engine(), date(2021, 3, 31)
    assert engine.total(Question(1, day, march), "working") == 1
    assert engine.total(Question(1, day, november), "working") == 0
    assert engine.total(Question(1, day, march), "included") == 1
    assert engine.total(Question(1, date(2021, 2, 5), november), "included") == 0


def test_the_comparison_group_is_counted_apart():
    book = Book()
    stay = book.enrol(1, **WHOLE)
    book.outcome(stay, "employment", SPRING, earnings=0)
    other = book.enrol(2, arm="comparison", **WHOLE)
    book.outcome(other, "employment", SPRING, earnings=100)
    assert {c: book.count(c) for c in ("supported", "reached", "earning", "comparison", "comparison-earning")} == {
        "supported": 1, "reached": 1, "earning": 0, "comparison": 1, "comparison-earning": 1,
    }  # fmt: skip


def test_positive_change_is_apart_from_employment_and_education():
    book = Book()
    stay = book.enrol(1)
    book.outcome(stay, "confidence", SPRING)
    assert (book.count("positive"), book.count("included")) == (1, 0)
    book.outcome(stay, "employment", SPRING)
    assert (book.count("positive"), book.count("included")) == (1, 1)
