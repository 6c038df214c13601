"""An attacker who solves the equations over everything released narrows no protected figure further than the rule allows."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.indicators.attacker import Attacker
from tests.indicators.released import ALIKE, THRESHOLD, asked, released
from vieta.indicators.disclosure import Answer, Range, protect, shown

CALM = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@CALM
@given(st.lists(ALIKE, max_size=10))
def test_no_figure_of_regions_and_providers_can_be_worked_out(people):
    book, truth, _ranges = released(people)
    assert Attacker([book]).narrow([truth], THRESHOLD) == []


@CALM
@given(st.lists(ALIKE, min_size=1, max_size=6), st.lists(ALIKE, max_size=3), st.lists(ALIKE, max_size=2), st.permutations(range(3)))
def test_no_half_year_can_be_subtracted_from_another_in_whichever_order_they_are_released(first, more, last, order):
    days = (first, [*first, *more], [*first, *more, *last])
    books, truths, earlier = [], [], []
    for day in order:
        book, truth, ranges = released(days[day], earlier)
        books.append(book)
        truths.append(truth)
        earlier.append(ranges)
    assert Attacker(books).narrow(truths, THRESHOLD) == []


@CALM
@given(st.lists(ALIKE, min_size=1, max_size=8))
def test_every_range_told_on_is_proven_and_holds_the_truth(people):
    answer, _places = asked(people)
    found = protect(answer, THRESHOLD)
    for name, told in found.ranges.items():
        value = answer.value(name)
        assert told.low <= value <= told.high
        assert told.value == value
        assert told.low >= 0
        if name in found.shown:
            assert told == Range(value, value, value)
        if 0 < value < THRESHOLD:
            assert told.low <= 1
            assert told.high >= THRESHOLD


def two_parts(**cells) -> Answer:
    answer = Answer(dict(cells))
    answer.sum_of("all", [name for name in cells if name != "all"])
    return answer


def test_hiding_one_cell_is_not_enough():
    assert shown(two_parts(women=40, men=30, other=2, all=72), THRESHOLD) == {"women", "all"}


def test_two_small_cells_guard_each_other_only_if_together_they_reach_the_threshold():
    assert shown(two_parts(women=40, men=3, other=2, all=45), THRESHOLD) == {"women", "all"}
    assert "women" not in shown(two_parts(women=40, men=2, other=2, all=44), THRESHOLD)


def test_those_without_a_characteristic_are_guarded_too():
    answer = Answer({"all": 40, "with": 38})
    answer.remainder("without", ["all"], ["with"])
    assert len(shown(answer, THRESHOLD)) == 1


def test_large_cells_and_zeros_are_shown():
    answer = two_parts(women=40, men=30, other=0, all=70)
    assert shown(answer, THRESHOLD) == {"women", "men", "other", "all"}


def test_an_earlier_release_cannot_be_subtracted():
    answer = two_parts(women=42, men=30, all=72)
    answer.earlier = [{"women": Range(40, 40, 40), "men": Range(20, 20, 20), "all": Range(60, 60, 60)}]
    assert len(shown(answer, THRESHOLD)) == 1
    assert "women" not in shown(answer, THRESHOLD)


def test_what_did_not_change_or_grew_enough_is_shown():
    answer = two_parts(women=45, men=20, all=65)
    answer.earlier = [{"women": Range(40, 40, 40), "men": Range(20, 20, 20), "all": Range(60, 60, 60)}]
    assert shown(answer, THRESHOLD) == {"women", "men", "all"}


def test_what_was_hidden_before_may_be_shown_when_the_difference_stays_open():
    answer = two_parts(women=7, men=30, all=37)
    answer.earlier = [{"women": Range(4, 0, 9), "men": Range(30, 30, 30), "all": Range(34, 30, 39)}]
    assert shown(answer, THRESHOLD) == {"women", "men", "all"}


def test_nothing_is_asked_and_nothing_is_hidden():
    assert protect(Answer(), THRESHOLD).shown == frozenset()


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 30), min_size=1), st.integers(2, 10))
def test_a_row_of_any_numbers_and_any_threshold(cells, threshold):
    answer = two_parts(**cells, all=sum(cells.values()))
    found = protect(answer, threshold)
    for name, value in answer.cells.items():
        if 0 < value < threshold:
            assert name not in found.shown
            assert found.ranges[name].low <= 1
            assert found.ranges[name].high >= threshold


def test_the_attacker_finds_what_hiding_only_small_cells_leaves_open():
    people = [("W", "EECO02", "EECO09", "EECO07", {"EECO12"}, "", 1, 1, 3), ("M", "EECO04", "EECO10", "EECO08", set(), "EECR01", 2, 2, 20)]
    book, truth, _ranges = released(people)
    assert Attacker([book]).narrow([truth], THRESHOLD) == []
    for name, value in truth.items():
        if value >= THRESHOLD and name[0] != "middle":
            book.known[name] = value
    assert Attacker([book]).narrow([truth], THRESHOLD) != []


def some(number, region, traits=()):
    return ("W", "EECO02", "EECO09", "EECO07", set(traits), "", region, 1, number)


WHOLE_NORTH = [some(20, 1), some(10, 1, {"EECO12"})]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("more", [[some(2, 1)], [some(2, 1), some(8, 1, {"EECO12"})]])
def test_a_region_that_was_the_whole_programme_is_compared_with_what_it_is_beside_another(order, more):
    days = [WHOLE_NORTH, [*WHOLE_NORTH, *more, some(30, 2)]]
    books, truths, earlier = {}, {}, []
    for day in order:
        books[day], truths[day], ranges = released(days[day], earlier)
        earlier.append(ranges)
    assert Attacker([books[0], books[1]]).narrow([truths[0], truths[1]], THRESHOLD) == []
