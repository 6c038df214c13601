"""Logging and planning contact with one person."""

from datetime import date, time, timedelta

import pytest

from tests.cast import NOW, SECRET, TODAY, enrolment, person
from vieta.activities import actions, queries
from vieta.activities.actions import Meeting
from vieta.activities.models import Activity, Attendance
from vieta.audit.models import Entry
from vieta.base.refusal import NotFound, Refused
from vieta.enrolments.choices import State
from vieta.enrolments.models import Enrolment, Event

TALK = Meeting(kind="talk", on=TODAY, starts_at=time(9, 30), minutes=45, topic="Letter to the bakery")


def log(house, by="bram", meeting=TALK, **more):
    return actions.log_contact(by=house.viewer(by), at=NOW, enrolment_id=house.world.enrolment.pk, meeting=meeting, **more)


def test_a_logged_talk_stands_with_the_person_present(house):
    activity = log(house)
    row = Attendance.objects.get(activity=activity)
    assert (activity.state, activity.led_by_id, activity.profession) == ("held", house.accounts["bram"].pk, "coach")
    assert (row.presence, row.minutes, row.on, row.enrolment_id) == ("present", 45, TODAY, house.world.enrolment.pk)
    entry = Entry.objects.get(deed="activities.log_contact")
    assert (entry.enrolment_id, entry.person_id, entry.account_id) == (
        house.world.enrolment.pk,
        house.world.amina.pk,
        house.accounts["bram"].pk,
    )
    assert "bakery" not in str(entry.details)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"on": TODAY + timedelta(days=1)}, "on"),
        ({"on": date(2020, 8, 31)}, "on"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 1441}, "minutes"),
        ({"mode": "fax"}, "mode"),
        ({"kind": "group"}, "kind"),
        ({"topic": "x" * 201}, "topic"),
        ({"fix": "Took the bus"}, "obstacle"),
        ({"obstacle": "weather"}, "obstacle"),
    ],
)
def test_what_is_refused_leaves_nothing(house, change, field):
    with pytest.raises(Refused) as refusal:
        log(house, meeting=Meeting(**({"kind": "talk", "on": TODAY} | change)))
    assert (refusal.value.field, Activity.objects.count(), Entry.objects.filter(deed__startswith="activities").count()) == (field, 0, 0)


@pytest.mark.parametrize("name", ["chloe", "dario", "edda", "farid", "greta", "amina", "olga", "pia"])
def test_only_those_with_the_file_may_log(house, name):
    with pytest.raises((NotFound, Refused)):
        log(house, by=name)
    assert Activity.objects.count() == 0


def test_a_consultation_needs_a_place_on_the_case_team(house):
    with pytest.raises(Refused):
        log(house, by="cora", meeting=Meeting(kind="consultation", on=TODAY))
    assert log(house, by="cora").led_by_id == house.accounts["cora"].pk  # a first talk does not
    led = log(house, by="cora", meeting=Meeting(kind="consultation", on=TODAY), led_by_id=house.accounts["paula"].pk)
    assert led.profession == "psychologist"


@pytest.mark.parametrize("other", ["edda", "chloe", "olga"])
def test_nobody_outside_the_case_team_can_be_said_to_lead(house, other):
    with pytest.raises(Refused) as refusal:
        log(house, by="cora", led_by_id=house.accounts[other].pk)
    assert refusal.value.field == "led_by"


def test_a_coach_cannot_name_a_colleague_as_leader(house):
    with pytest.raises(Refused):
        log(house, by="bram", led_by_id=house.accounts["paula"].pk)


@pytest.mark.parametrize("state", [State.REFUSED, State.WITHDRAWN])
def test_a_closed_enquiry_takes_no_contact(house, state):
    Enrolment.objects.filter(pk=house.world.enrolment.pk).update(state=state)
    with pytest.raises(Refused):
        log(house)


def test_after_leaving_only_earlier_days_are_logged(house):
    Enrolment.objects.filter(pk=house.world.enrolment.pk).update(state=State.LEFT, left_on=TODAY - timedelta(days=5))
    with pytest.raises(Refused):
        log(house)
    assert log(house, meeting=Meeting(kind="talk", on=TODAY - timedelta(days=5))).on == TODAY - timedelta(days=5)


def test_the_first_support_after_admission_begins_the_stay(house):
    w = house.world
    Enrolment.objects.filter(pk=w.enrolment.pk).update(state=State.ADMITTED, entered_on=None, admitted_on=date(2021, 3, 1))
    Event.objects.filter(enrolment=w.enrolment, moment="entered").delete()
    log(house, meeting=Meeting(kind="talk", on=date(2021, 2, 20)))
    assert Enrolment.objects.get(pk=w.enrolment.pk).state == State.ADMITTED
    log(house, meeting=Meeting(kind="talk", on=date(2021, 3, 9)))
    log(house)
    row = Enrolment.objects.get(pk=w.enrolment.pk)
    assert (row.state, row.entered_on) == (State.ACTIVE, date(2021, 3, 9))
    assert Event.objects.get(enrolment=row, moment="entered", retracted_at=None).valid_on == date(2021, 3, 9)


