"""From the street to a programme: contacts, enquiries, grounds, characteristics, case teams, unequal treatment."""

from datetime import date

import pytest
from django.db import connection
from django.urls import reverse

from tests.cast import BACKEND, FACTOR, NOW, TODAY, Authenticator, encrypt
from tests.enrolments import zieme
from vieta.accounts.choices import Profession
from vieta.accounts.models import Account, Assignment
from vieta.activities.access import standing
from vieta.activities.models import Activity
from vieta.base.refusal import NotFound, Refused
from vieta.enrolments import actions, queries
from vieta.enrolments.choices import Asked, State, Trait
from vieta.enrolments.models import Enrolment, EntryTrait, GroundHeld, UnequalTreatment
from vieta.enrolments.rules import Answer
from vieta.people.models import Person
from vieta.people.queries import viewer_with_own_place


@pytest.fixture
def pages(cast, client, as_of_the_cast):
    """Says who looks; answers and posts follow."""

    def of(name):
        client.force_login(cast.accounts[name], backend=BACKEND)
        return client

    return of


def _log(browser, **more):
    typed = {"place_type": "neighbourhood", "place": "Rabot square", "on": TODAY.isoformat(), "minutes": "90"} | more
    return browser.post(reverse("outreach_new"), typed)


def _day(day: date, name: str = "on") -> dict:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


# Outreach --------------------------------------------------------------------------------------------------------------
@pytest.mark.mission("S1-05")
@pytest.mark.parametrize("place_type", ["social-service", "youth", "neighbourhood", "household", "workplace", "other"])
def test_outreach_is_logged_with_its_kind_of_place(pages, cast, place_type):
    answer = _log(pages("bram"), place_type=place_type, municipality=cast.world.municipality.pk)
    logged = Activity.objects.get()
    assert answer["Location"] == reverse("outreach_visit", args=[logged.pk])
    assert (logged.place_type, logged.place, logged.on, logged.municipality) == (place_type, "Rabot square", TODAY, cast.world.municipality)
    assert "Rabot square" in pages("chloe").get(reverse("outreach")).content.decode()
    assert "Rabot square" not in pages("edda").get(reverse("outreach")).content.decode()


@pytest.mark.mission("S1-06")
def test_a_nameless_contact_is_registered_in_one_field(pages):
    _log(pages("bram"))
    address = reverse("outreach_visit", args=[Activity.objects.get().pk])
    pages("bram").post(address, {"known_as": "man with the red dog"})
    met = Person.objects.get(known_as="man with the red dog")
    assert (met.first_name, met.email, met.name) == ("", "", "man with the red dog")
    assert "man with the red dog" in pages("bram").get(address).content.decode()
    refused = pages("bram").post(address, {"known_as": "", "phone": "0470 11 22 33"})
    assert refused.status_code == 422
    assert "0470 11 22 33" in refused.content.decode()
    assert not Person.objects.filter(phone__startswith="0470").exists()


@pytest.mark.mission("S1-06", "S1-07")
def test_met_three_times_counts_once(pages):
    for _time in range(3):
        _log(pages("bram"))
    first, *again = Activity.objects.order_by("pk")
    pages("bram").post(reverse("outreach_visit", args=[first.pk]), {"known_as": "man with the red dog"})
    person = Person.objects.get(known_as="man with the red dog")
    for activity in again:
        address = reverse("outreach_visit", args=[activity.pk])
        asked = pages("bram").post(address, {"known_as": "Man with the red dog"})
        assert asked.status_code == 422
        assert "Have you met before?" in asked.content.decode()
        pages("bram").post(address, {"person": person.pk})
    assert Person.objects.filter(known_as__iexact="man with the red dog").count() == 1
    assert standing().filter(person=person).count() == 3


@pytest.mark.mission("S1-07")
def test_a_contact_becomes_a_candidate_with_its_history(pages, cast):
    _log(pages("bram"))
    visit = Activity.objects.get()
    pages("bram").post(reverse("outreach_visit", args=[visit.pk]), {"known_as": "man with the red dog"})
    person = Person.objects.get(known_as="man with the red dog")
    typed = {"provider": cast.world.provider.pk, "first_name": "Pieter", "last_name": "Claes", **_day(TODAY)}
    answer = pages("bram").post(reverse("enquiry_new") + f"?person={person.pk}", typed)
    made = Enrolment.objects.get(person=person)
    assert answer["Location"] == reverse("enrolment", args=[made.pk])
    assert (made.state, made.person.name) == (State.ENQUIRY, "Pieter Claes")
    assert standing().get(person=person).activity == visit
    assert "Rabot square" in pages("bram").get(reverse("contact", args=[person.pk])).content.decode()
    assert pages("edda").get(reverse("contact", args=[person.pk])).status_code == 404


