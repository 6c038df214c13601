"""Mentors from their offer to goodbye: standards, training, handbook, supervision, other support, a network that outlives programmes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.cast import BACKEND, TODAY
from tests.mentoring.mentor_house import SAYS
from vieta.activities.models import Activity, Attendance
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Viewer, system
from vieta.enrolments.choices import State
from vieta.enrolments.models import Enrolment
from vieta.mentoring import actions, queries
from vieta.mentoring.actions import Mark, SeatMark, StandardsOpen
from vieta.mentoring.models import Mentor, Mentorship, MentorshipEvent, StandardMet
from vieta.programmes.models import Partner, Period, Programme


@pytest.fixture
def pages(cast, client, as_of_the_cast):
    """Says who looks; answers and posts follow."""

    def of(name):
        client.force_login(cast.accounts[name], backend=BACKEND)
        return client

    return of


def _day(name, day=TODAY):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


# Standards of the intake --------------------------------------------------------------------------------------------------
@pytest.mark.mission("S0-03")
def test_a_mentor_is_taken_in_by_the_standards(mentoring, pages):
    """Checklist, interview, decision with its reason; a required standard that is not met stops it, unless somebody says why."""
    row = mentoring.offers()
    deed = lambda what: reverse("mentorship_deed", args=[row.mentor_id, row.pk, what])  # noqa: E731
    cora = pages("cora")
    assert cora.post(deed("accept"), _day("on") | {"reason": "Kind", "capacity": "1"}).status_code == 422  # no interview yet
    assert cora.post(deed("interview"), _day("on") | {"words": "Calm and curious."}).status_code == 302

    answer = cora.post(deed("accept"), _day("on") | {"reason": "Kind", "capacity": "1"})
    assert answer.status_code == 422
    assert "Listens before advising" in answer.content.decode()
    checklist = reverse("mentor_checklist", args=[row.mentor_id, row.pk])
    cora.post(checklist, {f"mark-{mentoring.standard}": "yes", f"remark-{mentoring.standard}": "Told of a neighbour"})
    assert StandardMet.objects.get(retracted_at=None).note == "Told of a neighbour"
    assert cora.post(deed("accept"), _day("on") | {"reason": "Kind", "capacity": "2"}).status_code == 302
    row = Mentorship.objects.get(pk=row.pk)
    assert (row.standing, row.capacity, row.mentor.joined_on) == ("accepted", 2, TODAY)
    accepted = MentorshipEvent.objects.get(mentorship=row, moment="accepted")
    assert (accepted.reason, accepted.valid_on, accepted.recorded_by) == ("Kind", TODAY, mentoring.house.cast.accounts["cora"].pk)


@pytest.mark.mission("S0-03")
def test_a_standard_that_is_not_met_can_be_passed_over_only_with_a_reason(mentoring):
    row = mentoring.interviewed(met=False)
    accept = {"mentorship_id": row.pk, "on": TODAY, "reason": "Knows half the town."}
    with pytest.raises(StandardsOpen) as refusal:
        actions.accept(**mentoring.act(), **accept)
    assert [one.name for one in refusal.value.standards] == ["Listens before advising"]
    actions.accept(**mentoring.act(), **accept, despite="Will take the course twice.")
    assert "Will take the course twice." in MentorshipEvent.objects.get(mentorship=row, moment="accepted").reason


@pytest.mark.mission("S0-03")
def test_a_mentor_is_not_accepted_with_a_reason_and_may_offer_again(mentoring):
    row = mentoring.interviewed()
    with pytest.raises(Refused):
        actions.decline(**mentoring.act(), mentorship_id=row.pk, on=TODAY, reason=" ")
    actions.decline(**mentoring.act(), mentorship_id=row.pk, on=TODAY, reason="Away every other month.")
    assert MentorshipEvent.objects.get(mentorship=row, moment="declined").reason == "Away every other month."
    again = actions.offer_again(
        **mentoring.act(), mentor_id=row.mentor_id, programme_id=row.programme_id, organisation_id=row.organisation_id, notice=1
    )
    assert (again.standing, Mentor.objects.filter(pk=row.mentor_id).count()) == ("applied", 1)


@pytest.mark.mission("S0-03")
def test_nobody_of_another_branch_or_without_the_role_takes_a_mentor_in(mentoring):
    row = mentoring.interviewed()
    for name in ("olga", "bram", "dario", "farid", "greta", "amina", "edda"):
        with pytest.raises(NotFound):
            actions.accept(**mentoring.act(name), mentorship_id=row.pk, on=TODAY, reason="Kind")
        with pytest.raises(NotFound):
            queries.mentor(mentoring.house.cast.viewer(name), row.mentor_id)
        assert list(queries.network(mentoring.house.cast.viewer(name))) == []


@pytest.mark.mission("S0-03")
def test_a_mentee_is_admitted_by_the_standards(mentoring, pages):
    """The checklist stands on the page of the decision; the decision waits for it or says why not."""
    standard = actions.add_standard(**mentoring.act(), code=mentoring.w.programme.code, side="mentee", name="Wants a mentor")
    stay = mentoring.house.mentee("Samira")
    Enrolment.objects.filter(pk=stay.pk).update(state=State.ENQUIRY, admitted_on=None, entered_on=None, enquired_on=TODAY)
    bram = pages("bram")
    page = bram.get(reverse("admission", args=[stay.pk])).content.decode()
    assert "Wants a mentor" in page

    decision = {"enrolment_id": stay.pk, "on": TODAY, "reason": "Looks for work."}
    with pytest.raises(StandardsOpen):
        actions.admit_mentee(**mentoring.act("bram"), **decision)
    stay.refresh_from_db()
    assert stay.state == State.ENQUIRY
    answer = bram.post(reverse("mentee_standards", args=[stay.pk]), {f"mark-{standard.pk}": "yes", f"remark-{standard.pk}": "In her words"})
    assert answer.status_code == 302
    mark = StandardMet.objects.get(enrolment=stay, retracted_at=None)
    assert (mark.met, mark.note, mark.valid_on) == (True, "In her words", TODAY)
    assert queries.mentee_checklist(mentoring.house.cast.bram, stay.pk)[0].by == "Bram Peeters"
    for name in ("chloe", "edda", "dario", "olga"):
        with pytest.raises(NotFound):
            queries.mentee_checklist(mentoring.house.cast.viewer(name), stay.pk)


# Training -----------------------------------------------------------------------------------------------------------------
@pytest.mark.mission("S0-06")
def test_training_before_the_first_duo(mentoring):
    """The record shows each module and, with the last required one, that the training is complete."""
    row = mentoring.accepted(TODAY - timedelta(days=20))
    actions.record_clearance(**mentoring.act(), mentor_id=row.mentor_id, checked_on=TODAY, valid_until=date(2022, 1, 1))
    ready = lambda: queries.readiness(mentoring.house.cast.viewer("cora"), [row.pk], TODAY)[row.pk]  # noqa: E731
    assert ready().reasons == ("The training is not complete",)

    actions.record_run(**mentoring.act(), run_id=mentoring.run(0, TODAY - timedelta(days=3)).pk, mentorship_ids=[row.pk])
    assert (queries.progress(mentoring.house.cast.viewer("cora"), row.pk).done, ready().trained_on) == (1, None)
    last = mentoring.run(1, TODAY - timedelta(days=1))
    actions.record_run(**mentoring.act(), run_id=last.pk, mentorship_ids=[row.pk])
    assert (ready().trained_on, ready().reasons) == (TODAY - timedelta(days=1), ())

    actions.record_run(**mentoring.act(), run_id=last.pk, mentorship_ids=[])  # was written down by mistake
    assert (ready().trained_on, ready().reasons) == (None, ("The training is not complete",))


@pytest.mark.mission("S0-06")
def test_only_a_coordinator_lets_somebody_begin_before_the_training_and_says_why(mentoring):
    row = mentoring.accepted()
    for name in ("olga", "bram", "farid", "dario"):
        with pytest.raises(NotFound):
            actions.let_start_early(**mentoring.act(name), mentorship_id=row.pk, reason="Mentored elsewhere.")
    with pytest.raises(Refused):
        actions.let_start_early(**mentoring.act(), mentorship_id=row.pk, reason="")
    actions.let_start_early(**mentoring.act(), mentorship_id=row.pk, reason="Mentored elsewhere.")
    found = queries.readiness(mentoring.house.cast.viewer("cora"), [row.pk], TODAY)[row.pk]
    assert (found.may_start_early, "The training is not complete" in found.reasons) == ("Mentored elsewhere.", False)


@pytest.mark.mission("S0-06")
def test_training_by_a_set_time_after_the_first_duo(mentoring):
    """Where the programme allows it, the first duo may begin; when the time has passed, no further one may."""
    actions.set_up_mentoring(**mentoring.act("farid"), code=mentoring.w.programme.code, training_rule="within", training_days=30)
    row = mentoring.house.mentor("Ria", trained=False, capacity=2)
    cora = mentoring.house.cast.viewer("cora")
    assert queries.readiness(cora, [row.pk], TODAY)[row.pk].reasons == ()
    mentoring.house.running(mentorship=row)
    assert queries.readiness(cora, [row.pk], TODAY)[row.pk].training_due_by == TODAY + timedelta(days=30)
    late = queries.readiness(cora, [row.pk], TODAY + timedelta(days=31))[row.pk].reasons
    assert [why.startswith("The training was due by") for why in late] == [True]


# Handbook -----------------------------------------------------------------------------------------------------------------
@pytest.mark.mission("S0-07")
def test_the_handbook_in_versions_and_who_has_read_which(mentoring, pages):
    programme = mentoring.w.programme
    dario = pages("dario")
    assert "Listen." in dario.get(reverse("mentor_handbook", args=[programme.pk])).content.decode()
    dario.post(reverse("mentor_handbook", args=[programme.pk]), {"number": "1"})
    readers = lambda: {row.name: row.number for row in queries.readers(mentoring.house.cast.viewer("cora"), programme.code)[1]}  # noqa: E731
    assert readers() == {"Dario Rossi": 1, "Bram Peeters": None, "Chloé Martin": None, "Cora Dekker": None}

    form = {"paper": "handbook", "title": "Handbook", "text": "Listen twice.", "changes": "Twice."}
    assert pages("cora").post(reverse("mentoring_add", args=[programme.code, "paper"]), form).status_code == 302
    page = pages("bram").get(reverse("handbook", args=[programme.pk])).content.decode()
    assert ("Listen twice." in page, "Listen." in page) == (True, False)
    pages("bram").post(reverse("handbook", args=[programme.pk]), {"number": "2"})
    assert readers() == {"Dario Rossi": 1, "Bram Peeters": 2, "Chloé Martin": None, "Cora Dekker": None}
    shown = pages("cora").get(reverse("handbook_readers", args=[programme.code])).content.decode()
    assert ("only version 1" in shown, "not yet" in shown) == (True, True)
    assert pages("bram").post(reverse("mentoring_add", args=[programme.code, "paper"]), form).status_code == 404
    lead = {row.name for row in queries.readers(mentoring.house.cast.farid, programme.code)[1]}
    assert ("Dario Rossi" in lead, "M-DARIO1" in lead) == (False, True)  # the lead sees no mentor's name
    for name in ("amina", "greta"):
        with pytest.raises(NotFound):
            queries.paper(mentoring.house.cast.viewer(name), programme.pk)


# Supervision --------------------------------------------------------------------------------------------------------------
@pytest.mark.mission("S0-08")
def test_supervision_is_planned_recorded_and_overdue(mentoring, pages):
    """On the calendar, without anybody's file; who was there with which duos; who was at none for two months."""
    cora, row = mentoring.house.cast.viewer("cora"), mentoring.w.mentorship
    late = replace(cora, today=TODAY + timedelta(days=40))
    assert [one.name for one in queries.overdue_for_supervision(late)] == ["Dario Rossi"]
    assert queries.overdue_for_supervision(cora) == []

    made = mentoring.gathers([row])
    assert "Silence" in pages("cora").get(reverse("calendar") + f"?day={TODAY.isoformat()}").content.decode()
    assert pages("cora").get(reverse("activity", args=[made.activity_id])).url == reverse("gathering", args=[made.activity_id])
    record = reverse("gathering_record", args=[made.activity_id])
    said = {"minutes": "90", "themes": "Waiting.", f"mark-{row.pk}": "present", f"duos-{row.pk}": [str(mentoring.w.duo.pk)]}
    assert pages("cora").post(record, said).status_code == 302
    card = queries.gathering(cora, made.activity_id)
    assert [(seat.presence, seat.spoken_of) for seat in card.seats] == [("present", (mentoring.w.duo.pk,))]
    assert (card.themes, Activity.objects.get(pk=made.activity_id).state) == ("Waiting.", "held")
    assert queries.overdue_for_supervision(late) == []
    assert Attendance.objects.filter(activity=made.activity_id).count() == 0

    with pytest.raises(NotFound):
        queries.gathering(mentoring.house.cast.viewer("olga"), made.activity_id)
    with pytest.raises(NotFound):
        actions.record_gathering(**mentoring.act("olga"), activity_id=made.activity_id, minutes=60, marks={row.pk: SeatMark("absent")})
    assert queries.overdue_for_supervision(replace(mentoring.house.cast.viewer("olga"), today=late.today)) == []


