"""What a family's page shows to whom, how it ends, and what its deeds refuse."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import TODAY, on_case_team
from tests.mentoring.family_house import UNTIL
from tests.plans.conftest import domain, instruments
from vieta.base.refusal import NotFound, Refused
from vieta.enrolments.access import visible_to
from vieta.mentoring.actions import children
from vieta.mentoring.actions import family as actions
from vieta.mentoring.models import FamilyAgreement, FamilyLead, Mentorship
from vieta.mentoring.queries.family import leads_to_choose
from vieta.outcomes.actions import leave_programme
from vieta.people.actions import correct
from vieta.people.models import Grant, HouseholdMember
from vieta.plans.access import may_agree_for_team

__all__ = ["domain", "instruments"]


def _refused(deed, field=None, **about):
    with pytest.raises(Refused) as refusal:
        deed(**about)
    assert refusal.value.field == field
    return str(refusal.value.reason)


def _names(card):
    return [adult.name for adult in card.adults]


# Who sees whom ---------------------------------------------------------------------------------------------------------
def test_an_adult_sees_of_the_other_only_what_was_put_on_the_page(family):
    family.agreed()
    shown = family.plan(family.josef, "Drive", "Ask for the exam")
    card = family.card("amina")
    assert (_names(card), [adult.steps for adult in card.adults]) == (["Amina Zephyrine", "Josef"], [(), ()])
    family.shown("Josef", shown)
    other = family.card("amina").adults[1]
    assert (other.enrolment_id, other.may_decide, [step.text for step in other.steps]) == (None, False, ["Ask for the exam"])


def test_before_an_adult_agrees_the_other_does_not_see_them(family):
    family.agreed(adults=("amina",))
    assert _names(family.card("amina")) == ["Amina Zephyrine"]


def test_somebody_in_hiding_is_never_shown_to_the_other_adults(family):
    family.agreed()
    child = family.child()
    correct(by=family.cast.bram, at=family.act()["at"], person_id=family.josef.person_id, hide_address=True)
    card = family.card("amina")
    assert (_names(card), card.children_shown, card.children) == (["Amina Zephyrine"], False, ())
    assert "Josef" not in card.title
    assert [one.id for one in family.card("bram").children] == [child.pk]


def test_who_reads_one_file_only_sees_one_adult(family):
    """Chloé is on Josef's case team and not on Amina's."""
    family.agreed()
    on_case_team(family.cast, family.josef, "chloe")
    card = family.card("chloe")
    assert (_names(card), card.title, card.may_name) == (["Josef Vrancken"], "The family of Josef Vrancken", True)


def test_somebody_in_hiding_is_added_only_with_care(family):
    correct(by=family.cast.bram, at=family.house.act()["at"], person_id=family.josef.person_id, hide_address=True)
    family.begun_alone()
    about = family.act() | {"enrolment_id": family.josef.pk}
    assert "Ask them alone" in _refused(actions.add_adult, "care", **about)
    member = actions.add_adult(**about, care="He asked for it himself; the house is known to nobody else.")
    assert member.care


def test_a_sensitive_step_never_stands_on_the_page(family, domain):
    family.agreed()
    step = family.plan(family.josef, "Sleep", "See the doctor", domain("health"))
    with pytest.raises(NotFound):
        family.shown("Josef", step)
    step.goal.domain = None
    step.goal.save(update_fields=["domain"])
    family.shown("Josef", step)
    step.goal.domain_id = domain("health")
    step.goal.save(update_fields=["domain"])
    assert [adult.steps for adult in family.card("bram").adults] == [(), ()]


# What opens and how it closes ------------------------------------------------------------------------------------------
def test_the_lead_writes_and_agrees_in_the_plan_of_who_agreed(family):
    family.agreed(adults=("josef",))
    kees = family.cast.viewer("kees")
    assert may_agree_for_team(kees, family.josef)
    assert not visible_to(kees).filter(pk=family.amina.pk).exists()
    assert _names(family.card("kees")) == ["Josef Vrancken"]


@pytest.mark.parametrize("end", ["take-back", "end-lead", "adult-left", "leave", "time"])
def test_it_ends(family, end):
    family.agreed()
    about = family.act()
    if end == "take-back":
        actions.take_back(**family.act("bram"), member_id=family.member("Josef"))
    elif end == "end-lead":
        actions.end_lead(**about, enrolment_id=family.amina.pk, because="Kees works elsewhere now.")
    elif end == "adult-left":
        actions.adult_left(**about, member_id=family.member("Josef"))
    elif end == "leave":
        leave_programme(by=about["by"], at=about["at"], enrolment_id=family.josef.pk, on=TODAY, because="work")
    day = UNTIL if end == "time" else TODAY
    kees = family.cast.viewer("kees", day)
    assert not visible_to(kees).filter(pk=family.josef.pk).exists()
    assert visible_to(kees).filter(pk=family.amina.pk).exists() == (end in ("take-back", "adult-left", "leave"))
    assert not Grant.objects.filter(purpose="family", person=family.josef.person, until_on__gt=day).exists()


def test_what_was_given_otherwise_stays(family):
    """Bram leads and is on the case team: when the family's plan ends, the case team stays."""
    family.begun()
    bram = family.cast.accounts["bram"].pk
    actions.name_lead(**family.act(), enrolment_id=family.amina.pk, until_on=UNTIL, reason="Knows both.", account_id=bram)
    actions.agree(**family.act("amina"), member_id=family.member("Amina"))
    actions.take_back(**family.act("amina"), member_id=family.member("Amina"))
    assert visible_to(family.cast.bram).filter(pk=family.amina.pk).exists()


