"""From which day somebody counts: as every measure's own conditions say, told beside each person counted and checked against the counting itself."""

from datetime import date, timedelta

import pytest

from tests.indicators.book import Book
from vieta.indicators import queries
from vieta.indicators.kept import Question
from vieta.indicators.measures import MEASURES, Measure, Unit
from vieta.indicators.queries.moments import moments

ENTERED, LEFT = date(2021, 1, 4), date(2021, 6, 1)
SOON = "; left on 1 Jun 2021, looked at for 28 days, to 29 Jun 2021"
THEN = "; so on 1 Dec 2021, six months after leaving on 1 Jun 2021"
LATER, FAR = date(2021, 12, 1), date(2022, 12, 31)
WHOLE = {"gender": "W", "birth_on": "1980-03-01", "labour": "unemployed", "unemployed_since": "2019-01-01", "education": "2"}


def after(days: int) -> date:
    return LEFT + timedelta(days=days)


@pytest.fixture
def book():
    return Book()


def row_of(book, code: str, day: date = FAR) -> dict | None:
    rows = book.engine().members(Question(1, day), code)
    return rows[0] if rows else None


@pytest.mark.parametrize(
    ("code", "labour", "outcomes", "answers", "on", "words"),
    [
        ("EECO01", "unemployed", [], [], ENTERED, ()),
        ("EECO02", "unemployed", [], [], ENTERED, ()),
        ("supported", "unemployed", [], [], ENTERED, ()),
        ("left", "unemployed", [], [], LEFT, ()),
        ("EECR04", "unemployed", [("employment", after(-10))], [], LEFT, ("In work since 22 May 2021" + SOON,)),
        ("EECR04", "unemployed", [("employment", after(20))], [], after(20), ("In work since 21 Jun 2021" + SOON,)),
        ("EECR04", "unemployed", [], [("28-days", "in-work", after(28), after(33))], after(33), ("In work since 29 Jun 2021" + SOON,)),
        ("EECR01", "inactive", [("job-search", after(3))], [], after(3), ("Looking for work since 4 Jun 2021" + SOON,)),
        ("EECR02", "unemployed", [("education", after(5))], [], after(5), ("In education or training on 6 Jun 2021" + SOON,)),
        ("EECR03", "unemployed", [("qualification", after(-30))], [], LEFT, ("Gained a qualification on 2 May 2021" + SOON,)),
        ("EECR05", "unemployed", [("employment", after(60))], [], LATER, ("In work since 31 Jul 2021" + THEN,)),
        ("EECR05", "unemployed", [], [("6-months", "in-work", LATER, date(2021, 12, 10))], date(2021, 12, 10), ("In work since 1 Dec 2021" + THEN,)),
        ("EECR06", "employed", [("promotion", after(40))], [], LATER, ("Better work since 11 Jul 2021" + THEN,)),
        ("lv-result", "employed", [("qualification", after(-30)), ("job-search", after(-3))], [], LEFT, ("Gained a qualification on 2 May 2021" + SOON,)),
        ("working", "unemployed", [("employment", after(60))], [], after(60), ("In work since 31 Jul 2021",)),
    ],
)  # fmt: skip
def test_the_day_that_made_somebody_count_and_what_it_was(book, code, labour, outcomes, answers, on, words):
    stay = book.enrol(1, entered=ENTERED, left=LEFT, **WHOLE | {"labour": labour})
    for kind, day in outcomes:
        book.outcome(stay, kind, day)
    for moment, answer, due, asked in answers:
        book.asked(stay, moment, answer, due, asked)
    row = row_of(book, code)
    assert (row["since_on"], moments(row, MEASURES[code])) == (on, words)
    assert row_of(book, code, on) is not None
    assert row_of(book, code, on - timedelta(days=1)) is None  # the day told is the day on which the number grew


def test_whoever_has_more_labour_events_than_stand_side_by_side_has_the_last_of_the_window(book):
    stay = book.enrol(1, entered=ENTERED, left=LEFT, **WHOLE)
    for n in range(3):
        book.outcome(stay, "job-search", after(n))
    book.outcome(stay, "employment", after(12))
    for n in range(3):
        book.outcome(stay, "employment", after(200 + n))
    row = row_of(book, "EECR04")
    assert (row["since_on"], row["since_0"]) == (after(12), after(12))


@pytest.mark.parametrize("more", [0, 4])  # so many earlier events that not all stand side by side
@pytest.mark.parametrize("code", ["working", "EECR04"])
def test_an_answer_that_confirms_work_already_going_on_begins_nothing_new(book, code, more):
    stay = book.enrol(1, entered=ENTERED, left=LEFT, **WHOLE)
    for n in range(more):
        book.outcome(stay, "job-search", ENTERED + timedelta(days=n))
    book.outcome(stay, "employment", after(3))
    book.asked(stay, "28-days", "in-work", after(28), after(31))
    book.asked(stay, "6-months", "self-employed", LATER, LATER)
    engine, how = book.engine(), MEASURES[code]
    for day in (after(3), after(14), after(28), after(31), LATER, FAR):
        [row] = engine.members(Question(1, day), code)
        assert (row["since_on"], moments(row, how)[0].split(";")[0]) == (after(3), "In work since 4 Jun 2021"), day


