"""Recording, correcting and withdrawing what changed."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.cast import NOW, SECRET, TODAY, enrolment, person
from tests.outcomes.conftest import lay_down
from vieta.audit.models import Entry
from vieta.base.refusal import NotFound, Refused
from vieta.enrolments.choices import State
from vieta.enrolments.models import Enrolment
from vieta.outcomes import actions, queries
from vieta.outcomes.actions import Change
from vieta.outcomes.models import Outcome

JOB = Change(kind="employment", on=date(2021, 3, 1), contract_kind="permanent", weekly_hours=Decimal("38"), employer=f"{SECRET} bakery")


def record(house, change=JOB, by="bram"):
    return actions.record_outcome(by=house.viewer(by), at=NOW, enrolment_id=house.world.enrolment.pk, change=change)


def test_a_job_with_contract_days_hours_employer_and_evidence(house, contract):
    row = record(house, replace(JOB, source="document", document_id=contract.pk, until_on=None))
    (card,) = queries.outcomes_of(house.bram, house.world.enrolment.pk)
    assert (card.on, card.contract_label, card.weekly_hours, card.employer) == (
        date(2021, 3, 1),
        "Permanent",
        Decimal("38"),
        f"{SECRET} bakery",
    )
    assert (card.document, card.certified_by, card.source_label, card.stable.why, card.counts) == (
        "a.pdf",
        "Bram Peeters",
        "Shown in a document",
        "Permanent contract",
        True,
    )
    entry = Entry.objects.get(deed="outcomes.record_outcome")
    assert (entry.enrolment_id, entry.row_id) == (house.world.enrolment.pk, str(row.pk))
    assert SECRET not in str(entry.details)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"on": TODAY + timedelta(days=1)}, "on"),
        ({"on": date(2020, 8, 31)}, "on"),
        ({"until_on": date(2021, 3, 1)}, "until_on"),
        ({"kind": "no-such-kind"}, "kind"),
        ({"contract_kind": ""}, "contract_kind"),
        ({"contract_kind": "self-employed"}, "contract_kind"),
        ({"kind": "confidence"}, "contract_kind"),
        ({"kind": "education", "contract_kind": "", "weekly_hours": None}, "learning"),
        ({"learning": "language"}, "learning"),
        ({"weekly_hours": Decimal("0")}, "weekly_hours"),
        ({"weekly_hours": Decimal("101")}, "weekly_hours"),
        ({"weekly_hours": Decimal("-3")}, "weekly_hours"),
        ({"source": "rumour"}, "source"),
        ({"source": "document"}, "document"),
        ({"document_id": 999_999}, "document"),
        ({"employer": "x" * 201}, "employer"),
        ({"what": "x" * 301}, "what"),
        ({"until_on": date(2021, 3, 9)}, "what"),
    ],
)
def test_what_is_refused_leaves_nothing(house, more, field):
    with pytest.raises(Refused) as refusal:
        record(house, replace(JOB, **more))
    assert (refusal.value.field, Outcome.objects.count()) == (field, 0)


def test_a_document_of_another_file_proves_nothing(house):
    other = enrolment(house.world, person(house.world, "P-OTHER1", "Zoë", "Night"))
    foreign = lay_down(house, other, "b")
    with pytest.raises(Refused) as refusal:
        record(house, replace(JOB, source="document", document_id=foreign.pk))
    assert (refusal.value.field, "b.pdf" in str(refusal.value)) == ("document", False)


def test_learning_has_its_kind(house):
    record(house, Change(kind="education", on=date(2021, 2, 1), learning="vocational", employer="School for bakers"))
    (card,) = queries.outcomes_of(house.bram, house.world.enrolment.pk)
    assert (card.kind_label, card.learning_label, card.stable, card.counts) == ("Education or training", "Vocational", None, True)


@pytest.mark.parametrize(
    ("kind", "group"), [("confidence", "soft"), ("social-life", "social"), ("community", "community"), ("job-search", "hard")]
)
def test_other_changes(house, kind, group):
    record(house, Change(kind=kind, on=date(2021, 2, 1), what="Goes out every day"))
    (card,) = queries.outcomes_of(house.bram, house.world.enrolment.pk)
    assert (card.group, card.counts) == (group, False)


def test_the_family_is_told_of_and_never_named(house):
    effect = Change(kind="child-education", on=date(2021, 2, 1), what="Her son Yusuf goes to school again")
    with pytest.raises(Refused) as refusal:
        record(house, effect)
    assert (refusal.value.field, "Yusuf" in str(refusal.value)) == ("what", True)
    record(house, replace(effect, what="The son goes to school again"))
    record(house, replace(effect, names_checked=True))
    assert Outcome.objects.count() == 2


def test_a_correction_keeps_the_former_with_its_reason(house):
    former = record(house)
    actions.correct_outcome(
        by=house.bram, at=NOW, outcome_id=former.pk, change=replace(JOB, contract_kind="fixed-term"), reason="Read the contract"
    )
    standing = queries.outcomes_of(house.bram, house.world.enrolment.pk)
    history = queries.outcomes_of(house.bram, house.world.enrolment.pk, history=True)
    assert [card.stable.why for card in standing] == ["Fixed term, and its end is not known"]
    assert {(card.contract_kind, card.standing, card.retraction_reason) for card in history} == {
        ("fixed-term", True, ""), ("permanent", False, "Read the contract"),
    }  # fmt: skip
    with pytest.raises(Refused):
        actions.withdraw_outcome(by=house.bram, at=NOW, outcome_id=former.pk, reason="Twice")


def test_withdrawn_for_a_reason(house):
    row = record(house)
    with pytest.raises(Refused) as refusal:
        actions.withdraw_outcome(by=house.bram, at=NOW, outcome_id=row.pk, reason=" ")
    assert refusal.value.field == "reason"
    actions.withdraw_outcome(by=house.bram, at=NOW, outcome_id=row.pk, reason="Another person")
    assert queries.outcomes_of(house.bram, house.world.enrolment.pk) == []
    assert Outcome.objects.get().retraction_reason == "Another person"


def test_checked_to_be_kept(house):
    row = record(house)
    kept = actions.confirm_kept(by=house.bram, at=NOW, outcome_id=row.pk, on=TODAY)
    assert (kept.kept_on, kept.employer, kept.valid_on) == (TODAY, JOB.employer, JOB.on)
    assert [card.kept_on for card in queries.outcomes_of(house.bram, house.world.enrolment.pk)] == [TODAY]
    for on in (TODAY + timedelta(days=1), date(2021, 2, 28)):
        with pytest.raises(Refused) as refusal:
            actions.confirm_kept(by=house.bram, at=NOW, outcome_id=kept.pk, on=on)
        assert refusal.value.field == "on"
    soft = record(house, Change(kind="confidence", on=date(2021, 2, 1)))
    with pytest.raises(Refused):
        actions.confirm_kept(by=house.bram, at=NOW, outcome_id=soft.pk, on=TODAY)


@pytest.mark.parametrize("name", ["chloe", "dario", "edda", "farid", "greta", "amina", "olga", "pia"])
def test_kept_out(house, name):
    row = record(house)
    viewer = house.viewer(name)
    with pytest.raises(NotFound):
        record(house, by=name)
    for deed, more in (
        ("withdraw_outcome", {"reason": "No"}),
        ("confirm_kept", {"on": TODAY}),
        ("correct_outcome", {"change": JOB, "reason": "No"}),
    ):
        with pytest.raises(NotFound):
            getattr(actions, deed)(by=viewer, at=NOW, outcome_id=row.pk, **more)
    if name != "amina":
        with pytest.raises(NotFound):
            queries.outcomes_of(viewer, house.world.enrolment.pk)
    assert Outcome.objects.get().retracted_at is None


def test_not_before_the_admission(house):
    Enrolment.objects.filter(pk=house.world.enrolment.pk).update(state=State.ENQUIRY)
    with pytest.raises(Refused):
        record(house)


@pytest.mark.parametrize("count", [1, 3])
def test_the_same_number_of_questions(house, count, django_assert_num_queries):
    for n in range(count):
        record(house, replace(JOB, on=date(2021, 2, 1 + n)))
    viewer = house.bram
    with django_assert_num_queries(6):
        assert len(queries.outcomes_of(viewer, house.world.enrolment.pk)) == count