def test_when_the_time_is_over_somebody_else_is_named(family):
    family.agreed()
    later = family.act(day=UNTIL + timedelta(days=1))
    named = {"enrolment_id": family.amina.pk, "until_on": UNTIL + timedelta(days=100), "reason": "Goes on."}
    actions.name_lead(**later, **named, account_id=family.cast.accounts["kees"].pk)
    assert FamilyLead.objects.filter(ended_at__isnull=True).count() == 1
    assert not FamilyAgreement.objects.filter(taken_back_at__isnull=True).exists(), "each adult is asked anew"


# What is refused -------------------------------------------------------------------------------------------------------
def test_one_director_at_a_time(family):
    family.led()
    named = {"enrolment_id": family.amina.pk, "until_on": UNTIL, "reason": "Too.", "mentor_id": family.mentor.pk}
    assert "already" in _refused(actions.name_lead, "who", **family.act(), **named)


def test_a_mentor_leads_one_family_at_a_time(family):
    family.led(by="fenna")
    about = family.house.act("bram")
    other = actions.form_family(**about, enrolment_id=family.lina.pk)
    named = {"enrolment_id": family.lina.pk, "until_on": UNTIL, "reason": "Too.", "mentor_id": family.mentor.pk}
    assert "another family" in _refused(actions.name_lead, "who", **about, household_id=other.pk, **named)


@pytest.mark.parametrize(
    ("change", "field"),
    [({"until_on": TODAY}, "until_on"), ({"until_on": TODAY.replace(year=2024)}, "until_on"), ({"reason": " "}, "reason")],
)
def test_a_lead_is_named_for_a_time_and_a_reason(family, change, field):
    family.begun()
    named = {"enrolment_id": family.amina.pk, "until_on": UNTIL, "reason": "Fits.", "account_id": family.cast.accounts["kees"].pk}
    _refused(actions.name_lead, field, **family.act(), **named | change)


def test_who_works_elsewhere_cannot_lead(family):
    family.begun()
    named = {"enrolment_id": family.amina.pk, "until_on": UNTIL, "reason": "Fits."}
    with pytest.raises(NotFound):
        actions.name_lead(**family.act(), **named, account_id=family.cast.accounts["greta"].pk)
    part = family.house.mentor("Rosa")
    assert "mentor of families" in _refused(actions.name_lead, "who", **family.act(), **named, mentor_id=part.mentor_id)


