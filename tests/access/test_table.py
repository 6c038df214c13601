"""Address × cast: what each of the seven and the public get at every address; an address without a row fails."""

import importlib
import pkgutil

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

import tests.access
from tests.access.row import Row
from tests.cast import BACKEND, NAMES, SECRET
from vieta.audit.models import Entry

TABLES = [m.name for m in pkgutil.iter_modules(tests.access.__path__) if m.name.startswith("rows_")]
ROWS: list[Row] = [row for name in TABLES for row in importlib.import_module(f"tests.access.{name}").ROWS]


def _own_names(patterns=None):
    """The names of every address whose view is ours."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _own_names(pattern.url_patterns)
        elif pattern.callback.__module__.startswith("vieta."):
            yield pattern.name


def test_every_address_has_a_row():
    assert set(_own_names()) - {row.name for row in ROWS} == set()


def test_no_row_without_an_address():
    assert {row.name for row in ROWS} - set(_own_names()) == set()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name + row.query)
def test_address(row, cast, begun, as_of_the_cast):
    address = reverse(row.name, kwargs=row.needs(cast.world)) + row.query
    got, shown = {}, set()
    for name in ("public", *NAMES):
        client = Client()
        if name != "public":
            client.force_login(cast.accounts[name], backend=BACKEND)
        answer = client.get(address)
        got[name] = answer.status_code
        if SECRET in _body(answer):
            shown.add(name)
            assert _read_is_on_the_trail(cast, name), f"{name} read of Amina at {address} and the trail does not say so"
    assert got == {name: getattr(row, name) for name in ("public", *NAMES)}
    assert shown == set(row.shows)


def _body(answer) -> str:
    raw = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return raw.decode("utf-8", "replace")


def _read_is_on_the_trail(cast, name) -> bool:
    amina = cast.world.amina.pk
    reads = Entry.objects.filter(kind="read", account_id=cast.accounts[name].pk)
    return any(amina == r.person_id or amina in r.details.get("people", ()) for r in reads)
