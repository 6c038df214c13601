"""The work with people and what changed: contact, sessions, notes, signals, outcomes, leaving, asking again; scenario 4 and the records of 10."""

import re
from datetime import date, time, timedelta

import pytest
from django.urls import reverse

from tests.activities.house import hire, staff
from tests.cast import BACKEND, NOW, SECRET, TODAY, enrolment, on_case_team, person
from vieta.accounts.choices import Profession
from vieta.activities import actions as work
from vieta.activities import queries
from vieta.activities.actions import ActivityRow, AttendanceRow, Mark, Meeting, Written
from vieta.activities.models import Activity, Attendance, Note
from vieta.audit.models import Entry
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import system
from vieta.enrolments import actions as stays
from vieta.enrolments.models import CaseTeamMember, Enrolment
from vieta.outcomes import actions as outcomes
from vieta.outcomes import queries as changes
from vieta.outcomes.models import FollowUp, Outcome
from vieta.people.choices import GrantPurpose, Level
from vieta.people.models import Grant, Person
from vieta.programmes import actions as programmes

JOB = system("demo", TODAY)


@pytest.fixture
def house(cast):
    """The cast with psychologist, lawyer, career consultant and two coordinators."""
    return staff(cast)


@pytest.fixture
def pages(house, client, as_of_the_cast, settings):
    """Says who looks; answers and posts follow. The second factor is proven elsewhere."""
    settings.DEMO = True

    def of(name):
        client.force_login(house.accounts[name], backend=BACKEND)
        return client

    return of


def day(on: date, name: str = "on") -> dict:
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def contact(**more) -> dict:
    return {"state": "held", "kind": "talk", "minutes": "45", "mode": "in-person", "topic": "Letter to the bakery"} | day(TODAY) | more


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def of_the_office(house, first: str, last: str):
    """Another person of Amina's provider."""
    w = house.world
    stay = enrolment(w, person(w, f"P-{first.upper()[:9]}", first, last))
    Grant.objects.create(
        person=stay.person, organisation=w.provider, programme=w.programme, level=Level.SPECIAL, purpose=GrantPurpose.PROVIDER,
        cause="enrolment", cause_id=stay.pk, from_on=stay.enquired_on, given_at=NOW,
    )  # fmt: skip
    return stay


# Long-term support -----------------------------------------------------------------------------------------------------
@pytest.mark.mission("S1-15")
def test_support_goes_on_without_a_number_of_sessions_and_names_the_next(pages, house):
    stay = house.world.enrolment.pk
    address = f"{reverse('activity_new')}?enrolment={stay}"
    for weeks in range(12, 0, -1):
        answer = pages("bram").post(address, contact(**day(TODAY - timedelta(weeks=weeks))))
        assert answer["Location"] == reverse("work", args=[stay])
    pages("bram").post(address, contact(**day(TODAY + timedelta(days=9), "next_on"), next_at="9.30", note="She writes the letter herself"))
    log = queries.contact_log(house.bram, stay)
    assert [card.state for card in log] == ["planned"] + ["held"] * 13
    assert (queries.next_contact(house.bram, stay).on, queries.next_contact(house.bram, stay).starts_at) == (
        TODAY + timedelta(days=9),
        time(9, 30),
    )
    page = text(pages("bram").get(reverse("work", args=[stay])))
    assert "Last contact 15 Mar 2021. Next contact 24 Mar 2021." in page
    assert "She writes the letter herself" in page


@pytest.mark.mission("S1-15")
def test_no_contact_for_n_days_is_a_signal_that_leads_to_planning(pages, house):
    w = house.world
    work.log_contact(by=house.bram, at=NOW, enrolment_id=w.enrolment.pk, meeting=Meeting("talk", TODAY - timedelta(days=22)))
    assert "No contact for 22 days – plan a contact" in text(pages("bram").get(reverse("today")))
    assert f"{reverse('activity_new')}?enrolment={w.enrolment.pk}&amp;plan=1" in text(pages("bram").get(reverse("today")))
    assert "No contact for 22 days" in text(pages("cora").get(reverse("flow")))
    w.programme.silent_after_days = 22
    w.programme.save()
    assert "No contact for" not in text(pages("bram").get(reverse("today")))
    for name in ("chloe", "edda"):
        assert SECRET not in text(pages(name).get(reverse("today")))


