"""Deeds on duos: who may, what refuses them, what hangs on them, taking back."""

from datetime import date, timedelta

import pytest

from tests.cast import NOW, TODAY
from vieta.activities.actions import Mark, call_off, record_attendance
from vieta.activities.models import Activity, Attendance
from vieta.activities.queries import last_contacts, sheets_to_fill, support_minutes, upcoming_for_person
from vieta.audit.models import Entry
from vieta.base.refusal import NotFound, Refused
from vieta.mentoring.actions import duos, endings, meetings, talks, wishes
from vieta.mentoring.choices import DuoMoment, KeptApart
from vieta.mentoring.models import Agreement, Apart, Clearance, Duo, DuoMeeting, Edition, Mentorship, Pause, Wish
from vieta.mentoring.queries import own_duos
from vieta.mentoring.queries.duos import duo_page, duos_of_file
from vieta.mentoring.queries.wishes import waiting

WEEK = timedelta(days=7)


def form(house, stay, mentorship, name="cora", **more):
    return duos.form(**house.act(name), enrolment_id=stay.pk, mentorship_id=mentorship.pk, **{"reason": "Both know retail."} | more)


def refused(deed, field=None, match=None):
    with pytest.raises(Refused, match=match) as problem:
        deed()
    assert problem.value.field == field


# Forming -------------------------------------------------------------------------------------------------------------
def test_a_reason_is_needed(house):
    refused(lambda: form(house, house.mentee(), house.mentor(), reason="  "), "reason")
    assert Duo.objects.count() == 1


OBSTACLES = {
    "not accepted": lambda m: Mentorship.objects.filter(pk=m.pk).update(standing="interviewed"),
    "no clearance": lambda m: Clearance.objects.filter(mentor=m.mentor).delete(),
    "clearance over": lambda m: Clearance.objects.filter(mentor=m.mentor).update(valid_until=TODAY),
    "pause": lambda m: Pause.objects.create(mentor=m.mentor, from_on=TODAY),
    "ended": lambda m: Mentorship.objects.filter(pk=m.pk).update(until_on=TODAY),
    "full": lambda m: Mentorship.objects.filter(pk=m.pk).update(capacity=0),
}


@pytest.mark.parametrize("what", OBSTACLES)
def test_what_no_reason_overrides(house, what):
    stay, mentorship = house.mentee(), house.mentor()
    OBSTACLES[what](mentorship)
    refused(lambda: form(house, stay, mentorship, override_reason="I want it."), "mentorship_id")
    assert Duo.objects.count() == 1


def test_training_yields_to_a_reason_that_is_kept(house):
    stay, mentorship = house.mentee(), house.mentor(trained=False)
    refused(lambda: form(house, stay, mentorship), "override_reason")
    duo = form(house, stay, mentorship, override_reason="Last day on Friday.")
    assert duo.events.get().reason == "Last day on Friday."
    assert Entry.objects.filter(deed="mentoring.form_duo").get().details == {"overridden": True}


def test_one_living_duo_a_mentee_and_no_more_than_agreed_a_mentor(house):
    first, mentorship = house.mentee(), house.mentor(capacity=2)
    form(house, first, mentorship)
    refused(lambda: form(house, first, house.mentor("Ugo")), "enrolment_id")
    form(house, house.mentee("Lila"), mentorship)
    refused(lambda: form(house, house.mentee("Mina"), mentorship), "mentorship_id")


@pytest.mark.parametrize("kind", [KeptApart.VETO, KeptApart.CONFLICT])
def test_kept_apart_until_it_is_lifted(house, kind):
    stay, mentorship = house.mentee(), house.mentor()
    row = wishes.keep_apart(**house.act(), enrolment_id=stay.pk, mentorship_id=mentorship.pk, kind=kind, reason="They are cousins.")
    refused(lambda: form(house, stay, mentorship), "mentorship_id", "kept apart")
    wishes.lift_apart(**house.act(), apart_id=row.pk)
    assert form(house, stay, mentorship).state == "formed"


@pytest.mark.parametrize(("name", "error"), [
    ("bram", Refused), ("dario", NotFound), ("chloe", NotFound), ("olga", NotFound), ("edda", NotFound), ("farid", NotFound), ("greta", NotFound),
])  # fmt: skip
def test_only_the_coordinator_forms_a_duo(house, name, error):
    stay, mentorship = house.mentee(), house.mentor()
    with pytest.raises(error):
        form(house, stay, mentorship, name)
    assert Duo.objects.count() == 1


