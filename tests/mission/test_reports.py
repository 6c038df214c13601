"""What a funder can trust: obligations met in full, several funders to the cent, the project on every page, prizes for a purpose."""

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from tests import cast as the_cast
from tests.indicators.world import World
from vieta.base.refusal import NotFound, Refused
from vieta.programmes import actions as programmes
from vieta.programmes import queries as programme_queries
from vieta.reports import actions as reports
from vieta.reports import sheets

DAY = date(2021, 3, 1)


@pytest.fixture
def world(cast):
    return World(cast)


@pytest.fixture
def act(cast):
    return {"by": cast.farid, "at": the_cast.NOW, "code": "gent"}


@pytest.fixture
def signed_in(cast, client, as_of_the_cast):
    def as_(name: str):
        client.force_login(cast.accounts[name], backend=the_cast.BACKEND)
        return client

    return as_


def files(client, report) -> tuple[list, dict, bytes]:
    """A report as the three kinds of file a funder takes away: lines, figures, paper."""
    take = {kind: client.get(reverse("report_file", args=[report.pk, kind])).content for kind in ("csv", "json", "pdf")}
    return list(csv.reader(io.StringIO(take["csv"].decode("utf-8-sig")))), json.loads(take["json"]), take["pdf"]


@pytest.mark.mission("S3-22")
def test_each_obligation_with_its_count_and_whether_in_full_is_in_the_report_and_kept_with_it(cast, world, act, signed_in):
    for name, kind, quantity in (("People", "persons", 2), ("Sessions", "group", 2)):
        programmes.add_obligation(
            **act, contract_id=cast.world.contract.pk, name=name, kind=kind, quantity=quantity, due_on=date(2021, 7, 30)
        )
    stay = world.enrol(entered=DAY)
    world.group(day=DAY, people=[stay])
    report = reports.prepare(**act, as_of=the_cast.TODAY)
    world.group(day=date(2021, 3, 2), people=[stay])
    lines, figures, _paper = files(signed_in("farid"), report)
    assert ["C-1", "Compaan", "North", "People", "2", "2", "Yes"] in lines
    assert ["C-1", "Compaan", "North", "Sessions", "2", "1", "No"] in lines
    assert [(one["name"], one["met"]) for one in figures["obligations"]] == [("People", True), ("Sessions", False)]
    page = signed_in("farid").get(reverse("obligations", args=["gent"])).content.decode()
    assert page.count("Met in full") == 2  # since then the second session was held
    for name in ("amina", "bram", "edda", "greta"):
        assert signed_in(name).get(reverse("obligations", args=["gent"])).status_code == 404


@pytest.mark.mission("S1-23", "S3-28")
def test_city_and_fund_carry_every_cost_to_the_cent_and_shares_must_make_a_hundred(cast, act, signed_in):
    other = cast.world.other.pk
    with pytest.raises(Refused, match="0.01"):
        programmes.set_shares(**act, shares=[(cast.world.funder.pk, Decimal("85.00")), (cast.world.lead.pk, Decimal("14.99"))])
    three = [(cast.world.funder.pk, Decimal("60.00")), (cast.world.lead.pk, Decimal("25.00")), (other, Decimal("15.00"))]
    programmes.set_shares(**act, shares=three)
    for cents in (1, 99, 10001, 33333):
        programmes.record_cost(**act, on=DAY, what=f"Cost of {cents}", cents=cents)
    money = programme_queries.money(cast.farid, "gent")
    costs = programme_queries.cost_cards(programme_queries.costs(cast.farid, "gent"))
    assert [sum(part for _funder, part in cost.parts) for cost in costs] == [cost.cents for cost in costs]
    assert sum(share.cents for share in money.shares) == money.cents == 43434
    report = reports.prepare(**act, as_of=the_cast.TODAY)
    assert not report.findings.filter(check_id="P21").exists()
    lines, _figures, _paper = files(signed_in("farid"), report)
    shown = [row[2] for row in lines if row[:1] and row[0] in {"ESF Flanders", "City of Gent", "Groep"} and len(row) == 3]
    assert shown == [f"{share.cents / 100:.2f}" for share in money.shares]
    assert sum(round(float(amount) * 100) for amount in shown) == 43434
    with pytest.raises(NotFound):
        programmes.record_cost(by=cast.bram, at=the_cast.NOW, code="gent", on=DAY, what="Mine", cents=1)


@pytest.mark.mission("S3-29")
def test_project_fund_programme_and_objective_stand_on_every_report_with_what_makes_the_funding_visible(cast, act, signed_in):
    words = {
        "name": "Jobteam", "operation": "ESF+ Vlaanderen 2021-2027", "specific_objective": "ESO4.8",
        "visibility_text": "Co-funded by the European Union",
    }  # fmt: skip
    programmes.describe(**act, words=words)
    report = reports.prepare(**act, as_of=the_cast.TODAY)
    expected = ("9.1.4.4./16/I/001", "ESF", "ESF+ Vlaanderen 2021-2027", "ESO4.8", "Co-funded by the European Union")
    lines, figures, paper = files(signed_in("farid"), report)
    page = signed_in("farid").get(reverse("report", args=[report.pk])).content.decode()
    for word in expected:
        assert word in page
        assert any(word in row[1:] for row in lines), word
        assert word in figures["programme"].values()
    assert paper.startswith(b"%PDF-1.7")
    assert figures["layout"]["emblem"] == "eu"
    programmes.describe(**act, words=words | {"specific_objective": "ESO4.9"})
    assert dict(next(sheets.tables(report.figures))[1])["Specific objective"] == "ESO4.8"  # as it was when it was prepared


@pytest.mark.mission("S0-14")
def test_a_prize_is_a_source_of_its_own_tied_to_a_purpose_and_told_in_the_report(cast, act, signed_in):
    prize = programmes.receive_award(
        **act, kind="prize", name="Prize", giver="Jury", cents=100_000, received_on=DAY, purpose="branch", branch_id=cast.world.provider.pk
    )
    programmes.spend_award(**act, award_id=prize.pk, on=date(2021, 3, 2), what="Rooms", cents=40_000)
    page = signed_in("farid").get(reverse("awards", args=["gent"])).content.decode()
    for words in ("Jury", "A branch: Compaan", "€ 1,000.00", "€ 400.00", "€ 600.00", "Rooms"):
        assert words in page
    report = reports.prepare(**act, as_of=the_cast.TODAY)
    lines, _figures, _paper = files(signed_in("farid"), report)
    assert ["Prize", "Jury", "A branch", "1000.00", "400.00"] in lines
    assert [row for row in lines if row[:1] == ["Together"]] == [["Together", "", "0.00"]]  # the funders' shares carry none of it
    for name in ("amina", "bram", "edda", "greta"):
        assert signed_in(name).get(reverse("awards", args=["gent"])).status_code == 404
