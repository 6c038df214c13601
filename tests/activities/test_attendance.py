"""Group sessions and the sheet of who was there."""

from datetime import timedelta

import pytest

from tests.cast import NOW, SECRET, TODAY, enrolment, on_case_team, person
from vieta.activities import actions, queries
from vieta.activities.actions import Mark, Meeting
from vieta.activities.models import Activity, Attendance
from vieta.audit.models import Entry
from vieta.base.refusal import NotFound, Refused
from vieta.people.choices import GrantPurpose, Level
from vieta.people.models import Grant

SESSION = Meeting(kind="group", on=TODAY, minutes=120, topic="Writing an application")


@pytest.fixture
def people(house):
    """Amina and two more of the same office; the third is of the other provider."""
    w = house.world
    second, third = (
        enrolment(w, person(w, f"P-GROUP{n}", first, last)) for n, (first, last) in enumerate((("Basil", "Ward"), ("Cleo", "Xu")))
    )
    for stay in (second, third):
        Grant.objects.create(
            person=stay.person, organisation=w.provider, programme=w.programme, level=Level.SPECIAL, purpose=GrantPurpose.PROVIDER,
            cause="enrolment", cause_id=stay.pk, from_on=stay.enquired_on, given_at=NOW,
        )  # fmt: skip
    return [w.enrolment, second, third]


def plan(house, people, by="bram"):
    return actions.plan_group(
        by=house.viewer(by), at=NOW, programme_id=house.world.programme.pk, meeting=SESSION, enrolment_ids=[stay.pk for stay in people]
    )


def test_everybody_on_one_sheet(house, people):
    session = plan(house, people)
    card, rows = queries.attendance_sheet(house.bram, session.pk)
    assert [(row.name, row.presence) for row in rows] == [
        (stay.person.name, "expected") for stay in sorted(people, key=lambda s: s.sort_name)
    ]
    marks = [Mark(people[0].pk, "present"), Mark(people[1].pk, "excused"), Mark(people[2].pk, "present", 60)]
    actions.record_attendance(by=house.bram, at=NOW, activity_id=session.pk, marks=marks)
    standing = {row.enrolment_id: (row.presence, row.minutes) for row in Attendance.objects.filter(retracted_at=None)}
    assert standing == {people[0].pk: ("present", 120), people[1].pk: ("excused", 0), people[2].pk: ("present", 60)}
    assert (Activity.objects.get().state, card.state) == ("held", "planned")
    told = Entry.objects.filter(deed="activities.record_attendance").order_by("id")
    assert [entry.enrolment_id for entry in told] == [stay.pk for stay in people]


def test_a_correction_keeps_the_former_row(house, people):
    session = plan(house, people)
    for presence in ("present", "absent"):
        actions.record_attendance(
            by=house.bram, at=NOW + timedelta(hours=presence == "absent"), activity_id=session.pk, marks=[Mark(people[0].pk, presence)]
        )
    rows = Attendance.objects.filter(enrolment=people[0]).order_by("id")
    assert [(row.presence, row.retracted_at is None) for row in rows] == [("expected", False), ("present", False), ("absent", True)]
    lines = {row.enrolment_id: row.corrected for row in queries.attendance_sheet(house.bram, session.pk)[1]}
    assert lines == {people[0].pk: 1, people[1].pk: 0, people[2].pk: 0}


def test_said_again_unchanged_writes_nothing(house, people):
    session = plan(house, people)
    for _time in range(2):
        actions.record_attendance(by=house.bram, at=NOW, activity_id=session.pk, marks=[Mark(people[0].pk, "present")])
    assert Attendance.objects.filter(enrolment=people[0]).count() == 2
    assert Entry.objects.filter(deed="activities.record_attendance").count() == 1