def test_nobody_who_left(house):
    stay = house.mentee()
    stay.state, stay.left_on = "left", TODAY
    stay.save()
    refused(lambda: form(house, stay, house.mentor()), "enrolment_id")


# The first meeting and the answers ---------------------------------------------------------------------------------------
def test_the_first_meeting_counts_as_support_and_contact(house):
    duo = house.formed()
    duos.first_meeting_held(**house.act(), duo_id=duo.pk, on=TODAY, minutes=90)
    assert support_minutes([duo.enrolment_id]) == {duo.enrolment_id: 90}
    assert last_contacts([duo.enrolment_id]) == {duo.enrolment_id: TODAY}
    refused(lambda: duos.first_meeting_held(**house.act(), duo_id=duo.pk, on=TODAY))


@pytest.mark.parametrize(("on", "field"), [(TODAY + WEEK, "on"), (TODAY - WEEK, "on")])
def test_not_on_a_day_to_come_or_before_it_was_formed(house, on, field):
    duo = house.formed()
    refused(lambda: duos.first_meeting_held(**house.act(), duo_id=duo.pk, on=on), field)


def test_each_answers_for_themselves(house):
    duo = house.met()
    for name, side in (("dario", "mentor"), ("bram", "mentor")):
        with pytest.raises((Refused, NotFound)):
            duos.answer(**house.act(name), duo_id=duo.pk, side=side, goes_on=True)
    duos.answer(**house.act("bram"), duo_id=duo.pk, side="mentee", goes_on=True)
    refused(lambda: duos.answer(**house.act(), duo_id=duo.pk, side="mentee", goes_on=False))
    duo = duos.answer(**house.act(), duo_id=duo.pk, side="mentor", goes_on=True)
    assert duo.state == "accepted"


@pytest.mark.parametrize("side", ["mentee", "mentor"])
def test_a_refusal_needs_no_reason_and_costs_nothing(house, side):
    stay, mentorship = house.mentee(), house.mentor()
    house.waits(stay, since=date(2021, 1, 4))
    duo = house.met(row=stay, mentorship=mentorship)
    duo = duos.answer(**house.act(), duo_id=duo.pk, side=side, goes_on=False)
    assert (duo.state, duo.ended_on) == ("refused", TODAY)
    assert [(c.enrolment_id, c.waiting_since) for c in waiting(house.cast.viewer("cora"))] == [(stay.pk, date(2021, 1, 4))]
    assert Apart.objects.get().said_by == side
    refused(lambda: form(house, stay, mentorship), "mentorship_id")
    later = form(house, stay, house.mentor("Ugo"))
    assert later.after == duo


# The agreement -------------------------------------------------------------------------------------------------------------
def test_the_agreement_starts_the_clock(house):
    house.conduct(2)
    duo = house.accepted()
    row = duos.agree(**house.act(), duo_id=duo.pk, on=TODAY, text="Find a course.")
    duo.refresh_from_db()
    assert (duo.state, duo.agreed_on, duo.due_on, row.conduct) == ("running", TODAY, date(2021, 9, 15), 2)
    assert DuoMeeting.objects.filter(duo=duo).count() == 2


def test_no_agreement_before_both_said_yes_or_without_a_code_of_conduct(house):
    duo = house.met()
    refused(lambda: duos.agree(**house.act(), duo_id=duo.pk, on=TODAY))
    duo = house.accepted(row=house.mentee("Lila"), mentorship=house.mentor("Ugo"))
    Edition.objects.all().delete()
    refused(lambda: duos.agree(**house.act(), duo_id=duo.pk, on=TODAY), None, "code of conduct")
    assert Agreement.objects.count() == 0


# Meetings --------------------------------------------------------------------------------------------------------------------
def log(house, name, on=TODAY, **more):
    return meetings.log_meeting(**house.act(name), duo_id=house.w.duo.pk, on=on, **more)


@pytest.mark.parametrize("names", [("dario", "amina"), ("amina", "dario")])
def test_written_down_by_both_it_counts_once(house, names):
    first, second = (log(house, name) for name in names)
    assert (first[1], second[1], first[0].pk) == (True, False, second[0].pk)
    row = DuoMeeting.objects.get(duo=house.w.duo)
    assert {row.said_by, row.also_by} == {"mentee", "mentor"}
    assert support_minutes([house.w.enrolment.pk]) == {house.w.enrolment.pk: 120}
    refused(lambda: log(house, names[0]), "on")


