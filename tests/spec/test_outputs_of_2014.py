"""Outputs of ESF 2014-2020, organisations and projects as drawn tables: start from the qualifying row, change one fact a line."""

from datetime import date, datetime

import pytest

from tests.indicators.book import WHOLE, Book
from vieta.indicators.engine import Question
from vieta.indicators.measures import ESF_PLUS, PACKS
from vieta.indicators.rules import packs_by

ENTRY = date(2021, 1, 4)
IDLE = {"labour": "inactive", "unemployed_since": None, "in_education": "no"}
OLD = {"birth_on": "1966-01-04"}


def counted(code: str, **changes) -> int:
    book = Book()
    book.enrol(1, entered=ENTRY, **(WHOLE | changes))
    return book.count(code)


@pytest.mark.parametrize(
    ("code", "changes", "number"),
    [
        ("CO01", {}, 1),
        ("CO01", {"labour": "inactive"}, 0),
        ("CO01", {"education": None}, 0),
        ("CO02", {}, 1),
        ("CO02", {"unemployed_since": "2020-01-04"}, 0),
        ("CO03", IDLE, 1),
        ("CO04", IDLE, 1),
        ("CO04", IDLE | {"in_education": "yes"}, 0),
        ("CO04", IDLE | {"in_education": None}, 0),  # not asked is not no
        ("CO04", {"in_education": "no"}, 0),
        ("CO05", {"labour": "employed"}, 1),
        ("CO06", {"birth_on": "1996-01-05"}, 1),
        ("CO06", {"birth_on": "1996-01-04"}, 0),  # 25 on the entry day
        ("CO07", OLD, 1),
        ("CO07", {"birth_on": "1966-01-05"}, 0),
        ("CO08", OLD, 1),
        ("CO08", OLD | IDLE, 1),
        ("CO08", OLD | IDLE | {"in_education": "yes"}, 0),
        ("CO08", OLD | {"labour": "employed"}, 0),
        ("CO08", {}, 0),
        ("CO09", {"education": "0"}, 0),  # less than primary has no code
        ("CO09", {"education": "1"}, 1),
        ("CO09", {"education": "2"}, 1),
        ("CO09", {"education": "3"}, 0),
        ("CO10", {"education": "4"}, 1),
        ("CO11", {"education": "5"}, 1),
        ("CO12", {"household_jobless": "yes"}, 1),
        ("CO12", {"household_jobless": "no"}, 0),
        ("CO13", {"household_jobless": "yes"}, 0),
        ("CO13", {"household_jobless": "yes", "household_children": "yes"}, 1),
        ("CO14", {"household_one_adult": "yes"}, 0),
        ("CO14", {"household_one_adult": "yes", "household_children": "yes"}, 1),
        ("CO15", {"minority": "yes"}, 1),
        ("CO15", {"foreign_background": "yes"}, 1),
        ("CO15", {"minority": "yes", "foreign_background": "yes"}, 1),
        ("CO15", {"third_country": "yes"}, 0),
        ("CO16", {"disability": "yes"}, 1),
        ("CO17", {"exclusion_risk": "yes"}, 1),
        ("CO18", {"housing": "yes"}, 1),
        ("CO19", {"rural": "yes"}, 1),
        ("CO19", {"rural": "yes", "gender": None}, 0),
    ],
)
def test_outputs(code, changes, number):
    assert counted(code, **changes) == number


def test_households_are_asked_for_until_the_omnibus_regulation():
    asked = {m.code: m.in_force(date(2018, 8, 1)) and not m.in_force(date(2018, 8, 2)) for m in PACKS["esf-2014"].measures}
    assert {code for code, ends in asked.items() if ends} == {"CO12", "CO13", "CO14"}


# Organisations and projects -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([], {}),
        ([(1, "public")], {"EECO18": 1, "CO22": 1}),
        ([(1, "public"), (2, "public")], {"EECO18": 2, "CO22": 1}),  # the programme is one project
        ([(1, "public"), (1, "public")], {"EECO18": 1, "CO22": 1}),  # each organisation once
        ([(1, "enterprise"), (2, "enterprise")], {"EECO19": 2, "CO23": 2}),
        ([(1, "enterprise"), (2, "public")], {"EECO18": 1, "EECO19": 1, "CO22": 1, "CO23": 1}),
    ],
)
def test_organisations_supported(records, expected):
    book = Book()
    for organisation, kind in records:
        book.supported(organisation, kind, ENTRY)
    found = book.engine().counts(Question(1, date(2021, 12, 31)), ["EECO18", "EECO19", "CO20", "CO21", "CO22", "CO23"])[None]
    assert {code: count.total for code, count in found.items() if count.total} == expected


@pytest.mark.parametrize(
    ("change", "number"),
    [
        ({}, 1),
        ({"on": date(2022, 1, 1)}, 0),  # supported later
        ({"programme": 2}, 0),
        ({"retracted_at": datetime.fromisoformat("2021-02-01")}, 0),
        ({"recorded_at": datetime.fromisoformat("9999-06-01")}, 0),  # not known yet
    ],
)
def test_an_organisation_counts_by_when_it_was_supported_and_known(change, number):
    book = Book()
    book.programme(2)
    book.supported(7, "enterprise", change.pop("on", ENTRY), **change)
    assert book.count("EECO19") == number


