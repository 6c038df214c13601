"""Whoever works in a house, or coordinates a region, knows it exactly: taking it away from what is shown tells nothing of the others."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.indicators.released import ALIKE, THRESHOLD, Programme, places_of
from tests.indicators.test_disclosure import CALM
from vieta.indicators.linked import cell, linked, others

INSIDERS = [f"{kind}:{n}" for kind in ("region_id", "provider_id") for n in (1, 2, 3)]


@settings(CALM, max_examples=6)
@given(st.lists(ALIKE, max_size=10))
def test_nobody_who_knows_a_part_works_out_a_figure_of_the_others(people):
    programme = Programme()
    programme.release(0, people)
    assert {insider: programme.narrowed(insider) for insider in INSIDERS} == dict.fromkeys(INSIDERS, [])


@settings(CALM, max_examples=3)
@given(
    st.lists(ALIKE, min_size=1, max_size=4), st.lists(ALIKE, max_size=2), st.permutations(range(2)),
    st.lists(st.integers(1, 3), max_size=6), st.sampled_from(INSIDERS),
)  # fmt: skip
def test_nor_beside_what_was_told_of_other_days_or_where_records_were_taken_back(first, more, order, gone, insider):
    fewer = [(*one[:-1], max(0, one[-1] - less)) for one, less in zip(first, [*gone, *[0] * len(first)], strict=False)]
    days, programme = (first, [*fewer, *more]), Programme()
    for day in order:
        programme.release(day, days[day])
    assert programme.narrowed(insider) == []
    assert programme.narrowed() == []


def group(number, provider, traits=(), *, region=1, gender="W"):
    return (gender, "EECO02", "EECO09", "EECO07", set(traits), "", region, provider, number)


FOUR = [group(40 + n, n) for n in range(1, 5)] + [group(number, n, {"EECO15"}) for n, number in ((1, 9), (2, 20), (3, 3), (4, 15))]
TWO = [group(40, 1), group(6, 1, {"EECO13"}), group(30, 2), group(3, 2, {"EECO13"})]


@pytest.mark.parametrize(("people", "insider"), [(FOUR, "provider_id:1"), (TWO, "provider_id:1")])
def test_the_attacker_finds_what_was_open_to_insiders_before(people, insider):
    former, now = Programme(), Programme()
    former.release(0, people, insiders=False)
    now.release(0, people)
    assert former.narrowed() == now.narrowed() == []
    assert former.narrowed(insider) != []
    assert now.narrowed(insider) == []


def test_of_two_houses_the_whole_is_hidden_where_the_difference_is_small():
    programme = Programme()
    assert cell("EECO13") not in programme.release(0, TWO).shown
    assert cell("EECO01") in programme.release(1, [*TWO, group(40, 1), group(40, 2)]).shown


def test_figures_known_of_a_part_are_taken_away_from_progress_too():
    """A month without tables: twelve included, ten of them here."""
    told = {
        "progress": {"included": 12},
        "tables": {},
        "places": [],
        "own": {"provider_id:1": {"progress": {"included": 10}, "tables": {}}},
    }
    assert linked(told, "provider_id:1").cells == {cell("included"): 2}
    assert linked(told, "provider_id:2").cells == {cell("included"): 12}


def test_what_is_left_is_what_would_be_counted_of_the_others():
    programme = Programme()
    programme.release(0, FOUR)
    rest = Programme()
    rest.release(0, [one for one in FOUR if "provider_id:2" not in places_of(one)])
    left, counted = linked(programme.counted[0], "provider_id:2"), linked(rest.counted[0])
    assert {name: value for name, value in left.cells.items() if name in counted.cells} == counted.cells
    assert {value for name, value in left.cells.items() if name not in counted.cells} == {0}
    assert left.cells.keys() == linked(programme.counted[0]).cells.keys()


def test_more_of_a_part_than_there_was_of_all_is_of_other_records():
    told = {"progress": {"included": 2}, "tables": {}, "places": [], "own": {"provider_id:1": {"progress": {"included": 3}, "tables": {}}}}
    assert others(told, "provider_id:1")["progress"] == {"included": 2}
    assert linked(told, "provider_id:1").cells == {cell("included"): 2}


def test_a_release_after_one_of_former_times_guards_what_that_one_left_open():
    """What the first told an insider stays told; what came since does not become known by the second."""
    programme = Programme()
    programme.release(0, TWO, insiders=False)
    open_before = programme.narrowed("provider_id:1")
    programme.release(1, [*TWO, group(50, 1), group(2, 2, {"EECO14"}), group(30, 2)])
    assert open_before != []
    assert [line for line in programme.narrowed("provider_id:1") if "(1, " in line and "EECO14" in line] == []
    assert programme.narrowed() == []


def test_every_world_kept_agrees_with_what_is_shown():
    programme = Programme()
    programme.release(0, FOUR)
    found = programme.release(1, [*FOUR, group(2, 1, {"EECO15"}), group(20, 2)])
    for n, told in enumerate(programme.told):
        for name, value in told.answer.cells.items():
            might = {value + world.get(n, {}).get(name, 0) for world in found.worlds}
            assert min(might) >= 0
            if 0 < value < THRESHOLD:
                assert min(might) <= 1
                assert max(might) >= THRESHOLD
