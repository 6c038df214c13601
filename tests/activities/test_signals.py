"""Silence and drifting away: on somebody's list, with the reason, and on nobody else's."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, SECRET, TODAY, enrolment, on_case_team, person
from vieta.activities import actions, queries
from vieta.activities.actions import Meeting
from vieta.activities.models import Activity, Attendance
from vieta.enrolments.choices import State
from vieta.enrolments.models import CaseTeamMember, Enrolment
from vieta.people.choices import GrantPurpose, Level
from vieta.people.models import Grant


def met(world, stay, days_ago: int, presence="present"):
    on = TODAY - timedelta(days=days_ago)
    activity = Activity.objects.create(
        programme=world.programme,
        organisation=stay.provider,
        kind="talk",
        on=on,
        state="held" if days_ago >= 0 else "planned",
        recorded_at=NOW,
    )
    Attendance.objects.create(activity=activity, person=stay.person, enrolment=stay, presence=presence, minutes=30, on=on, recorded_at=NOW)


def test_silence_is_on_the_coachs_and_the_coordinators_list(house):
    w = house.world
    met(w, w.enrolment, 40)
    met(w, w.enrolment, 10, "absent")  # not a contact
    met(w, w.enrolment, -6, "expected")
    for viewer, whole in ((house.bram, False), (house.cora, True)):
        (card,) = queries.silent(viewer, whole_organisation=whole)
        assert (card.name, card.why, card.last_contact_on) == (w.amina.name, "No contact for 40 days", TODAY - timedelta(days=40))
        assert card.next_on == TODAY + timedelta(days=6)


def test_not_while_contact_lasts_or_once_left(house):
    w = house.world
    met(w, w.enrolment, 21)
    assert queries.silent(house.bram) == []
    Attendance.objects.all().update(retracted_at=NOW)
    assert [card.why for card in queries.silent(house.bram)] == ["No contact yet, 195 days after the start"]
    Enrolment.objects.filter(pk=w.enrolment.pk).update(state=State.LEFT, left_on=TODAY)
    assert queries.silent(house.bram) == []


def test_each_programme_has_its_own_number_of_days(house):
    w = house.world
    met(w, w.enrolment, 25)
    assert len(queries.silent(house.bram)) == 1
    w.programme.silent_after_days = 30
    w.programme.save()
    assert queries.silent(house.bram) == []


@pytest.mark.parametrize("name", ["chloe", "dario", "edda", "farid", "greta", "olga", "pia", "amina"])
def test_nobody_else_learns_who_is_silent(house, name):
    for whole in (False, True):
        assert queries.silent(house.viewer(name), whole_organisation=whole) == []
        assert queries.drifting(house.viewer(name), whole_organisation=whole) == []
    assert queries.without_coach(house.viewer(name)) == ([], 0)


def test_drifting_names_the_reason(house):
    w = house.world
    for days_ago, presence in ((3, "absent"), (10, "excused"), (17, "present"), (24, "present")):
        met(w, w.enrolment, days_ago, presence)
    for viewer, whole in ((house.bram, False), (house.cora, True)):
        (card,) = queries.drifting(viewer, whole_organisation=whole)
        assert (card.why, card.last_contact_on) == ("Missed 2 of the last 3 meetings", TODAY - timedelta(days=17))


def test_files_without_a_responsible_coach(house):
    w = house.world
    assert queries.without_coach(house.cora) == ([], 0)
    CaseTeamMember.objects.filter(account=house.accounts["bram"]).update(responsible=False)
    cards, count = queries.without_coach(house.cora)
    assert ([card.name for card in cards], count) == ([w.amina.name], 1)


def crowd(house, count, more=""):
    w = house.world
    for n in range(count):
        stay = enrolment(w, person(w, f"P-CROWD{n}{more}", f"Name{n}", SECRET))
        on_case_team(house, stay, "bram")
        Grant.objects.create(
            person=stay.person, organisation=w.provider, programme=w.programme, level=Level.SPECIAL, purpose=GrantPurpose.PROVIDER,
            cause="enrolment", cause_id=stay.pk, from_on=stay.enquired_on, given_at=NOW,
        )  # fmt: skip
        for days_ago in (30, 37):
            met(w, stay, days_ago, "absent")
        met(w, stay, 44)


@pytest.mark.parametrize("query", [queries.silent, queries.drifting])
@pytest.mark.parametrize(("name", "whole"), [("bram", False), ("cora", True)])
def test_the_same_number_of_questions(house, name, whole, query):
    Enrolment.objects.filter(pk=house.world.enrolment.pk).update(state=State.LEFT, left_on=TODAY)
    viewer, asked = house.viewer(name), []
    for more, count in (("A", 1), ("B", 3)):
        crowd(house, count, more)
        with CaptureQueriesContext(connection) as statements:
            found = query(viewer, whole_organisation=whole)
        asked.append((len(found), len(statements)))
    assert [found for found, _statements in asked] == [1, 4]
    assert asked[0][1] == asked[1][1] <= 6


def test_calendar_of_the_week_own_and_organisation(house):
    w = house.world
    later = TODAY + timedelta(days=2)
    actions.plan_contact(by=house.bram, at=NOW, enrolment_id=w.enrolment.pk, meeting=Meeting(kind="talk", on=later, topic="Bakery"))
    actions.plan_contact(by=house.paula, at=NOW, enrolment_id=w.enrolment.pk, meeting=Meeting(kind="consultation", on=later, topic=SECRET))
    week = (TODAY, TODAY + timedelta(days=7))
    assert [card.topic for card in queries.calendar(house.bram, *week)] == ["Bakery"]
    assert [card.topic for card in queries.calendar(house.paula, *week)] == [SECRET]
    assert [(card.topic, card.names) for card in queries.calendar(house.cora, *week, whole_organisation=True)] == [
        ("Bakery", w.amina.name),
        ("", w.amina.name),
    ]
    for name in ("chloe", "edda", "farid", "greta", "olga", "carl"):
        assert queries.calendar(house.viewer(name), *week, whole_organisation=True) == []
        assert queries.calendar(house.viewer(name), *week) == []


def test_sheets_nobody_filled_in(house):
    w = house.world
    yesterday = TODAY - timedelta(days=1)
    actions.plan_contact(
        by=house.viewer("bram", yesterday), at=NOW, enrolment_id=w.enrolment.pk, meeting=Meeting(kind="talk", on=yesterday)
    )
    assert [card.on for card in queries.sheets_to_fill(house.bram)] == [yesterday]
    assert [card.on for card in queries.sheets_to_fill(house.cora, whole_organisation=True)] == [yesterday]
    assert queries.sheets_to_fill(house.chloe) == []


def test_closing_a_role_closes_the_calendar(house):
    w = house.world
    actions.plan_contact(by=house.bram, at=NOW, enrolment_id=w.enrolment.pk, meeting=Meeting(kind="talk", on=TODAY))
    house.accounts["bram"].assignments.update(until_on=date(2021, 3, 1))
    assert queries.agenda(house.bram) == []
