"""The fairness floor: the best within it, as an integer program finds it, with a proof that can be checked."""

import copy
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from tests.matching.oracles import optimum_within_floor
from tests.matching.pools import drawn, mentee, mentor, rules
from tests.matching.test_pool_optimum import all_pairs
from vieta.matching.engine import fair
from vieta.matching.engine.best import best, written
from vieta.matching.engine.certificate import Rejected, seal, to_bytes, verify
from vieta.matching.engine.floor import FloorImpossible, Proof, bound_of, checked_bound, groups_of, holds
from vieta.matching.engine.pool import NOBODY
from vieta.matching.engine.proposal import PeoplePool


def with_floor(seed: int, below: Fraction, mentees: int = 9) -> PeoplePool:
    """A drawn pool with a floor, its group a hard to reach, so that the floor often matters."""
    pool = drawn(seed, mentees=mentees, mentors=6)
    helpers = [p._replace(capacity=min(p.capacity, 1), cleared_until=pool.rules.today, trained_on=pool.rules.today) for p in pool.helpers]
    limits = replace(pool.rules.limits, free_together=0, weeks_together=0, language=1)
    people = [p._replace(mentor_gender="woman" if p.group == "a" else "") for p in pool.people]
    return PeoplePool(people, helpers, replace(pool.rules, limits=limits, floor=below))


@pytest.mark.parametrize("below", [Fraction(0), Fraction(1, 20), Fraction(1, 4)])
def test_the_best_within_the_floor_is_found_and_proven(tmp_path, monkeypatch, below):
    monkeypatch.setattr(fair, "KEEP", 2)
    pairs, bound_by_it, fewer = tmp_path / "pairs.csv", 0, 0
    for seed in range(120):
        pool = with_floor(seed, below)
        duos = best(pool)
        data, body = written(pool, duos)
        pairs.write_bytes(data)
        assert holds(pool, duos.mate)
        assert verify(pool, to_bytes(body), str(pairs))._asdict() == body["primal"]
        mentee_, mentor_, score = all_pairs(pool)
        expected = optimum_within_floor(len(pool.mentees), pool.capacity, mentee_, mentor_, score, pool.groups, below)
        assert tuple(body["primal"].values()) == expected, seed
        bound_by_it += duos.proof is not None
        fewer += body["primal"]["people"] < np.count_nonzero(best(without_floor(pool)).mate != NOBODY)
    assert bound_by_it > 5
    assert fewer > 2 or below == Fraction(1, 4)


def without_floor(pool: PeoplePool) -> PeoplePool:
    """The same pool without the floor."""
    return PeoplePool(pool.people, pool.helpers, replace(pool.rules, floor=None))


def test_without_the_floor_the_small_group_would_be_left_out():
    people = [mentee(f"a{k}", group="a") for k in range(3)] + [mentee("b0", group="b", waiting_since=None)]
    helpers = [mentor(f"n{k}") for k in range(2)]
    free = PeoplePool(people, helpers, rules())
    held = PeoplePool(people, helpers, rules(floor=Fraction(1, 4)))
    assert best(free).mate[free.mentee_at["b0"]] == NOBODY
    assert best(held).mate[held.mentee_at["b0"]] != NOBODY
    assert np.count_nonzero(best(held).mate != NOBODY) == 2


def test_groups_change_nothing_but_the_count():
    """Within the floor, and where it does not bind, whoever is in which group gets the same mentor."""
    for seed in range(30):
        pool = drawn(seed)
        renamed = PeoplePool([p._replace(group="x") for p in pool.people], pool.helpers, replace(pool.rules, floor=Fraction(1)))
        assert best(renamed).mate.tolist() == best(pool).mate.tolist()


def test_locked_duos_that_leave_no_way_are_said_so():
    people = [mentee("a0", group="a"), mentee("b0", group="b", branch="Riga")]
    pool = PeoplePool(people, [mentor("n0")], rules(floor=Fraction(0)), locked_pairs=[("a0", "n0")])
    with pytest.raises(FloorImpossible):
        best(pool)


FORGERIES = (
    lambda f: f.update(matched=f["matched"] + 1),
    lambda f: f.update(matched=f["matched"] - 1),
    lambda f: f.update(rise=f["rise"] + 10**6),
    lambda f: f.update(lift={"nobody": 3}),
    lambda f: f.update(lift={"a": -1}),
    lambda f: f.update(most={"n0": -1}),
    lambda f: f.update(more=1),
    lambda f: f.pop("short"),
)


def test_forged_proofs_of_the_floor_are_rejected(tmp_path):
    pairs, tried = tmp_path / "pairs.csv", 0
    for seed in range(80):
        pool = with_floor(seed, Fraction(1, 4), mentees=14)
        data, body = written(pool, best(pool))
        if body["floor"] is None or body["floor"]["matched"] == 0:
            continue
        pairs.write_bytes(data)
        forgeries = [body | {"floor": None}]
        for forge in FORGERIES:
            forgeries.append(copy.deepcopy(body))
            forge(forgeries[-1]["floor"])
        for forged in forgeries:
            with pytest.raises(Rejected):
                verify(pool, to_bytes(forged | {"seal": seal(forged)}), str(pairs))
            tried += 1
    assert tried > 20


def test_a_smaller_number_cannot_be_passed_off_as_the_most(tmp_path):
    """Fewer people keep the floor as well; the proof must show that more could not."""
    people = [mentee(f"a{k}", group="a") for k in range(2)] + [mentee(f"b{k}", group="b") for k in range(2)]
    pool = PeoplePool(people, [mentor(f"n{k}") for k in range(4)], rules(floor=Fraction(1, 2)))
    duos = best(pool)
    mate = np.where(np.arange(4) == 0, duos.mate, NOBODY)
    groups = groups_of(pool)
    proof = Proof(1, 0, np.zeros(len(groups.names), np.int64), np.zeros(4, np.int64), None)
    assert bound_of(pool, pool.no_prices(), proof).people == 1
    with pytest.raises(Rejected, match="could not be matched"):
        checked_bound(pool, pool.no_prices(), proof, mate)
