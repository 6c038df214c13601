"""Whoever is bound to one region reads what the contracts of that region ask for, and nothing of the others'."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cast import BACKEND, NOW, TODAY
from vieta.accounts.models import Assignment
from vieta.base.refusal import Refused
from vieta.indicators import queries
from vieta.programmes.models import Contract, Obligation, Region
from vieta.reports import actions as reports
from vieta.reports import queries as report_queries


@pytest.fixture
def south(cast):
    """Another provider's contract for another region, with an obligation of its own beside that of the north."""
    w = cast.world
    region = Region.objects.create(programme=w.programme, code="south", name="Far South")
    contract = Contract.objects.create(
        programme=w.programme, provider=w.other, region=region, number="C-SOUTH", signed_on=date(2020, 1, 20), from_on=w.contract.from_on,
        until_on=w.contract.until_on, persons=777,
    )  # fmt: skip
    for one in (w.contract, contract):
        Obligation.objects.create(contract=one, name=f"Asked of {one.number}", kind="persons", quantity=12, due_on=date(2021, 12, 31))
    return contract


@pytest.fixture(params=["of the lead", "of the provider"])
def bound(request, cast, begun, south):
    """Chloé holds a role in the north only: for the lead, or at the provider there."""
    w, account = cast.world, cast.accounts["chloe"]
    where = {"programme": w.programme, "region": w.region, "from_on": date(2020, 2, 1)}
    if request.param == "of the lead":
        Assignment.objects.create(account=account, role="lead", organisation=w.lead, **where)
    else:
        Assignment.objects.create(account=account, role="coordinator", organisation=w.provider, **where)
    return cast.viewer("chloe")


def test_the_page_of_obligations_tells_of_the_own_region_only(cast, bound, client, as_of_the_cast):
    client.force_login(cast.accounts["chloe"], backend=BACKEND)
    page = client.get(reverse("obligations", args=["gent"]))
    assert page.status_code == 200
    assert "Asked of C-1" in page.text
    for closed in ("C-SOUTH", "Far South", "777"):
        assert closed not in page.text, closed


def test_the_figures_of_the_own_region_are_told_as_a_part_beside_no_target_of_the_whole(cast, bound, client, as_of_the_cast):
    card = queries.figures(bound, "gent")
    assert not card.whole
    assert [(row.code, row.target, row.percent) for row in card.headline] == [("reached", None, None), ("intensive", None, None)]
    assert not any(trend.target for trend in queries.trends(bound, "gent"))
    client.force_login(cast.accounts["chloe"], backend=BACKEND)
    page = client.get(reverse("figures", args=["gent"])).text
    assert "A part of the programme" in page
    assert "1,500" not in page
    whole = queries.figures(cast.farid, "gent")
    assert (whole.whole, [row.target for row in whole.headline]) == (True, [1500, 920])


def test_whoever_sees_the_whole_reads_of_every_region(cast, begun, south):
    assert [row.contract for row in queries.quotas(cast.farid, "gent", TODAY)] == ["C-1", "C-SOUTH"]
    assert [row.contract for row in queries.obligations(cast.farid, "gent", TODAY)] == ["C-1", "C-SOUTH"]
    assert len(report_queries.contracts(cast.farid, "gent")) == 2


def test_a_report_is_limited_to_contracts_of_the_own_region(cast, bound, south):
    assert [name for _number, name in report_queries.contracts(bound, "gent")] == [f"C-1, {cast.world.provider.name}"]
    with pytest.raises(Refused) as refusal:
        reports.prepare(by=bound, at=NOW, code="gent", as_of=TODAY, contract_id=south.pk)
    assert refusal.value.field == "contract_id"
    made = reports.prepare(by=bound, at=NOW, code="gent", as_of=TODAY)
    assert [row["contract"] for row in made.figures["obligations"]] == ["C-1"]
