"""A figure of a past day and the evidence behind it in three clicks; a report prepared by one and signed by another; no small cell
for the funder."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.cast import SECRET
from tests.indicators.world import World
from tests.journeys.walk import Walk
from vieta.accounts.models import Account, Assignment
from vieta.reports.models import Report


@pytest.fixture
def world(transactional_db, cast, as_of_the_cast):
    """Twelve women and eight men, three of a minority; six of whom too little is known; Amina; one more met since; Sofia who signs."""
    world = World(cast)
    for number in range(20):
        traits = world.WHOLE | {"minority": "yes" if number < 3 else "no", "gender": "W" if number < 12 else "M"}
        world.enrol(entered=date(2020, 6, 1 + number), plan=date(2020, 7, 1), traits=traits)
    for number in range(6):  # asked too little to count in the common indicators
        world.enrol(entered=date(2020, 8, 1 + number))
    world.met(day=date(2021, 2, 20))
    account = Account(username="sofia", name="Sofia Signs", organisation=cast.world.lead, profession="office")
    account.set_password("four words nobody guesses")
    account.save()
    Assignment.objects.create(account=account, role="signatory", programme=cast.world.programme, from_on=date(2020, 2, 1))
    cast.accounts["sofia"] = account
    return world


def _walks_to_the_evidence(walk: Walk) -> None:
    """Three clicks from the figures of today to why one person counted on a day of last year."""
    walk.open("/programmes/gent/figures/")
    headline = walk.page.locator(".v-stat").filter(has_text="reached").first
    expect(headline).to_contain_text("28")
    walk.day("as_of", 31, 12, 2020)
    walk.press("Show")
    expect(headline).to_contain_text("27")
    headline.get_by_role("link").click()
    walk.look()
    walk.sees("counted on 31 Dec 2020.", "Counted from")
    assert walk.page.locator("tbody tr").count() == 27
    walk.follow("Why they count")
    walk.sees(
        "The rule", "Counted from", "The facts it rests on", "The day that counted", "no document belongs to it", "brought in by world"
    )
    assert "as_of=2020-12-31" in walk.page.url
    assert SECRET not in walk.page.content()  # the agreement opens no names to the lead


def _prepares(walk: Walk) -> str:
    walk.open("/programmes/gent/reports/")
    walk.follow("Prepare a report")
    walk.day("as_of", 28, 2, 2021)
    walk.press("Prepare it")
    walk.sees("Somebody else signs it.", "9.1.4.4./16/I/001")
    expect(walk.main.get_by_role("button", name="Sign the report")).to_have_count(0)
    return walk.page.url


def _signs(walk: Walk, report: str) -> None:
    walk.open(report)
    walk.press("Sign the report")
    walk.sees("It does not change any more.", "Sofia Signs")
    signed = Report.objects.get()
    assert (signed.state, signed.prepared_by.name, signed.signed_by.name) == ("signed", "Farid Haddad", "Sofia Signs")
    expect(walk.main.get_by_role("button", name="Sign the report")).to_have_count(0)


def _releases(walk: Walk) -> None:
    walk.open("/programmes/gent/releases/")
    walk.follow("Look at what would be shown")
    for day in ("31 Dec 2020", "31 Jan 2021", "28 Feb 2021"):  # one after the other, each looked at
        walk.sees("What will be shown to whom")
        walk.press(f"Release the figures of {day}")
        walk.sees(f"The figures of {day} were released to the funder.")


def _funder_sees_no_small_cell(walk: Walk, report: str) -> None:
    walk.open("/funder/")
    walk.follow("Jobteam")
    cells = {row.locator("th b").inner_text(): row.locator("td").all_inner_texts() for row in walk.page.locator("tbody tr:has(th b)").all()}
    assert cells["EECO01"][-1] == "20"
    assert cells["EECO15"][-1] == "hidden"
    numbers = [int(cell) for row in cells.values() for cell in row if cell.isdecimal()]
    assert not any(0 < number < 5 for number in numbers)
    assert "P-" not in walk.page.content()
    for address in (report, "/programmes/gent/figures/", "/programmes/gent/figures/EECO15/"):
        walk.open(address, status=404)


def test_from_a_figure_to_its_evidence_and_into_a_signed_report(page, sign_in, world):
    walk = Walk(page, sign_in)
    walk.sit("farid")
    _walks_to_the_evidence(walk)
    report = _prepares(walk)
    _releases(walk)
    walk.sit("sofia")
    _signs(walk, report)
    walk.sit("greta")
    _funder_sees_no_small_cell(walk, report)
