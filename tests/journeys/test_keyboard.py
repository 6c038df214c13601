"""Without a mouse: one page of each kind, worked with Tab, the arrows, Space and Enter; where one stands is always to be seen."""

import pytest
from playwright.sync_api import Page, expect

from tests.cast import SECRET
from tests.journeys.walk import Walk
from tests.plans.conftest import instruments, writing  # noqa: F401  fixtures
from vieta.activities.models import Activity

# What the one who stands there sees of it: a ring, a shadow or another ground, on the element or (for a hidden box) its label.
SHOWN = """() => {
  const at = document.activeElement, there = [at, at.parentElement, at.nextElementSibling].filter(Boolean);
  const seen = one => [one, '::before', '::after'].map((part, n) => n ? getComputedStyle(one, part) : getComputedStyle(one))
    .some(style => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none');
  return there.some(seen);
}"""
NAMED = """() => {
  const at = document.activeElement;
  const label = at.labels && at.labels.length ? at.labels[0].innerText : '';
  const words = at.matches('a, button, summary') ? at.innerText : '';
  return [at.getAttribute('name') || '', label, words, at.getAttribute('aria-label') || ''].join('\\n');
}"""
MOST = 120


def tab_to(page: Page, words: str) -> None:
    """Presses Tab until one stands on what has these words or this name; fails when it is never reached or not to be seen."""
    for _n in range(MOST):
        page.keyboard.press("Tab")
        if words in page.evaluate(NAMED):
            assert page.evaluate(SHOWN), f"one cannot see that “{words}” is where one stands"
            return
    raise AssertionError(f"“{words}” is not reached with Tab")


@pytest.fixture
def walk(page, sign_in, transactional_db, cast, as_of_the_cast) -> Walk:
    return Walk(page, sign_in)


def test_a_list_is_narrowed_sorted_and_opened(walk):
    page = walk.page
    walk.sit("bram")
    walk.open("/people/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Go to the main part"
    page.keyboard.press("Enter")
    tab_to(page, "name")
    page.keyboard.type("zephyr")
    page.keyboard.press("Enter")
    page.wait_for_url("**name=zephyr**")
    tab_to(page, f"Amina {SECRET}")
    page.keyboard.press("Enter")
    page.wait_for_url("**/enrolments/**")


def test_a_question_is_answered_and_a_wrong_answer_found(walk):
    page = walk.page
    walk.sit("bram")
    walk.open("/outreach/new/")
    tab_to(page, "place_type")
    page.keyboard.press("ArrowDown")
    tab_to(page, "Log it")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "place"
    page.keyboard.type("Dampoort station")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dampoort station")
    assert Activity.objects.get().place_type != "neighbourhood"


def test_a_file_and_its_menus_are_gone_through(walk, cast):
    page = walk.page
    walk.sit("bram")
    walk.open(f"/enrolments/{cast.world.enrolment.pk}/")
    tab_to(page, "Bram Peeters")  # the menu of one's own name
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Sign out")).to_be_hidden()
    tab_to(page, "Work")
    page.keyboard.press("Enter")
    page.wait_for_url("**/work/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Work")


def test_a_figure_is_followed_to_its_people(walk):
    page = walk.page
    walk.sit("farid")
    walk.open("/programmes/gent/figures/")
    tab_to(page, "as_of_day")
    for part in ("31", "12", "2020"):
        page.keyboard.type(part)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**as_of**")
    tab_to(page, "Persons supported")
    page.keyboard.press("Enter")
    page.wait_for_url("**/figures/supported/**")
    tab_to(page, "Why they count")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The facts it rests on")).to_be_visible()


def test_one_agrees_to_ones_own_plan(walk, writing):  # noqa: F811
    page = walk.page
    writing.draft()
    walk.sit("amina", 320)
    walk.open("/me/plan/")
    tab_to(page, "I agree to this plan")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Waits for your coach")).to_be_visible()
    assert writing.card().draft.waits_for == "team"
