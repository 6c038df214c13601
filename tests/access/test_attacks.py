"""What somebody tries who knows every address: each test is a way in that was open once, and stays shut."""

import pytest
from django.urls import reverse

from tests.cast import BACKEND, TODAY
from vieta.accounts.models import Assignment
from vieta.enrolments.access import visible_to
from vieta.people.access import may_read
from vieta.people.choices import Level
from vieta.programmes.models import Programme

HUGE = 10**24


def test_a_place_on_a_case_team_opens_nothing_once_the_role_has_ended(cast):
    Assignment.objects.filter(account=cast.accounts["bram"]).update(until_on=TODAY)
    assert [level for level in Level if may_read(cast.bram, cast.world.amina, level)] == []
    assert not visible_to(cast.bram).exists()


@pytest.mark.parametrize("role", ["finance", "administrator", "protection", "signatory", "funder"])
def test_a_role_that_sees_no_person_opens_no_file_kept_from_former_work(cast, role):
    Assignment.objects.filter(account=cast.accounts["bram"]).update(role=role)
    assert not may_read(cast.bram, cast.world.amina)


def test_a_role_in_another_programme_opens_no_file_here(cast):
    other = Programme.objects.create(code="other", name="Other", country="BE", lead=cast.world.lead)
    Assignment.objects.filter(account=cast.accounts["bram"]).update(programme=other)
    assert not may_read(cast.bram, cast.world.amina)


@pytest.mark.parametrize(
    "needs",
    [
        ("enrolment", {"enrolment_id": HUGE}),
        ("activity", {"activity_id": HUGE}),
        ("file_document", {"enrolment_id": 0, "document_id": HUGE}),
    ],
)
def test_a_number_no_database_holds_is_not_found(cast, client, needs, as_of_the_cast):
    name, kwargs = needs
    client.force_login(cast.accounts["bram"], backend=BACKEND)
    kwargs = {key: value or cast.world.enrolment.pk for key, value in kwargs.items()}
    assert client.get(reverse(name, kwargs=kwargs)).status_code == 404
