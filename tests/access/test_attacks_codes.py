"""A code opens a place; what somebody tries who works in one house and wants to read what another house keeps."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import BACKEND, NOW, PASSWORD, TODAY, duo, enrolment, on_case_team
from tests.mentoring.duo_house import House, build
from tests.mentoring.family_house import build as family_of
from vieta.accounts.actions import close_own_place, let_mentor_out
from vieta.accounts.models import Account, Assignment, SignInCode
from vieta.activities.models import Activity, Attendance
from vieta.audit.models import Entry
from vieta.mentoring.actions import family
from vieta.mentoring.choices import Standing
from vieta.mentoring.models import Mentor, Mentorship
from vieta.people.choices import GrantPurpose, Level, NoticeForm
from vieta.people.models import Grant, NoticeGiven, OwnPlace
from vieta.plans.access import is_own
from vieta.programmes.models import Programme, Purpose
from vieta.web.participant import urls

pytestmark = pytest.mark.usefixtures("as_of_the_cast")
NEW = {"password1": "lamp river onion seven", "password2": "lamp river onion seven"}


@pytest.fixture
def house(cast) -> House:
    return build(cast)


@pytest.fixture
def second(cast, house):
    """Amina is enrolled with Edda's house, too, where nobody may know that Bram's house works with her."""
    OwnPlace.objects.filter(person=cast.world.amina).delete()
    row = enrolment(cast.world, cast.world.amina, provider=cast.world.other, number="E-SECOND")
    on_case_team(cast, row, "edda", responsible=True)
    Grant.objects.create(
        person=row.person, organisation=cast.world.other, programme=row.programme, level=Level.SPECIAL, purpose=GrantPurpose.PROVIDER,
        cause="enrolment", cause_id=row.pk, from_on=row.enquired_on, given_at=NOW,
    )  # fmt: skip
    return row


def staff(cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.accounts[name], backend=BACKEND)
    return client


def code_of(answer) -> str:
    """The code a page shows, once."""
    assert answer.status_code == 200
    return re.search(r"\b[2-9A-HJ-NP-TW-Z]{5}-[2-9A-HJ-NP-TW-Z]{5}\b", answer.content.decode()).group()


def persons_code(cast, name: str, row) -> str:
    return code_of(staff(cast, name).post(reverse("own_place", args=[row.pk])))


def mentors_code(cast, name: str, mentor_id: int) -> str:
    return code_of(staff(cast, name).post(reverse("mentor_sign_in", args=[mentor_id])))


def typed(code: str, client: Client | None = None) -> Client:
    client = client or Client()
    assert client.post(reverse("code"), {"code": code}).status_code == 302
    return client


def plan(client: Client, row) -> int:
    return client.get(reverse("my_plan"), {"stay": row.pk}).status_code


def everything(client: Client) -> str:
    """Every page of a person's own place that takes no number."""
    names = ("me", "my_plan", "my_duo", "my_access", "my_rights", "my_family", "my_venture")
    return "".join(client.get(reverse(name)).content.decode() for name in names)


def test_a_code_opens_what_its_own_house_keeps_and_nothing_of_the_other(cast, second):
    persons_code(cast, "bram", cast.world.enrolment)
    edda = typed(persons_code(cast, "edda", second))
    assert (plan(edda, second), plan(edda, cast.world.enrolment)) == (200, 404)
    seen = everything(edda)
    assert "Groep" in seen
    assert not {word for word in ("Compaan", "Bram", "Dario", "Cora") if word in seen}
    assert edda.get(reverse("my_duo_share", args=[cast.world.duo.pk])).status_code == 404
    assert edda.post(reverse("my_wish", args=[cast.world.enrolment.pk]), {}).status_code == 404


def test_with_the_other_houses_code_the_whole_place_opens(cast, second):
    me = typed(persons_code(cast, "edda", second))
    typed(persons_code(cast, "bram", cast.world.enrolment), me)
    assert (plan(me, second), plan(me, cast.world.enrolment)) == (200, 200)
    assert {"Compaan", "Groep", "Bram", "Edda"} <= set(re.findall(r"\w+", everything(me)))