# Professions and sessions ----------------------------------------------------------------------------------------------
@pytest.mark.mission("S3-11")
def test_a_region_has_its_team_of_several_professions(pages, house):
    w = house.world
    team = programmes.form_team(by=house.farid, at=NOW, code="gent", name="Team North", region_id=w.region.pk)
    hire(house, "vera", "Vera Moss", w.provider, Profession.CHANGE_AGENT, "coach", region=w.region)
    stays.add_to_team(by=house.cora, at=NOW, enrolment_id=w.enrolment.pk, account_id=house.accounts["vera"].pk, profession="change-agent")
    assert (team.region_id, set(queries.professions_of(house.bram, w.enrolment.pk))) == (
        w.region.pk, {"Coach", "Psychologist", "Lawyer", "Career consultant", "Change agent / social worker"},
    )  # fmt: skip
    page = text(pages("vera").get(reverse("work", args=[w.enrolment.pk])))
    assert "Psychologist" in page
    assert "Career consultant" in page
    assert queries.professions_of(house.olga, w.enrolment.pk) == []


@pytest.mark.mission("S3-12")
@pytest.mark.parametrize(("name", "profession"), [("paula", "psychologist"), ("leon", "lawyer"), ("carl", "career")])
def test_each_specialist_records_consultations_in_the_own_profession(pages, house, name, profession):
    stay = house.world.enrolment.pk
    typed = contact(kind="consultation", minutes="50", mode="video", note="What we said", confidentiality="profession")
    pages(name).post(f"{reverse('activity_new')}?enrolment={stay}", typed)
    activity, note = Activity.objects.get(), Note.objects.get()
    assert (activity.kind, activity.minutes, activity.mode, activity.topic, activity.profession, activity.led_by_id) == (
        "consultation", 50, "video", "Letter to the bakery", profession, house.accounts[name].pk,
    )  # fmt: skip
    assert (note.text, note.profession, note.confidentiality, note.activity_id) == ("What we said", profession, "profession", activity.pk)


@pytest.mark.mission("S3-12")
def test_no_consultation_without_a_place_on_the_case_team(pages, house):
    stay = house.world.enrolment.pk
    for name in ("pia", "chloe", "edda", "olga"):
        assert pages(name).post(f"{reverse('activity_new')}?enrolment={stay}", contact(kind="consultation")).status_code == 404
    answer = pages("cora").post(f"{reverse('activity_new')}?enrolment={stay}", contact(kind="consultation"))
    assert (answer.status_code, "recorded by those on the case team" in text(answer)) == (422, True)
    assert Activity.objects.count() == 0


@pytest.mark.mission("S3-13")
def test_a_group_session_with_attendance_of_everybody_on_one_screen(pages, house):
    stays_there = [house.world.enrolment, of_the_office(house, "Basil", "Ward"), of_the_office(house, "Cleo", "Xu")]
    for stay in stays_there[1:]:
        on_case_team(house, stay, "bram")
    typed = {"programme": house.world.programme.pk, "kind": "group", "topic": "Applying", "minutes": "120", "mode": "in-person"} | day(
        TODAY
    )
    pages("bram").post(f"{reverse('activity_new')}?group=1", typed | {"people": [stay.pk for stay in stays_there]})
    session = Activity.objects.get()
    address = reverse("attendance", args=[session.pk])
    page = text(pages("bram").get(address))
    assert all(stay.person.name in page for stay in stays_there)
    marks = dict(zip((f"mark-{stay.pk}" for stay in stays_there), ("present", "excused", "absent"), strict=True))
    pages("bram").post(address, marks)
    pages("bram").post(address, marks | {f"mark-{stays_there[2].pk}": "present", f"minutes-{stays_there[2].pk}": "60"})
    standing = Attendance.objects.filter(activity=session, retracted_at=None).order_by("enrolment_id")
    assert [(row.presence, row.minutes) for row in standing] == [("present", 120), ("excused", 0), ("present", 60)]
    assert Attendance.objects.filter(activity=session, presence="absent").exclude(retracted_at=None).count() == 1
    for name in ("chloe", "edda", "olga"):
        assert pages(name).post(address, marks).status_code == 404


