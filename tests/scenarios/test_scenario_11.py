"""Re-entry. Same person comes back in the same operation: one EECO01, first entry data, latest exit result; in the next stage (new
operation): a new record; nationwide total counts the person once."""

from datetime import date

import pytest

from tests.indicators.world import World
from vieta.accounts.models import Assignment
from vieta.base.viewer import system
from vieta.enrolments.models import Enrolment
from vieta.indicators import queries

BACK, DAY = date(2020, 12, 1), date(2022, 1, 31)


def counted(viewer, code: str, day: date = DAY) -> dict[str, int]:
    return {row.code: row.count.total for row in queries.indicators(viewer, code, day)}


@pytest.fixture
def first(stays):
    """Came inactive at 29, left looking for work."""
    stay = stays.enter(date(2020, 3, 2), traits={"birth_on": "1990-06-15", "labour": "inactive"})
    stays.leave(stay, date(2020, 9, 1))
    stays.changed(stay, "job-search", date(2020, 9, 3))
    return stay


@pytest.fixture
def again(stays, first):
    """Came back at 30, by then unemployed; left and had work three days later."""
    stay = stays.enter(BACK, person=first.person, traits={"labour": "unemployed", "unemployed_since": "2020-09-02", "education": "3"})
    stays.leave(stay, date(2021, 6, 1))
    stays.changed(stay, "employment", date(2021, 6, 4))
    return stay


def test_one_record_with_the_first_entry_and_the_latest_exit(cast, first, again):
    assert (again.person_id, again.pk != first.pk) == (first.person_id, True)
    lead = cast.viewer("farid", DAY)
    rows = counted(lead, "gent")
    entry = {code: rows[code] for code in ("EECO01", "EECO02", "EECO04", "EECO07", "EECO09", "EECO10")}
    assert entry == {"EECO01": 1, "EECO02": 0, "EECO04": 1, "EECO07": 1, "EECO09": 1, "EECO10": 0}
    assert {code: rows[code] for code in ("EECR01", "EECR04", "EECR05")} == {"EECR01": 0, "EECR04": 1, "EECR05": 1}
    assert [one.person_id for one in queries.counted(lead, "gent", "EECO01", DAY)] == [first.person_id]


def test_between_the_two_the_first_exit_is_what_counts_and_while_back_none_does(cast, first, again):
    assert counted(cast.viewer("farid", DAY), "gent", date(2020, 11, 1))["EECR01"] == 1
    assert counted(cast.viewer("farid", DAY), "gent", date(2021, 1, 1))["EECR01"] == 0


def test_the_next_stage_is_a_new_record_and_the_nation_counts_once(cast, stays, first):
    following = World(cast).another_programme()
    for name, role in (("bram", "coach"), ("farid", "lead")):
        Assignment.objects.create(
            account=cast.accounts[name],
            role=role,
            programme=following,
            organisation=cast.accounts[name].organisation,
            from_on=date(2020, 2, 1),
        )
    stay = stays.enter(
        BACK, person=first.person, programme=following, traits={"labour": "unemployed", "unemployed_since": "2020-09-02", "education": "3"}
    )
    assert (stay.person_id, Enrolment.objects.filter(person=first.person).count()) == (first.person_id, 2)
    lead = cast.viewer("farid", DAY)
    here, there = counted(lead, "gent"), counted(lead, following.code)
    assert [(rows["EECO01"], rows["EECO02"], rows["EECO04"], rows["EECO10"]) for rows in (here, there)] == [(1, 0, 1, 0), (1, 1, 0, 1)]
    assert (here["EECR01"], there["EECR01"]) == (1, 0)
    everywhere = system("fund", DAY)
    assert queries.across(everywhere, "EECO01", DAY).total == 1
    assert queries.across(everywhere, "supported", DAY).total == 2  # this person once, and Amina
