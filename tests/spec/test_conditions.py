"""The language of conditions as drawn tables: what a text says, what it counts, and what is refused with which words."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.indicators.book import WHOLE, Book
from vieta.indicators.measures import Measure
from vieta.indicators.measures.language import holds_special, singles_out
from vieta.indicators.measures.marks import ground_mark, window_mark
from vieta.indicators.measures.text import MOST_LINES, Unreadable, outcomes_in, read, written

ENTRY, LEFT = date(2021, 1, 4), date(2021, 6, 1)
GROUNDS = ("roma", "age-50")


def counted(text: str, outcomes=(), grounds=(), **changes) -> int:
    """Whether somebody counts by a text, with some traits changed."""
    book = Book()
    stay = book.enrol(1, **({"entered": ENTRY, "left": LEFT} | WHOLE | changes))
    for kind, on in outcomes:
        book.outcome(stay, kind, on)
    for code in grounds:
        book.ground(stay, code, ENTRY)
    conditions = read(text, GROUNDS)
    for part in outcomes_in(conditions):
        part["marks"] = [window_mark(book.window(tuple(part["is"]), part["of"], part["within"]))]
    mark_grounds(conditions)
    return book.count(Measure("x", "x", "", when=tuple(conditions)))


def mark_grounds(conditions) -> None:
    for one in conditions:
        mark_grounds([one["not"]] if "not" in one else one.get("any", []))
        if one.get("column") == "ground":
            one["marks"] = [ground_mark(code) for code in one["is"]]


@pytest.mark.parametrize(
    ("text", "changes", "number"),
    [
        ("labour is unemployed", {}, 1),
        ("labour is unemployed", {"labour": "inactive"}, 0),
        ("labour is unemployed", {"labour": None}, 0),  # not known is not so
        ("labour is inactive or unemployed", {}, 1),
        ("not labour is unemployed", {}, 0),
        ("not labour is unemployed", {"labour": None}, 1),
        ("age from 30 to 30", {}, 1),
        ("age below 30", {}, 0),
        ("age above 29", {}, 1),
        ("age to 29", {}, 0),
        ("age is 30", {}, 1),
        ("age below 25\nor labour is unemployed", {}, 1),
        ("age below 25\nor labour is employed", {}, 0),
        ("age below 25\nor labour is employed\nor education from 2", {}, 1),
        ("age from 25\nlabour is employed", {}, 0),  # all lines must hold
        ("age from 25\nor age to 20\nlabour is unemployed", {}, 1),
        ("long_term is yes", {}, 1),
        ("long_term is no", {}, 0),
        ("disability is known", {}, 0),
        ("disability is missing", {}, 1),
        ("disability is yes", {"disability": "yes"}, 1),
        ("entered_on from 2021-01-04", {}, 1),
        ("entered_on from 2021-01-05", {}, 0),
        ("left_on to 2021-05-31", {}, 0),
        ("gender is Woman", {}, 1),  # the label as well as the code
        ("GENDER IS w", {}, 1),
    ],
)
def test_what_a_text_counts(text, changes, number):
    assert counted(text, **changes) == number


def test_what_was_so_after_leaving_is_known_of_those_who_left_only():
    job = [("employment", date(2021, 5, 1))]
    assert counted("leaving_kind is employment", job) == 1
    assert counted("leaving_kind is employment", job, left=None) == 0


@pytest.mark.parametrize(
    ("text", "outcomes", "grounds", "number"),
    [
        ("ground is roma", (), ("roma",), 1),
        ("ground is roma", (), ("age-50",), 0),
        ("ground is roma or age-50", (), ("age-50",), 1),
        ("not ground is roma", (), (), 1),
        ("outcome is employment", [("employment", LEFT)], (), 1),
        ("outcome is employment", [("education", LEFT)], (), 0),
        ("outcome is employment or education", [("education", LEFT)], (), 1),
        ("outcome is employment within 90 days of entry", [("employment", date(2021, 4, 4))], (), 1),  # the ninetieth day
        ("outcome is employment within 90 days of entry", [("employment", date(2021, 4, 5))], (), 0),
        ("outcome is employment within 90 days of entry", [("employment", date(2021, 1, 3))], (), 0),  # before
        ("outcome is employment within 0 days of entry", [("employment", ENTRY)], (), 1),
        ("outcome is employment within 10 days of leaving", [("employment", date(2021, 6, 11))], (), 1),
        ("outcome is employment within 10 days of leaving", [("employment", date(2021, 5, 31))], (), 0),
        ("outcome is employment after leaving", [("employment", date(2021, 12, 1))], (), 1),
        (
            "ground is roma\nage below 31\noutcome is employment within 30 days of leaving\nnot outcome is education",
            [("employment", date(2021, 6, 20))],
            ("roma",),
            1,
        ),
        (
            "ground is roma\nage below 31\noutcome is employment within 30 days of leaving\nnot outcome is education",
            [("employment", date(2021, 6, 20)), ("education", date(2021, 6, 20))],
            ("roma",),
            0,
        ),
    ],
)
def test_grounds_and_outcomes_in_a_window(text, outcomes, grounds, number):
    assert counted(text, outcomes, grounds) == number


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Line 1: write at least one condition."),
        ("\n \n", "Line 1: write at least one condition."),
        ("agee from 18", "Line 1: there is no column “agee”. Did you mean “age”?"),
        ("age from 18\nsalary from 3", "Line 2: there is no column “salary”."),
        ("or age from 18", "Line 1: the first line cannot begin with “or”."),
        ("age", "Line 1: write “from”, “to” or both, for example “from 18 to 24”."),
        ("age from x", "Line 1: “x” is no whole number."),
        ("age from 1٣", "Line 1: “1٣” is no whole number."),
        ("age from -1", "Line 1: “-1” is no whole number."),
        ("age from 30 to 18", "Line 1: the second value lies before the first."),
        ("education", "Line 1: write “from”, “to” or both, for example “from 0 to 2”."),
        ("education from 18 to 24", "Line 1: values lie between 0 and 8."),
        ("education above 8", "Line 1: values lie between 0 and 8."),
        ("education below 0", "Line 1: values lie between 0 and 8."),
        ("age from 18 to 240", "Line 1: values lie between 0 and 120."),
        ("labour is rich", "Line 1: “rich” is none of: unemployed, inactive, employed."),
        ("labour unemployed", "Line 1: write “is” and one of: unemployed, inactive, employed."),
        ("ground is gold", "Line 1: “gold” is none of: roma, age-50."),
        ("complete", "Line 1: write “is yes” or “is no”."),
        ("entered_on from 2021-02-30", "Line 1: “2021-02-30” is no day: write it as 2026-03-31."),
        ("outcome is employment within 9999 days of leaving", "Line 1: at most 3660 days."),
        ("=1+1", "Line 1: there is no column “=1+1”."),
        ("\x00 is known", "Line 1: there is no column “\x00”."),
        ("😀 is known", "Line 1: there is no column “😀”."),
        ("\n".join(["age from 18"] * (MOST_LINES + 1)), f"Line {MOST_LINES + 1}: at most {MOST_LINES} conditions."),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_line_and_why(text, words):
    with pytest.raises(Unreadable) as wrong:
        read(text, GROUNDS)
    assert str(wrong.value) == words


@pytest.mark.parametrize(
    ("text", "special"),
    [("age from 18", False), ("disability is yes", True), ("age from 18\nor minority is no", True), ("not ground is roma", True)],
)
def test_a_text_on_a_special_characteristic_is_special_itself(text, special):
    assert holds_special(read(text, GROUNDS)) is special
    assert Measure("x", "x", "", when=tuple(read(text, GROUNDS))).special is special


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("minority is yes\ngender is W", False),
        ("minority is yes\nage from 18 to 24", False),
        ("minority is yes\nage below 30\nleft_on is missing", False),
        ("minority is yes\nage from 43 to 43", True),
        ("minority is yes\nage from 44", True),
        ("minority is yes\nor not age to 42", True),
        ("ground is roma\nentered_on from 2021-03-01 to 2021-03-01", True),
        ("entered_on to 2021-03-01\ndisability is no", True),
        ("age from 43 to 43\nentered_on from 2021-03-01", False),
    ],
)
def test_a_special_characteristic_is_not_looked_at_among_people_picked_by_day_or_year(text, alone):
    assert singles_out(read(text, GROUNDS)) is alone


LINES = st.sampled_from(
    [
        "age from 18 to 24", "age below 18", "labour is unemployed or inactive", "complete is no", "left_on is missing", "ground is roma",
        "outcome is employment within 90 days of leaving", "outcome is education after entry", "entered_on to 2021-01-01", "education is 3",
    ]
)  # fmt: skip
PREFIXES = st.sampled_from(["", "or ", "not ", "or not "])


@given(st.lists(st.tuples(PREFIXES, LINES), min_size=1, max_size=8))
def test_what_was_written_back_reads_the_same(lines):
    text = "\n".join(f"{'' if n == 0 and prefix.startswith('or') else prefix}{line}" for n, (prefix, line) in enumerate(lines))
    conditions = read(text, GROUNDS)
    assert read(written(conditions), GROUNDS) == conditions


@settings(max_examples=200)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_in_words(text):
    said = ""
    try:
        conditions = read(text, GROUNDS)
    except Unreadable as wrong:
        conditions, said = [], f"{wrong}"
    assert bool(conditions) is not said.startswith("Line ")
