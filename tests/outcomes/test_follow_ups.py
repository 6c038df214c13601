"""Leaving opens follow-ups; their answers are recorded when due, corrected, and turned into facts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.cast import NOW, TODAY, enrolment
from vieta.audit.models import Entry
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import system
from vieta.enrolments.choices import State
from vieta.enrolments.models import Enrolment
from vieta.outcomes import actions, queries
from vieta.outcomes.actions import Change, FollowUpRow, OutcomeRow, Said
from vieta.outcomes.models import FollowUp, Outcome

LEFT = date(2021, 2, 10)
DUE = date(2021, 3, 10)
SAID = Said(answer="in-work", asked_on=DUE)
JOB = system("demo", TODAY)


@pytest.fixture
def left(house):
    """Amina left on 10 February; the first question is due on 10 March."""
    actions.leave_programme(by=house.bram, at=NOW, enrolment_id=house.world.enrolment.pk, on=LEFT, because="work")
    return house


def first(moment="28-days"):
    return FollowUp.objects.get(moment=moment, retracted_at=None)


def answer(house, said=SAID, by="bram", moment="28-days", deed="record_answer", today=TODAY):
    return getattr(actions, deed)(by=house.viewer(by, today), at=NOW, follow_up_id=first(moment).pk, said=said)


def test_leaving_opens_three_questions(left):
    row = Enrolment.objects.get(pk=left.world.enrolment.pk)
    assert (row.state, row.left_on, row.left_because) == ("left", LEFT, "work")
    assert list(FollowUp.objects.values_list("moment", "due_on")) == [
        ("28-days", DUE), ("6-months", date(2021, 8, 10)), ("12-months", date(2022, 2, 10)),
    ]  # fmt: skip
    assert Entry.objects.get(deed="outcomes.open_follow_ups").enrolment_id == row.pk


def test_due_on_the_worklist_of_those_who_worked_with_her(left):
    (card,) = queries.follow_ups_due(left.bram)
    assert (card.name, card.moment_label, card.days_late) == (left.world.amina.name, "28 days after leaving", 5)
    assert [card.moment for card in queries.follow_ups_due(left.cora, mine=False)] == ["28-days"]
    assert queries.follow_ups_due(left.cora) == []
    assert queries.follow_ups_due(left.viewer("bram", DUE - timedelta(days=1))) == []
    assert [one.moment for one in queries.worklist(left.bram, which="open")] == ["28-days", "6-months", "12-months"]


@pytest.mark.parametrize("name", ["chloe", "dario", "edda", "farid", "greta", "olga", "pia"])
def test_kept_out(left, name):
    viewer = left.viewer(name)
    assert queries.follow_ups_due(viewer, mine=False) == []
    with pytest.raises(NotFound):
        queries.follow_up_card(viewer, first().pk)
    with pytest.raises(NotFound):
        answer(left, by=name)
    assert first().answer == ""


def test_an_answer_is_kept_when_corrected(left):
    answer(left)
    with pytest.raises(Refused):
        answer(left)
    answer(left, replace(SAID, answer="seeking", remark="The shop closed"), deed="correct_answer")
    rows = FollowUp.objects.filter(moment="28-days").order_by("id")
    assert [(row.answer, row.retracted_at is None) for row in rows] == [("in-work", False), ("seeking", True)]
    assert queries.follow_ups_due(left.bram) == []


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"asked_on": DUE - timedelta(days=1)}, "asked_on"),
        ({"asked_on": TODAY + timedelta(days=1)}, "asked_on"),
        ({"answer": "rich"}, "answer"),
        ({"answer": ""}, "answer"),
        ({"source": "rumour"}, "source"),
        ({"source": "document"}, "document"),
        ({"document_id": 999_999}, "document"),
        ({"remark": "x" * 501}, "remark"),
        ({"answer": "inactive", "began_on": LEFT}, "began_on"),
        ({"began_on": DUE + timedelta(days=1)}, "began_on"),
        ({"began_on": date(2020, 8, 31)}, "began_on"),
        ({"began_on": DUE + timedelta(days=1), "asked_on": TODAY}, "began_on"),
    ],
)
def test_what_is_refused_leaves_nothing(left, more, field):
    with pytest.raises(Refused) as refusal:
        answer(left, replace(SAID, **more))
    assert (refusal.value.field, first().answer, Outcome.objects.count()) == (field, "", 0)


def test_work_at_28_days_becomes_a_fact(left):
    answer(left, replace(SAID, began_on=LEFT + timedelta(days=20), contract_kind="fixed-term"))
    row = Outcome.objects.get()
    assert (row.kind, row.valid_on, row.contract_kind) == ("employment", LEFT + timedelta(days=20), "fixed-term")


def test_the_same_job_is_marked_as_kept(left):
    change = Change(kind="employment", on=date(2021, 2, 1), contract_kind="permanent", employer="Bakery")
    actions.record_outcome(by=left.bram, at=NOW, enrolment_id=left.world.enrolment.pk, change=change)
    later = date(2021, 8, 12)
    answer(left, Said(answer="in-work", asked_on=later, still_there=True), moment="6-months", today=later)
    assert [(row.employer, row.kept_on) for row in Outcome.objects.filter(retracted_at=None)] == [("Bakery", later)]
    assert first("6-months").still_there is True


def test_after_a_re_entry_the_earlier_questions_fall_away(left):
    w = left.world
    assert len(queries.follow_ups_of(left.bram, w.enrolment.pk)) == 3
    back = enrolment(w, w.amina, entered_on=date(2021, 3, 12), number="E-BACK")
    from tests.cast import on_case_team

    on_case_team(left, back, "bram")
    assert [card.moment for card in queries.follow_ups_due(left.viewer("bram", date(2022, 3, 1)))] == [
        "28-days"
    ]  # due before she came back
    actions.leave_programme(by=left.bram, at=NOW, enrolment_id=back.pk, on=TODAY, because="work")
    assert set(FollowUp.objects.filter(retracted_at=None).values_list("enrolment_id", flat=True)) == {back.pk}


def test_a_leaving_taken_back_takes_its_questions_back(left):
    actions.reopen_stay(by=left.bram, at=NOW, enrolment_id=left.world.enrolment.pk, reason="Wrong person")
    assert FollowUp.objects.filter(retracted_at=None).count() == 0
    assert Enrolment.objects.get(pk=left.world.enrolment.pk).state == State.ACTIVE


@pytest.mark.parametrize("on", [TODAY + timedelta(days=1), date(2020, 8, 31)])
def test_a_wrong_day_of_leaving_leaves_nothing(house, on):
    with pytest.raises(Refused) as refusal:
        actions.leave_programme(by=house.bram, at=NOW, enrolment_id=house.world.enrolment.pk, on=on, because="work")
    assert (refusal.value.field, FollowUp.objects.count()) == ("on", 0)


def test_brought_in_in_batches(house):
    pk = house.world.enrolment.pk
    actions.bring_in_outcomes(
        by=JOB, at=NOW, rows=[OutcomeRow(pk, "employment", LEFT, contract_kind="permanent"), OutcomeRow(pk, "confidence", LEFT)]
    )
    rows = [FollowUpRow(pk, "28-days", DUE, "in-work", DUE), FollowUpRow(pk, "6-months", date(2021, 8, 10))]
    actions.bring_in_follow_ups(by=JOB, at=NOW, rows=rows)
    assert [(row.kind, row.valid_on) for row in Outcome.objects.order_by("id")] == [("employment", LEFT), ("confidence", LEFT)]
    assert list(FollowUp.objects.values_list("moment", "answer")) == [("28-days", "in-work"), ("6-months", "")]
    assert [entry.details for entry in Entry.objects.filter(deed__startswith="outcomes.bring_in").order_by("id")] == [
        {"rows": 2},
        {"rows": 2},
    ]


@pytest.mark.parametrize(
    ("rows", "deed"),
    [
        ([{"kind": "riches", "on": LEFT}], "bring_in_outcomes"),
        ([{"kind": "employment", "on": LEFT, "contract_kind": "handshake"}], "bring_in_outcomes"),
        ([{"moment": "never", "due_on": DUE}], "bring_in_follow_ups"),
        ([{"moment": "28-days", "due_on": DUE, "answer": "in-work"}], "bring_in_follow_ups"),
        ([{"moment": "28-days", "due_on": DUE, "answer": "in-work", "asked_on": LEFT}], "bring_in_follow_ups"),
    ],
)
def test_a_wrong_word_brings_nothing_in(house, rows, deed):
    make = OutcomeRow if deed == "bring_in_outcomes" else FollowUpRow
    with pytest.raises(Refused):
        getattr(actions, deed)(by=JOB, at=NOW, rows=[make(house.world.enrolment.pk, **row) for row in rows])
    assert (Outcome.objects.count(), FollowUp.objects.count()) == (0, 0)
