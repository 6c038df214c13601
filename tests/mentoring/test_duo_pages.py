"""Pages of duos, asked as a browser would: what stands there, what a form refuses, what nobody else reads."""

import re

import pytest
from django.urls import reverse

from tests.cast import BACKEND, TODAY
from vieta.mentoring.models import Apart, CheckIn, DuoMeeting, MentoringSetUp, Shared, Wish

pytestmark = pytest.mark.usefixtures("as_of_the_cast")


@pytest.fixture
def go(client, house):
    """Asks an address as somebody: GET, or POST with what is typed."""

    def ask(who, name, typed=None, **where):
        client.force_login(house.cast.accounts[who], backend=BACKEND)
        address = reverse(name, kwargs=where)
        return client.get(address) if typed is None else client.post(address, typed)

    return ask


@pytest.mark.parametrize("name", ["mentor", "duos"])
def test_first_pages(go, house, name):
    who = {"mentor": "dario", "duos": "cora"}[name]
    assert go(who, name).status_code == 200


def test_the_mentors_duo_shows_nothing_until_it_is_shared(go, house):
    page = go("dario", "mentor_duo", duo_id=house.w.duo.pk).content.decode()
    assert "Nothing is shared with you yet." in page
    assert "Amina" not in page


def test_a_meeting_is_written_down_with_what_stands_there_already(go, house):
    form = go("dario", "mentor_log", duo_id=house.w.duo.pk)
    typed = {"on": TODAY.isoformat()}
    assert f'value="{TODAY.year}"' in form.content.decode()
    found = go("dario", "mentor_log", typed | {"came": "both", "minutes": "120", "mode": "in-person"}, duo_id=house.w.duo.pk)
    assert found.status_code == 302
    assert DuoMeeting.objects.filter(duo=house.w.duo).values_list("came", "said_by").get() == ("both", "mentor")


def test_the_coordinators_pages(go, house):
    running = house.running()
    for name in ("duo", "duo_log", "duo_plan", "duo_extend", "duo_complete", "duo_break_off", "duo_check_in_mentee"):
        page = go("cora", name, duo_id=running.pk)
        assert page.status_code == 200, name
    assert go("cora", "duo_step_back", duo_id=running.pk, moment="agreed").status_code == 200
    assert go("cora", "duo_step_back", duo_id=running.pk, moment="met").status_code == 404
    assert go("olga", "duo", duo_id=running.pk).status_code == 404


def test_my_pages(go, house):
    duo = house.w.duo
    for name in ("my_duo_share", "my_duo_log", "my_duo_plan", "my_duo_check_in"):
        assert go("amina", name, duo_id=duo.pk).status_code == 200, name
    page = go("amina", "my_duo").content.decode()
    assert "Dario is your mentor" in page
    assert "Rossi" not in page
    assert "Your mentor" in go("amina", "my_access").content.decode()


def test_sharing_from_my_own_place(go, house):
    duo = house.w.duo
    found = go("amina", "my_duo_share", {"items": ["first-name", "age"]}, duo_id=duo.pk)
    assert found.status_code == 302
    assert set(Shared.objects.filter(duo=duo).values_list("item", "form")) == {("first-name", "screen"), ("age", "screen")}
    page = go("dario", "mentor_duo", duo_id=duo.pk).content.decode()
    assert "Amina" in page
    assert "26" in page
    assert "Zephyrine" not in page
    go("amina", "my_duo_share", {"items": []}, duo_id=duo.pk)
    assert "Amina" not in go("dario", "mentor_duo", duo_id=duo.pk).content.decode()


def test_the_file_page_and_what_the_coach_writes_down(go, house):
    stay = house.w.enrolment
    page = go("bram", "file_mentor", enrolment_id=stay.pk).content.decode()
    assert "Dario Rossi" in page
    found = go("bram", "file_share", {"items": ["first-name"], "form": "spoken"}, enrolment_id=stay.pk, duo_id=house.w.duo.pk)
    assert found.status_code == 302
    assert Shared.objects.get().form == "spoken"
    assert go("bram", "file_share", {"items": ["phone"]}, enrolment_id=stay.pk, duo_id=house.w.duo.pk).status_code == 422
    assert "Dario Rossi" in go("bram", "enrolment", enrolment_id=stay.pk).content.decode()