# Other support ------------------------------------------------------------------------------------------------------------
@pytest.mark.mission("S0-09")
def test_other_elements_of_the_support_system(mentoring, pages):
    """A resource and an event: mentors find both in their place, others do not."""
    programme = mentoring.w.programme
    form = {"kind": "link", "name": "Practising interviews", "address": "https://example.org/practise"}
    assert pages("cora").post(reverse("mentoring_add", args=[programme.code, "resource"]), form).status_code == 302
    mentoring.gathers([mentoring.w.mentorship], "information", TODAY + timedelta(days=9), TODAY)
    assert "https://example.org/practise" in pages("dario").get(reverse("mentor_handbook", args=[programme.pk])).content.decode()
    assert "Silence" in pages("dario").get(reverse("mentor_dates")).content.decode()
    for name in ("amina", "greta"):
        with pytest.raises(NotFound):
            queries.resources(mentoring.house.cast.viewer(name), programme.pk)
    resource = queries.kept_resources(mentoring.house.cast.farid, programme.code)[0]
    pages("farid").post(reverse("resource_away", args=[programme.code, resource.pk]))
    assert queries.resources(mentoring.house.cast.dario, programme.pk) == []


# The network --------------------------------------------------------------------------------------------------------------
@pytest.mark.mission("S4-10")
def test_joining_the_network_from_the_public_page(mentoring, client, as_of_the_cast):
    """No account, no e-mail: fields, languages with levels, town, parts of the week; the accepted notice stays with its version."""
    branch = f"{mentoring.w.programme.pk}-{mentoring.w.provider.pk}"
    address = reverse("offer_to_branch", args=[branch])
    assert "We keep what you tell us." in client.get(address).content.decode()
    said = {
        "first_name": "Wim", "last_name": "Baeyens", "phone": "09 000 00 00", "offer": "mentor", "place": "Gent", "languages_0_code": "nl",
        "languages_0_level": "native", "languages_1_code": "fr", "languages_1_level": "B2", "isco_0_code": "25", "nace_0_code": "J",
        "free": ["tue-evening"], "interests": "chess, cooking", "notice": "1",
    }  # fmt: skip
    assert client.post(address, said).status_code == 422  # the notice was not accepted
    assert client.post(address, said | {"accepted": "on"}).status_code == 302
    mentor = Mentor.objects.get(last_name="Baeyens")
    assert (mentor.languages, mentor.isco, mentor.nace) == ([["nl", "native"], ["fr", "B2"]], ["25"], ["J"])
    assert (mentor.free, mentor.interests, mentor.latitude) == (["tue-evening"], ["chess", "cooking"], 51.05)
    assert MentorshipEvent.objects.get(mentorship__mentor=mentor).version == 1


