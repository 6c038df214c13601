"""Fixtures every test may use."""

import sys

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from tests import cast as the_cast
from tests.snapshot import Snapshot
from vieta.audit.actions import record
from vieta.base.viewer import system

_the_cast = Snapshot(the_cast.build)


@pytest.fixture
def cast(db):
    """The seven and their world, as if built anew for each test."""
    return _the_cast.take()


@pytest.fixture
def begun(cast):
    """The trail has a beginning, as that of every programme: on an empty one the ledger is read anew for every question."""
    record(by=system("test", the_cast.TODAY), at=the_cast.NOW, deed="programmes.found", programme_id=cast.world.programme.pk)


@pytest.fixture
def as_of_the_cast(monkeypatch):
    """Pages believe it is the cast's day."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: the_cast.NOW)


@pytest.fixture(scope="session", autouse=True)
def _passwords_in_one_round():
    """How passwords are asked for is tested, not how long guessing takes: `tests/project/test_settings.py` asks the product how many it takes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PBKDF2PasswordHasher, "iterations", 1)
        yield


@pytest.fixture(autouse=True)
def _fresh_ledger():
    """Each test's database is another one, so the figures' ledger begins anew."""
    if store := sys.modules.get("vieta.indicators.ledger.store"):
        store.forget()
