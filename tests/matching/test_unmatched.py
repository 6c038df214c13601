"""Everybody left without a mentor hears what stands in the way and what would help; what would help is tried."""

from collections import Counter

import numpy as np
import pytest

from tests.matching.pools import TODAY, day, drawn, mentee, mentor, rules, slot
from vieta.matching.engine.best import best
from vieta.matching.engine.limits import Limit
from vieta.matching.engine.pool import NOBODY
from vieta.matching.engine.proposal import PeoplePool
from vieta.matching.engine.rules import Changes, Eligibility, Limits
from vieta.matching.engine.unmatched import Left, applied, left, reachable


def left_over(pool: PeoplePool) -> dict[str, Left]:
    return {who.mentee: who for who in left(pool, best(pool).mate)}


def matched(pool: PeoplePool) -> int:
    return int(np.count_nonzero(best(pool).mate != NOBODY))


def test_every_change_does_what_it_says_when_tried():
    kinds: Counter[str] = Counter()
    for seed in range(260):
        pool = drawn(seed)
        before = matched(pool)
        waiting = left_over(pool)
        assert set(waiting) == {name for name, mate in zip(pool.mentees, best(pool).mate, strict=True) if mate == NOBODY}
        for who in waiting.values():
            assert who.limit
            assert who.say()
            assert who.help()
            if who.change is None:
                assert who.lacking, (seed, who)
                continue
            after = matched(applied(pool, who.change)) - before
            exact = who.change.kind not in ("training", "clearance")
            assert after == who.change.matches if exact else after >= who.change.matches, (seed, who)
            kinds[who.change.kind] += 1
    assert set(kinds) >= {"place", "slot", "remote", "until", "language", "training", "clearance", "new_mentor"}


def test_reachable_mentors_are_those_whose_added_place_matches_nobody_more_alone():
    """A mentor is reachable exactly when a newcomer whom only that mentor fits would be matched without loss."""
    for seed in range(60):
        pool = drawn(seed)
        mate = best(pool).mate
        before, found = int(np.count_nonzero(mate != NOBODY)), reachable(pool, mate)
        for j, other in enumerate(pool.helpers):
            if pool.own[j] or other.capacity > len(pool.people):
                continue
            new = pool.rules.today
            only = mentee(
                "newcomer", branch=other.branch, languages=tuple((c, 6) for c, _ in other.languages), free=other.free,
                remote=other.remote, born_on=day(-365 * 20), migrant_background=True, waiting_since=new, at=other.at,
                from_on=other.from_on, until_on=None, vetoes=tuple(name for name in pool.mentors if name != other.id),
            )  # fmt: skip
            grown = PeoplePool([*pool.people, only], pool.helpers, pool.rules)
            broken, _ = grown.judged(np.array([grown.mentee_at["newcomer"]]), np.array([grown.mentor_at[other.id]]))
            if broken[0] == 0:
                assert (matched(grown) == before + 1) == bool(found[j]), (seed, other.id)


