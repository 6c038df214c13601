"""Enquiry and decision: what lets somebody in, what keeps them out, and in which words."""

from datetime import date

import pytest

from tests.enrolments import zieme
from vieta.audit.models import Entry
from vieta.base.refusal import NotFound, Refused
from vieta.enrolments import actions
from vieta.enrolments.access import visible_to
from vieta.enrolments.choices import Asked, Moment, State, Trait
from vieta.enrolments.models import CaseTeamMember, Enrolment, Event, GroundHeld
from vieta.enrolments.rules import Answer
from vieta.people.models import Grant, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def w():
    return zieme.build()


def _answer(w, enrolment, **answers):
    by_trait = {Trait(name): Answer(value) for name, value in answers.items()}
    return actions.record_traits(by=w.by(), at=zieme.NOW, enrolment_id=enrolment.pk, answers=by_trait)


def test_an_enquiry_becomes_a_file_with_its_event_and_its_line_in_the_trail(w):
    enrolment = zieme.ask(w, first_name="Līga", last_name="Ozola")
    assert (enrolment.state, enrolment.number, enrolment.sort_name) == (State.ENQUIRY, "LV-00001", "ozola liga")
    assert list(Event.objects.filter(enrolment=enrolment).values_list("moment", "valid_on")) == [(Moment.ENQUIRED, zieme.START)]
    assert Entry.objects.filter(deed="enrolments.enquire", enrolment_id=enrolment.pk, person_id=enrolment.person_id).count() == 1


def test_admission_holds_the_ground_and_the_one_above_it(w):
    enrolment = zieme.let_in(w, zieme.ask(w), w.fifty)
    assert enrolment.state == State.ADMITTED
    assert enrolment.contract == w.contract
    assert set(GroundHeld.objects.filter(enrolment=enrolment).values_list("ground__code", flat=True)) == {"age", "age-50"}
    assert CaseTeamMember.objects.get(enrolment=enrolment).responsible


def test_forty_nine_under_age_is_refused_in_words(w):
    enrolment = zieme.ask(w, birth_on=date(1970, 9, 30))
    with pytest.raises(Refused, match="49 years old") as refused:
        zieme.let_in(w, enrolment, w.fifty)
    assert refused.value.field == "grounds"
    assert Enrolment.objects.get(pk=enrolment.pk).state == State.ENQUIRY
    assert not GroundHeld.objects.exists()


def test_fifty_on_the_very_day_is_admitted(w):
    assert zieme.let_in(w, zieme.ask(w, birth_on=date(1970, 9, 29)), w.fifty).state == State.ADMITTED


def test_short_tertiary_under_disability_and_low_education_is_refused(w):
    enrolment = zieme.ask(w)
    _answer(w, enrolment, education="5")
    with pytest.raises(Refused, match="ISCED 5"):
        zieme.let_in(w, enrolment, w.low_education)
    _answer(w, enrolment, education="2")
    assert zieme.let_in(w, enrolment, w.low_education).state == State.ADMITTED


def test_unemployed_with_a_disability_asks_for_the_labour_status(w):
    enrolment = zieme.ask(w)
    with pytest.raises(Refused, match="labour status at entry is missing"):
        zieme.let_in(w, enrolment, w.unemployed_disability)
    _answer(w, enrolment, labour="employed")
    with pytest.raises(Refused, match="Employed"):
        zieme.let_in(w, enrolment, w.unemployed_disability)
    _answer(w, enrolment, labour="unemployed")
    assert zieme.let_in(w, enrolment, w.unemployed_disability).state == State.ADMITTED