@pytest.mark.mission("S1-07")
def test_contacts_are_joined_and_parted_on_their_pages(pages):
    _log(pages("bram"))
    address = reverse("outreach_visit", args=[Activity.objects.get().pk])
    pages("bram").post(address, {"first_name": "Yusuf", "last_name": "Kaya"})
    pages("bram").post(address, {"known_as": "Yusuf from the bakery"})
    keep, repeated = Person.objects.get(last_name="Kaya"), Person.objects.get(known_as="Yusuf from the bakery")
    join = reverse("contact_join", args=[keep.pk, repeated.pk])
    assert pages("bram").post(join, {"reason": ""}).status_code == 422
    pages("bram").post(join, {"reason": "He told me."})
    assert Person.objects.get(pk=repeated.pk).merged_into == keep
    assert "Yusuf from the bakery" in pages("bram").get(reverse("contact", args=[keep.pk])).content.decode()
    pages("bram").post(reverse("contact_part", args=[keep.pk, repeated.pk]))
    assert Person.objects.get(pk=repeated.pk).merged_into is None
    assert standing().filter(person=repeated).count() == 1


@pytest.mark.mission("S1-09")
def test_grounds_are_the_programmes_own(pages, cast):
    w = cast.world
    enrolment = _enquiry(cast)
    page = pages("bram").get(reverse("admission", args=[enrolment.pk])).content.decode()
    assert [name in page for name in ("Ethnicity", "Roma", "50 or older")] == [True, True, True]
    w.age.active = False
    w.age.save()
    assert "50 or older" not in pages("bram").get(reverse("admission", args=[enrolment.pk])).content.decode()
    decision = {f"ground_{w.roma.pk}": "on", "reason": "She says so.", **_day(TODAY)}
    pages("bram").post(reverse("admission", args=[enrolment.pk]), decision)
    assert set(GroundHeld.objects.filter(enrolment=enrolment).values_list("ground__code", flat=True)) == {"ethnicity", "roma"}
    assert Enrolment.objects.get(pk=enrolment.pk).state == State.ADMITTED


@pytest.mark.mission("S1-04")
def test_a_colleague_of_another_organisation_is_found_by_speciality_and_joins(pages, cast):
    w = cast.world
    cast.accounts["edda"].specialities.add(w.addiction)
    team = reverse("case_team", args=[w.enrolment.pk])
    found = pages("bram").get(team, {"speciality": w.addiction.pk, "name": "", "profession": ""}).content.decode()
    assert ("Edda Lind" in found, "Add: Chloé Martin" in found) == (True, False)
    assert pages("edda").get(reverse("enrolment", args=[w.enrolment.pk])).status_code == 404
    pages("bram").post(reverse("case_team_add", args=[w.enrolment.pk]), {"account": cast.accounts["edda"].pk})
    assert pages("edda").get(reverse("enrolment", args=[w.enrolment.pk])).status_code == 200
    readers = queries.who_may_read(cast.bram, w.enrolment.pk)
    assert ("Edda Lind", "is on the case team") in [(r.name, r.why) for r in readers]
    pages("bram").post(reverse("case_team_end", args=[w.enrolment.pk]), {"account": cast.accounts["edda"].pk})
    assert pages("edda").get(reverse("enrolment", args=[w.enrolment.pk])).status_code == 404


# Grounds ---------------------------------------------------------------------------------------------------------------
@pytest.fixture
def latvia(db):
    return zieme.build()


@pytest.mark.mission("S3-03", "S3-04")
def test_every_ground_and_sub_ground_of_sex(latvia):
    for number, ground in enumerate((latvia.childcare, latvia.violence, latvia.carer, latvia.single_parent), start=1):
        enrolment = zieme.let_in(latvia, zieme.ask(latvia, number), ground, latvia.roma)
        held = set(GroundHeld.objects.filter(enrolment=enrolment).values_list("ground__code", flat=True))
        assert held == {"sex", ground.code, "ethnicity", "roma"}


@pytest.mark.mission("S3-05")
@pytest.mark.parametrize(("born", "admitted"), [(date(1970, 9, 29), True), (date(1970, 9, 30), False)])
def test_fifty_is_counted_on_the_entry_date(latvia, born, admitted):
    enrolment = zieme.ask(latvia, birth_on=born)
    if admitted:
        assert zieme.let_in(latvia, enrolment, latvia.fifty).state == State.ADMITTED
    else:
        with pytest.raises(Refused, match="49 years old"):
            zieme.let_in(latvia, enrolment, latvia.fifty)
        assert Enrolment.objects.get(pk=enrolment.pk).state == State.ENQUIRY


