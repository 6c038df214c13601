"""Small pools of people for the tests of matching, drawn at random or built by hand."""

import datetime
from dataclasses import replace
from random import Random

from vieta.matching.engine.people import SLOTS, Mentee, Mentor
from vieta.matching.engine.proposal import PeoplePool
from vieta.matching.engine.rules import Changes, Eligibility, Limits, Rules

TODAY = datetime.date(2026, 3, 2)
WEIGHTS = {"sector": 3, "languages": 2, "interests": 1, "availability": 2, "distance": 2, "waiting": 1}
RULES = Rules("test", TODAY, weights=WEIGHTS, limits=Limits(language=2, free_together=1))


def day(offset: int) -> datetime.date:
    return TODAY + datetime.timedelta(offset)


def slot(*names: str) -> int:
    return sum(1 << SLOTS.index(name) for name in names)


def mentee(name: str, **facts) -> Mentee:
    """A mentee whom `mentor` fits in everything."""
    usual = {"branch": "Ghent", "languages": (("fr", 3),), "free": slot("tue-evening"), "waiting_since": day(-30)}
    return Mentee(name, **usual | facts)


def mentor(name: str, **facts) -> Mentor:
    """A mentor who fits `mentee` in everything."""
    usual = {
        "branch": "Ghent", "languages": (("fr", 5),), "free": slot("tue-evening"),
        "cleared_until": day(200), "trained_on": day(-20),
    }  # fmt: skip
    return Mentor(name, **usual | facts)


def rules(**changed) -> Rules:
    return replace(RULES, **changed)


def drawn(seed: int, mentees: int = 8, mentors: int = 5) -> PeoplePool:
    """A random pool with every kind of limit in it, small enough to try everything."""
    r = Random(seed)
    limits = Limits(
        language=r.choice([None, 1, 2, 3]), place=r.random() < 0.8, free_together=r.choice([0, 1, 1, 2]),
        weeks_together=r.choice([0, 4, 24]), distance_km=r.choice([None, None, 10]), earlier_refusal=r.random() < 0.8,
        clearance=r.random() < 0.7, training=r.random() < 0.7,
    )  # fmt: skip
    conditions = r.choice([Eligibility(), Eligibility(), Eligibility((18, 33), (50, 90), 20, True)])
    weights = {name: r.randint(0, 3) for name in WEIGHTS}
    made = Rules(
        "drawn", TODAY, weights=weights, limits=limits, eligibility=conditions, changes=Changes(new_mentor_capacity=r.randint(1, 3))
    )
    people = [_person(r, Mentee, f"p{k}", mentors, "n") for k in range(r.randint(0, mentees))]
    helpers = [_person(r, Mentor, f"n{k}", mentees, "p") for k in range(r.randint(0, mentors))]
    return PeoplePool(people, helpers, made)


def _person(r: Random, kind: type, name: str, others: int, letter: str):
    far = r.random() < 0.1
    facts = {
        "branch": r.choice(["Ghent", "Riga"]),
        "remote": r.random() < 0.2,
        "languages": tuple((code, r.randint(0, 6)) for code in r.sample(["fr", "nl", "en"], r.randint(0, 2))),
        "free": sum(1 << s for s in r.sample(range(4), r.randint(0, 3))),
        "from_on": r.choice([None, None, day(30), day(100)]),
        "until_on": r.choice([None, None, day(120), day(400)]),
        "isco": tuple(r.sample(["2512", "251", "5120", "9"], r.randint(0, 2))),
        "nace": tuple(r.sample(["J62", "J", "Q87"], r.randint(0, 1))),
        "interests": tuple(r.sample(["cooking", "football", "music"], r.randint(0, 2))),
        "at": r.choice([None, (51.05 + r.random() / (2 if far else 20), 3.7)]),
        "vetoes": tuple(f"{letter}{r.randrange(others)}" for _ in range(r.random() < 0.15)),
        "refused": tuple(f"{letter}{r.randrange(others)}" for _ in range(r.random() < 0.15)),
        "conflicts": tuple(f"{letter}{r.randrange(others)}" for _ in range(r.random() < 0.1)),
    }
    if kind is Mentee:
        facts |= {
            "waiting_since": r.choice([None, day(-r.randint(0, 200))]), "mentor_gender": r.choice(["", "", "", "woman"]),
            "born_on": day(-365 * r.randint(17, 36)), "migrant_background": r.random() < 0.9, "group": r.choice(["", "a", "b"]),
        }  # fmt: skip
    else:
        facts |= {
            "capacity": r.randint(0, 3), "gender": r.choice(["woman", "man"]), "born_on": day(-365 * r.randint(45, 80)),
            "cleared_until": r.choice([None, day(-1), day(0), day(90), day(300)]), "trained_on": r.choice([None, day(-9), day(0), day(9)]),
        }  # fmt: skip
    return kind(name, **facts)