def test_planned_moved_called_off(house):
    by, w = house.bram, house.world
    planned = actions.plan_contact(by=by, at=NOW, enrolment_id=w.enrolment.pk, meeting=Meeting(kind="talk", on=TODAY + timedelta(days=3)))
    assert queries.next_contact(by, w.enrolment.pk).id == planned.pk
    actions.move(by=by, at=NOW, activity_id=planned.pk, on=TODAY + timedelta(days=5), starts_at=time(14))
    assert (queries.next_contact(by, w.enrolment.pk).on, Attendance.objects.get().on) == (TODAY + timedelta(days=5),) * 2
    with pytest.raises(Refused) as refusal:
        actions.call_off(by=by, at=NOW, activity_id=planned.pk, reason="  ")
    assert refusal.value.field == "reason"
    actions.call_off(by=by, at=NOW, activity_id=planned.pk, reason="The building is closed")
    assert queries.next_contact(by, w.enrolment.pk) is None
    with pytest.raises(Refused):
        actions.move(by=by, at=NOW, activity_id=planned.pk, on=TODAY + timedelta(days=9), starts_at=None)


def test_planning_is_for_days_to_come(house):
    for on in (TODAY - timedelta(days=1), TODAY + timedelta(days=731)):
        with pytest.raises(Refused) as refusal:
            actions.plan_contact(by=house.bram, at=NOW, enrolment_id=house.world.enrolment.pk, meeting=Meeting(kind="talk", on=on))
        assert refusal.value.field == "on"


def test_taken_back_it_no_longer_counts_and_stays_readable(house):
    activity = log(house)
    ids = [house.world.enrolment.pk]
    assert queries.support_minutes(ids) == {ids[0]: 45}
    actions.withdraw(by=house.bram, at=NOW, activity_id=activity.pk, reason="It was another person")
    assert (queries.support_minutes(ids), Attendance.objects.get().retracted_at, Activity.objects.get().cancelled_reason) == (
        {},
        NOW,
        "It was another person",
    )


def test_minutes_count_support_only(house):
    w = house.world
    log(house)
    log(house, meeting=Meeting(kind="visit", on=TODAY, minutes=30))
    met = Activity.objects.create(
        programme=w.programme, organisation=w.provider, kind="outreach", place_type="youth", on=TODAY, state="held", recorded_at=NOW
    )
    Attendance.objects.create(
        activity=met, person=w.amina, enrolment=w.enrolment, presence="present", minutes=60, on=TODAY, recorded_at=NOW
    )
    assert queries.support_minutes([w.enrolment.pk]) == {w.enrolment.pk: 75}


@pytest.mark.parametrize(
    ("name", "deed"), [("chloe", "move"), ("edda", "move"), ("olga", "move"), ("farid", "move"), ("greta", "move"), ("carl", "move")]
)
def test_somebody_elses_activity_is_not_there(house, name, deed):
    planned = actions.plan_contact(by=house.bram, at=NOW, enrolment_id=house.world.enrolment.pk, meeting=Meeting(kind="talk", on=TODAY))
    with pytest.raises(NotFound):
        getattr(actions, deed)(by=house.viewer(name), at=NOW, activity_id=planned.pk, on=TODAY, starts_at=None)


def test_who_reads_the_log(house):
    w = house.world
    log(house, meeting=Meeting(kind="talk", on=TODAY, topic=SECRET))
    assert [line.topic for line in queries.contact_log(house.bram, w.enrolment.pk)] == [SECRET]
    for name in ("chloe", "dario", "edda", "farid", "greta", "olga", "pia"):
        with pytest.raises(NotFound):
            queries.contact_log(house.viewer(name), w.enrolment.pk)


@pytest.mark.parametrize("count", [1, 3])
def test_the_log_asks_the_same_number_of_questions(house, count, django_assert_num_queries):
    for n in range(count):
        log(house, meeting=Meeting(kind="talk", on=TODAY - timedelta(days=n)))
    viewer = house.bram
    with django_assert_num_queries(8):
        assert len(queries.contact_log(viewer, house.world.enrolment.pk)) == count


def test_a_person_sees_their_own_appointments_only(house):
    w = house.world
    other = enrolment(w, person(w, "P-OTHER1", "Zoë", "Night"))
    for stay in (w.enrolment, other):
        planned = Activity.objects.create(
            programme=w.programme, organisation=w.provider, kind="talk", on=TODAY, recorded_at=NOW, led_by=house.accounts["bram"]
        )
        Attendance.objects.create(activity=planned, person=stay.person, enrolment=stay, on=TODAY, recorded_at=NOW)
    cards = queries.upcoming_for_person(house.amina)
    assert [card.names for card in cards] == [w.amina.name]
    with pytest.raises(NotFound):
        queries.upcoming_for_person(house.bram)