@pytest.mark.mission("S3-06")
@pytest.mark.parametrize(
    ("ground", "answers", "admitted"),
    [
        ("disability", {}, True),
        ("unemployed_disability", {"labour": "unemployed"}, True),
        ("unemployed_disability", {"labour": "inactive"}, False),
        ("low_education", {"education": "2"}, True),
        ("low_education", {"education": "5"}, False),
        ("low_education", {}, False),
    ],
)
def test_disability_is_checked_against_labour_status_and_education(latvia, ground, answers, admitted):
    enrolment = zieme.ask(latvia)
    by_trait = {Trait(name): Answer(value) for name, value in answers.items()}
    actions.record_traits(by=latvia.by(), at=zieme.NOW, enrolment_id=enrolment.pk, answers=by_trait)
    if admitted:
        assert zieme.let_in(latvia, enrolment, getattr(latvia, ground)).state == State.ADMITTED
    else:
        with pytest.raises(Refused) as refused:
            zieme.let_in(latvia, enrolment, getattr(latvia, ground))
        assert refused.value.field == "grounds"


@pytest.mark.mission("S3-07")
def test_ethnicity_is_open_to_intake_and_change_agent_and_closed_to_the_rest_of_the_team(latvia):
    enrolment = zieme.let_in(latvia, zieme.ask(latvia), latvia.roma)
    psychologist = Account.objects.create(username="p", name="Paula", organisation=latvia.provider, profession=Profession.PSYCHOLOGIST)
    Assignment.objects.create(account=psychologist, role="specialist", programme=latvia.programme, from_on=zieme.START)
    actions.add_to_team(by=latvia.by(), at=zieme.NOW, enrolment_id=enrolment.pk, account_id=psychologist.pk)
    seen = queries.entry_card(latvia.by(), enrolment.pk)
    closed = queries.entry_card(viewer_with_own_place(psychologist, zieme.TODAY), enrolment.pk)
    assert [g.name for g in seen.grounds] == ["Ethnicity", "Roma"]
    assert (closed.grounds, closed.grounds_closed) == ((), True)
    assert "Recorded, closed to your role" not in [t.words for t in seen.traits]


@pytest.mark.mission("S3-08", "S3-09")
def test_barrier_exclusion_risk_and_former_support_are_answered(pages, cast):
    w = cast.world
    typed = {
        "answer_barrier": "both",
        "answer_exclusion_risk": "yes",
        "answer_former_support": "not-informed",
        "source_barrier": "estimate",
    }
    answer = pages("bram").post(reverse("entry_answers", args=[w.enrolment.pk]), typed)
    assert answer.status_code == 302
    card = {t.trait: (t.words, t.source) for t in queries.entry_card(cast.bram, w.enrolment.pk).traits}
    assert card["barrier"] == ("To employment and education", "estimate")
    assert card["exclusion_risk"] == ("Yes", "declared")
    assert card["former_support"] == ("Was not informed of what there is", "declared")
    wrong = pages("bram").post(reverse("entry_answers", args=[w.enrolment.pk]), {"answer_barrier": "moon"})
    assert wrong.status_code == 422


# The scenarios -----------------------------------------------------------------------------------------------------------
@pytest.mark.mission("S3-01")
def test_the_sixty_first_entry_is_warned_and_goes_on_with_a_reason(latvia):
    zieme.brought_in(latvia, 60)
    one_more = zieme.ask(latvia, 9001)
    assert "60 people have entered" in queries.quota_warning(latvia.by(), one_more.pk, zieme.START)
    with pytest.raises(actions.QuotaReached):
        zieme.let_in(latvia, one_more)
    assert zieme.let_in(latvia, one_more, over_quota_reason="The fund agreed.").state == State.ADMITTED


@pytest.mark.mission("S3-01")
def test_entry_on_the_day_after_the_contract_is_refused(latvia):
    enrolment = zieme.let_in(latvia, zieme.ask(latvia))
    with pytest.raises(Refused, match="30 Jul 2021"):
        actions.begin_support(by=latvia.by(), at=zieme.NOW, enrolment_id=enrolment.pk, on=date(2021, 7, 31))
    assert actions.begin_support(by=latvia.by(), at=zieme.NOW, enrolment_id=enrolment.pk, on=date(2021, 7, 30)).entered_on == date(
        2021, 7, 30
    )