def test_nobody_is_admitted_without_a_ground_a_reason_or_the_notice(w):
    enrolment = zieme.ask(w)
    with pytest.raises(Refused) as refused:
        actions.admit(by=w.by(), at=zieme.NOW, enrolment_id=enrolment.pk, on=zieme.START, reason="yes", grounds=[])
    assert refused.value.field == "grounds"
    with pytest.raises(Refused) as refused:
        actions.admit(
            by=w.by(), at=zieme.NOW, enrolment_id=enrolment.pk, on=zieme.START, reason=" ", grounds=[actions.GroundGiven(w.fifty.pk)]
        )
    assert refused.value.field == "reason"
    other = actions.enquire(
        by=w.by(), at=zieme.NOW, programme_id=w.programme.pk, provider_id=w.provider.pk, on=zieme.START, first_name="Zenta", last_name="Kalna",
        birth_on=date(1950, 2, 2),
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        zieme.let_in(w, other)
    assert refused.value.field == "notices"


@pytest.mark.parametrize(("on", "enters"), [(date(2021, 7, 30), True), (date(2021, 7, 31), False)])
def test_the_last_day_of_the_contract_is_the_last_to_enter(w, on, enters):
    enrolment = zieme.let_in(w, zieme.ask(w))
    if enters:
        assert actions.begin_support(by=w.by(), at=zieme.NOW, enrolment_id=enrolment.pk, on=on).state == State.ACTIVE
    else:
        with pytest.raises(Refused, match="30 Jul 2021 inclusive"):
            actions.begin_support(by=w.by(), at=zieme.NOW, enrolment_id=enrolment.pk, on=on)
        assert not Event.objects.filter(moment=Moment.ENTERED).exists()


@pytest.mark.parametrize("on", [date(2020, 9, 28), date(2021, 7, 31)])
def test_admission_outside_the_contract_is_refused(w, on):
    enrolment = zieme.ask(w, on=date(2020, 9, 29) if on > zieme.START else date(2020, 9, 29))
    Enrolment.objects.filter(pk=enrolment.pk).update(enquired_on=date(2020, 9, 1))
    with pytest.raises(Refused) as refused:
        zieme.let_in(w, enrolment, on=on)
    assert refused.value.field == "on"


def test_beyond_the_contracts_persons_a_reason_is_asked():
    w = zieme.build(persons=2)
    for number in (1, 2):
        zieme.let_in(w, zieme.ask(w, number))
    third = zieme.ask(w, 3)
    with pytest.raises(actions.QuotaReached, match="2 people have entered under this contract, which is for 2") as refused:
        zieme.let_in(w, third)
    assert refused.value.field == "over_quota_reason"
    assert zieme.let_in(w, third, over_quota_reason="One place moved here.").over_quota_reason == "One place moved here."


def test_a_likely_duplicate_is_shown_before_a_second_file(w):
    zieme.ask(w, first_name="Юлия", last_name="Иванова", birth_on=date(1971, 4, 3))
    before = Person.objects.count()
    with pytest.raises(actions.LikelyDuplicate) as found:
        _enquire(w, first_name="Ivanova", last_name="Julija", birth_on=date(1971, 3, 4))
    assert [hit.name for hit in found.value.hits] == ["Юлия Иванова"]
    assert Person.objects.count() == before
    second = _enquire(
        w, first_name="Ivanova", last_name="Julija", birth_on=date(1971, 3, 4), apart_reason="Her twin sister, seen together."
    )
    assert Person.objects.count() == before + 1
    assert second.person.apart_reason == "Her twin sister, seen together."


def test_somebody_another_provider_knows_is_hinted_at_without_a_name(w):
    zieme.ask(w, first_name="Rasma", last_name="Vītola", birth_on=date(1966, 6, 6))
    other = _other_provider(w)
    with pytest.raises(actions.LikelyDuplicate) as found:
        _enquire(w, by=other, provider_id=other.organisation_id, first_name="Rasma", last_name="Vitola", birth_on=date(1966, 6, 6))
    assert [(hit.person_id, hit.name, hit.birth_on, hit.common) for hit in found.value.hits] == [(None, "", None, ())]
    made = _enquire(w, by=other, provider_id=other.organisation_id, first_name="Rasma", last_name="Vitola")
    assert made.state == State.ENQUIRY, "a name alone tells nobody that another provider knows somebody"


def test_who_comes_back_keeps_the_file_and_gets_a_new_stay(w):
    first = zieme.let_in(w, zieme.ask(w))
    with pytest.raises(Refused, match="takes part already"):
        _enquire(w, person_id=first.person_id)
    actions.begin_support(by=w.by(), at=zieme.NOW, enrolment_id=first.pk, on=date(2020, 10, 1))
    actions.leave(by=w.by(), at=zieme.NOW, enrolment_id=first.pk, on=date(2021, 2, 1), because="work")
    again = _enquire(w, person_id=first.person_id, on=date(2021, 3, 1))
    assert again.person_id == first.person_id
    assert again.pk != first.pk
    assert again.traits.get(trait=Trait.BIRTH_ON).asked == Asked.GIVEN


def test_a_refusal_keeps_its_reason_and_ends_access_by_itself(w):
    enrolment = actions.refuse(by=w.by(), at=zieme.NOW, enrolment_id=zieme.ask(w).pk, on=zieme.TODAY, reason="Lives outside the region.")
    assert (enrolment.state, enrolment.decision_reason) == (State.REFUSED, "Lives outside the region.")
    assert set(Grant.objects.filter(cause_id=enrolment.pk).values_list("until_on", flat=True)) == {date(2022, 2, 20)}
    assert not visible_to(w.by(date(2022, 2, 20))).filter(pk=enrolment.pk).exists()
    with pytest.raises(Refused):
        zieme.let_in(w, enrolment)


def test_admission_hands_the_file_from_intake_to_the_case_team(w):
    enrolment = zieme.let_in(w, zieme.ask(w))
    live = Grant.objects.filter(cause_id=enrolment.pk, ended_at__isnull=True)
    assert set(live.values_list("purpose", flat=True)) == {"provider", "case-team"}
    assert not visible_to(_other_provider(w)).filter(pk=enrolment.pk).exists()


def test_the_lead_sees_names_only_where_the_agreement_says_so(w):
    from vieta.programmes.models import Partner

    first = zieme.let_in(w, zieme.ask(w, 1))
    Partner.objects.filter(organisation=w.provider).update(names_to_lead=True)
    second = zieme.let_in(w, zieme.ask(w, 2))
    to_lead = Grant.objects.filter(organisation=w.lead)
    assert list(to_lead.values_list("cause_id", "level")) == [(second.pk, 1)]
    assert not to_lead.filter(cause_id=first.pk).exists()


def test_a_house_whose_part_has_ended_admits_nobody_and_tells_the_lead_no_name(w):
    from vieta.programmes.models import Partner

    first, second = zieme.ask(w, 1), zieme.ask(w, 2)
    Partner.objects.filter(organisation=w.provider).update(names_to_lead=True, until_on=date(2021, 3, 1))
    with pytest.raises(Refused, match="does not provide support in the programme on that day") as refused:
        zieme.let_in(w, first, on=date(2021, 3, 1))
    assert refused.value.field == "on"
    zieme.let_in(w, second, on=date(2021, 2, 28))  # written down late
    assert not Grant.objects.filter(organisation=w.lead).exists()
    with pytest.raises(Refused, match="does not provide support in the programme on that day"):
        actions.begin_support(by=w.by(), at=zieme.NOW, enrolment_id=second.pk, on=date(2021, 3, 1))
    actions.begin_support(by=w.by(), at=zieme.NOW, enrolment_id=second.pk, on=date(2021, 2, 28))
    with pytest.raises(Refused, match="does not provide support"):
        actions.correct_day(by=w.by(), at=zieme.NOW, enrolment_id=second.pk, moment="entered", on=date(2021, 3, 1), reason="x")


def test_strangers_find_nothing_to_decide(w):
    enrolment = zieme.ask(w)
    with pytest.raises(NotFound):
        actions.admit(by=_other_provider(w), at=zieme.NOW, enrolment_id=enrolment.pk, on=zieme.START, reason="x")
    with pytest.raises(NotFound):
        actions.refuse(by=_other_provider(w), at=zieme.NOW, enrolment_id=enrolment.pk, on=zieme.START, reason="x")


def _enquire(w, *, by=None, provider_id=None, on=zieme.START, **identity):
    return actions.enquire(
        by=by or w.by(), at=zieme.NOW, programme_id=w.programme.pk, provider_id=provider_id or w.provider.pk, on=on, **identity
    )


def _other_provider(w):
    from vieta.accounts.models import Account, Assignment
    from vieta.organisations.models import Organisation
    from vieta.people.queries import viewer_with_own_place
    from vieta.programmes.models import Partner

    home, made = Organisation.objects.get_or_create(code="other", defaults={"name": "Other", "kind": "civil-society", "country": "LV"})
    if made:
        Partner.objects.create(programme=w.programme, organisation=home, role="provider", from_on=zieme.START)
        account = Account.objects.create(username="other", name="Other Officer", organisation=home, profession="coach")
        Assignment.objects.create(account=account, role="intake", organisation=home, programme=w.programme, from_on=zieme.START)
    return viewer_with_own_place(Account.objects.get(username="other"), zieme.TODAY)
