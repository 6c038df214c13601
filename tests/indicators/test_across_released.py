"""A total over programmes says where nothing was released yet, and never that it is hidden there."""

from datetime import date

import pytest
from django.urls import reverse

from tests import cast as the_cast
from vieta.accounts.models import Assignment
from vieta.indicators import actions, queries
from vieta.programmes.models import Programme


@pytest.fixture
def page(cast, world, client, as_of_the_cast):
    client.force_login(cast.accounts["greta"], backend=the_cast.BACKEND)
    return lambda **asked: " ".join(client.get(reverse("funder_across"), asked).content.decode().split())


@pytest.fixture
def other(cast, world):
    """A second programme that Greta follows, of which nothing was released."""
    made = Programme.objects.create(code="other", name="Otherwhere", country="BE", lead=cast.world.programme.lead)
    given = Assignment.objects.get(account=cast.accounts["greta"], programme=cast.world.programme)
    given.pk, given.programme = None, made
    given.save()
    return made


def release(cast):
    return actions.release(by=cast.farid, at=the_cast.NOW, code="gent", day=date(2020, 12, 31))


def test_before_the_first_release_nothing_is_called_hidden(cast, page):
    for measure, _name in queries.across_offered(safe=True):
        told = page(measure=measure)
        assert "nothing released yet" in told
        assert "Nothing was released yet of Jobteam." in told
        assert "The total is hidden" not in told
        assert ">hidden<" not in told


def test_one_programme_without_a_release_is_named_beside_one_with(cast, page, other):
    release(cast)
    viewer = cast.viewer("greta")
    card = queries.safe_across(viewer, "supported")
    assert {part.code for part in card.parts} == {"gent", "other"}
    assert (card.unreleased, card.total, card.least) == (["Otherwhere"], None, None)
    told = page()
    assert "Nothing was released yet of Otherwhere" in told
    assert "The total is hidden" not in told


def test_where_all_released_a_hidden_number_is_still_called_hidden(cast, page, world):
    row = release(cast)
    row.figures["progress"]["supported"]["value"] = None
    row.save()
    told = page()
    assert queries.safe_across(cast.greta, "supported").unreleased == []
    assert "The total is hidden" in told
    assert "nothing released yet" not in told.lower()
