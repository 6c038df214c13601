"""Over people and rules the engine reaches the optimum of all allowed pairs, though it lists only a few per mentee."""

import numpy as np
import pytest

from tests.matching.oracles import optimum
from tests.matching.pools import drawn
from vieta.matching.engine import proposal
from vieta.matching.engine.best import best, written
from vieta.matching.engine.pool import NOBODY
from vieta.matching.engine.proposal import PeoplePool


def all_pairs(pool: PeoplePool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Every pair judged one by one."""
    n, m = len(pool.mentees), len(pool.mentors)
    mentee, mentor = np.repeat(np.arange(n), m), np.tile(np.arange(m), n)
    broken, score = pool.judged(mentee, mentor)
    return mentee[broken == 0], mentor[broken == 0], score[broken == 0]


@pytest.mark.parametrize("listed", [1, 2, 40])
@pytest.mark.parametrize("block", range(4))
def test_the_best_over_all_allowed_pairs_is_found(monkeypatch, listed, block):
    monkeypatch.setattr(proposal, "KEEP", listed)  # so few that the first list is nearly always wrong
    monkeypatch.setattr(proposal, "FEW_PAIRS", 0)
    for seed in range(block * 50, block * 50 + 50):
        pool = drawn(seed, mentees=12, mentors=9)
        mentee, mentor, score = all_pairs(pool)
        duos = best(pool)
        _, certificate = written(pool, duos)
        assert tuple(certificate["primal"].values()) == optimum(len(pool.mentees), pool.capacity, mentee, mentor, score), seed


def test_the_order_of_people_changes_nothing():
    for seed in range(40):
        pool = drawn(seed, mentees=12, mentors=9)
        turned = PeoplePool(list(reversed(pool.people)), list(reversed(pool.helpers)), pool.rules)
        assert written(pool, best(pool))[0] == written(turned, best(turned))[0]


def test_locked_duos_stay_and_the_rest_is_the_best_around_them():
    tried = 0
    for seed in range(150):
        pool = drawn(seed, mentees=10, mentors=6)
        pairs = [(i, j) for i in range(len(pool.mentees)) for j in range(len(pool.mentors)) if pool.capacity[j]]
        if not pairs:
            continue
        i, j = pairs[seed % len(pairs)]
        locked = PeoplePool(pool.people, pool.helpers, pool.rules, [(pool.mentees[i], pool.mentors[j])])
        duos = best(locked)
        assert duos.mate[i] == j
        mentee, mentor, score = all_pairs(pool)
        rest = mentee != i
        places = pool.capacity - (np.arange(len(pool.mentors)) == j)
        people, points = optimum(len(pool.mentees), places, mentee[rest], mentor[rest], score[rest])
        own = pool.judged(np.array([i]), np.array([j]))[1][0]
        assert written(locked, duos)[1]["primal"] == {"people": people + 1, "points": points + own}
        tried += 1
    assert tried > 100


def test_a_forbidden_pair_is_never_proposed():
    for seed in range(80):
        pool = drawn(seed)
        for i, j in enumerate(best(pool).mate):
            if j != NOBODY:
                barred = PeoplePool(pool.people, pool.helpers, pool.rules, forbidden_pairs=[(pool.mentees[i], pool.mentors[j])])
                assert best(barred).mate[i] != j


def test_more_locked_duos_than_places_are_refused():
    pool = next(p for p in map(drawn, range(99)) if len(p.mentees) > 3 and len(p.mentors) and p.capacity[0] < 3)
    with pytest.raises(ValueError, match="places"):
        PeoplePool(pool.people, pool.helpers, pool.rules, [(name, pool.mentors[0]) for name in pool.mentees[: pool.capacity[0] + 1]])
