"""What somebody tries who knows every address: each test is a way in that was open once, and stays shut."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cast import BACKEND, NOW, TODAY, enrolment, person
from vieta.accounts.models import Assignment
from vieta.enrolments.access import visible_to
from vieta.indicators.access import reach
from vieta.indicators.queries import why
from vieta.people.access import may_read
from vieta.people.choices import Level
from vieta.programmes.models import Programme
from vieta.reports import actions as reports
from vieta.reports.access import visible_to as reports_visible_to

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


@pytest.fixture
def groep_too(cast):
    """Amina has a second stay at the other provider, whose coordinator is Edda; Chloé coordinates at the first."""
    w = cast.world
    Assignment.objects.filter(account__in=(cast.accounts["edda"], cast.accounts["chloe"])).update(role="coordinator")
    w.elsewhere = enrolment(w, w.amina, provider=w.other, number="E-ELSEWHERE", entered_on=date(2020, 10, 2))
    w.other_person = enrolment(w, person(w, "P-OTHER1", "Lea", "Brouwer"), provider=w.other)
    return cast


def test_roles_in_an_organisation_and_in_a_region_do_not_add_up_to_the_whole_programme(groep_too):
    w = groep_too.world
    Assignment.objects.create(
        account=groep_too.accounts["chloe"], role="coordinator", programme=w.programme, region=w.region, from_on=TODAY
    )
    seen = reach(groep_too.chloe, "gent")
    assert (seen.providers, seen.regions) == (frozenset({w.provider.pk}), None)


def test_the_evidence_of_a_figure_holds_no_other_providers_facts(groep_too):
    found = why(groep_too.chloe, "gent", "supported", groep_too.world.amina.pk, TODAY)
    assert {fact.valid_on for fact in found.facts} == {date(2020, 9, 1)}


def test_a_providers_coordinator_opens_no_report_with_everybodys_figures(groep_too):
    w = groep_too.world
    whole = reports.prepare(by=groep_too.farid, at=NOW, code="gent", as_of=TODAY, contract_id=w.contract.pk)
    own = reports.prepare(by=groep_too.chloe, at=NOW, code="gent", as_of=TODAY, contract_id=w.contract.pk)
    supported = [row["value"] for report in (whole, own) for row in report.figures["others"] if row["code"] == "supported"]
    assert supported == [2, 1]
    assert list(reports_visible_to(groep_too.chloe)) == [own]
    assert set(reports_visible_to(groep_too.farid)) == {whole, own}
