"""Fixtures about those who give accounts."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.contrib.auth.hashers import make_password

from tests.cast import PASSWORD
from vieta.accounts.models import Account, Assignment
from vieta.people.queries import viewer_with_own_place


def staff(username: str, organisation, *roles: dict) -> Account:
    """An account of an organisation with roles since the programme began."""
    account = Account(username=username, name=username.capitalize(), organisation=organisation, password=make_password(PASSWORD))
    account.save()
    for role in roles:
        Assignment.objects.create(account=account, from_on=date(2020, 2, 1), **role)
    return account


@pytest.fixture
def offices(cast):
    """Hana gives accounts everywhere, Ivo only in Bram's organisation, Jana only in the programme."""
    w = cast.world
    people = {
        "hana": staff("hana", w.lead, {"role": "administrator"}),
        "ivo": staff("ivo", w.provider, {"role": "administrator", "organisation": w.provider}),
        "jana": staff("jana", w.lead, {"role": "administrator", "programme": w.programme}),
    }
    today = cast.bram.today
    return SimpleNamespace(accounts=people, **{name: viewer_with_own_place(account, today) for name, account in people.items()})
