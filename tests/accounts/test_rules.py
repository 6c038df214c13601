"""Judgements on roles and one-time codes."""

from datetime import date

import pytest

from vieta.accounts.roles import INCOMPATIBLE, ROLES
from vieta.accounts.rules import SIGNS, Term, clash, covers, overlaps, read_code, spoken_code
from vieta.base.viewer import Scope

JAN, FEB, MAR = date(2021, 1, 1), date(2021, 2, 1), date(2021, 3, 1)


@pytest.mark.parametrize(
    ("have", "want", "answer"),
    [
        (Scope(), Scope(), True),
        (Scope(), Scope(1, 2, 3), True),
        (Scope(1), Scope(1), True),
        (Scope(1), Scope(1, 2), True),
        (Scope(1), Scope(2), False),
        (Scope(1), Scope(), False),
        (Scope(programme_id=2), Scope(1), False),
        (Scope(programme_id=2), Scope(1, 2), True),
        (Scope(1, 2), Scope(1), False),
        (Scope(region_id=3), Scope(1, 2), False),
    ],
)
def test_a_place_covers_what_lies_within_it(have, want, answer):
    assert covers(have, want) is answer


@pytest.mark.parametrize(
    ("a", "b", "answer"),
    [
        (Term("x", 1, JAN, FEB), Term("y", 1, FEB), False),
        (Term("x", 1, JAN, MAR), Term("y", 1, FEB), True),
        (Term("x", 1, JAN), Term("y", 2, JAN), False),
        (Term("x", None, JAN), Term("y", 2, JAN), True),
        (Term("x", 1, FEB), Term("y", 1, JAN, FEB), False),
        (Term("x", 1, JAN), Term("y", None, MAR), True),
    ],
)
def test_terms_meet_in_time_and_programme(a, b, answer):
    assert overlaps(a, b) is answer
    assert overlaps(b, a) is answer


@pytest.mark.parametrize("pair", sorted(tuple(sorted(pair)) for pair in INCOMPATIBLE))
def test_every_incompatible_pair_clashes_both_ways(pair):
    one, other = pair
    assert clash(Term(one, 1, JAN), [Term(other, 1, JAN)]) == other
    assert clash(Term(other, 1, JAN), [Term(one, 1, JAN)]) == one


@pytest.mark.parametrize("keeper", ["outreach", "intake", "coach", "specialist", "coordinator", "mentor"])
@pytest.mark.parametrize("judge", ["signatory", "finance", "funder"])
def test_who_signs_or_pays_records_no_facts(judge, keeper):
    assert clash(Term(judge, 1, JAN), [Term(keeper, None, JAN)]) == keeper
    assert clash(Term(judge, 1, JAN), [Term(keeper, 2, JAN)]) is None


def test_other_pairs_do_not_clash():
    assert clash(Term("coach", 1, JAN), [Term("coordinator", 1, JAN), Term("outreach", 1, JAN), Term("lead", 1, JAN)]) is None


def test_a_role_that_reads_files_is_never_a_funders():
    readers = {code for code, role in ROLES.items() if role.sees_special}
    assert {next(iter(pair - {"funder"})) for pair in INCOMPATIBLE if "funder" in pair} >= readers


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("K7MQ2-XH4RT", "K7MQ2XH4RT"),
        (" k7mq2 xh4rt ", "K7MQ2XH4RT"),
        ("K7MQ2XH4R", ""),
        ("K7MQ2-XH4R0", ""),
        ("K7MQ2-XH4RTT", ""),
        ("", ""),
        ("ΚΑΛΗΜΕΡΑ22", ""),
    ],
)
def test_a_code_is_read_however_it_is_typed(typed, code):
    assert read_code(typed) == code


def test_a_code_is_spoken_in_two_groups():
    assert spoken_code("K7MQ2XH4RT") == "K7MQ2-XH4RT"
    assert not set("01OILUV") & set(SIGNS)
