"""Two people decide on a plan: the coach at a desk, the person on a small phone; and both without a script."""

import pytest
from playwright.sync_api import expect

from tests.cast import SECRET
from tests.journeys.axe import assert_accessible
from tests.plans.conftest import domain, instruments, writing  # noqa: F401

PHONE = {"width": 320, "height": 640}


@pytest.fixture
def switch(sign_in):
    """`switch(page, "amina")`: somebody else sits down at this browser."""

    def to(page, name):
        page.context.clear_cookies()
        sign_in(page, name)

    return to


def _decide(page, switch, cast, check):
    plan = f"/enrolments/{cast.world.enrolment.pk}/plan/"
    _write(page, switch, plan, check)
    _change_as_amina(page, switch, check)

    switch(page, "bram")
    page.goto(plan)
    page.get_by_role("button", name="Agree for the team").click()
    expect(page.get_by_role("heading", name="In force: version 1")).to_be_visible()
    check(page)
    switch(page, "amina")
    page.goto("/me/plan/")
    expect(page.get_by_role("heading", name="What we agreed")).to_be_visible()
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("button", name="Open again")).to_be_visible()
    check(page)


def _write(page, switch, plan, check):
    switch(page, "bram")
    page.goto(plan)
    check(page)
    page.get_by_role("button", name="Start from an empty page").click()
    page.get_by_role("link", name="Add a goal").click()
    page.get_by_label("What is the goal?").fill("Find work in a bakery")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Add a step").click()
    page.get_by_label("What is the step?").fill("Write to three bakeries")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Who does it?")).to_be_visible()
    check(page)
    page.get_by_label("The person").check()
    for part, value in (("Day", "1"), ("Month", "5"), ("Year", "2021")):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Agree for the team").click()
    expect(page.get_by_text("Waits for the person")).to_be_visible()


def _change_as_amina(page, switch, check):
    switch(page, "amina")
    page.set_viewport_size(PHONE)
    page.goto("/me/")
    check(page)
    page.get_by_role("link", name="Open my plan").click()
    check(page)
    page.get_by_role("link", name="Change Write to three bakeries").click()
    page.get_by_label("Both of us together").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Waits for your coach")).to_be_visible()
    page.get_by_role("button", name="I agree to this plan").click()


def test_a_plan_is_decided_by_two(page, switch, cast, instruments, as_of_the_cast, settings):  # noqa: F811
    settings.DEMO = True
    _decide(page, switch, cast, assert_accessible)


def test_a_plan_is_decided_without_a_script(page_without_script, switch, cast, instruments, as_of_the_cast, settings):  # noqa: F811
    settings.DEMO = True
    _decide(page_without_script, switch, cast, lambda page: None)


def test_a_review_is_held_and_drawn(page, switch, cast, instruments, as_of_the_cast, settings):  # noqa: F811
    settings.DEMO = True
    switch(page, "bram")
    page.goto(f"/enrolments/{cast.world.enrolment.pk}/reviews/")
    assert_accessible(page)
    page.get_by_role("link", name="Life-domain review").click()
    assert_accessible(page)
    page.get_by_label(f"Amina {SECRET}: 2 A place to stay for now").check()
    page.get_by_label("Me: 4 A home that is mostly all right").check()
    page.get_by_role("button", name="Keep the review").click()
    expect(page.get_by_text("The worker sees it 2 levels better")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Services chosen and suggested").click()
    page.get_by_role("link", name="Change agent").click()
    expect(page.get_by_label("Who should work with this person?")).to_have_value("change-agent")
    assert_accessible(page)


def test_the_own_place_reads_well_on_a_phone(page, switch, cast, instruments, writing, as_of_the_cast, settings):  # noqa: F811
    settings.DEMO = True
    writing.agreed()
    switch(page, "amina")
    for address in (
        "/me/",
        "/me/plan/",
        "/me/access/",
        "/me/rights/",
        f"/me/rights/unequal/{writing.id}/",
        f"/me/plan/{writing.id}/versions/1/",
    ):
        page.goto(address)
        assert_accessible(page)
