"""Quality beside numbers, per branch and over time, out of the same records as everything else."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from tests.cast import BACKEND, TODAY, enrolment, person
from tests.mentoring.conftest import house
from vieta.base.refusal import NotFound
from vieta.indicators import ledger
from vieta.indicators.queries import mentoring_quality
from vieta.mentoring.actions.meetings import log_meeting
from vieta.mentoring.choices import DuoMoment
from vieta.mentoring.models import Duo, DuoEvaluation, DuoEvent, Wish
from vieta.outcomes.actions import Change, record_outcome

__all__ = ["house"]
pytestmark = pytest.mark.usefixtures("begun")


@pytest.fixture
def pages(cast, client, as_of_the_cast):
    """Says who looks; answers and posts follow."""

    def of(name):
        client.force_login(cast.accounts[name], backend=BACKEND)
        return client

    return of


def _rates(found):
    return {rate.code: (rate.part, rate.whole) for rate in found.together.rates}


def _ended(house, duo: Duo, moment: DuoMoment, on: date) -> None:
    DuoEvent.objects.create(duo=duo, moment=moment, valid_on=on, recorded_at=house.act()["at"])


@pytest.mark.mission("S0-15")
def test_quality_stands_beside_numbers_for_each_branch(pages, cast, house):
    """Two duos run in Amina's house; one has reached its end, its mentor began again, both sides were asked, a job is stable."""
    row = house.mentee("Nadia")
    house.waits(row, date(2021, 2, 1))
    part = house.mentor("Rosa", capacity=2)
    duo = house.running(row=row, mentorship=part, day=date(2021, 2, 25))
    Duo.objects.filter(pk=duo.pk).update(due_on=date(2021, 3, 10))
    _ended(house, duo, DuoMoment.COMPLETED, date(2021, 3, 10))
    for side, said in (("mentee", "very-well"), ("mentor", "badly")):
        DuoEvaluation.objects.create(duo=duo, side=side, on=date(2021, 3, 11), satisfied=said, recorded_at=house.act()["at"])
    other = house.mentee("Omar")
    house.formed(row=other, mentorship=part, day=TODAY)
    job = Change("employment", date(2021, 3, 1), contract_kind="fixed-term", until_on=date(2021, 7, 1))
    record_outcome(**house.act("bram"), enrolment_id=row.pk, change=job)
    house.waits(house.mentee("Lina"), date(2021, 3, 1))

    found = mentoring_quality(cast.farid, "gent")
    assert found.together.numbers | {"mentees": found.together.mentees} == {
        "duo-formed": 3, "duo-running": 1, "mentor-active": 2, "duo-meetings": 2, "mentees": 3,
    }  # fmt: skip
    assert _rates(found) == {
        "wait": (17, 1), "matched": (1, 2), "completed": (1, 1), "again": (1, 1), "glad-mentee": (1, 1), "glad-mentor": (0, 1),
    }  # fmt: skip
    assert (found.together.stable.part, found.together.stable.whole) == (1, 3)
    assert [branch.name for branch in found.branches] == ["Compaan"]
    assert [(month.day, month.running) for month in found.months[-2:]] == [(date(2021, 3, 1), 2), (TODAY, 1)]
    page = pages("farid").get(reverse("mentoring_quality", args=["gent"])).content.decode()
    assert all(words in page for words in ("Compaan", "Average wait for a duo", "Duos under way", "Mentees in a stable job"))


@pytest.mark.mission("S0-15")
def test_the_past_is_counted_as_it_stood(cast, house):
    house.running(row=house.mentee("Nadia"), day=date(2021, 3, 10))
    before, now = (mentoring_quality(cast.farid, "gent", day).together.numbers for day in (date(2021, 3, 4), TODAY))
    assert ((before["duo-formed"], before["duo-running"]), (now["duo-formed"], now["duo-running"])) == ((2, 1), (2, 2))


@pytest.mark.mission("S0-15")
def test_the_rule_of_a_stable_job_is_the_programmes_own(cast, house):
    stay = cast.world.enrolment
    job = Change("employment", date(2021, 3, 1), contract_kind="fixed-term", until_on=date(2021, 7, 1))
    record_outcome(**house.act("bram"), enrolment_id=stay.pk, change=job)
    assert mentoring_quality(cast.farid, "gent").together.stable.part == 1
    programme = cast.world.programme
    programme.stable_months = 6
    programme.save(update_fields=["stable_months"])
    ledger.forget()
    assert mentoring_quality(cast.farid, "gent").together.stable.part == 0


@pytest.mark.mission("S0-15")
def test_small_groups_are_hidden(cast, house):
    for number in range(12):
        who = person(cast.world, f"P-G{number}", f"G{number}", "Group")
        row = enrolment(cast.world, who)
        row.traits.create(trait="gender", value="W" if number < 11 else "M", valid_on=row.entered_on, recorded_at=house.act()["at"])
        Wish.objects.create(enrolment=row, waiting_since=date(2020, 12, 1), written_at=house.act()["at"])
    found = mentoring_quality(cast.farid, "gent")
    groups = {row.label: row for row in found.groups if row.group == "Gender"}
    assert groups["Man"].waited is None
    assert groups["Man"].share is None
    assert found.groups_on == date(2020, 12, 31), "two days beside each other would tell of whom a number is"
    assert mentoring_quality(cast.farid, "gent", date(2021, 1, 20)).groups == found.groups


@pytest.mark.mission("S0-15")
def test_a_coordinator_sees_the_own_branch_only(cast, house):
    house.formed(row=house.mentee("Nadia"))
    for name, numbers in (("cora", [2]), ("olga", [])):
        found = mentoring_quality(cast.viewer(name), "gent")
        assert [branch.numbers["duo-formed"] for branch in found.branches] == numbers
        assert found.spent_cents is None
    for name in ("bram", "dario", "edda", "greta", "amina"):
        with pytest.raises(NotFound):
            mentoring_quality(cast.viewer(name), "gent")


@pytest.mark.mission("S0-15")
def test_hours_follow_a_meeting_written_down_today(cast, house):
    """The ledger reads what the trail names: no second entry, no night to wait for."""
    before = mentoring_quality(cast.farid, "gent").together
    log_meeting(**house.act("dario"), duo_id=cast.world.duo.pk, on=TODAY - timedelta(days=1), minutes=90)
    after = mentoring_quality(cast.farid, "gent").together
    assert (after.numbers["duo-meetings"] - before.numbers["duo-meetings"], after.hours - before.hours) == (1, Decimal("1.5"))