def test_work_that_ended_before_it_was_told_of_again_began_anew(book):
    stay = book.enrol(1, entered=ENTERED, left=LEFT, **WHOLE)
    book.outcome(stay, "employment", after(3), until=after(20))
    book.asked(stay, "28-days", "in-work", after(28), after(31))
    row = row_of(book, "EECR04")
    assert (row["since_on"], row["since_0"]) == (after(31), after(28))


def test_work_known_only_up_to_a_day_counts_from_the_day_it_was_told_of_again(book):
    stay = book.enrol(1, entered=ENTERED, left=LEFT, **WHOLE)
    book.outcome(stay, "employment", after(3), until=after(29))
    book.asked(stay, "28-days", "in-work", after(28), after(31))
    row = row_of(book, "working")  # nobody knew of work on the 29th and 30th day
    assert (row["since_on"], row["since_0"]) == (after(31), after(3))
    assert row_of(book, "EECR04")["since_on"] == after(3)  # the 28 days were over


def test_an_answer_not_told_yet_parts_no_run_of_work(book):
    stay = book.enrol(1, entered=ENTERED, left=LEFT, **WHOLE)
    book.outcome(stay, "employment", after(3))
    book.asked(stay, "28-days", "in-work", after(28), after(40))  # told after the next job had begun
    book.outcome(stay, "employment", after(33))
    engine = book.engine()
    for day in (after(3), after(30), after(33), after(39), after(40), FAR):
        [row] = engine.members(Question(1, day), "working")
        assert (row["since_on"], row["since_0"]) == (after(3), after(3)), day


def test_looking_for_work_and_finding_it_are_two_things(book):
    stay = book.enrol(1, entered=ENTERED, left=LEFT, **WHOLE | {"labour": "inactive"})
    book.outcome(stay, "job-search", after(3))
    book.asked(stay, "28-days", "seeking", after(28), after(31))
    assert (row_of(book, "EECR01")["since_on"], row_of(book, "EECR01")["since_0"]) == (after(3), after(3))
    book.outcome(stay, "employment", after(40))
    assert row_of(book, "working")["since_on"] == after(40)


@pytest.mark.parametrize("code", [code for code, how in MEASURES.items() if how.unit == Unit.PEOPLE and how.arm == "supported"])
def test_every_measure_of_people_says_a_day_on_which_it_counts(book, code):
    labour = {"EECR01": "inactive", "CR01": "inactive", "EECO04": "inactive"}.get(code, "unemployed")
    stay = book.enrol(1, entered=ENTERED, left=LEFT, **WHOLE | {"labour": labour, "disability": "yes", "minority": "yes"})
    book.outcome(stay, "job-search" if code in ("EECR01", "CR01") else "employment", after(10))
    book.outcome(stay, "qualification", after(2))
    row = row_of(book, code)
    if row is not None:
        assert row_of(book, code, row["since_on"]) is not None


def test_an_own_measure_tells_its_window(book):
    stay = book.enrol(1, entered=ENTERED, left=LEFT, **WHOLE)
    book.outcome(stay, "education", after(-40))
    book.outcome(stay, "employment", after(30))
    book.outcome(stay, "employment", after(50))
    number = book.window(("employment",), "left_on", 90)
    condition = {"column": "outcome", "is": ["employment"], "within": 90, "of": "left_on", "marks": [f"w{number}"]}
    how = Measure("own-1", "Work", "", when=({"column": "age", "from": 18}, condition))
    [row] = book.engine().members(Question(1, FAR), how)
    assert row["since_on"] == after(30)
    assert moments(row, how) == ("Employment: 1 Jul 2021; looked at for 90 days from leaving on 1 Jun 2021",)
    assert book.engine().members(Question(1, after(29)), how) == []


def test_what_only_happened_on_the_same_day_made_nobody_count(cast, world):
    stay = world.enrol(entered=date(2020, 7, 1), left=date(2020, 9, 1), traits=world.WHOLE)
    for kind in ("employment", "promotion"):
        world.outcome(stay, kind, date(2020, 9, 1))

    def marked(name):
        return {one.what for one in queries.why(cast.farid, "gent", name, stay.person_id).facts if one.counted}

    assert marked("included") == {"Employment"}
    assert marked("left") == {"Left"}
    assert marked("supported") == {"Support began"}
    assert marked("EECR04") == {"Left", "Employment"}  # both had to be so