@pytest.mark.mission("S3-14")
@pytest.mark.parametrize(
    ("mode", "obstacle", "fix"),
    [("video", "technology", "Called by phone instead"), ("phone", "transport", "No bus; met by phone"), ("in-person", "", "")],
)
def test_in_person_by_video_or_phone_with_obstacle_and_fix(pages, house, mode, obstacle, fix):
    stay = house.world.enrolment.pk
    pages("bram").post(f"{reverse('activity_new')}?enrolment={stay}", contact(mode=mode, obstacle=obstacle, fix=fix))
    activity = Activity.objects.get()
    assert (activity.mode, activity.obstacle, activity.fix) == (mode, obstacle, fix)
    assert fix in text(pages("bram").get(reverse("activity", args=[activity.pk])))
    pages("bram").post(reverse("activity_obstacle", args=[activity.pk]), {"mode": "phone", "obstacle": "care", "fix": "A neighbour sat in"})
    assert Activity.objects.values_list("mode", "obstacle", "fix").get() == ("phone", "care", "A neighbour sat in")


@pytest.mark.mission("S3-15")
def test_a_coordinator_flags_a_restriction_and_sees_what_it_did(pages, house):
    w = house.world
    rows = [(date(2020, 9, 7) + timedelta(days=7 * n), "in-person") for n in range(8)]
    rows += [(date(2020, 11, 10) + timedelta(days=14 * n), "video") for n in range(4)]
    rows += [(date(2021, 1, 11) + timedelta(days=7 * n), "in-person") for n in range(9)]
    people = (AttendanceRow(w.amina.pk, w.enrolment.pk, "present", 60),)
    work.bring_in_activities(
        by=JOB, at=NOW, rows=[ActivityRow(w.programme.pk, w.provider.pk, "talk", on, mode=mode, people=people) for on, mode in rows]
    )
    typed = {"name": "Second lock-down", "kind": "health"} | day(date(2020, 11, 2), "from_on") | day(date(2021, 1, 10), "until_on")
    assert pages("cora").post(reverse("restriction_new", args=["gent"]), typed).status_code == 302
    (limit,) = queries.delivery(house.cora, w.programme.pk).limits
    assert [(spell.label, spell.by_mode["in-person"], spell.by_mode["video"]) for spell in limit.spells] == [
        ("Before", 4.3, 0.0), ("During", 0.0, 1.7), ("After", 4.3, 0.0),
    ]  # fmt: skip
    assert "Second lock-down" in text(pages("cora").get(reverse("engagement")))
    assert "Months with restrictions: November 2020, December 2020, January 2021" in text(pages("cora").get(reverse("engagement")))
    assert pages("bram").post(reverse("restriction_new", args=["gent"]), typed).status_code == 403