def test_a_planned_meeting_is_filled_in(house):
    planned = meetings.plan_meeting(**house.act("dario"), duo_id=house.w.duo.pk, on=TODAY, place="Library")
    row, new = log(house, "amina", minutes=45, topic="Letter")
    activity = Activity.objects.get()
    assert (row.pk, new, activity.state, activity.minutes, activity.topic, activity.place) == (
        planned.pk, True, "held", 45, "Letter", "Library",
    )  # fmt: skip
    assert Attendance.objects.filter(retracted_at__isnull=True).get().presence == "present"


@pytest.mark.parametrize(("came", "presence", "state"), [
    ("both", ["present"], "held"), ("excused", ["excused"], "held"), ("absent", ["absent"], "held"), ("mentor", [], "cancelled"),
])  # fmt: skip
def test_who_could_not_come(house, came, presence, state):
    log(house, "dario", came=came)
    assert [a.presence for a in Attendance.objects.filter(retracted_at__isnull=True)] == presence
    assert Activity.objects.get().state == state


def test_the_next_meeting_with_the_log(house):
    log(house, "dario", next_on=TODAY + WEEK)
    log(house, "amina", next_on=TODAY + WEEK)
    assert sorted(DuoMeeting.objects.values_list("activity__on", "came")) == [(TODAY, "both"), (TODAY + WEEK, "")]
    refused(lambda: log(house, "dario", on=TODAY - WEEK, next_on=TODAY - WEEK * 2), "next_on")
    assert DuoMeeting.objects.count() == 2


@pytest.mark.parametrize(("on", "field"), [(TODAY + WEEK, "on"), (date(2021, 1, 31), "on")])
def test_no_meeting_to_come_or_before_the_duo(house, on, field):
    refused(lambda: log(house, "dario", on=on), field)
    assert DuoMeeting.objects.count() == 0


@pytest.mark.parametrize("name", ["chloe", "edda", "farid", "greta", "olga"])
def test_nobody_else_writes_meetings_down(house, name):
    with pytest.raises(NotFound):
        log(house, name)


def test_taken_back_it_counts_nowhere(house):
    row, _new = log(house, "dario")
    with pytest.raises(Refused):
        meetings.take_meeting_back(**house.act("amina"), meeting_id=row.pk, reason="No.")
    refused(lambda: meetings.take_meeting_back(**house.act("dario"), meeting_id=row.pk, reason=" "), "reason")
    meetings.take_meeting_back(**house.act("dario"), meeting_id=row.pk, reason="It was on Monday.")
    assert support_minutes([house.w.enrolment.pk]) == {}
    assert log(house, "dario")[1]


# The end ---------------------------------------------------------------------------------------------------------------------
def test_an_extension_moves_the_end_and_can_be_taken_back(house):
    duo = house.w.duo
    for until in (date(2021, 9, 1), date(2021, 10, 1)):
        endings.extend(**house.act(), duo_id=duo.pk, until_on=until, reason="Exams.")
    refused(lambda: endings.extend(**house.act(), duo_id=duo.pk, until_on=date(2021, 9, 1), reason="Less."), "until_on")
    for due in (date(2021, 9, 1), date(2021, 8, 12)):
        endings.take_step_back(**house.act(), duo_id=duo.pk, moment=DuoMoment.EXTENDED, reason="Wrong day.")
        duo.refresh_from_db()
        assert (duo.due_on, duo.state) == (due, "running")


def test_no_completion_before_the_time(house):
    refused(lambda: endings.complete(**house.act(), duo_id=house.w.duo.pk, on=TODAY), "on", "broken off")


@pytest.mark.parametrize("again", [True, False])
def test_broken_off_and_back_on_the_list_or_not(house, again):
    wishes.write(**house.act(), enrolment_id=house.w.enrolment.pk, wished=wishes.Wished(waiting_since=date(2020, 12, 1)))
    endings.break_off(**house.act(), duo_id=house.w.duo.pk, on=TODAY, because="moved", waits_again=again, apart=True)
    found = [c.waiting_since for c in waiting(house.cast.viewer("cora"))]
    assert found == ([date(2020, 12, 1)] if again else [])
    assert Apart.objects.count() == 1
    endings.take_step_back(**house.act(), duo_id=house.w.duo.pk, moment=DuoMoment.BROKEN_OFF, reason="The wrong duo.")
    house.w.duo.refresh_from_db()
    assert (house.w.duo.state, house.w.duo.ended_on, house.w.duo.broken_off) == ("running", None, "")
    assert Apart.objects.filter(lifted_at__isnull=True).count() == 0
    assert Wish.objects.get().withdrawn_on is None


