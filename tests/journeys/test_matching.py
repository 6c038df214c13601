"""The matching meeting in a browser: by keyboard alone, by dragging, without script, weights tried as they are typed."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.journeys.axe import assert_accessible
from tests.matching.room import build
from vieta.matching.models import Decision, Mark
from vieta.mentoring.models import Duo


@pytest.fixture
def room(transactional_db, cast, as_of_the_cast, settings):
    settings.DEMO = True
    return build(cast)


@pytest.fixture
def table(room):
    """Two who wait, two mentors, one left over."""
    room.nadia, room.rosa = room.mentee(), room.mentor()
    room.omar, room.nils = room.mentee("Omar"), room.mentor("Nils", free=["tue-evening", "sat-morning"])
    room.zoe = room.mentee("Zoe", free=["sun-evening"])
    room.table = room.meeting()
    return room


def address(table) -> str:
    return reverse("matching_meeting", kwargs={"meeting_id": table.table.pk})


def test_keyboard_alone_decides(table, page, sign_in):
    sign_in(page, "cora")
    page.goto(address(table))
    assert_accessible(page)
    page.goto(address(table))
    page.get_by_role("link", name=re.compile("^Decide: Nadia Benali")).focus()
    page.keyboard.press("Enter")
    box = page.get_by_label("Why these two?")
    box.focus()
    page.keyboard.press("End")
    page.keyboard.type(" And she laughed.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("are a duo now")).to_be_visible()
    assert Duo.objects.filter(enrolment=table.nadia).exists()
    assert "she laughed" in Decision.objects.get().reason


def test_dragging_a_mentor_shows_what_it_would_mean_and_keeps_nothing(table, page, sign_in):
    sign_in(page, "cora")
    page.goto(address(table))
    page.set_viewport_size({"width": 1280, "height": 1800})  # nothing scrolls under the hand
    left = page.locator("li.v-duo--left", has_text="Zoe Benali")
    page.locator("[data-mentor]", has_text="Nils Claes").first.drag_to(left)
    expect(page.get_by_role("heading", name="A mentor for Zoe Benali")).to_be_visible()
    expect(page.get_by_text("they are not free at the same time").first).to_be_visible()
    assert not Mark.objects.exists()
    page.get_by_role("link", name="Choose Nils Claes").click()
    page.get_by_label("Why?").fill("He will make time on Sundays.")
    page.get_by_role("button", name="Choose them").click()
    expect(page.get_by_text("Chosen by you")).to_be_visible()
    assert Mark.objects.get().outside is True


def test_weights_show_their_effect_as_they_are_typed(table, page, sign_in):
    sign_in(page, "cora")
    page.goto(reverse("matching_what_if", kwargs={"meeting_id": table.table.pk}))
    page.get_by_label("Interests").fill("9")
    expect(page.get_by_text("2 would meet a mentor, 2 with the rules in force.")).to_be_visible()


def test_without_script_a_list_does_what_dragging_does(table, page_without_script, sign_in):
    page = page_without_script
    sign_in(page, "cora")
    page.goto(address(table))
    page.get_by_role("link", name="Zoe Benali").click()
    page.get_by_label("Every mentor of this branch").select_option(label="Nils Claes")
    page.get_by_role("button", name="See what it would mean").click()
    page.get_by_role("link", name="Choose Nils Claes").click()
    page.get_by_label("Why?").fill("He will make time.")
    page.get_by_role("button", name="Choose them").click()
    expect(page.get_by_text("Chosen by you")).to_be_visible()