@pytest.mark.parametrize(
    ("presence", "minutes", "field"),
    [
        ("late", None, "mark"),
        ("expected", None, "mark"),
        ("present", 0, "minutes"),
        ("present", 1441, "minutes"),
        ("present", -5, "minutes"),
    ],
)
def test_a_wrong_mark_is_refused_whole(house, people, presence, minutes, field):
    session = plan(house, people)
    with pytest.raises(Refused) as refusal:
        actions.record_attendance(
            by=house.bram, at=NOW, activity_id=session.pk, marks=[Mark(people[0].pk, "present"), Mark(people[1].pk, presence, minutes)]
        )
    assert refusal.value.field == f"{field}-{people[1].pk}"
    assert Attendance.objects.exclude(presence="expected").count() == 0


def test_somebody_not_on_the_sheet_is_not_there(house, people):
    session = plan(house, people[:2])
    with pytest.raises(NotFound):
        actions.record_attendance(by=house.bram, at=NOW, activity_id=session.pk, marks=[Mark(people[2].pk, "present")])


def test_not_before_its_day_and_not_once_called_off(house, people):
    session = actions.plan_group(
        by=house.bram,
        at=NOW,
        programme_id=house.world.programme.pk,
        meeting=Meeting(kind="group", on=TODAY + timedelta(days=1)),
        enrolment_ids=[people[0].pk],
    )
    mark = [Mark(people[0].pk, "present")]
    with pytest.raises(Refused):
        actions.record_attendance(by=house.bram, at=NOW, activity_id=session.pk, marks=mark)
    actions.call_off(by=house.bram, at=NOW, activity_id=session.pk, reason="Snow")
    with pytest.raises(Refused):
        actions.record_attendance(by=house.viewer("bram", TODAY + timedelta(days=2)), at=NOW, activity_id=session.pk, marks=mark)


def test_people_of_another_provider_cannot_be_expected(house, people):
    w = house.world
    hidden = enrolment(w, person(w, "P-HIDDEN", SECRET, "Other"), provider=w.other)
    on_case_team(house, hidden, "edda")
    for ids in ([hidden.pk], [people[0].pk, hidden.pk], [999_999]):
        with pytest.raises(NotFound):
            actions.plan_group(by=house.bram, at=NOW, programme_id=w.programme.pk, meeting=SESSION, enrolment_ids=ids)
    assert Activity.objects.count() == 0
    assert hidden.pk not in [one.id for one in queries.choosable_people(house.bram)]


def test_another_coach_sees_the_session_with_their_own_person_only(house, people):
    session = plan(house, people)
    on_case_team(house, people[1], "chloe")
    card = queries.activity_card(house.chloe, session.pk)
    assert ([one.name for one in card.people], card.others, card.runs) == ([people[1].person.name], 2, False)
    for name in ("edda", "farid", "greta", "dario", "olga"):
        with pytest.raises(NotFound):
            queries.activity_card(house.viewer(name), session.pk)
    with pytest.raises(NotFound):
        actions.record_attendance(by=house.chloe, at=NOW, activity_id=session.pk, marks=[Mark(people[1].pk, "absent")])


def test_invited_later_and_taken_off(house, people):
    session = plan(house, people[:1])
    actions.invite(by=house.bram, at=NOW, activity_id=session.pk, enrolment_ids=[people[0].pk, people[1].pk])
    assert Attendance.objects.filter(activity=session, retracted_at=None).count() == 2
    actions.take_off(by=house.bram, at=NOW, activity_id=session.pk, enrolment_id=people[1].pk)
    assert Attendance.objects.filter(activity=session, retracted_at=None).count() == 1
    with pytest.raises(NotFound):
        actions.take_off(by=house.bram, at=NOW, activity_id=session.pk, enrolment_id=people[1].pk)


@pytest.mark.parametrize("name", ["greta", "farid", "amina", "dario"])
def test_no_group_without_a_place_in_the_programme(house, name):
    with pytest.raises((NotFound, Refused)):
        plan(house, [], by=name)


@pytest.mark.parametrize("size", [1, 3])
def test_the_sheet_asks_the_same_number_of_questions(house, people, size, django_assert_num_queries):
    session = plan(house, people[:size])
    viewer = house.bram
    with django_assert_num_queries(9):
        assert len(queries.attendance_sheet(viewer, session.pk)[1]) == size