CASES = {
    "all places taken": (
        [mentee("Amina"), mentee("Bela", waiting_since=TODAY)], [mentor("Dario")], {},
        "Bela", Limit.CAPACITY, "one more place with Dario would match 1 more",
    ),
    "never free together": (
        [mentee("Amina", free=slot("mon-morning"))], [mentor("Dario")], {},
        "Amina", Limit.FREE, "if Amina were also free on Tuesday evenings, 1 more would be matched",
    ),
    "in another branch": (
        [mentee("Amina", branch="Riga")], [mentor("Dario", remote=True)], {},
        "Amina", Limit.PLACE, "if Amina were ready to meet at a distance, 1 more would be matched",
    ),
    "there too short": (
        [mentee("Amina", until_on=day(20))], [mentor("Dario")], {"limits": Limits(language=2, weeks_together=4)},
        "Amina", Limit.DATES, "if Amina could stay until 2026-03-30, 1 more would be matched",
    ),
    "begins too late": (
        [mentee("Amina", from_on=day(30))], [mentor("Dario", until_on=day(40))], {"limits": Limits(language=2, weeks_together=4)},
        "Amina", Limit.DATES, "if Amina could begin on 2026-03-14, 1 more would be matched",
    ),
    "a level short": (
        [mentee("Amina", languages=(("fr", 1),))], [mentor("Dario")], {},
        "Amina", Limit.LANGUAGE, "if Amina spoke French at B1, 1 more would be matched",
    ),
    "training not completed": (
        [mentee("Amina"), mentee("Bela")], [mentor("Dario", trained_on=None, capacity=2)], {},
        "Amina", Limit.TRAINING, "Dario's training, once completed, would match at least 2 more",
    ),
    "clearance run out": (
        [mentee("Amina")], [mentor("Dario", cleared_until=day(-1))], {},
        "Amina", Limit.CLEARANCE, "Dario's clearance, once valid, would match at least 1 more",
    ),
    "a veto is never bargained with": (
        [mentee("Amina", vetoes=("Dario",))], [mentor("Dario")], {},
        "Amina", Limit.MENTEE_VETO,
        "one more mentor in Ghent who speaks French at B1 and is free on Tuesday evenings, with room for 1, would match 1 more",
    ),
    "nobody in the branch": (
        [mentee(f"p{k}", branch="Riga") for k in range(4)], [mentor("Dario")], {"changes": Changes(new_mentor_capacity=4)},
        "p0", Limit.PLACE,
        "one more mentor in Riga who speaks French at B1 and is free on Tuesday evenings, with room for 4, would match 4 more",
    ),
    "the gender asked for": (
        [mentee("Amina", mentor_gender="woman")], [mentor("Dario", gender="man")], {},
        "Amina", Limit.GENDER,
        "one more mentor (woman) in Ghent who speaks French at B1 and is free on Tuesday evenings, with room for 1, would match 1 more",
    ),
    "not the programme's": (
        [mentee("Amina", born_on=day(-365 * 60))], [mentor("Dario")], {"eligibility": Eligibility(mentee_age=(18, 33))},
        "Amina", Limit.MENTEE_ELIGIBILITY, "no one change would do: the programme's conditions are not met",
    ),
    "nothing to go by": (
        [mentee("Amina", languages=(), free=0)], [mentor("Dario")], {}, "Amina", Limit.LANGUAGE | Limit.FREE,
        "no one change would do: no language is recorded at the level that the rules ask for, too few free parts of the week are recorded",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_binding_limit_and_the_cheapest_change_in_words(case):
    people, helpers, changed, name, limit, words = case
    who = left_over(PeoplePool(people, helpers, rules(**{"changes": Changes()} | changed)))[name]
    assert who.limit == limit
    assert who.help() == words


def test_the_coordinator_says_what_a_change_costs():
    pool = [mentee("Amina", free=slot("mon-morning"))], [mentor("Dario")]
    kinds = {}
    for costs in (Changes(slot=1), Changes(slot=50), Changes(slot=0)):
        kinds[costs.slot] = left_over(PeoplePool(*pool, rules(changes=costs)))["Amina"].change.kind
    assert kinds == {1: "slot", 50: "new_mentor", 0: "new_mentor"}


def test_one_change_may_help_by_making_others_move_on():
    """Amina's one more evening brings her to Dario, who is full, but his mentee can move on to Greta."""
    people = [mentee("Amina", free=slot("mon-morning")), mentee("Bela", free=slot("tue-evening", "sat-morning"))]
    helpers = [mentor("Dario", free=slot("tue-evening"), isco=("2512",)), mentor("Greta", free=slot("sat-morning"))]
    people[1] = people[1]._replace(isco=("2512",))
    pool = PeoplePool(people, helpers, rules())
    change = left_over(pool)["Amina"].change
    assert (change.kind, change.matches) == ("slot", 1)
    assert matched(applied(pool, change)) == 2


def test_where_the_floor_binds_no_change_is_promised():
    pool = PeoplePool([mentee("Amina"), mentee("Bela")], [mentor("Dario")], rules())
    assert [who.change for who in left(pool, best(pool).mate, floor_binds=True)] == [None]
