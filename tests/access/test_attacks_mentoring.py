"""What somebody tries in the rooms of mentoring who knows every address and number there."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cast import BACKEND, TODAY
from tests.mentoring.duo_house import House, build
from vieta.accounts.models import Account, Assignment
from vieta.activities.actions import Meeting
from vieta.base.refusal import Refused
from vieta.mentoring import actions, queries
from vieta.mentoring.choices import Standing
from vieta.mentoring.models import Mentorship
from vieta.people import actions as people
from vieta.people.models import Grant
from vieta.programmes.models import Programme


@pytest.fixture
def house(cast) -> House:
    return build(cast)


@pytest.fixture
def shared_mentor(house):
    """Rosa mentors at Cora's branch, which keeps her, and has a part in another programme at Olga's."""
    row = house.mentor("Rosa")
    elsewhere = Programme.objects.create(code="elsewhere", name="Elsewhere", country="BE", lead=house.w.lead)
    Assignment.objects.create(
        account=house.cast.accounts["olga"], role="coordinator", organisation=house.w.other, programme=elsewhere, from_on=date(2020, 2, 1)
    )
    row.mentor.account = Account.objects.create(username="rosa", name="Rosa Claes")
    row.mentor.save()
    Mentorship.objects.create(
        mentor=row.mentor, programme=elsewhere, organisation=house.w.other, standing=Standing.ACCEPTED, from_on=date(2020, 3, 1)
    )
    return row.mentor


def test_another_branch_sends_no_mentor_out_of_the_network(house, shared_mentor):
    with pytest.raises(Refused, match="Another organisation keeps"):
        actions.leave_network(**house.act("olga"), mentor_id=shared_mentor.pk, on=TODAY, reason="Because.")
    shared_mentor.refresh_from_db()
    assert shared_mentor.left_on is None


def test_a_gathering_names_no_mentee_whose_file_is_closed(house):
    duo = house.running()
    made = actions.plan_gathering(
        **house.act(),
        programme_id=house.w.programme.pk,
        meeting=Meeting("intervision", TODAY, minutes=90, topic="Silence"),
        mentorship_ids=[duo.mentorship_id],
    )
    assert queries.gathering(house.cast.viewer("cora"), made.activity_id).seats[0].duos
    Grant.objects.filter(person=duo.enrolment.person).update(until_on=TODAY)
    assert queries.gathering(house.cast.viewer("cora"), made.activity_id).seats[0].duos == ()


def test_a_mentor_is_asked_nothing_about_a_family_they_do_not_lead(house, client, as_of_the_cast):
    household = people.form_household(**house.act(), person=house.w.amina)
    client.force_login(house.cast.accounts["dario"], backend=BACKEND)
    for what in ("child", "adult", "lead", "end-lead"):
        assert client.get(reverse("mentor_family_question", args=[household.pk, what])).status_code == 404
    assert client.post(reverse("mentor_family_question", args=[household.pk, "child"]), {"born_in": "2015"}).status_code == 404