def test_a_house_may_not_tell_from_the_code_page_that_another_gave_one(cast, second):
    page = reverse("own_place", args=[second.pk])
    before = staff(cast, "edda").get(page).content.decode()
    typed(persons_code(cast, "bram", cast.world.enrolment))
    after = staff(cast, "edda").get(page).content.decode()
    hidden = r'name="csrfmiddlewaretoken" value="\w+"'
    assert re.sub(hidden, "", before) == re.sub(hidden, "", after)
    assert "no place of their own yet" in after


def test_a_code_of_one_house_does_not_end_the_others(cast, second):
    brams = persons_code(cast, "bram", cast.world.enrolment)
    persons_code(cast, "edda", second)
    typed(brams)


def test_a_password_set_by_whoever_held_the_first_code_opens_no_second_house(cast, second):
    """Edda's house sets the person up with a password and keeps it; later Bram's house gives a code, which the person types."""
    edda = typed(persons_code(cast, "edda", second))
    assert edda.post(reverse("account_set_password"), NEW).status_code == 302
    account = OwnPlace.objects.get(person=cast.world.amina).account
    known = {"login": account.username, "password": NEW["password1"]}
    me = Client()
    me.post(reverse("account_login"), known)
    typed(persons_code(cast, "bram", cast.world.enrolment), me)
    assert (plan(me, second), plan(me, cast.world.enrolment)) == (200, 200)
    for _again in range(2):
        again = Client()
        again.post(reverse("account_login"), known)
        assert (plan(again, second), plan(again, cast.world.enrolment)) == (200, 404)
    assert (plan(edda, second), plan(edda, cast.world.enrolment)) == (200, 404)


def test_a_password_opens_what_was_open_when_it_was_chosen(cast, second):
    me = typed(persons_code(cast, "edda", second))
    me.post(reverse("account_set_password"), NEW)
    typed(persons_code(cast, "bram", cast.world.enrolment), me)
    fresh = {"oldpassword": NEW["password1"], "password1": "stone lake carrot nine", "password2": "stone lake carrot nine"}
    assert me.post(reverse("account_change_password"), fresh).status_code == 302
    account = OwnPlace.objects.get(person=cast.world.amina).account
    again = Client()
    again.post(reverse("account_login"), {"login": account.username, "password": fresh["password1"]})
    assert (plan(again, second), plan(again, cast.world.enrolment)) == (200, 200)
    edda = typed(persons_code(cast, "edda", second))
    assert (plan(edda, second), plan(edda, cast.world.enrolment)) == (200, 404)


def test_staff_of_another_house_on_the_case_team_gives_no_code_to_the_providers_part(cast, house):
    on_case_team(cast, cast.world.enrolment, "edda")
    answer = staff(cast, "edda").post(reverse("own_place", args=[cast.world.enrolment.pk]))
    assert answer.status_code == 422
    assert "Compaan" in answer.content.decode()
    assert not SignInCode.objects.exists()


def test_the_trail_says_which_house_a_code_opens(cast, second):
    persons_code(cast, "edda", second)
    assert Entry.objects.get(deed="accounts.give_code").details["organisation"] == cast.world.other.pk


def test_a_session_that_began_before_codes_had_houses_opens_nothing(cast, second):
    me = typed(persons_code(cast, "edda", second))
    session = me.session
    del session["houses"]
    session.save()
    seen = everything(me)
    assert not {word for word in ("Groep", "Compaan", "Edda", "Bram") if word in seen}


def test_no_address_of_the_own_place_opens_the_other_houses_numbers(cast, second):
    """Every address with a number, asked with those of Bram's house by whoever typed Edda's code."""
    w, edda = cast.world, typed(persons_code(cast, "edda", second))
    bram = typed(persons_code(cast, "bram", w.enrolment))
    ours = {"enrolment_id": w.enrolment.pk, "duo_id": w.duo.pk, "what": "idea"}
    numbered = [one for one in urls.urlpatterns if one.pattern.converters and "family" not in one.name]
    asked = [reverse(one.name, kwargs={name: ours.get(name, 1) for name in one.pattern.converters}) for one in numbered]
    leads_to_her_own = reverse("my_wish_withdraw", args=[w.enrolment.pk])
    assert len(asked) > 15
    assert {edda.post(address, {}).status_code for address in asked} == {404}
    assert [one for one in asked if edda.get(one, follow=True).status_code not in (404, 405)] == [leads_to_her_own]
    assert sum(bram.get(address).status_code == 200 for address in asked) > 5


