"""A coach's day names the own people whose record lacks an answer, and leads to where it is given."""

from datetime import date

import pytest
from django.urls import reverse

from tests import cast as the_cast
from tests.indicators.world import World
from vieta.enrolments import actions, queries
from vieta.enrolments.choices import Trait
from vieta.enrolments.models import Enrolment
from vieta.enrolments.rules import Answer

ENTERED = date(2020, 6, 1)


@pytest.fixture
def world(cast):
    return World(cast)


@pytest.fixture
def stay(cast, world, begun):
    """Somebody of Bram's whose education nobody asked about."""
    Enrolment.objects.filter(pk=cast.world.enrolment.pk).update(entered_on=None)
    row = world.enrol(entered=ENTERED, traits={k: v for k, v in world.WHOLE.items() if k != "education"})
    the_cast.on_case_team(cast, row, "bram")
    return row


def test_today_names_what_a_record_lacks_until_it_is_answered(cast, client, as_of_the_cast, settings, stay):
    settings.DEMO = True
    client.force_login(cast.accounts["bram"], backend=the_cast.BACKEND)
    shown = client.get(reverse("today")).text
    line = shown[shown.index("Records to complete") :]
    assert f'<a href="{reverse("entry_answers", args=[stay.pk])}">{stay.person.name}</a>' in line
    assert "Missing: Highest education completed" in line
    answers = {Trait.EDUCATION: Answer("3")}
    actions.record_traits(by=cast.bram, at=the_cast.NOW, enrolment_id=stay.pk, answers=answers)
    assert queries.lacking(cast.bram) == []
    assert "Records to complete" not in client.get(reverse("today")).text


def test_an_unemployed_person_without_a_first_day_is_incomplete(cast, world, stay):
    row = world.enrol(entered=ENTERED, traits=world.WHOLE | {"unemployed_since": ""})
    the_cast.on_case_team(cast, row, "bram")
    assert [one.missing for one in queries.lacking(cast.bram)][1:] == [("Unemployed since",)]


@pytest.mark.parametrize("name", ["amina", "chloe", "dario", "edda", "farid", "greta"])
def test_nobody_elses_people_are_named(cast, stay, name):
    assert queries.lacking(cast.viewer(name)) == []


def test_many_records_cost_as_much_as_one(cast, stay, django_assert_num_queries):
    bram = cast.bram
    with django_assert_num_queries(2):
        queries.lacking(bram)
