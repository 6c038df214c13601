"""From a number to its evidence in three clicks, a report signed by another, and a funder who sees figures only."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests import cast as the_cast
from tests.indicators.world import World
from tests.journeys.axe import assert_accessible
from vieta.accounts.models import Assignment


@pytest.fixture
def world(cast, settings):
    settings.DEMO = True
    return World(cast)


@pytest.mark.django_db(transaction=True)
def test_from_the_figure_to_the_evidence_and_the_signed_report(cast, world, page, sign_in, as_of_the_cast):
    for n in range(8):
        stay = world.enrol(entered=date(2020, 6, 1 + n), plan=date(2020, 7, 1 + n), traits=world.WHOLE)
    world.outcome(stay, "employment", date(2020, 12, 1))
    sign_in(page, "farid")
    page.goto("/programmes/gent/figures/?as_of=2021-02-01")
    expect(page.locator("h1")).to_have_text("Figures")
    assert_accessible(page)
    page.locator("td a", has_text="8").and_(page.locator("[href*='/intensive/']")).click()
    expect(page.locator("main")).to_contain_text("8 counted on")
    assert_accessible(page)
    page.get_by_text("Why they count").first.click()
    expect(page.locator("main")).to_contain_text("Plan agreed by both")
    assert_accessible(page)
    for name in ("funnel", "indicators", "obligations", "reports"):
        page.goto(f"/programmes/gent/{name}/")
        assert_accessible(page)
    page.get_by_role("link", name="Prepare a report").click()
    assert_accessible(page)
    page.get_by_role("button", name="Prepare it").click()
    expect(page.locator("h1")).to_have_text("Report 1")
    expect(page.get_by_role("button", name="Sign the report")).to_have_count(0)
    address = page.url
    Assignment.objects.create(account=cast.accounts["chloe"], role="signatory", programme=cast.world.programme, from_on=date(2020, 2, 1))
    sign_in(page, "chloe")
    page.goto(address)
    page.get_by_role("button", name="Sign the report").click()
    expect(page.locator("main")).to_contain_text("Signed")
    assert_accessible(page)


@pytest.mark.django_db(transaction=True)
def test_a_funder_reads_figures_without_javascript(cast, world, page, page_without_script, sign_in, as_of_the_cast):
    for n in range(8):
        world.enrol(entered=date(2020, 6, 1 + n), traits=world.WHOLE)
    sign_in(page, "greta")
    page.goto("/funder/gent/")
    assert_accessible(page)
    assert cast.world.amina.reference not in page.content()
    sign_in(page_without_script, "greta")
    page_without_script.goto("/funder/")
    assert the_cast.SECRET not in page_without_script.content()
    page_without_script.get_by_role("link", name="Jobteam").click()
    page_without_script.get_by_label("As of the end of").select_option(label="January 2021")
    page_without_script.get_by_role("button", name="Show").click()
    expect(page_without_script.locator("main")).to_contain_text("31 Jan 2021")