@pytest.mark.mission("S3-16")
def test_scenario_4_a_confidential_team(pages, house):
    """The psychologist's note: the career consultant sees date, kind and length only; the other provider's lead sees nothing;
    the trail shows the writer's name and that of whoever broke the glass."""
    stay = house.world.enrolment.pk
    told = "He threatened her again"
    work.log_contact(
        by=house.paula,
        at=NOW,
        enrolment_id=stay,
        meeting=Meeting("consultation", TODAY, time(8), 50, topic="Safety at home"),
        note=Written(told),
    )
    note = Note.objects.get()
    file_pages = [reverse(name, args=[stay]) for name in ("work", "enrolment")]
    for name in ("carl", "bram", "leon", "cora"):
        for address in [*file_pages, reverse("activity", args=[note.activity_id])]:
            page = text(pages(name).get(address))
            assert (told in page, "Safety at home" in page) == (False, False), (name, address)
            assert address == file_pages[1] or "Paula" not in page  # the overview names the case team
        page = text(pages(name).get(file_pages[0]))
        assert "Closed note" in page
        assert "Psychologist, Individual consultation, 50 minutes" in page
        assert "15 Mar 2021" in page
    assert told in text(pages("paula").get(file_pages[0]))
    open_it = reverse("note_open", args=[stay, note.pk])
    for name in ("olga", "edda", "chloe", "farid", "greta"):
        assert {pages(name).get(address).status_code for address in [*file_pages, open_it]} <= {404}
    for name in ("carl", "bram", "leon"):
        assert pages(name).post(open_it, {"reason": "I would like to know it"}).status_code == 404
    refused = pages("cora").post(open_it, {"reason": "urgent"})
    assert (refused.status_code, told in text(refused)) == (422, False)
    opened = pages("cora").post(open_it, {"reason": "She is in hospital, the doctor asks now"})
    assert (opened.status_code, told in text(opened), opened["Cache-Control"]) == (200, True, "no-store")
    trail = Entry.objects.filter(table="activities.note").order_by("id")
    assert [(entry.by, entry.details.get("writer", "")) for entry in trail] == [("Paula Ruiz", ""), ("Cora Dekker", "Paula Ruiz")]
    assert not any(told in str(entry.details) for entry in trail)
    assert "Cora Dekker opened a closed note" in text(pages("paula").get(reverse("today")))
    assert "Opened by Cora Dekker" in text(pages("paula").get(file_pages[0]))
    assert told not in text(pages("cora").get(file_pages[0]))


@pytest.mark.mission("S3-16")
@pytest.mark.parametrize(("writer", "closed"), [("paula", True), ("leon", True), ("carl", False), ("bram", False)])
def test_closed_by_default_for_psychologist_and_lawyer(pages, house, writer, closed):
    work.write_note(by=house.viewer(writer), at=NOW, enrolment_id=house.world.enrolment.pk, text="A word in confidence")
    readers = {"paula", "leon", "carl", "bram"} - {writer}
    page = {name: "A word in confidence" in text(pages(name).get(reverse("work", args=[house.world.enrolment.pk]))) for name in readers}
    assert set(page.values()) == {not closed}


# Small, family and community changes -------------------------------------------------------------------------------------
def record(pages, house, kind, name="bram", **typed):
    address = f"{reverse('outcome_new', args=[house.world.enrolment.pk])}?kind={kind}"
    return pages(name).post(address, {"source": "declared"} | day(date(2021, 3, 1)) | typed)


@pytest.mark.mission("S3-18")
@pytest.mark.parametrize("kind", ["new-contacts", "daily-routine", "rights-awareness", "confidence"])
def test_small_changes_are_recorded_by_their_type(pages, house, kind):
    record(pages, house, kind, what="Goes to the market alone")
    (card,) = changes.outcomes_of(house.bram, house.world.enrolment.pk)
    assert (card.kind, card.group, card.what, card.on, card.counts) == (kind, "soft", "Goes to the market alone", date(2021, 3, 1), False)
    assert "Goes to the market alone" in text(pages("bram").get(reverse("outcomes", args=[house.world.enrolment.pk])))


@pytest.mark.mission("S3-19")
@pytest.mark.parametrize("kind", ["home-climate", "child-education", "after-school"])
def test_effects_on_the_family_enrol_and_name_nobody(pages, house, kind):
    people = Person.objects.count(), Enrolment.objects.count()
    answer = record(pages, house, kind, what="Since then Yusuf likes school")
    assert (answer.status_code, "may name somebody: Yusuf" in text(answer), "Since then Yusuf likes school" in text(answer)) == (
        422,
        True,
        True,
    )
    assert Outcome.objects.count() == 0
    assert record(pages, house, kind, what="The son likes school").status_code == 302
    assert (Person.objects.count(), Enrolment.objects.count()) == people
    assert [card.group for card in changes.outcomes_of(house.bram, house.world.enrolment.pk)] == ["family"]


