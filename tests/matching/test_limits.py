"""Each hard limit and veto decides alone: with it the pair is out, with that one fact mended it is in."""

from dataclasses import replace

import numpy as np
import pytest

from tests.matching.pools import TODAY, day, mentee, mentor, rules, slot
from vieta.matching.engine.best import best
from vieta.matching.engine.limits import Limit
from vieta.matching.engine.people import Mentee, Mentor
from vieta.matching.engine.pool import NOBODY
from vieta.matching.engine.proposal import PeoplePool
from vieta.matching.engine.rules import Eligibility, Limits, Rules

SAME = Limits(language=2, free_together=1)
AGES = Eligibility((18, 33), (50, 90), 20, True)
YOUNG, OLD = TODAY.replace(year=2001), TODAY.replace(year=1966)
GHENT, BRUGES, NEAR = (51.05, 3.72), (51.21, 3.22), (51.06, 3.73)


def matched(one: Mentee, other: Mentor, made: Rules, **more) -> tuple[bool, int]:
    """Whether the two are matched, and the limits between them."""
    pool = PeoplePool([one], [other], made, **more)
    broken, _ = pool.judged(np.array([0]), np.array([0]))
    return bool(best(pool).mate[0] != NOBODY), int(broken[0])


CASES = {
    # limit: rules, facts that break it, facts that mend it (of the mentee, of the mentor)
    "language not shared": (Limit.LANGUAGE, {}, ({}, {"languages": (("nl", 6),)}), ({}, {"languages": (("fr", 2),)})),
    "language below the level": (Limit.LANGUAGE, {}, ({"languages": (("fr", 1),)}, {}), ({"languages": (("fr", 2),)}, {})),
    "another branch": (Limit.PLACE, {}, ({}, {"branch": "Riga"}), ({}, {"branch": "Ghent"})),
    "only one meets at a distance": (
        Limit.PLACE, {}, ({"remote": True}, {"branch": "Riga"}), ({"remote": True}, {"branch": "Riga", "remote": True}),
    ),
    "not free together": (Limit.FREE, {}, ({"free": slot("mon-morning")}, {}), ({"free": slot("mon-morning", "tue-evening")}, {})),
    "free together once of twice": (
        Limit.FREE, {"limits": Limits(free_together=2)},
        ({"free": slot("tue-evening", "sat-morning")}, {}),
        ({"free": slot("tue-evening", "sat-morning")}, {"free": slot("tue-evening", "sat-morning")}),
    ),
    "never there together": (Limit.DATES, {}, ({"from_on": day(60)}, {"until_on": day(60)}), ({"from_on": day(60)}, {"until_on": day(61)})),
    "not long enough together": (
        Limit.DATES, {"limits": Limits(language=2, free_together=1, weeks_together=24)},
        ({"until_on": day(167)}, {}), ({"until_on": day(168)}, {}),
    ),
    "too far apart": (
        Limit.DISTANCE, {"limits": Limits(language=2, free_together=1, distance_km=25)},
        ({"at": GHENT}, {"at": BRUGES}), ({"at": GHENT}, {"at": NEAR}),
    ),
    "gender asked for": (Limit.GENDER, {}, ({"mentor_gender": "woman"}, {"gender": "man"}), ({"mentor_gender": "woman"}, {"gender": "woman"})),
    "age gap of the programme": (
        Limit.AGE_GAP, {"eligibility": Eligibility(age_gap=36)},
        ({"born_on": YOUNG}, {"born_on": OLD}), ({"born_on": YOUNG}, {"born_on": TODAY.replace(year=1965)}),
    ),
    "veto of the mentee": (Limit.MENTEE_VETO, {}, ({"vetoes": ("Dario",)}, {}), ({"vetoes": ("Bram",)}, {})),
    "veto of the mentor": (Limit.MENTOR_VETO, {}, ({}, {"vetoes": ("Amina",)}), ({}, {"vetoes": ("Chloé",)})),
    "refused earlier by the mentee": (Limit.REFUSED, {}, ({"refused": ("Dario",)}, {}), ({}, {})),
    "refused earlier by the mentor": (Limit.REFUSED, {}, ({}, {"refused": ("Amina",)}), ({}, {})),
    "conflict known of the mentee": (Limit.CONFLICT, {}, ({"conflicts": ("Dario",)}, {}), ({}, {})),
    "conflict known of the mentor": (Limit.CONFLICT, {}, ({}, {"conflicts": ("Amina",)}), ({}, {})),
    "no capacity": (Limit.CAPACITY, {}, ({}, {"capacity": 0}), ({}, {"capacity": 1})),
    "no clearance": (Limit.CLEARANCE, {}, ({}, {"cleared_until": None}), ({}, {"cleared_until": TODAY})),
    "clearance run out": (Limit.CLEARANCE, {}, ({}, {"cleared_until": day(-1)}), ({}, {"cleared_until": TODAY})),
    "no training": (Limit.TRAINING, {}, ({}, {"trained_on": None}), ({}, {"trained_on": TODAY})),
    "training still to come": (Limit.TRAINING, {}, ({}, {"trained_on": day(1)}), ({}, {"trained_on": TODAY})),
    "mentor below the programme's age": (
        Limit.MENTOR_ELIGIBILITY, {"eligibility": Eligibility(mentor_age=(50, 90))}, ({}, {"born_on": day(-365 * 49)}), ({}, {"born_on": OLD}),
    ),
    "mentee above the programme's age": (
        Limit.MENTEE_ELIGIBILITY, {"eligibility": Eligibility(mentee_age=(18, 33))}, ({"born_on": OLD}, {}), ({"born_on": YOUNG}, {}),
    ),
    "migrant background a condition of the programme": (
        Limit.MENTEE_ELIGIBILITY, {"eligibility": Eligibility(migrant_background=True)}, ({}, {}), ({"migrant_background": True}, {}),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_limit_alone_makes_the_difference(case):
    limit, changed, (one, other), (one_mended, other_mended) = case
    made = rules(**changed)
    assert matched(mentee("Amina", **one), mentor("Dario", **other), made) == (False, limit)
    assert matched(mentee("Amina", **one_mended), mentor("Dario", **other_mended), made) == (True, 0)


def test_a_pair_the_coordinator_forbids_is_out():
    assert matched(mentee("Amina"), mentor("Dario"), rules(), forbidden_pairs=[("Amina", "Dario")]) == (False, Limit.FORBIDDEN)
    assert matched(mentee("Amina"), mentor("Dario"), rules(), forbidden_pairs=[]) == (True, 0)


@pytest.mark.parametrize(
    ("off", "one", "other"),
    [
        ({"language": None}, {}, {"languages": (("nl", 6),)}),
        ({"place": False}, {}, {"branch": "Riga"}),
        ({"free_together": 0}, {"free": 0}, {}),
        ({"earlier_refusal": False}, {"refused": ("Dario",)}, {}),
        ({"clearance": False}, {}, {"cleared_until": None}),
        ({"training": False}, {}, {"trained_on": None}),
    ],
)
def test_a_limit_that_the_rules_switch_off_does_not_count(off, one, other):
    assert matched(mentee("Amina", **one), mentor("Dario", **other), rules(limits=SAME))[0] is False
    assert matched(mentee("Amina", **one), mentor("Dario", **other), rules(limits=replace(SAME, **off)))[0] is True


def test_those_who_meet_at_a_distance_have_no_limit_of_distance():
    made = rules(limits=Limits(language=2, free_together=1, distance_km=25))
    one, other = {"at": GHENT, "remote": True}, {"at": BRUGES, "remote": True}
    assert matched(mentee("Amina", **one), mentor("Dario", **other), made) == (True, 0)


def test_an_age_that_is_not_known_does_not_satisfy_the_programme():
    assert matched(mentee("Amina", migrant_background=True), mentor("Dario", born_on=OLD), rules(eligibility=AGES))[0] is False
    assert matched(mentee("Amina", migrant_background=True, born_on=YOUNG), mentor("Dario"), rules(eligibility=AGES))[0] is False
    assert (
        matched(mentee("Amina", migrant_background=True, born_on=YOUNG), mentor("Dario", born_on=OLD), rules(eligibility=AGES))[0] is True
    )


def test_a_locked_duo_stands_whatever_the_limits_say():
    pool = PeoplePool([mentee("Amina", vetoes=("Dario",))], [mentor("Dario", branch="Riga")], rules(), locked_pairs=[("Amina", "Dario")])
    assert best(pool).mate.tolist() == [0]


@pytest.mark.parametrize(
    ("weight", "better", "worse"),
    [
        ("sector", {"isco": ("2512",)}, {"isco": ("2611",)}),
        ("sector", {"nace": ("J62",)}, {"nace": ("Q87",)}),
        ("languages", {"languages": (("fr", 6),)}, {"languages": (("fr", 2),)}),
        ("interests", {"interests": ("cooking", "music")}, {"interests": ("music",)}),
        ("availability", {"free": slot("tue-evening", "wed-evening")}, {"free": slot("tue-evening")}),
        ("distance", {"at": NEAR}, {"at": BRUGES}),
    ],
)
def test_each_criterion_decides_by_its_weight_and_not_without_it(weight, better, worse):
    one = mentee(
        "Amina", isco=("2512",), nace=("J62",), interests=("cooking", "music"), at=GHENT,
        languages=(("fr", 6),), free=slot("tue-evening", "wed-evening"),
    )  # fmt: skip
    for first, second in ((better, worse), (worse, better)):
        pool = PeoplePool([one], [mentor("a", **first), mentor("b", **second)], rules(weights={weight: 2}))
        assert pool.mentors[best(pool).mate[0]] == ("a" if first is better else "b")
    _, score = PeoplePool([one], [mentor("a", **better)], rules(weights={})).judged(np.array([0]), np.array([0]))
    assert score[0] == 0


def test_who_waits_longer_comes_first_where_places_are_scarce():
    waiting = [mentee("new", waiting_since=day(-7)), mentee("long", waiting_since=day(-70))]
    pool = PeoplePool(waiting, [mentor("Dario")], rules(weights={"waiting": 1}))
    duos = best(pool)
    assert [pool.mentees[i] for i in np.flatnonzero(duos.mate != NOBODY)] == ["long"]
