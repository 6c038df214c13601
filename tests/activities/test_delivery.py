"""Delivery by month and form, and around a restriction; many activities brought in at once."""

from datetime import date

import pytest

from tests.cast import NOW, TODAY
from vieta.activities import actions, queries
from vieta.activities.actions import ActivityRow, AttendanceRow
from vieta.activities.models import Activity, Attendance
from vieta.audit.models import Entry
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import system
from vieta.programmes.models import Restriction

JOB = system("demo", TODAY)


def row(world, on, mode="in-person", presence="present", **more):
    people = (AttendanceRow(world.amina.pk, world.enrolment.pk, presence, 60),)
    values = {
        "programme_id": world.programme.pk,
        "organisation_id": world.provider.pk,
        "kind": "talk",
        "on": on,
        "mode": mode,
        "people": people,
    }
    return ActivityRow(**(values | more))


@pytest.fixture
def restricted(house):
    """Six talks before a lock-down, three by video during it, four after it."""
    w = house.world
    Restriction.objects.create(
        programme=w.programme, kind="health", name="Lock-down", from_on=date(2020, 11, 1), until_on=date(2021, 1, 31)
    )
    before = [row(w, date(2020, 9, day)) for day in (2, 9, 16, 23, 28, 30)]
    during = [row(w, date(2020, 12, day), "video") for day in (2, 9, 16)]
    after = [row(w, date(2021, 2, day), presence="absent" if day > 20 else "present") for day in (3, 10, 17, 24)]
    actions.bring_in_activities(by=JOB, at=NOW, rows=before + during + after)
    return house


def test_months_by_form(restricted):
    found = queries.delivery(restricted.cora, restricted.world.programme.pk, months=8)
    months = {
        month.first_on: (month.by_mode["in-person"], month.by_mode["video"], month.restricted, month.presence) for month in found.months
    }
    assert [month.first_on.month for month in found.months] == [9, 10, 11, 12, 1, 2]  # nothing before and after
    assert months[date(2020, 9, 1)] == (6, 0, False, 100)
    assert months[date(2020, 12, 1)] == (0, 3, True, 100)
    assert months[date(2021, 2, 1)] == (4, 0, False, 75)
    assert months[date(2020, 10, 1)] == (0, 0, False, None)


def test_before_during_after(restricted):
    (limit,) = queries.delivery(restricted.cora, restricted.world.programme.pk).limits
    assert [(spell.label, spell.by_mode["in-person"], spell.by_mode["video"]) for spell in limit.spells] == [
        ("Before", 3.0, 0), ("During", 0, 1.0), ("After", 2.8, 0),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["bram", "chloe", "edda", "greta", "dario", "amina"])
def test_only_coordinator_and_lead_follow_delivery(restricted, name):
    with pytest.raises(NotFound):
        queries.delivery(restricted.viewer(name), restricted.world.programme.pk)


def test_each_coordinator_counts_the_own_house(restricted):
    programme = restricted.world.programme.pk
    totals = {
        name: sum(month.total for month in queries.delivery(restricted.viewer(name), programme).months)
        for name in ("cora", "olga", "farid")
    }
    assert totals == {"cora": 13, "olga": 0, "farid": 13}


def test_brought_in_as_said_with_a_line_for_the_file(house):
    w = house.world
    ids = actions.bring_in_activities(
        by=JOB, at=NOW, rows=[row(w, TODAY, number="A-1"), row(w, TODAY, number="A-2", kind="outreach", place_type="youth")]
    )
    assert list(Activity.objects.order_by("id").values_list("pk", "number", "kind")) == [
        (ids[0], "A-1", "talk"),
        (ids[1], "A-2", "outreach"),
    ]
    assert Attendance.objects.filter(enrolment=w.enrolment, presence="present", minutes=60).count() == 2
    (entry,) = Entry.objects.filter(deed="activities.bring_in_activities")
    assert (entry.enrolment_id, entry.details) == (w.enrolment.pk, {"activities": 2})


@pytest.mark.parametrize(
    "more", [{"kind": "party"}, {"mode": "fax"}, {"state": "lost"}, {"kind": "outreach"}, {"place_type": "youth"}, {"presence": "late"}]
)
def test_a_wrong_word_brings_nothing_in(house, more):
    with pytest.raises(Refused):
        actions.bring_in_activities(by=JOB, at=NOW, rows=[row(house.world, TODAY), row(house.world, TODAY, **more)])
    assert Activity.objects.count() == 0


def test_only_jobs_bring_in(house):
    with pytest.raises(Refused):
        actions.bring_in_activities(by=house.bram, at=NOW, rows=[row(house.world, TODAY)])