@pytest.mark.mission("S3-20")
@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("social-integration", {}),
        ("social-life", {}),
        ("rights-protection", {}),
        ("employment", {"contract_kind": "permanent"}),
        ("self-employment", {}),
        ("education", {"learning": "vocational"}),
        ("qualification", {}),
    ],
)
def test_every_kind_of_result_is_recorded_by_a_coordinator(pages, house, kind, more):
    assert record(pages, house, kind, name="cora", **more).status_code == 302
    (row,) = Outcome.objects.all()
    assert (row.kind, row.valid_on, row.recorded_by) == (kind, date(2021, 3, 1), house.accounts["cora"].pk)
    for name in ("olga", "edda", "chloe"):
        assert record(pages, house, kind, name=name, **more).status_code == 404
    assert Outcome.objects.count() == 1


@pytest.mark.mission("S3-21")
def test_a_hard_result_stands_apart_from_positive_change(house):
    second = of_the_office(house, "Basil", "Ward")
    on_case_team(house, second, "bram")
    for pk, change in (
        (house.world.enrolment.pk, outcomes.Change("education", date(2021, 3, 1), learning="vocational")),
        (house.world.enrolment.pk, outcomes.Change("confidence", date(2021, 3, 1))),
        (second.pk, outcomes.Change("social-life", date(2021, 3, 1))),
        (second.pk, outcomes.Change("job-search", date(2021, 3, 1))),
    ):
        outcomes.record_outcome(by=house.bram, at=NOW, enrolment_id=pk, change=change)
    results = {
        pk: {card.kind for card in changes.outcomes_of(house.bram, pk) if card.counts} for pk in (house.world.enrolment.pk, second.pk)
    }
    assert results == {house.world.enrolment.pk: {"education"}, second.pk: set()}


# Attendance and drifting away ----------------------------------------------------------------------------------------------
@pytest.mark.mission("S3-23")
def test_those_who_drift_away_are_seen_and_acted_on(pages, house):
    w = house.world
    for days_ago, presence in ((24, "present"), (17, "present"), (10, "excused"), (3, "absent")):
        on = TODAY - timedelta(days=days_ago)
        session = work.plan_group(
            by=house.viewer("bram", on), at=NOW, programme_id=w.programme.pk, meeting=Meeting("group", on), enrolment_ids=[w.enrolment.pk]
        )
        work.record_attendance(by=house.bram, at=NOW, activity_id=session.pk, marks=[Mark(w.enrolment.pk, presence)])
    for name, address in (("cora", "flow"), ("cora", "engagement"), ("bram", "today")):
        assert "Missed 2 of the last 3 meetings" in text(pages(name).get(reverse(address)))
    pages("cora").post(
        f"{reverse('activity_new')}?enrolment={w.enrolment.pk}&plan=1", contact(state="planned", **day(TODAY + timedelta(days=1)))
    )
    assert "next contact planned for 16 Mar 2021" in text(pages("cora").get(reverse("flow")))
    months = {month.first_on: month.presence for month in queries.delivery(house.cora, w.programme.pk).months}
    assert months[date(2021, 2, 1)] == 100
    assert months[date(2021, 3, 1)] == 0
    assert SECRET not in text(pages("olga").get(reverse("flow")))


# Jobs, learning, leaving ---------------------------------------------------------------------------------------------------
@pytest.mark.mission("S1-19")
def test_a_stable_job_is_recorded_and_checked_to_be_kept(pages, house):
    stay = house.world.enrolment.pk
    typed = {"contract_kind": "fixed-term", "weekly_hours": "30.5", "employer": "Bakery De Trog"} | day(date(2021, 5, 31), "until_on")
    assert record(pages, house, "employment", **typed).status_code == 302
    (card,) = changes.outcomes_of(house.bram, stay)
    assert (card.contract_label, card.on, card.last_on, str(card.weekly_hours), card.employer) == (
        "Fixed term", date(2021, 3, 1), date(2021, 5, 31), "30.5", "Bakery De Trog",
    )  # fmt: skip
    assert (card.stable.holds, card.stable.why) == (True, "Fixed term of at least 3 months")
    pages("bram").post(reverse("outcome_kept", args=[stay, card.id]), {"source": "declared"} | day(TODAY))
    (kept,) = changes.outcomes_of(house.bram, stay)
    assert (kept.kept_on, kept.employer) == (TODAY, "Bakery De Trog")
    assert "Still there on 15 Mar 2021" in text(pages("bram").get(reverse("outcomes", args=[stay])))
    for name in ("chloe", "edda", "olga", "greta"):
        assert pages(name).get(reverse("outcomes", args=[stay])).status_code == 404