@pytest.mark.mission("S4-10")
def test_the_end_of_a_programme_does_not_end_the_membership(mentoring):
    row = mentoring.accepted()
    actions.end_mentorship(**mentoring.act(), mentorship_id=row.pk, on=TODAY, reason="The programme ends.")
    assert Mentorship.objects.get(pk=row.pk).standing == "ended"
    w = mentoring.w
    other = Programme.objects.create(code="next", name="Next", country="BE", lead=w.lead)
    Period.objects.create(programme=other, number=1, from_on=date(2021, 1, 1), until_on=date(2023, 1, 1), decided_on=date(2020, 12, 1))
    Partner.objects.create(programme=other, organisation=w.provider, role="provider", from_on=date(2021, 1, 1))
    job = mentoring.act("cora") | {"by": system("test", TODAY)}
    actions.publish(**job, code="next", paper="notice", title="Your data", text="As before.")
    actions.set_up_mentoring(**job, code="next", open_to_offers=True)
    found = queries.network(mentoring.house.cast.viewer("cora")).get(pk=row.mentor_id)
    assert (found.left_on, found.languages) == (None, [["nl", "native"], ["fr", "B2"]])
    again = actions.offer_again(**mentoring.act(), mentor_id=found.pk, programme_id=other.pk, organisation_id=w.provider.pk, notice=1)
    assert (again.mentor_id, Mentor.objects.filter(last_name="Baeyens").count()) == (row.mentor_id, 1)


