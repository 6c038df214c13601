"""Every part of the look, in a real browser, in both directions of writing."""

import pytest

from tests.journeys.axe import assert_accessible


@pytest.fixture(autouse=True)
def _shown(settings):
    settings.DEMO = True


@pytest.mark.parametrize("address", ["/parts/", "/parts/list/", "/parts/list/?name=zzz", "/parts/question/"])
def test_parts_are_accessible(page, address):
    page.goto(address)
    assert page.locator("h1").count() == 1
    assert_accessible(page)


def test_parts_are_accessible_from_right_to_left(page, settings):
    settings.LANGUAGES = [("ar", "Arabic")]
    settings.LANGUAGE_CODE = "ar"
    page.goto("/parts/")
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert "rtl" in page.locator("link[rel=stylesheet]").get_attribute("href")
    name, actions = page.locator(".v-head__words").bounding_box(), page.locator(".v-head__actions").bounding_box()
    assert actions["x"] < name["x"]
    assert_accessible(page)


def test_a_wrong_form_leads_to_its_fields(page):
    page.goto("/parts/question/")
    for part, value in (("Day", "31"), ("Month", "2"), ("Year", "1994")):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_role("button", name="Save and go on").click()
    summary = page.get_by_role("alert")
    summary.wait_for()
    assert page.title().startswith("Error:")
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    summary.get_by_role("link", name="When were you born?").click()
    assert page.evaluate("document.activeElement.id") == "id_born_on_day"
    assert page.get_by_label("Day", exact=True).input_value() == "31"
    assert_accessible(page)


def test_a_form_works_without_a_script(page_without_script):
    page = page_without_script
    page.goto("/parts/question/")
    page.get_by_label("What shall we call you?").fill("Amina")
    for part, value in (("Day", "27"), ("Month", "3"), ("Year", "1994")):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_label("By telephone").check(force=True)
    page.get_by_label("Yes").check(force=True)
    page.get_by_label("I agree").check(force=True)
    page.get_by_role("button", name="Save and go on").click()
    assert page.get_by_text("Thank you. Everything fits.").is_visible()


def test_menus_close_with_escape_and_filters_stay_in_the_address(page):
    page.goto("/parts/list/")
    menu = page.locator(".v-menu").first
    menu.locator("summary").click()
    assert menu.get_attribute("open") is not None
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    page.get_by_label("Name").fill("Amina")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**name=Amina**")
    assert page.locator("tbody tr").count() == 10
    page.get_by_role("link", name="Take away: Name: Amina").click()
    page.wait_for_url("**/parts/list/**")
    assert page.locator("tbody tr").count() == 50


def test_the_menu_of_a_place_opens_on_a_telephone(page):
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto("/parts/")
    assert not page.get_by_role("link", name="A list").is_visible()
    page.locator(".v-nav > summary").click()
    page.get_by_role("link", name="A list").click()
    assert page.url.endswith("/parts/list/")


def test_somebody_of_the_cast_is_signed_in(page, sign_in, as_of_the_cast):
    sign_in(page, "bram")
    page.goto("/parts/")
    page.locator(".v-menu__name").click()
    assert page.get_by_role("button", name="Sign out").is_visible()
    assert_accessible(page)