def test_another_branchs_mentor_of_families_is_neither_offered_nor_taken(family):
    family.begun()
    offered = leads_to_choose(family.cast.viewer("bram"), family.amina.pk)
    assert f"mentor-{family.mentor.pk}" in dict(offered)
    Mentorship.objects.filter(mentor=family.mentor).update(organisation=family.house.w.other)
    offered = leads_to_choose(family.cast.viewer("bram"), family.amina.pk)
    assert f"mentor-{family.mentor.pk}" not in dict(offered)
    named = {"enrolment_id": family.amina.pk, "until_on": UNTIL, "reason": "Fits.", "mentor_id": family.mentor.pk}
    assert "mentor of families" in _refused(actions.name_lead, "who", **family.act(), **named)


def test_the_lead_does_not_agree_for_an_adult(family):
    family.agreed(adults=("josef",))
    actions.take_back(**family.act("bram"), member_id=family.member("Josef"))
    with pytest.raises(NotFound):
        actions.agree(**family.act("kees"), member_id=family.member("Josef"), how="spoken")


def test_who_has_an_own_place_is_not_agreed_for_by_word_of_mouth(family):
    family.led()
    _refused(actions.agree, "how", **family.act("bram"), member_id=family.member("Amina"), how="spoken")
    _refused(actions.agree, "paper", **family.act("bram"), member_id=family.member("Amina"), how="paper")


def test_nothing_is_kept_of_a_child_without_a_family_plan(family):
    family.begun()
    assert "without one" in _refused(children.add_child, None, **family.act(), born_in=2012)


@pytest.mark.parametrize(("born_in", "stage"), [(None, ""), (1960, ""), (2022, ""), (2012, "university")])
def test_a_child_is_known_by_a_possible_year_or_a_stage(family, born_in, stage):
    family.led()
    _refused(children.add_child, "stage" if stage else "born_in", **family.act(), born_in=born_in, stage=stage)


def test_school_facts_are_taken_back_and_recorded_anew(family):
    family.agreed()
    child = family.child()
    fact = children.record_schooling(**family.act("kees"), child_id=child.pk, schooling="left", on=TODAY)
    _refused(children.record_schooling, "on", **family.act(), child_id=child.pk, schooling="left", on=TODAY)
    _refused(children.record_schooling, "on", **family.act(), child_id=child.pk, schooling="left", on=TODAY + timedelta(days=1))
    children.take_schooling_back(**family.act("kees"), fact_id=fact.pk, reason="Was ill.")
    assert family.card("bram").children[0].facts == ()
    fact.refresh_from_db()
    assert fact.retraction_reason == "Was ill."


def test_nobody_belongs_to_two_families(family):
    family.begun()
    other = actions.form_family(**family.house.act("bram"), enrolment_id=family.lina.pk)
    about = family.house.act("bram") | {"household_id": other.pk, "enrolment_id": family.josef.pk}
    _refused(actions.add_adult, "enrolment_id", **about)
    assert HouseholdMember.objects.filter(until_on__isnull=True).count() == 3


def test_a_page_costs_the_same_however_many_belong_to_it(family):
    family.agreed()
    family.shown("Amina", family.plan(family.amina, "Work", "Write"))
    family.child()
    with CaptureQueriesContext(connection) as few:
        family.card("bram")
    for n in range(3):
        row = family.house.mentee(f"More{n}", last="Vrancken")
        member = actions.add_adult(**family.act(), enrolment_id=row.pk)
        actions.agree(**family.act(), member_id=member.pk, how="spoken")
        family.shown(f"More{n}", family.plan(row, "Work", "Write"))
        family.child()
    with CaptureQueriesContext(connection) as many:
        card = family.card("bram")
    assert (len(card.adults), len(card.children), len(card.next)) == (5, 4, 4)
    assert len(many) == len(few)