@pytest.mark.mission("S4-10")
def test_a_mentor_steps_in_by_a_code_and_out_when_they_leave(mentoring, client, as_of_the_cast):
    row = mentoring.accepted()
    given = actions.open_sign_in(**mentoring.act(), mentor_id=row.mentor_id)
    client.post(reverse("code"), {"code": given.code})
    assert client.get(reverse("mentor_profile")).status_code == 200
    assert client.get(reverse("mentors")).status_code == 403
    actions.leave_network(**mentoring.act(), mentor_id=row.mentor_id, on=TODAY, reason="Moves away.")
    assert client.get(reverse("mentor_profile")).status_code == 302
    assert queries.network(mentoring.house.cast.viewer("cora"), gone=True).get().left_because == "Moves away."


# Volunteers ---------------------------------------------------------------------------------------------------------------
@pytest.mark.mission("S4-20")
def test_volunteers_with_training_availability_and_activity(mentoring, pages):
    row = mentoring.offers(replace(SAYS, first_name="Sofie", offer="volunteer"))
    actions.interview(**mentoring.act(), mentorship_id=row.pk, on=TODAY, words="Cooks for many.")
    actions.accept(**mentoring.act(), mentorship_id=row.pk, on=TODAY, reason="Helps on Tuesdays.", despite="Does not advise anybody.")
    actions.record_run(**mentoring.act(), run_id=mentoring.run().pk, mentorship_ids=[row.pk])
    task = reverse("mentorship_deed", args=[row.mentor_id, row.pk, "task"])
    assert pages("cora").post(task, _day("on") | {"what": "Made lunch for the course", "minutes": "90"}).status_code == 302
    page = pages("cora").get(reverse("mentor_page", args=[row.mentor_id])).content.decode()
    assert ("Made lunch for the course" in page, "Tuesday evening" in page, "1 of 2 modules" in page) == (True, True, True)
    ready = queries.readiness(mentoring.house.cast.viewer("cora"), [row.pk], TODAY)[row.pk]
    assert ready.reasons == ("Offers to help, not to mentor",)
    with pytest.raises(NotFound):
        actions.log_task(**mentoring.act("olga"), mentorship_id=row.pk, on=TODAY, minutes=60, what="Something")


def test_marks_are_recorded_anew(mentoring):
    row = mentoring.interviewed(met=False)
    actions.mark_standards(**mentoring.act(), mentorship_id=row.pk, marks={mentoring.standard: Mark(True)})
    found = [(one.met, one.retracted_at is None) for one in StandardMet.objects.order_by("id")]
    assert found == [(False, False), (True, True)]


def test_nobody_offers_where_no_offers_are_taken(mentoring):
    actions.set_up_mentoring(**mentoring.act("farid"), code=mentoring.w.programme.code, open_to_offers=False)
    with pytest.raises(Refused):
        mentoring.offers()
    assert queries.branches(TODAY) == []
    anybody = Viewer(account_id=None, name="", today=TODAY)
    assert list(queries.network(anybody)) == []