def test_the_agreement_taken_back_goes_with_its_meeting(house):
    duo = house.running()
    refused(lambda: endings.take_step_back(**house.act(), duo_id=duo.pk, moment=DuoMoment.MET, reason="No."), "moment")
    endings.take_step_back(**house.act(), duo_id=duo.pk, moment=DuoMoment.AGREED, reason="Signed a week later.")
    duo.refresh_from_db()
    assert (duo.state, duo.agreed_on, duo.due_on) == ("accepted", None, None)
    assert Agreement.objects.get().taken_back_at
    assert DuoMeeting.objects.filter(duo=duo, taken_back_at__isnull=True).count() == 1
    duos.agree(**house.act(), duo_id=duo.pk, on=TODAY)
    assert Agreement.objects.filter(taken_back_at__isnull=True).count() == 1


def test_a_refusal_cannot_come_back_to_life_beside_another_duo(house):
    stay = house.mentee()
    duo = house.met(row=stay)
    duos.answer(**house.act(), duo_id=duo.pk, side="mentee", goes_on=False)
    form(house, stay, house.mentor("Ugo"))
    refused(lambda: endings.take_step_back(**house.act(), duo_id=duo.pk, moment=DuoMoment.NO_MENTEE, reason="Oh."), "moment", "another")


def test_closing_asks_for_both_evaluations_or_a_reason(house):
    endings.break_off(**house.act(), duo_id=house.w.duo.pk, on=TODAY, because="work")
    for name, side in (("amina", "mentee"), ("dario", "mentor")):
        refused(lambda: endings.close(**house.act(), duo_id=house.w.duo.pk, on=TODAY), "reason")
        talks.evaluate(**house.act(name), duo_id=house.w.duo.pk, side=side, said=talks.Evaluated(again=True))
    assert endings.close(**house.act(), duo_id=house.w.duo.pk, on=TODAY).state == "closed"
    with pytest.raises(Refused):
        endings.take_step_back(**house.act(), duo_id=house.w.duo.pk, moment=DuoMoment.BROKEN_OFF, reason="No.")
    endings.take_step_back(**house.act(), duo_id=house.w.duo.pk, moment=DuoMoment.CLOSED, reason="Too early.")
    house.w.duo.refresh_from_db()
    assert house.w.duo.state == "ended"


@pytest.mark.parametrize("name", ["dario", "amina", "bram"])
def test_only_the_coordinator_ends_a_duo(house, name):
    with pytest.raises(NotFound):
        endings.break_off(**house.act(name), duo_id=house.w.duo.pk, on=TODAY, because="time")


def test_every_deed_is_on_the_trail_with_the_file(house):
    duo = house.running()
    found = Entry.objects.filter(deed__startswith="mentoring.", enrolment_id=duo.enrolment_id, programme_id=duo.programme_id)
    deeds = ["form_duo", "first_meeting_held", "answer_duo", "answer_duo", "agree_duo"]
    assert [entry.deed for entry in found.order_by("id")] == [f"mentoring.{one}" for one in deeds]
    assert found.filter(at__lt=NOW).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_same_number_of_questions_however_many_meetings(house, count, django_assert_num_queries):
    for n in range(count):
        log(house, "dario", on=TODAY - timedelta(days=n))
    for name, ask, questions in (
        ("cora", lambda viewer: duo_page(viewer, house.w.duo.pk), 17),
        ("dario", lambda viewer: own_duos.mentors_duo(viewer, house.w.duo.pk), 8),
        ("dario", own_duos.mentors_duos, 4),
        ("amina", own_duos.own_duos, 7),
        ("bram", lambda viewer: duos_of_file(viewer, house.w.enrolment.pk), 13),
    ):
        viewer = house.cast.viewer(name)
        with django_assert_num_queries(questions):
            ask(viewer)


def test_a_meeting_is_no_sheet_and_names_no_leader(house):
    planned = meetings.plan_meeting(**house.act("dario"), duo_id=house.w.duo.pk, on=TODAY)
    assert [card.led_by for card in upcoming_for_person(house.cast.amina)] == [""]
    for name in ("cora", "dario", "bram"):
        with pytest.raises(NotFound):
            record_attendance(**house.act(name), activity_id=planned.activity_id, marks=[Mark(house.w.enrolment.pk, "present")])
        with pytest.raises(NotFound):
            call_off(**house.act(name), activity_id=planned.activity_id, reason="No.")
    assert sheets_to_fill(house.cast.viewer("cora", TODAY + WEEK), whole_organisation=True) == []
