"""An attacker who solves the equations over everything released narrows no protected figure further than the rule allows."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.indicators.released import ALIKE, THRESHOLD, Programme
from vieta.indicators.disclosure import Answer, Told, protect
from vieta.indicators.disclosure.tables import Demand, Tables, _Problem

CALM = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@CALM
@given(st.lists(ALIKE, max_size=10))
def test_no_figure_of_regions_and_providers_can_be_worked_out(people):
    programme = Programme()
    programme.release(0, people)
    assert programme.narrowed() == []


@settings(CALM, max_examples=4)
@given(st.lists(ALIKE, min_size=1, max_size=6), st.lists(ALIKE, max_size=3), st.lists(ALIKE, max_size=2), st.permutations(range(3)))
def test_no_half_year_can_be_subtracted_from_another_in_whichever_order_they_are_released(first, more, last, order):
    days, programme = (first, [*first, *more], [*first, *more, *last]), Programme()
    for day in order:
        programme.release(day, days[day])
    assert programme.narrowed() == []


@settings(CALM, max_examples=2)
@given(st.lists(ALIKE, min_size=1, max_size=6), st.lists(ALIKE, max_size=2), st.lists(st.integers(1, 3), max_size=6))
def test_versions_of_a_day_and_records_taken_back_reveal_nobody(first, more, gone):
    programme = Programme()
    programme.release(0, first)
    programme.release(1, [*first, *more])
    fewer = [(*one[:-1], max(0, one[-1] - less)) for one, less in zip(first, [*gone, *[0] * len(first)], strict=False)]
    programme.release(1, [*fewer, *more])
    programme.release(2, [*fewer, *more, *more])
    assert programme.narrowed() == []


@CALM
@given(st.lists(ALIKE, min_size=1, max_size=8), st.lists(ALIKE, max_size=3))
def test_every_small_count_is_proven_by_two_worlds_that_agree_with_all_that_is_shown(people, more):
    programme = Programme()
    programme.release(0, people)
    found = programme.release(1, [*people, *more])
    for n, told in enumerate(programme.told):
        assert all(world.get(n, {}).keys().isdisjoint(told.shown) for world in found.worlds)
        for tie in told.answer.ties:
            assert {sum(factor * world.get(n, {}).get(name, 0) for name, factor in tie.items()) for world in found.worlds} <= {0}
        for name, value in told.answer.cells.items():
            might = {value, *(value + world.get(n, {}).get(name, 0) for world in found.worlds)}
            assert min(might) >= 0
            if 0 < value < THRESHOLD:
                assert min(might) <= 1
                assert max(might) >= THRESHOLD


def test_worlds_that_were_lost_are_found_again():
    programme = Programme()
    programme.release(0, WHOLE_NORTH)
    programme.release(1, [*WHOLE_NORTH, some(3, 2), some(30, 2)])
    programme.worlds = None
    programme.release(2, [*WHOLE_NORTH, some(6, 2), some(30, 2), some(3, 1)])
    assert programme.narrowed() == []


def two_parts(**cells) -> Answer:
    answer = Answer(dict(cells))
    answer.sum_of("all", [name for name in cells if name != "all"])
    return answer


def shown(answer: Answer) -> frozenset:
    return protect(answer, THRESHOLD).shown


def test_hiding_one_cell_is_not_enough():
    assert shown(two_parts(women=40, men=30, other=2, all=72)) == {"women", "all"}


def test_two_small_cells_guard_each_other_only_if_together_they_reach_the_threshold():
    assert shown(two_parts(women=40, men=3, other=2, all=45)) == {"women", "all"}
    assert "women" not in shown(two_parts(women=40, men=2, other=2, all=44))


def test_those_without_a_characteristic_are_guarded_too():
    answer = Answer({"all": 40, "with": 38})
    answer.remainder("without", ["all"], ["with"])
    assert len(shown(answer)) == 1


def test_large_cells_and_zeros_are_shown():
    answer = two_parts(women=40, men=30, other=0, all=70)
    assert shown(answer) == {"women", "men", "other", "all"}


def told_before(shown=("women", "men", "all"), **cells) -> list[Told]:
    return [Told(0, two_parts(**cells), frozenset(shown))]


def test_an_earlier_release_cannot_be_subtracted():
    found = protect(two_parts(women=42, men=30, all=72), THRESHOLD, day=1, told=told_before(women=40, men=20, all=60), worlds=[]).shown
    assert len(found) == 1
    assert "women" not in found


def test_what_did_not_change_or_grew_enough_is_shown():
    found = protect(two_parts(women=45, men=20, all=65), THRESHOLD, day=1, told=told_before(women=40, men=20, all=60), worlds=[])
    assert found.shown == {"women", "men", "all"}


def test_what_was_hidden_before_may_be_shown_when_the_difference_stays_open():
    before = told_before(("men",), women=4, men=30, all=34)
    found = protect(two_parts(women=7, men=30, all=37), THRESHOLD, day=1, told=before)
    assert found.shown == {"women", "men", "all"}


def test_a_count_that_cannot_fall_is_not_narrowed_by_a_later_day():
    """Three women: whoever knows that there are three a half-year later, and that nobody goes, knows that there were at most three."""
    before = told_before(("all",), women=3, men=20, all=23)
    found = protect(two_parts(women=8, men=20, all=28), THRESHOLD, day=1, told=before).shown
    assert "men" not in found  # it would say that all of the twenty were there before


def three_parts(x: int, y: int, *, inside: int | None = None, around: int | None = None) -> Answer:
    """Two parts and two hundred others, with a count that lies within one part or around it."""
    answer = two_parts(x=x, y=y, others=200, all=x + y + 200)
    for name, number, whole, part in (("inside", inside, "y", "inside"), ("around", around, "around", "y")):
        if number is not None:
            answer.cells[name] = number
            answer.remainder(f"not|{name}", [whole], [part], lasting=True)
    return answer


@pytest.mark.parametrize("shown", [("others", "all"), ()])
def test_what_no_kept_world_proves_is_searched_for(shown):
    """A threshold that was raised, or an answer that showed nothing because no world was found."""
    before = Told(0, three_parts(2, 8), frozenset(shown))
    found = protect(three_parts(2, 20, inside=20), 6, day=1, told=[before], worlds=[{0: {"x": 1, "y": -1}}, {0: {"x": -1, "y": 1}}])
    assert not {"all", "inside", "others"} <= found.shown  # x would be what remains of them


def test_what_former_answers_left_open_stays_open():
    """Two were shown before the rule; that of the four there are now two came since is not to be told as well."""
    before = Told(0, three_parts(2, 8), frozenset(("x", "y", "others", "all")))
    found = protect(three_parts(4, 30, around=30), THRESHOLD, day=1, told=[before]).shown
    assert "x" not in found
    assert not {"around", "others", "all"} <= found
    assert len(protect(two_parts(women=3, men=40, all=43), THRESHOLD, day=1, told=told_before(women=3, men=20, all=23)).shown) == 1


def test_worlds_that_agree_no_longer_prove_nothing():
    before = Told(0, three_parts(2, 30), frozenset(("y", "others")))
    wrong = [{0: {"x": 50, "y": -50}}, {0: {"x": -1, "y": 1}}, {0: {"gone": 1}}]
    for world in protect(three_parts(2, 60), THRESHOLD, day=1, told=[before], worlds=wrong).worlds:
        assert world.get(0, {}).keys() <= {"x", "all"}


def test_a_solver_that_finds_nothing_shows_nothing(monkeypatch):
    monkeypatch.setattr(_Problem, "solved", lambda *_more: None)
    monkeypatch.setattr(_Problem, "quick", None)
    assert protect(three_parts(2, 8), THRESHOLD).shown == frozenset()


def test_nothing_is_asked_and_nothing_is_hidden():
    assert protect(Answer(), THRESHOLD).shown == frozenset()


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 30), min_size=1), st.integers(2, 10))
def test_a_row_of_any_numbers_and_any_threshold(cells, threshold):
    answer = two_parts(**cells, all=sum(cells.values()))
    found = protect(answer, threshold)
    for name, value in answer.cells.items():
        if 0 < value < threshold:
            assert name not in found.shown
            might = [value, *(value + world[0].get(name, 0) for world in found.worlds)]
            assert min(might) <= 1
            assert max(might) >= threshold


def test_the_attacker_finds_what_hiding_only_small_cells_leaves_open():
    people = [("W", "EECO02", "EECO09", "EECO07", {"EECO12"}, "", 1, 1, 3), ("M", "EECO04", "EECO10", "EECO08", set(), "EECR01", 2, 2, 20)]
    programme = Programme()
    programme.release(0, people)
    assert programme.narrowed() == []
    for name, value in programme.truths[0].items():
        if value >= THRESHOLD and name[0] != "middle":
            programme.books[0].known[name] = value
    assert programme.narrowed() != []


def some(number, region, traits=()):
    return ("W", "EECO02", "EECO09", "EECO07", set(traits), "", region, 1, number)


WHOLE_NORTH = [some(20, 1), some(10, 1, {"EECO12"})]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("more", [[some(2, 1)], [some(2, 1), some(8, 1, {"EECO12"})]])
def test_a_region_that_was_the_whole_programme_is_compared_with_what_it_is_beside_another(order, more):
    days = [WHOLE_NORTH, [*WHOLE_NORTH, *more, some(30, 2)]]
    programme = Programme()
    for day in order:
        programme.release(day, days[day])
    assert programme.narrowed() == []


def test_a_world_that_is_gone_on_with_keeps_the_demand_it_was_chosen_for():
    """The cheapest table lets the small count fall, by which the demand would be met no more."""
    answer = Answer({"large": 40, "small": 3})
    tables = Tables(answer, [({"large": 1, "small": -1}, -1)])  # by the days beside this one it must rise by one
    every, slack = np.ones(2, dtype=bool), np.array([-1])
    assert tables.beginning(Demand(0, {}, 0), slack, every, every).by_cell() == {tables.at["small"]: -1}
    assert tables.beginning(Demand(0, {tables.at["small"]: 1}, 0), slack, every, every).by_cell() == {tables.at["large"]: 1}