def test_what_hangs_on_the_person_is_shown_by_whose_it_is(cast, second):
    """Appointments and notices: rows that name the person, kept by one of the houses."""
    w = cast.world
    about = {"programme": w.programme, "organisation": w.provider, "recorded_at": NOW, "on": TODAY + timedelta(days=2)}
    talk = Activity.objects.create(**about, kind="contact", topic="Talk at the Rabot", led_by=cast.accounts["bram"])
    Attendance.objects.create(activity=talk, person=w.amina, enrolment=w.enrolment, on=talk.on, recorded_at=NOW)
    basis = w.purpose.legal_basis
    notice = Purpose.objects.create(
        programme=w.programme, code="film", name="Film of the summer", legal_basis=basis, notice="-", from_on=TODAY
    )
    told = {"person": w.amina, "purpose": notice, "form": NoticeForm.SPOKEN, "language": "en", "given_on": TODAY}
    NoticeGiven.objects.create(**told, recorded_at=NOW, recorded_by=cast.accounts["bram"].pk)
    words = {"Talk at the Rabot", "Film of the summer"}
    edda, bram = typed(persons_code(cast, "edda", second)), typed(persons_code(cast, "bram", w.enrolment))
    seen = [everything(client) for client in (edda, bram)]
    assert [{word for word in words if word in pages} for pages in seen] == [set(), words]


def test_the_own_word_holds_for_the_open_part_only(cast, second):
    """Agreeing as the person themself, whatever led there: is_own says no for a part that is closed."""
    theirs = replace(cast.viewer("bram"), person_id=cast.world.amina.pk, houses=frozenset({cast.world.other.pk}))
    assert (is_own(theirs, second), is_own(theirs, cast.world.enrolment)) == (True, False)


def test_no_page_or_file_of_those_at_work_opens_by_a_code(cast, second):
    edda, row = typed(persons_code(cast, "edda", second)), {"enrolment_id": cast.world.enrolment.pk}
    pages = [reverse(name, kwargs=row) for name in ("enrolment", "file_documents", "own_place")]
    pages += [
        reverse("file_document", kwargs=row | {"document_id": 1}),
        reverse("people") + "?export=csv",
        reverse("people") + "?name=amina",
    ]
    assert {edda.get(page).status_code for page in pages} <= {403, 404}


def test_a_family_opens_with_the_part_in_which_its_person_agreed(cast, house, second):
    """A family belongs to no house: what Amina agreed to share there opens with the code of the house where she agreed."""
    edda, bram = typed(persons_code(cast, "edda", second)), typed(persons_code(cast, "bram", cast.world.enrolment))
    cast.accounts["amina"] = OwnPlace.objects.get(person=cast.world.amina).account
    home = family_of(house).led()
    assert [client.get(reverse("my_family")).content.decode().count("Kees de Wit") > 0 for client in (edda, bram)] == [True, True]
    mine = home.act("amina")
    family.agree(**mine | {"by": replace(mine["by"], houses=frozenset({cast.world.provider.pk}))}, member_id=home.member("Amina"))
    family.agree(**home.act("bram"), member_id=home.member("Josef"), how="spoken")
    assert ["Josef" in client.get(reverse("my_family")).content.decode() for client in (edda, bram)] == [False, True]
    question = reverse("my_family_part", args=["steps", home.member("Amina")])
    assert [client.get(question).status_code for client in (edda, bram)] == [404, 200]


def test_another_persons_code_in_the_same_browser_opens_nothing_of_the_first(cast, house, second):
    browser = typed(persons_code(cast, "edda", second))
    nadia = house.mentee("Nadia")
    typed(persons_code(cast, "bram", nadia), browser)
    assert (plan(browser, nadia), plan(browser, second), plan(browser, cast.world.enrolment)) == (200, 404, 404)
    typed(persons_code(cast, "edda", second), browser)
    assert (plan(browser, second), plan(browser, cast.world.enrolment)) == (200, 404)


def test_staff_who_type_a_code_leave_their_own_session(cast, second):
    browser = staff(cast, "bram")
    typed(persons_code(cast, "edda", second), browser)
    assert (plan(browser, second), plan(browser, cast.world.enrolment), browser.get(reverse("people")).status_code) == (200, 404, 403)