def test_a_wish_from_the_file_and_from_my_place(go, house):
    MentoringSetUp.objects.create(programme=house.w.programme)
    nadia = house.mentee()
    typed = {"languages_0_code": "fr", "languages_0_level": "B2", "interests": "cooking, football", "free": ["tue-evening"]}
    assert go("bram", "file_wish", enrolment_id=nadia.pk).status_code == 200
    assert go("bram", "file_wish", typed, enrolment_id=nadia.pk).status_code == 302
    wish = Wish.objects.get(enrolment=nadia)
    assert (wish.languages, wish.interests, wish.free) == ([["fr", "B2"]], ["cooking", "football"], ["tue-evening"])
    assert "Waits since" in go("bram", "file_mentor", enrolment_id=nadia.pk).content.decode()
    assert go("bram", "file_wish_withdraw", {}, enrolment_id=nadia.pk).status_code == 302
    wish.refresh_from_db()
    assert wish.withdrawn_on == TODAY


def test_worried_words_reach_the_coordinator_alone(go, house):
    duo = house.w.duo
    go("amina", "my_duo_check_in", {"going": "badly", "words": "He never listens.", "talk": "on"}, duo_id=duo.pk)
    assert CheckIn.objects.get().talk
    assert "He never listens." in go("cora", "duo", duo_id=duo.pk).content.decode()
    for who, name, where in (
        ("dario", "mentor_duo", {"duo_id": duo.pk}),
        ("bram", "file_mentor", {"enrolment_id": duo.enrolment_id}),
        ("bram", "work", {"enrolment_id": duo.enrolment_id}),
    ):
        page = go(who, name, **where).content.decode()
        assert "He never listens." not in page
        assert "Badly" not in page
    assert "asks for a call" in go("cora", "flow").content.decode()


def test_the_list_with_its_filters(go, house, client):
    house.running()
    client.force_login(house.cast.accounts["cora"], backend=BACKEND)
    for query, shown in (("", 2), ("?sign=silent", 1), ("?state=running", 2), ("?state=met", 0), ("?name=benali", 1), ("?sign=any", 1)):
        page = client.get(reverse("duos") + query).content.decode()
        assert len(re.findall(r'href="/duos/\d+/"', page)) == shown, query


def test_an_answer_written_down_by_the_coordinator(go, house):
    duo = house.met()
    assert go("cora", "duo_answer_mentee", {"goes_on": "no"}, duo_id=duo.pk).status_code == 302
    duo.refresh_from_db()
    assert duo.state == "refused"
    assert go("cora", "duo", duo_id=duo.pk).status_code == 200


def test_two_people_are_kept_apart_and_allowed_again(go, house):
    nadia, rosa = house.mentee(), house.mentor()
    where = {"enrolment_id": nadia.pk}
    assert go("bram", "file_apart", **where).status_code == 404
    assert go("cora", "file_apart", {"mentorship_id": rosa.pk, "kind": "conflict"}, **where).status_code == 422
    typed = {"mentorship_id": rosa.pk, "kind": "conflict", "said_by": "mentor", "reason": "Her niece."}
    assert go("cora", "file_apart", typed, **where).status_code == 302
    page = go("cora", "file_mentor", **where).content.decode()
    assert "Her niece." in page
    assert "Her niece." not in go("bram", "file_mentor", **where).content.decode()
    row = Apart.objects.get()
    assert go("bram", "file_apart_lift", {"x": "1"}, apart_id=row.pk, **where).status_code == 404
    assert go("cora", "file_apart_lift", {"x": "1"}, apart_id=row.pk, **where).status_code == 302
    row.refresh_from_db()
    assert row.lifted_at
