"""A table wider than the screen says so, and is read with the keyboard alone."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests import cast as the_cast
from tests.indicators.world import World
from tests.journeys.walk import DESK, PHONE, Walk
from vieta.programmes import actions as programmes

ADDRESS = "/programmes/gent/funnel/"


@pytest.fixture
def world(cast):
    world = World(cast)
    for n in range(6):
        world.enrol(entered=date(2020, 6, 1 + n), traits=world.WHOLE)
    return world


def test_a_wide_table_says_that_more_lies_aside_and_arrow_keys_lead_there(page, sign_in, world):
    walk = Walk(page, sign_in)
    walk.sit("farid", PHONE)
    walk.open(ADDRESS)
    box = page.get_by_role("region", name="Where they came from")
    expect(box.locator(".v-wider")).to_have_text("Wider than the screen: swipe sideways, or press the arrow keys.")
    expect(box.locator(".v-wider")).to_be_visible()
    box.focus()
    for _n in range(4):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("box => box.scrollLeft > 40", arg=box.element_handle())
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_table_that_fits_says_nothing_until_the_window_is_made_small(page, sign_in, world):
    walk = Walk(page, sign_in)
    walk.sit("farid", DESK)
    walk.open(ADDRESS)
    hint = page.get_by_role("region", name="Where they came from").locator(".v-wider")
    expect(hint).to_be_hidden()
    page.set_viewport_size({"width": PHONE, "height": 900})
    expect(hint).to_be_visible()
    page.set_viewport_size({"width": DESK, "height": 900})
    expect(hint).to_be_hidden()


@pytest.mark.parametrize("width", [PHONE, 768])
def test_a_word_without_a_break_pushes_no_column_out_of_sight(page, sign_in, cast, world, width):
    act, word = {"by": cast.farid, "at": the_cast.NOW, "code": "gent"}, "Donau" * 12
    programmes.record_cost(**act, on=date(2021, 3, 1), what=word, cents=123_456)
    programmes.receive_award(**act, kind="prize", name=word, giver=word, cents=1, received_on=date(2021, 3, 1), purpose="quality")
    walk = Walk(page, sign_in)
    walk.sit("farid", width)
    walk.open("/programmes/gent/money/")
    list_of_costs = page.get_by_role("region").filter(has_text=word)
    assert list_of_costs.evaluate("box => box.scrollWidth <= box.clientWidth")
    walk.open("/programmes/gent/money/awards/")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
