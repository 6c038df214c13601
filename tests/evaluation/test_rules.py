"""The rules on effect, drawn: what is told, what is refused, what stays anonymous."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vieta.evaluation.choices import Standing
from vieta.evaluation.rules.anonymity import anonymous, as_csv, checksum, drawn_from
from vieta.evaluation.rules.casemix import ONE_PLACE, OVERLAP, TOO_SMALL, compare
from vieta.evaluation.rules.courses import GONE, JOB, OPEN, course
from vieta.evaluation.rules.distance import distance
from vieta.evaluation.rules.effect import balance
from vieta.evaluation.rules.findings import standing

# Courses ------------------------------------------------------------------------------------------------------------


def test_no_step_of_a_curve_is_one_persons():
    days = [10] * 6 + [20] * 1 + [30] * 7 + [40] * 4 + [60] * 12
    ends = [JOB] * 6 + [JOB] * 1 + [GONE] * 7 + [JOB] * 4 + [OPEN] * 12
    found = course(days, ends, range(5, 60, 5), least=5)
    assert [mark.day for mark in found.marks] == [0, 10, 40]  # one job on day 20 waits for four more, until day 40


def test_a_curve_stops_where_too_few_are_followed():
    days, ends = [10] * 20 + [30] * 10 + [50] * 3, [JOB] * 20 + [OPEN] * 10 + [JOB] * 3
    assert [mark.day for mark in course(days, ends, (10, 20, 30, 40), least=5).marks] == [0, 10]
    assert course([5] * 4, [JOB] * 4, (10,), least=5).marks == ()
    assert course([], [], (10,), least=5).people == 0


def test_nobody_so_far_is_not_never():
    found = course([100] * 50, [OPEN] * 50, (30,), least=5)
    assert found.marks[-1:] == found.marks[:1]  # nothing happened and nobody passed out of sight: no further mark
    found = course([20] * 10 + [100] * 40, [GONE] * 10 + [OPEN] * 40, (30,), least=5)
    assert found.marks[-1].job.value == 0
    assert 0.05 < found.marks[-1].job.high < 0.12


# Distance -----------------------------------------------------------------------------------------------------------


def test_moves_are_counted_and_the_average_repeats():
    one = distance([1, 2, 3, 5, 2], [2, 2, 1, 5, 4])
    assert (one.pairs, one.better, one.same, one.worse) == (5, 2, 2, 1)
    assert one.levels.value == pytest.approx(0.2)
    assert distance([1, 2, 3, 5, 2], [2, 2, 1, 5, 4]) == one
    sure = distance([1] * 200, [2] * 150 + [1] * 50)
    assert sure.net.low > 0.6
    assert sure.levels.low > 0.6
    with pytest.raises(ValueError, match="no pairs"):
        distance([], [])


def test_the_bootstrap_agrees_with_the_formula_where_there_is_one():
    steps = np.random.default_rng(7).integers(-1, 3, 400)
    found = distance([3] * 400, (3 + steps).tolist()).levels
    error = steps.std(ddof=1) / 20
    assert (found.low, found.high) == pytest.approx((steps.mean() - 1.96 * error, steps.mean() + 1.96 * error), abs=0.02)


# Places: when an order is refused -----------------------------------------------------------------------------------


def _places(*rows: tuple[int, int]) -> tuple[list[int], list[bool]]:
    """(people, happened) for each place."""
    where = [key for key, (people, _yes) in enumerate(rows, start=1) for _n in range(people)]
    return where, [n < yes for people, yes in rows for n in range(people)]


@pytest.mark.parametrize(
    ("rows", "refused", "order"),
    [
        (((200, 150), (200, 90), (200, 20)), "", (1, 2, 3)),
        (((200, 20), (200, 150)), "", (2, 1)),
        (((200, 100), (200, 90)), OVERLAP, ()),
        (((200, 150), (200, 145), (200, 20)), OVERLAP, ()),
        (((200, 150), (20, 2)), TOO_SMALL, ()),
        (((200, 100),), ONE_PLACE, ()),
        (((40, 0), (40, 0)), TOO_SMALL, ()),
        ((), TOO_SMALL, ()),
    ],
)
def test_an_order_is_stated_only_when_the_data_bear_it(rows, refused, order):
    found = compare(*_places(*rows), {})
    assert (found.refused, found.order) == (refused, order)


def test_what_is_not_borne_by_the_numbers_is_not_adjusted_for():
    where, yes = _places((60, 20), (60, 18))
    factors = {"gender": ["W", "M"] * 60, "many": [str(n % 6) for n in range(120)]}
    assert compare(where, yes, factors).factors == ("gender",)
    told_outright = {"gender": ["W", "M"] * 60, "answer": ["yes" if one else "no" for one in yes]}
    assert compare(where, yes, told_outright).factors == ("gender",)  # a factor that is the answer is left out


def test_people_explain_a_place_that_looks_worse():
    rng = np.random.default_rng(11)
    hard = np.r_[rng.random(400) < 0.8, rng.random(400) < 0.2]
    yes = rng.random(800) < np.where(hard, 0.2, 0.6)
    where = [1] * 400 + [2] * 400
    crude = {p.key: p.standing for p in compare(where, yes.tolist(), {}).places}
    assert crude == {1: "far-below", 2: "far-above"}
    fair = compare(where, yes.tolist(), {"hard": ["yes" if one else "no" for one in hard]})
    assert {p.standing for p in fair.places} == {"within"}
    assert fair.refused == OVERLAP


def test_alike_at_the_start():
    assert balance("x", [1, 2, 3], [1, 2, 3]).apart == 0
    assert balance("x", [2, 3, 4], [1, 2, 3]).apart == pytest.approx(1)
    assert balance("x", [1, 1], [1, 1]).apart == 0


# Findings -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stance", "last", "where"),
    [
        (None, None, Standing.WAITING),
        ("disagree", None, Standing.REFUSED),
        ("agree", None, Standing.PROMISED),
        ("partly", "begun", Standing.BEGUN),
        ("agree", "done", Standing.DONE),
        ("agree", "dropped", Standing.DROPPED),
    ],
)
def test_where_a_finding_stands(stance, last, where):
    assert standing(stance, last) == where


# Anonymity ----------------------------------------------------------------------------------------------------------
TELLING = {"age": 3, "place": 2}
rows = st.lists(
    st.builds(lambda age, place, work: {"age": (str(age), str(age // 10), "any"), "place": (place, "any"), "work": work},
              st.integers(18, 60), st.sampled_from("ABC"), st.sampled_from(("yes", "no"))),
    min_size=10, max_size=80,
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(rows, st.integers(2, 10), st.integers(0, 2**32))
def test_everybody_stands_among_k_alike(people, k, seed):
    made = anonymous(people, TELLING, k, seed)
    alike = Counter((row["age"], row["place"]) for row in made.rows)
    assert min(alike.values()) >= k
    assert made.smallest == min(alike.values())
    assert len(made.rows) + made.left_out == len(people)
    assert made.left_out <= 0.05 * len(people)
    told = {(row["age"], row["place"]) for row in people}
    assert all(any(row["age"] in ages and row["place"] in places for ages, places in told) for row in made.rows)
    assert [row["row"] for row in made.rows] == [f"R{n:05d}" for n in range(1, len(made.rows) + 1)]
    assert not Counter(row["work"] for row in made.rows) - Counter(row["work"] for row in people)


def test_a_few_rare_people_cost_nobody_else_what_can_be_told():
    common = [{"age": (f"{40 + n % 2}", "4", "any"), "place": ("AB"[n % 2], "any"), "work": "no"} for n in range(80)]
    rare = [{"age": (f"{50 + n}", "5", "any"), "place": ("A", "any"), "work": "no"} for n in range(10)]
    made = anonymous([*common, *rare], TELLING, 10, 1)
    assert Counter((row["age"], row["place"]) for row in made.rows) == {("40", "A"): 40, ("41", "B"): 40, ("5", "A"): 10}
    assert (made.left_out, made.smallest, made.values("age"), made.untold("age")) == (0, 10, ("40", "41", "5"), 0)


def test_whoever_stands_alone_is_left_out_before_a_column_is_lost():
    people = [{"age": ("40", "4", "any"), "place": ("AB"[n % 2], "any"), "work": "no"} for n in range(60)]
    made = anonymous([*people, people[0] | {"place": ("C", "any")}], TELLING, 10, 1)
    assert (made.values("place"), made.untold("place"), made.left_out) == (("A", "B"), 0, 1)


def test_what_points_to_somebody_at_its_coarsest_is_not_told():
    people = [{"age": ("40", "4"), "place": ("AB"[n % 2], "any"), "work": "no"} for n in range(20)]
    people[0]["age"] = ("50", "5")
    with pytest.raises(ValueError, match="coarsest"):
        anonymous(people, {"age": 2, "place": 2}, 5, 1)


@pytest.mark.parametrize(("people", "k", "out"), [(60, 5, 6), (60, 10, 10), (10, 5, 5), (201, 5, 21), (4, 5, 4)])
def test_a_tenth_and_never_fewer_than_k_stay_out_by_lot(people, k, out):
    rows = [{"n": n} for n in range(people)]
    drawn = [drawn_from(rows, k, seed) for seed in range(20)]
    assert {len(one) for one in drawn} == {people - out}
    assert all(row in rows for row in drawn[0])
    if people > out:
        assert len({tuple(row["n"] for row in one) for one in drawn}) > 1


def test_the_order_is_drawn_and_numbers_join_with_nothing():
    people = [{"age": ("x", "x", "any"), "place": ("A", "any"), "work": str(n)} for n in range(40)]
    one, again, other = (anonymous(people, TELLING, 5, seed).rows for seed in (1, 1, 2))
    assert one == again
    assert [row["work"] for row in one] != [row["work"] for row in other]
    assert [row["work"] for row in one] != [str(n) for n in range(40)]
    assert checksum(as_csv(one)) == checksum(as_csv(again)) != checksum(as_csv(other))
    with pytest.raises(ValueError, match="at least 5"):
        anonymous(people[:4], TELLING, 5, 1)
