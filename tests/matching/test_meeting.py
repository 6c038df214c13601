"""The meeting: a proposal nobody is bound by, what is asked of it, what people decide, and what is kept of it all."""

import json
from datetime import timedelta

import pytest

from tests.cast import TODAY
from vieta.audit.models import Entry
from vieta.base.refusal import Refused
from vieta.matching import actions, queries
from vieta.matching.actions.frame import Stale
from vieta.matching.models import Decision, Mark, Meeting, Proposal
from vieta.mentoring.actions import duos as duo_deeds
from vieta.mentoring.models import Duo, Pause


def test_a_meeting_proposes_and_forms_nothing(room):
    nadia, rosa = room.mentee(), room.mentor()
    before = Duo.objects.count()
    meeting = room.meeting()
    assert room.proposed(meeting) == {nadia.pk: rosa.pk}
    assert Duo.objects.count() == before
    kept = Proposal.objects.get(meeting=meeting)
    assert (kept.number, kept.waiting, kept.matched, kept.state) == (1, 1, 1, room.bench(meeting).state)


def test_reasons_are_words_about_both(room):
    room.mentee(), room.mentor()
    duo = room.page(room.meeting()).duos[0]
    assert duo.reasons == (
        "both speak French, at B2 or better",
        "both free on Tuesday evening",
        "both in North",
        "the mentor knows the field asked for: Sales workers",
        "both like cooking",
    )
    assert duo.told.startswith("Both speak French")


def test_no_meeting_without_rules_that_people_set(room):
    room.mentor()
    with pytest.raises(Refused, match="Set the rules"):
        actions.open_meeting(**room.act(), programme_id=room.w.programme.pk, organisation_id=room.w.provider.pk, on=TODAY, present="Cora")
    assert not Meeting.objects.exists()


def test_one_open_meeting_a_branch(room):
    room.mentor()
    room.meeting()
    with pytest.raises(Refused, match="open already"):
        room.meeting()


def test_deciding_forms_the_duo_and_keeps_the_reason(room):
    nadia, rosa = room.mentee(), room.mentor()
    meeting = room.meeting()
    decision = actions.form(**room.pair(meeting, nadia, rosa), reason="They cook alike.")
    duo = Duo.objects.get(enrolment=nadia)
    assert (duo.mentorship_id, duo.reason, decision.duo_id, decision.proposal.number) == (rosa.pk, "They cook alike.", duo.pk, 1)
    assert room.bench(meeting).mentees == {}
    entry = Entry.objects.filter(deed="matching.decide").get()
    assert (entry.enrolment_id, entry.programme_id) == (nadia.pk, room.w.programme.pk)
    assert "alike" not in json.dumps(entry.details)


def test_a_refusal_after_the_first_meeting_returns_both_to_the_pool_and_not_to_each_other(room):
    nadia, rosa = room.mentee(), room.mentor()
    meeting = room.meeting()
    duo = actions.form(**room.pair(meeting, nadia, rosa), reason="They cook alike.").duo
    duo_deeds.first_meeting_held(**room.act(), duo_id=duo.pk, on=TODAY)
    duo_deeds.answer(**room.act(), duo_id=duo.pk, side="mentor", goes_on=False)
    bench = room.bench(meeting)
    assert [one.id for one in bench.mentees.values()] == [nadia.pk]
    assert [one.free for one in bench.mentors.values() if one.id == rosa.pk] == [1]
    assert room.proposed(meeting) == {}
    assert room.page(meeting).left[0].why == "One mentor would fit, but they met before and did not go on"
    nils = room.mentor("Nils")
    assert room.proposed(meeting) == {nadia.pk: nils.pk}
    actions.form(**room.pair(meeting, nadia, nils), reason="Another try.")
    assert Decision.objects.filter(meeting=meeting, enrolment=nadia, taken_back_at__isnull=True).get().mentorship_id == nils.pk


def test_not_now_frees_the_mentor_for_others_and_can_be_taken_back(room):
    nadia, rosa = room.mentee(), room.mentor()
    omar = room.mentee("Omar", since=TODAY)
    meeting = room.meeting()
    assert room.proposed(meeting) == {nadia.pk: rosa.pk}
    row = actions.not_now(**room.seen(meeting), enrolment_id=nadia.pk, reason="She asks for a week.")
    assert room.proposed(meeting) == {omar.pk: rosa.pk}
    assert queries.decisions(room.cora, meeting.pk)[0].mentor == "Rosa Claes"
    actions.take_back(**room.act(), meeting_id=meeting.pk, decision_id=row.pk)
    assert room.proposed(meeting) == {nadia.pk: rosa.pk}


def test_a_kept_pair_stays_when_weights_would_part_it(room):
    nadia, rosa = room.mentee(), room.mentor()
    meeting = room.meeting()
    actions.keep(**room.pair(meeting, nadia, rosa))
    room.mentor("Best", languages=[["fr", "native"]], interests=["cooking"], isco=["5223"])
    assert room.proposed(meeting) == {nadia.pk: rosa.pk}
    mark = Mark.objects.get()
    actions.lift(**room.act(), meeting_id=meeting.pk, mark_id=mark.pk)
    assert room.proposed(meeting) != {nadia.pk: rosa.pk}


