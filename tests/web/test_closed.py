"""Every page of ours is closed to the public unless it stands on this list; every page says what is wrong in words."""

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, path, reverse
from django.urls.resolvers import RoutePattern

from tests.cast import BACKEND
from vieta.project import urls as project

# The pages anybody may open, by name; adding one is a decision.
PUBLIC = {
    "home", "about", "privacy", "accessibility", "code", "enter", "parts", "parts_list", "parts_question",
    "offer_to_mentor", "offer_to_branch", "public_figures", "public_file", "public_programme",
}  # fmt: skip
_SAMPLES = {"int": "1", "slug": "x", "string": "x", "path": "x"}


def _ours(patterns=None) -> list[URLPattern]:
    found: list[URLPattern] = []
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if hasattr(pattern, "url_patterns"):
            found += _ours(pattern.url_patterns)
        elif pattern.callback.__module__.startswith("vieta."):
            found.append(pattern)
    return found


def _address(pattern: URLPattern) -> str:
    assert isinstance(pattern.pattern, RoutePattern)
    kinds = {name: type(converter).__name__.removesuffix("Converter").lower() for name, converter in pattern.pattern.converters.items()}
    return reverse(pattern.name, kwargs={name: _SAMPLES[kind] for name, kind in kinds.items()})


def test_only_the_listed_pages_are_open():
    assert {pattern.name for pattern in _ours() if getattr(pattern.callback, "open_to_all", False)} == PUBLIC


@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
def test_every_other_page_asks_the_public_to_sign_in(client, db, method):
    closed = [pattern for pattern in _ours() if pattern.name not in PUBLIC]
    assert len(closed) > 20
    for pattern in closed:
        answer = getattr(client, method)(_address(pattern))
        assert answer.status_code == 302, pattern.name
        assert answer["Location"].startswith(reverse("account_login")), pattern.name


def broken(request):
    """A page with an error in it."""
    raise RuntimeError("Zephyrine Okafor, born 17 May 1994")


broken.open_to_all = True
urlpatterns = [*project.urlpatterns, path("broken/", broken)]


@pytest.mark.urls(__name__)
def test_an_error_is_told_in_words_and_leaks_nothing(db, caplog, capsys):
    answer = Client(raise_request_exception=False).get("/broken/")
    assert answer.status_code == 500
    assert "our fault, not yours" in answer.content.decode()
    assert "Zephyrine" not in answer.content.decode()


def test_a_missing_page_is_told_in_words(client, db):
    answer = client.get("/nothing/here/")
    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()


def test_a_closed_place_says_why(client, cast):
    client.force_login(cast.accounts["greta"], backend=BACKEND)
    answer = client.get(reverse("accounts"))
    assert answer.status_code == 403
    assert "for those who give accounts and roles" in answer.content.decode()


def test_a_damaged_request_is_told_in_words(client, db, settings):
    answer = client.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "evil.example" not in answer.content.decode()
    assert "cannot be read" in answer.content.decode()
