"""Stable jobs, follow-up days and names in a text, as drawn tables."""

from datetime import date

import pytest

from vieta.outcomes.rules import follow_ups_after, is_stable, possible_names

BEGAN = date(2021, 1, 31)


@pytest.mark.parametrize(
    ("contract", "until_on", "months", "holds", "why"),
    [
        ("permanent", None, 3, True, "Permanent contract"),
        ("permanent", date(2021, 4, 29), 3, False, "Permanent, but ended before 3 months had passed"),
        ("permanent", date(2021, 4, 30), 3, True, "Permanent contract"),
        ("fixed-term", date(2021, 4, 30), 3, True, "Fixed term of at least 3 months"),
        ("fixed-term", date(2021, 4, 29), 3, False, "Fixed term of less than 3 months"),
        ("fixed-term", date(2021, 4, 30), 6, False, "Fixed term of less than 6 months"),
        ("fixed-term", None, 3, False, "Fixed term, and its end is not known"),
        ("agency", date(2022, 1, 31), 3, False, "Neither a permanent contract nor a fixed term"),
        ("subsidised", date(2022, 1, 31), 3, False, "Neither a permanent contract nor a fixed term"),
        ("", None, 3, False, "Neither a permanent contract nor a fixed term"),
    ],
)
def test_stable(contract, until_on, months, holds, why):
    judged = is_stable(contract, BEGAN, until_on, months)
    assert (judged.holds, judged.why) == (holds, why)


@pytest.mark.parametrize(
    ("left_on", "days"),
    [
        (date(2021, 7, 30), [date(2021, 8, 27), date(2022, 1, 30), date(2022, 7, 30)]),
        (date(2021, 8, 31), [date(2021, 9, 28), date(2022, 2, 28), date(2022, 8, 31)]),
        (date(2020, 2, 29), [date(2020, 3, 28), date(2020, 8, 29), date(2021, 2, 28)]),
    ],
)
def test_follow_up_days(left_on, days):
    assert [due_on for _moment, due_on in follow_ups_after(left_on)] == days


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The son goes to school again", []),
        ("her son Yusuf goes to school", ["Yusuf"]),
        ("Less shouting at home. The daughter sleeps better.", []),
        ("Okafor found a course for the sister", ["Okafor"]),
        ("sister amina helps", ["amina"]),
        ("Οι φίλοι της Ελένης", ["Ελένης"]),
        ("", []),
    ],
)
def test_possible_names(text, names):
    assert possible_names(text, ("Amina", "Okafor")) == names