@pytest.mark.mission("S1-19")
def test_what_is_not_stable_says_why(pages, house):
    record(pages, house, "employment", contract_kind="fixed-term", **day(date(2021, 5, 30), "until_on"))
    (card,) = changes.outcomes_of(house.bram, house.world.enrolment.pk)
    assert (card.stable.holds, card.stable.why) == (False, "Fixed term of less than 3 months")


@pytest.mark.mission("S1-20")
@pytest.mark.parametrize(
    ("learning", "label"),
    [("vocational", "Vocational"), ("general", "General education"), ("language", "Language"), ("work-trial", "Learning at a workplace")],
)
def test_a_trajectory_of_learning_has_its_type(pages, house, learning, label):
    assert record(pages, house, "education", employer="Evening school").status_code == 422  # its type is asked
    assert record(pages, house, "education", learning=learning, employer="Evening school").status_code == 302
    (card,) = changes.outcomes_of(house.bram, house.world.enrolment.pk)
    assert (card.learning_label, card.employer, card.counts) == (label, "Evening school", True)


def leave(house, on: date):
    outcomes.leave_programme(by=house.viewer("bram", max(on, TODAY)), at=NOW, enrolment_id=house.world.enrolment.pk, on=on, because="work")


def happen(house, kind: str, on: date, **more):
    later = house.viewer("bram", on + timedelta(days=1))
    return outcomes.record_outcome(by=later, at=NOW, enrolment_id=house.world.enrolment.pk, change=outcomes.Change(kind, on, **more))


@pytest.mark.mission("S3-20")
def test_scenario_10_asked_again_after_six_months(pages, house, monkeypatch):
    left_on, later = date(2021, 2, 1), date(2021, 8, 2)
    leave(house, left_on)
    happen(house, "employment", left_on + timedelta(days=30), contract_kind="permanent")
    row = FollowUp.objects.get(moment="6-months")
    early = outcomes.Said(answer="in-work", asked_on=row.due_on - timedelta(days=1))
    with pytest.raises(Refused):
        outcomes.record_answer(by=house.viewer("bram", later), at=NOW, follow_up_id=row.pk, said=early)
    outcomes.record_answer(
        by=house.viewer("bram", later), at=NOW, follow_up_id=row.pk, said=outcomes.Said(answer="in-work", asked_on=later, still_there=True)
    )
    assert FollowUp.objects.values_list("answer", "asked_on", "still_there").get(pk=row.pk) == ("in-work", later, True)
    assert Outcome.objects.get(retracted_at=None).kept_on == later
    with pytest.raises(NotFound):
        changes.follow_up_card(house.viewer("edda", later), row.pk)


@pytest.mark.mission("S1-19")
def test_leaving_puts_the_follow_ups_on_the_worklist(pages, house):
    stay = house.world.enrolment.pk
    typed = {"because": "work", "note": "Call in the evening"} | day(date(2021, 2, 10))
    assert pages("bram").post(reverse("leave", args=[stay]), typed).status_code == 302
    assert SECRET in text(pages("bram").get(reverse("follow_ups")))
    row = FollowUp.objects.get(moment="28-days")
    answered = (
        {"answer": "in-work", "source": "declared", "contract_kind": "permanent"}
        | day(TODAY, "asked_on")
        | day(date(2021, 3, 1), "began_on")
    )
    assert pages("bram").post(reverse("follow_up", args=[row.pk]), answered).status_code == 302
    assert Outcome.objects.values_list("kind", "retracted_at").get(enrolment_id=stay) == ("employment", None)
    assert CaseTeamMember.objects.filter(enrolment_id=stay, until_on=None).exists()
    assert SECRET not in text(pages("bram").get(reverse("follow_ups")))
    assert SECRET not in text(pages("edda").get(f"{reverse('follow_ups')}?which=open"))
