"""A coach's day names the own people whose record stops a report from being signed, and leads to where it is mended."""

from datetime import date

import pytest
from django.urls import reverse

from tests import cast as the_cast
from vieta.enrolments import actions as enrolments
from vieta.enrolments.choices import Trait
from vieta.enrolments.models import Enrolment
from vieta.enrolments.rules import Answer
from vieta.organisations.models import Organisation
from vieta.people.choices import Level
from vieta.people.models import Grant
from vieta.reports import actions, queries

NOW, ENTERED = the_cast.NOW, date(2020, 6, 1)


@pytest.fixture
def stay(cast, world):
    """Somebody of Bram's who is unemployed since a day after entry, which stops a report (P14)."""
    row = world.enrol(entered=ENTERED, traits=world.WHOLE | {"unemployed_since": "2020-09-01"})
    the_cast.on_case_team(cast, row, "bram")
    return row


@pytest.fixture
def report(stay, prepare):
    made = prepare()
    assert made.findings.filter(check_id="P14", severity="error", people=[stay.person_id]).exists()
    return made


def test_today_names_whose_record_stops_a_report_until_it_is_mended(cast, client, as_of_the_cast, settings, stay, report):
    settings.DEMO = True
    client.force_login(cast.accounts["bram"], backend=the_cast.BACKEND)
    shown = client.get(reverse("today")).text
    line = shown[shown.index("Records to complete") :]
    assert f'<a href="{reverse("entry", args=[stay.pk])}">{stay.person.name}</a>' in line
    assert "Unemployed since a day after entry." in line
    assert "Stops report 1" in line
    enrolments.record_traits(by=cast.bram, at=NOW, enrolment_id=stay.pk, answers={Trait.UNEMPLOYED_SINCE: Answer("2019-01-01")})
    assert "Stops report" not in client.get(reverse("today")).text


def test_a_report_sent_back_waits_too_until_another_takes_its_place(cast, stay, report, sofia):
    actions.send_back(by=cast.viewer("sofia"), at=NOW, report_id=report.pk, reason="One record is wrong.")
    assert [card.enrolment_id for card in queries.stopping(cast.bram, NOW)] == [stay.pk]
    enrolments.record_traits(by=cast.bram, at=NOW, enrolment_id=stay.pk, answers={Trait.UNEMPLOYED_SINCE: Answer("2019-01-01")})
    actions.prepare_anew(by=cast.farid, at=NOW, report_id=report.pk)
    assert queries.stopping(cast.bram, NOW) == []


def test_what_stops_two_reports_is_said_once_of_the_later(cast, stay, report, prepare):
    later = prepare(note="For the council.")
    assert [(card.enrolment_id, card.report) for card in queries.stopping(cast.bram, NOW)] == [(stay.pk, later.number)]


def test_a_report_withdrawn_waits_for_nothing(cast, stay, report):
    actions.withdraw(by=cast.farid, at=NOW, report_id=report.pk)
    assert queries.stopping(cast.bram, NOW) == []


@pytest.mark.parametrize("name", ["amina", "chloe", "dario", "edda", "farid", "greta"])
def test_nobody_elses_people_are_named(cast, report, name):
    assert queries.stopping(cast.viewer(name), NOW) == []


def test_who_has_a_stay_that_is_closed_to_the_coach_is_not_named(cast, stay, report, world):
    second = world.enrol(stay.person, entered=date(2020, 12, 1))
    Enrolment.objects.filter(pk=second.pk).update(provider=Organisation.objects.get(code="groep"))
    Grant.objects.filter(cause="enrolment", cause_id=second.pk).delete()
    assert queries.stopping(cast.bram, NOW) == []


def test_an_error_that_tells_special_data_is_told_to_those_only_who_may_read_them(cast, world, prepare):
    row = world.enrol(entered=ENTERED, traits=world.WHOLE | {"minority": None})
    the_cast.on_case_team(cast, row, "bram")
    the_cast.on_case_team(cast, row, "chloe", level=Level.FILE)
    assert prepare().findings.filter(check_id="P16", severity="error", people=[row.person_id]).exists()
    assert [card.enrolment_id for card in queries.stopping(cast.bram, NOW)] == [row.pk]
    assert queries.stopping(cast.chloe, NOW) == []


def test_no_error_costs_two_statements(cast, stay, prepare, django_assert_num_queries):
    prepare().findings.all().delete()
    bram = cast.bram
    with django_assert_num_queries(2):
        assert queries.stopping(bram, NOW) == []
