"""The frame of every page: one's own place and entries, one's name and roles, nothing that leads nowhere."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.test import override_settings
from django.urls import get_resolver
from django.utils import translation

from vieta.base.viewer import Held, Permission, Viewer
from vieta.web.parts import shell, tags

TODAY = date(2026, 3, 1)


def viewer(*roles, name="Bram De Claes"):
    held = tuple(Held(role=role, permissions=frozenset({Permission.COACH})) for role in roles)
    return Viewer(account_id=1, name=name, today=TODAY, held=held)


def page(rf, path="/parts/list/", who=None, view="vieta.web.parts.views"):
    request = rf.get(path)
    request.viewer = who or Viewer(account_id=None, name="", today=TODAY)
    request.resolver_match = SimpleNamespace(func=SimpleNamespace(__module__=view))
    return shell.Shell(request)


@pytest.fixture
def places(monkeypatch):
    """Two places of our own: one for coaches, one for nobody."""
    assert get_resolver().url_patterns  # the real places have told themselves before their register is put aside
    coach = shell.Place(
        "Coach", "parts", items=(shell.Item("One", "parts"), shell.Item("Two", "parts_list"), shell.Item("None", "nowhere"))
    )
    closed = shell.Place("Closed", "parts", may=lambda viewer: False)
    hidden = shell.Item("Hidden", "parts_question", may=lambda viewer: False)
    register = shell.Register({"coach": coach, "closed": closed}, account=[hidden], foot=[shell.Item("Foot", "parts")])
    monkeypatch.setattr(shell, "REGISTER", register)
    return register


def test_the_nearest_entry_is_where_one_is(rf, places):
    frame = page(rf, "/parts/list/", viewer("coach"), "vieta.web.coach.views")
    assert [(item["label"], item["current"]) for item in frame.items] == [("One", ""), ("Two", "page")]
    below = page(rf, "/parts/list/7/", viewer("coach"), "vieta.web.coach.views")
    assert [item["current"] for item in below.items] == ["", "true"]


def test_an_address_that_does_not_stand_is_not_shown(rf, places):
    frame = page(rf, who=viewer("coach"), view="vieta.web.coach.views")
    assert "None" not in [item["label"] for item in frame.items]


def test_who_may_not_is_not_shown_the_way(rf, places):
    frame = page(rf, who=viewer("coach"), view="vieta.web.coach.views")
    assert frame.account_items == []
    assert frame.other_places == []


def test_a_page_without_a_place_stands_in_ones_own(rf, places):
    frame = page(rf, who=viewer("coach"), view="allauth.account.views")
    assert frame.place == "Coach"
    assert page(rf, view="allauth.account.views").place == ""


def test_the_person_and_their_roles(rf, places):
    frame = page(rf, who=viewer("coach", "coach", "outreach"))
    assert (frame.person, frame.initials, frame.role) == ("Bram De Claes", "BC", "Coach, Outreach worker")
    assert page(rf).person == ""


@override_settings(LANGUAGES=[("en", "English"), ("lv", "Latvian")])
def test_languages_are_named_in_themselves(rf):
    with translation.override("lv"):
        languages = page(rf).languages
    assert [(one["name"], one["current"]) for one in languages] == [("English", False), ("Latviešu", True)]


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "–"), ("", "–"), (0, "0"), (12345, "12,345"), (True, "Yes"), (TODAY, "1 Mar 2026"), ("<b>", "&lt;b&gt;"), (53.2, "53.2")],
)
def test_values_as_readers_expect_them(value, text):
    assert tags.local(value) == text


def test_values_follow_the_language():
    with translation.override("nl"):
        assert tags.local(53.2) == "53,2"
        assert tags.money(123405) == "€ 1.234,05"
    assert tags.money(-50) == "−€ 0.50"
    assert tags.money(None) == "–"


def test_a_rating_is_told_in_words_too():
    drawn = tags.dots(2, 5, "coach")
    assert drawn.count('class="on"') == 2
    assert drawn.endswith("2 of 5")
    assert "not asked" in tags.dots(None)


def test_a_share_of_nothing_is_nothing():
    assert tags.share(798, 1500) == 53.2
    assert tags.share(1, 0) == 0.0
