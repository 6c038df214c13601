"""What tests of reports stand on: the cast's world with more people in it, and somebody who signs."""

from datetime import date

import pytest
from django.urls import reverse

from tests import cast as the_cast
from tests.indicators.world import World
from vieta.accounts.models import Account, Assignment
from vieta.indicators import ledger
from vieta.programmes.models import Target
from vieta.reports import actions


@pytest.fixture(autouse=True)
def _with_a_trail(request):
    if "cast" in request.fixturenames:
        request.getfixturevalue("begun")


@pytest.fixture
def world(cast):
    return World(cast)


@pytest.fixture
def sofia(cast):
    """Signs reports for the lead."""
    account = Account(username="sofia", name="Sofia Signs", organisation=cast.world.lead, profession="office")
    account.set_unusable_password()
    account.save()
    Assignment.objects.create(account=account, role="signatory", programme=cast.world.programme, from_on=date(2020, 2, 1))
    cast.accounts["sofia"] = account
    return account


@pytest.fixture
def prepare(cast):
    """Farid prepares a report of the cast's day."""

    def prepared(**more):
        ledger.forget()  # rows written beside the deeds are not in the trail
        return actions.prepare(**({"by": cast.farid, "at": the_cast.NOW, "code": "gent", "as_of": the_cast.TODAY} | more))

    return prepared


@pytest.fixture
def signed(cast, sofia, prepare):
    """A report prepared by Farid and signed by Sofia."""

    def made(**more):
        report = prepare(**more)
        return actions.sign(by=cast.viewer("sofia"), at=more.get("at", the_cast.NOW), report_id=report.pk)

    return made


@pytest.fixture
def page(client, cast, as_of_the_cast):
    def read(who: str, report):
        account = cast.accounts[who]
        if not account.has_usable_password():
            account.set_password("four words nobody guesses")
            account.save()
        client.force_login(account, backend=the_cast.BACKEND)
        return client.get(reverse("report", args=[report.pk]))

    return read


@pytest.fixture
def untargeted(prepare):
    Target.objects.filter(measure="intensive").delete()
    return prepare()
