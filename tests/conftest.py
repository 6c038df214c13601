"""Fixtures every test may use."""

import sys

import pytest

from tests import cast as the_cast


@pytest.fixture
def cast(db):
    """The seven and their world, built anew for a test."""
    return the_cast.build()


@pytest.fixture
def as_of_the_cast(monkeypatch):
    """Pages believe it is the cast's day."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: the_cast.NOW)


@pytest.fixture(autouse=True)
def _fresh_ledger():
    """Each test's database is another one, so the figures' ledger begins anew."""
    if store := sys.modules.get("vieta.indicators.ledger.store"):
        store.forget()
