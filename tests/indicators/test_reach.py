"""Which programmes' figures are open is asked once, however many there are, and what was opened is passed on."""

import pytest

from tests import cast as the_cast
from tests.indicators.world import World
from vieta.base.viewer import Permission, system
from vieta.indicators import access
from vieta.programmes import queries as programmes
from vieta.programmes.rules import seen_from
from vieta.reports.rules import part_of


@pytest.mark.parametrize("permission", [Permission.SEE_FIGURES, Permission.SEE_SAFE_FIGURES])
def test_many_programmes_cost_as_much_as_one(cast, django_assert_num_queries, permission):
    viewer = system("figures", the_cast.TODAY)
    World(cast).another_programme()
    with django_assert_num_queries(1):
        assert [(one.code, one.lead.code) for one in access.programmes_with_figures(viewer, permission)] == [
            ("gent", "city"),
            ("next", "city"),
        ]


@pytest.mark.parametrize("name", the_cast.NAMES)
def test_whose_figures_are_open_is_what_opens_one_by_one(cast, name):
    viewer = cast.viewer(name)
    found = access.programmes_with_figures(viewer)
    assert [one.code for one in found] == (["gent"] if name == "farid" else [])
    assert [access.reach_into(viewer, one) for one in found] == [access.reach(viewer, one.code) for one in found]


LEAD, HOUSE, OTHER, NORTH, SOUTH = 1, 2, 3, 7, 8


@pytest.mark.parametrize(
    ("places", "providers", "regions"),
    [
        ([(None, None)], None, None),
        ([(LEAD, None), (HOUSE, NORTH)], None, None),
        ([(HOUSE, None), (OTHER, None), (LEAD, NORTH)], {HOUSE, OTHER}, None),
        ([(LEAD, NORTH), (None, SOUTH), (HOUSE, NORTH)], None, {NORTH, SOUTH}),
        ([(OTHER, NORTH), (HOUSE, SOUTH), (HOUSE, NORTH)], {HOUSE}, {NORTH, SOUTH}),
    ],
)
def test_how_far_roles_see_is_judged_in_one_place(places, providers, regions):
    assert seen_from(places, LEAD) == (providers, regions)
    assert part_of(places, LEAD) == {name: sorted(ids) for name, ids in (("providers", providers), ("regions", regions)) if ids is not None}


def test_the_parts_that_may_end_are_found_in_two_statements(cast, django_assert_num_queries):
    farid = cast.farid
    with django_assert_num_queries(2):
        assert {part.organisation.code for part in programmes.parts_to_end(farid, "gent")} == {"compaan", "groep", "esf"}
