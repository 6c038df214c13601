"""Who has gone silent and who drifts away, as drawn tables."""

from datetime import date, timedelta

import pytest

from vieta.activities.rules import is_drifting, is_silent

TODAY = date(2021, 3, 15)
BEGUN = date(2021, 1, 4)


@pytest.mark.parametrize(
    ("last_contact_on", "begun_on", "after_days", "expected"),
    [
        (date(2021, 2, 21), BEGUN, 21, "No contact for 22 days"),
        (date(2021, 2, 22), BEGUN, 21, None),
        (date(2021, 3, 15), BEGUN, 21, None),
        (None, date(2021, 2, 21), 21, "No contact yet, 22 days after the start"),
        (None, date(2021, 2, 22), 21, None),
        (date(2020, 12, 1), date(2021, 3, 10), 21, None),  # met on the street long before the file began
        (date(2020, 12, 1), date(2021, 2, 1), 21, "No contact yet, 42 days after the start"),
        (date(2021, 2, 21), BEGUN, 30, None),
        (date(2021, 3, 13), BEGUN, 1, "No contact for 2 days"),
    ],
)
def test_silent(last_contact_on, begun_on, after_days, expected):
    signal = is_silent(last_contact_on, begun_on, after_days, TODAY)
    assert (signal.why if signal else None) == expected


def occasions(letters: str):
    """P present, E excused, A absent; the newest first, a week apart."""
    words = {"P": "present", "E": "excused", "A": "absent"}
    return [(TODAY - timedelta(days=7 * n), words[letter]) for n, letter in enumerate(letters)]


@pytest.mark.parametrize(
    ("met", "expected"),
    [
        ("", None),
        ("P", None),
        ("A", None),
        ("AA", "Missed 2 of the last 2 meetings"),
        ("AP", None),
        ("AEP", "Missed 2 of the last 3 meetings"),
        ("PAA", "Missed 2 of the last 3 meetings"),
        ("EEE", "Missed 3 of the last 3 meetings"),
        ("PPAAA", None),
        ("PPAAAPPPPP", "Present at 40 % of the last 5 meetings, at 100 % of the 5 before"),
        ("PPAPAPPPPP", "Present at 60 % of the last 5 meetings, at 100 % of the 5 before"),
        ("PPAPAPPPPA", None),  # 60 against 80: a fall of 20 points
        ("PPAAAPPPP", None),  # too few before to compare
    ],
)
def test_drifting(met, expected):
    signal = is_drifting(occasions(met))
    assert (signal.why if signal else None) == expected
