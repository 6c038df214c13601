"""From an account given to a place of one's own: code, password, second factor; and the demo's first page."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from playwright.sync_api import Page, expect

from tests.accounts.conftest import staff
from tests.cast import PASSWORD, Cast, build
from tests.journeys.axe import assert_accessible
from vieta.accounts.models import Assignment

NEW = "lamp river onion seven"


@pytest.fixture(autouse=True)
def cast(transactional_db) -> Cast:
    """The cast, with Hana who gives accounts and Dario as the data-protection officer."""
    cache.clear()
    cast = build()
    staff("hana", cast.world.lead, {"role": "administrator"})
    Assignment.objects.create(account=cast.accounts["dario"], role="protection", from_on=cast.world.period.from_on)
    return cast


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.goto("/account/login/")
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


def app_shows(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def give_kim_an_account(page: Page) -> str:
    """Hana opens an account for Kim and gives the role of a coach; returns the code she reads aloud."""
    sign_in(page, "hana")
    page.goto("/accounts/")
    page.get_by_role("link", name="Open an account").click()
    page.get_by_role("button", name="Open it").click()
    page.get_by_role("alert").wait_for()
    page.get_by_label("What is their name?").fill("Kim Peters")
    page.get_by_label("Which user name").fill("kim")
    page.get_by_label("home organisation").select_option(label="Compaan")
    page.get_by_label("by trade").select_option(label="Coach")
    page.get_by_role("button", name="Open it").click()
    code = page.locator("main code").inner_text()
    page.get_by_role("link", name="It was handed over").click()
    page.get_by_role("link", name="Give a role").click()
    page.get_by_label("Coach", exact=True).check(force=True)
    page.get_by_label("In which organisation?").select_option(label="Compaan")
    page.get_by_label("In which programme?").select_option(label="Jobteam")
    page.get_by_role("button", name="Give it").click()
    expect(page.get_by_text("The role was given.")).to_be_visible()
    page.goto("/account/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    return code


def kim_comes_in(page: Page, code: str) -> None:
    """Kim uses the code, chooses a password, sets up a second factor and finds the place of coaches."""
    page.goto("/code/")
    page.get_by_label("Your code").fill(code.lower())
    page.get_by_role("button", name="Go in").click()
    page.goto("/colleagues/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Choose your password")
    page.get_by_label("Your password").fill(NEW)
    page.get_by_label("once more").fill(NEW)
    page.get_by_role("button", name="Choose it").click()
    page.goto("/colleagues/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up your second factor")
    secret = re.search(r"<code>([A-Z2-7]{16,})</code>", page.content())[1]
    page.get_by_label("six digits").fill(app_shows(secret))
    page.get_by_role("button", name="Set it up").click()
    page.get_by_role("link", name="I have written them down").click()
    page.goto("/colleagues/")
    expect(page.get_by_role("cell", name="Kim Peters").or_(page.get_by_role("rowheader", name="Kim Peters"))).to_be_visible()


def test_from_an_account_given_to_ones_own_place(page):
    kim_comes_in(page, give_kim_an_account(page))


def test_the_same_without_a_script(page_without_script):
    kim_comes_in(page_without_script, give_kim_an_account(page_without_script))


@pytest.mark.parametrize("address", ["/", "/about/", "/privacy/", "/accessibility/", "/code/", "/account/login/", "/nowhere/"])
def test_what_anybody_sees_is_accessible(page, address):
    page.goto(address)
    assert_accessible(page)


def test_the_pages_of_accounts_and_the_trail_are_accessible(page, cast):
    sign_in(page, "hana")
    bram = f"/accounts/{cast.accounts['bram'].pk}/"
    for address in (
        "/accounts/",
        "/accounts/new/",
        bram,
        f"{bram}change/",
        f"{bram}access/",
        f"{bram}end/",
        f"{bram}roles/new/",
        "/trail/",
    ):
        page.goto(address)
        assert_accessible(page)
    for address in ("/account/password/change/", "/account/2fa/", "/account/2fa/totp/activate/", "/account/logout/"):
        page.goto(address)
        assert_accessible(page)
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    sign_in(page, "dario")
    page.goto("/trail/")
    assert_accessible(page)


def test_teams_and_colleagues_are_accessible(page, cast):
    sign_in(page, "farid")
    for address in (f"/teams/{cast.world.team.pk}/", "/colleagues/"):
        page.goto(address)
        assert_accessible(page)


def test_stepping_in_with_one_click(page, settings):
    settings.DEMO = True
    page.goto("/")
    assert_accessible(page)
    page.get_by_role("button", name="Step in as Bram Peeters").click()
    expect(page.get_by_text("Bram Peeters").first).to_be_visible()
    page.get_by_role("link", name="Step in as somebody else").click()
    expect(page.get_by_role("link", name="Go on as Bram Peeters")).to_be_visible()
    page.get_by_role("button", name="Step in as Farid Haddad").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Programmes")