@pytest.mark.mission("S3-07")
def test_a_minority_declined_leaves_evidence_and_a_complete_record(latvia):
    enrolment = zieme.ask(latvia)
    answers = {
        Trait.LABOUR: Answer("unemployed"), Trait.EDUCATION: Answer("2"), Trait.MINORITY: Answer("", Asked.DECLINED),
    }  # fmt: skip
    actions.record_traits(by=latvia.by(), at=zieme.NOW, enrolment_id=enrolment.pk, answers=answers)
    declined = EntryTrait.objects.get(enrolment=enrolment, trait=Trait.MINORITY)
    assert (declined.asked, declined.value, declined.recorded_by, declined.recorded_at) == (Asked.DECLINED, "", latvia.intake.pk, zieme.NOW)
    assert queries.entry_card(latvia.by(), enrolment.pk).missing == ()
    with pytest.raises(Refused) as refused:
        actions.record_traits(by=latvia.by(), at=zieme.NOW, enrolment_id=enrolment.pk, answers={Trait.LABOUR: Answer("", Asked.DECLINED)})
    assert refused.value.field == Trait.LABOUR


@pytest.mark.mission("S3-07")
def test_missing_education_is_shown_with_how_to_mend_it(latvia):
    enrolment = zieme.ask(latvia)
    actions.record_traits(
        by=latvia.by(), at=zieme.NOW, enrolment_id=enrolment.pk,
        answers={Trait.LABOUR: Answer("inactive"), Trait.EDUCATION: Answer("", Asked.UNKNOWN)},
    )  # fmt: skip
    missing = queries.entry_card(latvia.by(), enrolment.pk).missing
    assert [(one.trait, one.why) for one in missing] == [(Trait.EDUCATION, "The person did not know. Ask for a document or a register.")]


# Unequal treatment ---------------------------------------------------------------------------------------------------------
@pytest.mark.mission("S3-30")
def test_an_experience_is_lodged_and_handled_by_the_lawyer_alone(pages, cast):
    w = cast.world
    lawyer = Account.objects.create(username="leon", name="Leon Vasse", organisation=w.provider, profession=Profession.LAWYER)
    Assignment.objects.create(account=lawyer, role="specialist", organisation=w.provider, programme=w.programme, from_on=date(2020, 2, 1))
    Authenticator.objects.create(user=lawyer, type=Authenticator.Type.TOTP, data={"secret": encrypt(FACTOR)})
    cast.accounts["leon"] = lawyer
    address = reverse("unequal", args=[w.enrolment.pk])
    story = "They said the flat was gone when they heard my name."
    pages("bram").post(address, {"story": story, "place": "Agency in the Veldstraat", "family": "ethnicity"})
    lodged = UnequalTreatment.objects.get()
    assert story not in _raw(lodged)
    coach = pages("bram").get(address).content.decode()
    assert (story in coach, "Veldstraat" in coach, "Lodged" in coach) == (False, False, True)
    take_up = reverse("unequal_take_up", args=[w.enrolment.pk, lodged.pk])
    pages("bram").post(take_up)
    assert UnequalTreatment.objects.get().state == "lodged"
    assert pages("leon").get(address).status_code == 404
    actions.add_to_team(by=cast.bram, at=NOW, enrolment_id=w.enrolment.pk, account_id=lawyer.pk)
    assert story in pages("leon").get(address).content.decode()
    pages("leon").post(take_up)
    pages("leon").post(reverse("unequal_close", args=[w.enrolment.pk, lodged.pk]), {"advice": "We wrote to the agency."})
    assert (UnequalTreatment.objects.get().state, UnequalTreatment.objects.get().advice) == ("closed", "We wrote to the agency.")
    mine = queries.unequal_cards(cast.amina, w.enrolment.pk)
    assert [(card.story, card.advice) for card in mine] == [(story, "We wrote to the agency.")]


@pytest.mark.mission("S3-30")
def test_the_person_lodges_for_themselves_and_strangers_cannot(cast):
    w = cast.world
    actions.lodge_unequal(by=cast.amina, at=NOW, enrolment_id=w.enrolment.pk, story="Refused at the door.")
    assert UnequalTreatment.objects.get().person == w.amina
    for stranger in ("chloe", "edda", "farid", "greta"):
        with pytest.raises(NotFound):
            actions.lodge_unequal(by=cast.viewer(stranger), at=NOW, enrolment_id=w.enrolment.pk, story="x")


def _raw(lodged) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT story FROM enrolments_unequaltreatment WHERE id = %s", [lodged.pk])
        return cursor.fetchone()[0]


def _enquiry(cast):
    w = cast.world
    made = actions.enquire(
        by=cast.bram, at=NOW, programme_id=w.programme.pk, provider_id=w.provider.pk, on=TODAY, first_name="Pieter", last_name="Claes",
        birth_on=date(1990, 3, 3),
    )  # fmt: skip
    actions.give_notice(by=cast.bram, at=NOW, enrolment_id=made.pk, purpose_id=w.purpose.pk, form="spoken", language="nl", on=TODAY)
    return made