def test_a_forbidden_pair_is_left_out_at_this_meeting_only(room):
    nadia, rosa = room.mentee(), room.mentor()
    meeting = room.meeting()
    with pytest.raises(Refused, match="why not"):
        actions.forbid(**room.pair(meeting, nadia, rosa), reason=" ")
    actions.forbid(**room.pair(meeting, nadia, rosa), reason="They are neighbours.")
    assert room.proposed(meeting) == {}
    assert room.page(meeting).left[0].why == "One mentor would fit, but the coordinator keeps them apart"
    actions.close(**room.act(), meeting_id=meeting.pk)
    assert room.proposed(room.meeting()) == {nadia.pk: rosa.pk}


def test_choosing_outside_the_proposal_needs_a_reason_and_says_what_speaks_against_it(room):
    nadia, rosa = room.mentee(), room.mentor()
    nils = room.mentor("Nils", free=["mon-morning"])
    meeting = room.meeting()
    with pytest.raises(Refused, match="rather than"):
        actions.choose(**room.pair(meeting, nadia, nils), reason="")
    actions.choose(**room.pair(meeting, nadia, nils), reason="He will make time.")
    duo = room.page(meeting).duos[0]
    assert (duo.mentor.id, duo.outside, duo.why) == (nils.pk, True, "He will make time.")
    assert duo.although == ("they are not free at the same time",)
    assert Mark.objects.get().broken == ["free"]
    decision = actions.form(**room.pair(meeting, nadia, nils), reason="He will make time.")
    assert decision.outside is True
    lea, told = room.mentee("Lea", languages=[["nl", "C1"]]), {"reason": "x"}
    with pytest.raises(Refused, match="not proposed"):
        actions.form(**room.pair(meeting, lea, rosa), **told)


def test_nobody_is_formed_before_the_day_or_after_the_end(room):
    nadia, rosa = room.mentee(), room.mentor()
    meeting = room.meeting(on=TODAY + timedelta(days=3))
    with pytest.raises(Refused, match="still to come"):
        actions.form(**room.pair(meeting, nadia, rosa), reason="x")
    actions.close(**room.act(), meeting_id=meeting.pk, note="Next week.")
    with pytest.raises(Refused, match="over"):
        actions.keep(**room.act(), meeting_id=meeting.pk, enrolment_id=nadia.pk, mentorship_id=rosa.pk, seen="x")


def test_training_gives_way_only_to_its_own_reason(room):
    nadia, rosa = room.mentee(), room.mentor(trained=False)
    meeting = room.meeting()
    actions.choose(**room.pair(meeting, nadia, rosa), reason="The course is next week.")
    assert room.page(meeting).duos[0].although == ("the training is not completed",)
    with pytest.raises(Refused, match="training") as refusal:
        actions.form(**room.pair(meeting, nadia, rosa), reason="The course is next week.")
    assert refusal.value.field == "override_reason"
    actions.form(**room.pair(meeting, nadia, rosa), reason="They fit.", override_reason="The course is next week.")
    assert Duo.objects.filter(enrolment=nadia).exists()


def test_two_tabs_the_second_is_told_what_has_changed_and_nothing_is_written(room):
    nadia, rosa = room.mentee(), room.mentor()
    omar, nils = room.mentee("Omar"), room.mentor("Nils")
    meeting = room.meeting()
    mates = room.proposed(meeting)
    tab = room.seen(meeting)
    actions.form(**tab, enrolment_id=nadia.pk, mentorship_id=mates[nadia.pk], reason="First tab.")
    with pytest.raises(Stale):
        actions.form(**tab, enrolment_id=omar.pk, mentorship_id=mates[omar.pk], reason="Second tab.")
    assert not Duo.objects.filter(enrolment=omar).exists()
    assert {rosa.pk, nils.pk} == set(mates.values())


def test_what_changed_outside_the_meeting_is_said_one_by_one(room):
    nadia, rosa = room.mentee(), room.mentor()
    meeting = room.meeting()
    tab = room.seen(meeting)
    Pause.objects.create(mentor=rosa.mentor, from_on=TODAY)
    room.mentee("Omar")
    assert set(room.page(meeting).changed) == {"Rosa Claes is no longer there to be matched", "Omar Benali waits too now"}
    with pytest.raises(Stale) as stale:
        actions.keep(**tab, enrolment_id=nadia.pk, mentorship_id=rosa.pk)
    assert "Rosa Claes is no longer there" in str(stale.value.reason)
    assert not Mark.objects.exists()


def test_a_kept_pair_that_is_no_longer_possible_lapses(room):
    nadia, rosa = room.mentee(), room.mentor()
    meeting = room.meeting()
    actions.keep(**room.pair(meeting, nadia, rosa))
    Pause.objects.create(mentor=rosa.mentor, from_on=TODAY)
    assert [mark.mentorship_id for mark in room.page(meeting).lapsed] == [rosa.pk]
    assert room.proposed(meeting) == {}