def test_a_wrong_or_spent_code_opens_no_more_than_before(cast, second):
    spent = persons_code(cast, "bram", cast.world.enrolment)
    typed(spent)
    edda = typed(persons_code(cast, "edda", second))
    for code in (spent, "22222-22222", ""):
        assert edda.post(reverse("code"), {"code": code}).status_code == 422
    assert (plan(edda, second), plan(edda, cast.world.enrolment)) == (200, 404)


@pytest.fixture
def rosa(house):
    """Rosa mentors Nadia in Cora's house, which keeps her, and has a part in Olga's."""
    row = house.mentor("Rosa")
    elsewhere = Programme.objects.create(code="elsewhere", name="Elsewhere", country="BE", lead=house.w.lead)
    Assignment.objects.create(
        account=house.cast.accounts["olga"], role="coordinator", organisation=house.w.other, programme=elsewhere, from_on=date(2020, 2, 1)
    )
    Mentorship.objects.create(
        mentor=row.mentor, programme=elsewhere, organisation=house.w.other, standing=Standing.ACCEPTED, from_on=date(2020, 3, 1)
    )
    return duo(house.w, house.mentee("Nadia"), row)


@pytest.mark.parametrize("keeps", [True, False])
def test_a_mentors_code_opens_the_duos_of_its_own_house_only(house, rosa, keeps):
    """Also where the house keeps the mentor: who they mentor elsewhere is not its to read."""
    mentor = rosa.mentorship.mentor
    mentor.organisation = house.w.other if keeps else house.w.provider
    mentor.save()
    coras = mentors_code(house.cast, "cora", mentor.pk)
    olgas = typed(mentors_code(house.cast, "olga", mentor.pk))
    first = olgas.get(reverse("mentor")).content.decode()
    assert "No duo yet" in first
    assert olgas.get(reverse("mentor_duo", args=[rosa.pk])).status_code == 404
    seen = "".join(olgas.get(reverse(name)).content.decode() for name in ("mentor_profile", "mentor_dates", "mentor_handbooks"))
    assert not {word for word in ("Compaan", "Cora", "Nadia") if word in seen.replace(f"{house.w.provider.name}</option>", "")}
    typed(coras, olgas)
    assert olgas.get(reverse("mentor_duo", args=[rosa.pk])).status_code == 200


def test_what_a_house_ends_is_closed_at_once_whoever_is_signed_in(house, rosa):
    """A role that ended, then the whole place: the session of whoever typed the code opens nothing more."""
    mentor = rosa.mentorship.mentor
    browser = typed(mentors_code(house.cast, "cora", mentor.pk))
    typed(mentors_code(house.cast, "olga", mentor.pk), browser)
    assert browser.get(reverse("mentor_duo", args=[rosa.pk])).status_code == 200
    account, at = Mentor.objects.get(pk=mentor.pk).account_id, house.act()
    let_mentor_out(**at, account_id=account, programme_id=house.w.programme.pk, organisation_id=house.w.provider.pk)
    assert browser.get(reverse("mentor_duo", args=[rosa.pk])).status_code == 404
    close_own_place(**at, account_id=account)
    assert browser.get(reverse("mentor")).status_code == 302


def test_a_house_gives_no_code_to_a_mentor_it_did_not_accept(house, rosa):
    mentor = rosa.mentorship.mentor
    Mentorship.objects.filter(mentor=mentor, organisation=house.w.other).update(standing=Standing.APPLIED)
    answer = staff(house.cast, "olga").post(reverse("mentor_sign_in", args=[mentor.pk]))
    assert answer.status_code == 422
    assert not SignInCode.objects.exists()
    assert not Account.objects.filter(name=str(mentor)).exists()


def test_signing_in_as_somebody_else_carries_no_house_over(cast, second):
    """A code typed in one's browser opens the place it was given for, not that of whoever signs in next."""
    browser = typed(persons_code(cast, "bram", cast.world.enrolment))
    persons_code(cast, "edda", second)
    browser.post(reverse("account_logout"))
    account = OwnPlace.objects.get(person=cast.world.amina).account
    account.set_password(PASSWORD)
    account.opens = [cast.world.other.pk]
    account.save()
    browser.post(reverse("account_login"), {"login": account.username, "password": PASSWORD})
    assert (plan(browser, second), plan(browser, cast.world.enrolment)) == (200, 404)