@pytest.mark.parametrize(
    ("owner", "traits", "person", "firm"),
    [
        (None, {"labour": "employed"}, 1, 1),
        (1, {"labour": "employed"}, 1, 0),  # never both
        (1, {"labour": "unemployed"}, 0, 1),
        (1, {"labour": "employed", "education": None}, 0, 1),  # an incomplete record counts as no person
        (2, {"labour": "employed"}, 1, 1),
    ],
)
def test_never_both_the_person_and_the_firm(owner, traits, person, firm):
    book = Book()
    book.enrol(1, entered=ENTRY, **(WHOLE | traits))
    book.supported(7, "enterprise", ENTRY, owner=owner)
    assert (book.count("EECO05"), book.count("EECO19"), book.count("CO23")) == (person, firm, firm)


@pytest.mark.parametrize(
    ("kind", "role", "on", "number"),
    [
        ("civil-society", "provider", ENTRY, 1),
        ("civil-society", "lead", ENTRY, 1),
        ("civil-society", "funder", ENTRY, 0),
        ("municipal", "provider", ENTRY, 0),
        ("civil-society", "provider", date(2022, 1, 1), 0),
    ],
)
def test_a_project_of_civil_society_counts_once(kind, role, on, number):
    book = Book()
    book.partner(kind, role, on)
    book.partner(kind, role, on)
    assert book.count("CO20") == number


def test_a_programme_for_women_counts_as_a_project_for_women_from_when_it_is_said():
    book = Book()
    assert book.count("CO21") == 0
    book.counted(audience="women", recorded_at=datetime.fromisoformat("2021-06-01"))
    engine, day = book.engine(), date(2021, 12, 31)
    assert engine.total(Question(1, day), "CO21") == 1
    assert engine.total(Question(1, day, datetime.fromisoformat("2021-05-31")), "CO21") == 0


# The threshold of participation ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("counts_from", "minutes", "number"),
    [("entry", 0, 1), ("threshold", 0, 0), ("threshold", 480, 0), ("threshold", 481, 1), ("entry", 480, 1)],
)
def test_short_support_is_no_participation_where_the_authority_says_so(counts_from, minutes, number):
    book = Book()
    book.enrol(1, entered=ENTRY, **WHOLE)
    book.counted(counts_from=counts_from)
    book.met(1, ENTRY, kind="consultation", minutes=minutes)
    assert (book.count("EECO01"), book.count("supported"), book.count("reached")) == (number, number, 1)


def test_the_threshold_holds_from_when_it_was_chosen_so_that_earlier_figures_stay():
    book = Book()
    book.enrol(1, entered=ENTRY, **WHOLE)
    book.counted(counts_from="threshold", recorded_at=datetime.fromisoformat("2021-06-01"))
    engine, day = book.engine(), date(2021, 12, 31)
    assert engine.total(Question(1, day, datetime.fromisoformat("2021-05-31")), "EECO01") == 1
    assert engine.total(Question(1, day), "EECO01") == 0


# Which packs, and what is published over programmes -------------------------------------------------------------------
@pytest.mark.parametrize(
    ("fund", "country", "number", "begun", "packs"),
    [
        ("European Social Fund", "LV", "9.1.4.4./16/I/001", date(2020, 9, 29), ("esf-plus", "esf-2014", "lv-9144")),
        ("European Social Fund", "BE", "", date(2020, 2, 1), ("esf-plus", "esf-2014")),
        ("European Social Fund", "BE", "", date(2024, 7, 1), ("esf-plus",)),
        ("European Social Fund Plus", "LV", "4.3.4.2/1/24/I/001", date(2020, 2, 1), ("esf-plus",)),
        ("ESF+", "BE", "", date(2020, 2, 1), ("esf-plus",)),
        ("City of Gent", "BE", "", date(2020, 2, 1), ("esf-plus",)),
        ("", "BE", "", None, ("esf-plus",)),
    ],
)
def test_packs_follow_from_the_fund_and_the_first_day(fund, country, number, begun, packs):
    assert packs_by(fund, country, number, begun) == packs


def test_every_measure_of_the_annexes_is_there_and_names_what_it_lies_within():
    for pack in (PACKS["esf-plus"], PACKS["esf-2014"]):
        for how in pack.measures:
            assert set(how.capped_by) <= {*pack.codes, *PACKS["esf-plus"].codes, "supported"}
            assert how.unit != "people" or how.capped_by
    assert [m.code for m in ESF_PLUS] == [f"EECO{n:02}" for n in range(1, 18)] + [f"EECR{n:02}" for n in range(1, 7)]
    assert PACKS["esf-2014"].codes[:23] == tuple(f"CO{n:02}" for n in range(1, 24))
    assert PACKS["esf-2014"].codes[-9:] == tuple(f"CR{n:02}" for n in range(1, 10))
