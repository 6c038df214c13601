"""People and rules turned into arrays for the scanning loops; rows stand in the order the people are given in."""

import datetime
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from .limits import Limit
from .people import SLOTS, Mentee, Mentor
from .rules import CRITERIA, FULL, LEVELS, Rules

EARTH_M = 6_371_008.8
FAR_DAY = 4_000_000
UNKNOWN = -1
# as plain numbers: asked of everybody, where an enumeration's own arithmetic takes longer than the question
_CAPACITY, _CLEARANCE = int(Limit.CAPACITY), int(Limit.CLEARANCE)
_TRAINING, _MENTOR_ELIGIBILITY = int(Limit.TRAINING), int(Limit.MENTOR_ELIGIBILITY)


class Lists(NamedTuple):
    """Ragged lists of whole numbers: those of row k are value[start[k]:start[k + 1]]."""

    start: np.ndarray
    value: np.ndarray


class Side(NamedTuple):
    """One side's facts, one row per person."""

    branch: np.ndarray
    remote: np.ndarray
    free: np.ndarray
    begin: np.ndarray
    end: np.ndarray
    age: np.ndarray
    gender: np.ndarray
    spoken: np.ndarray
    sector: Lists
    interests: np.ndarray
    metres: np.ndarray
    placed: np.ndarray


class Open(NamedTuple):
    """What the first glance at a list of mentors reads, laid out side by side; `closed` are the limits that close one to all."""

    number: np.ndarray
    branch: np.ndarray
    closed: np.ndarray
    free: np.ndarray
    begin: np.ndarray
    end: np.ndarray
    spoken: np.ndarray


class Needs(NamedTuple):
    """The limits as numbers; -1 where there is no such limit."""

    level: int
    free: int
    days: int
    km: int
    age_gap: int


class Points(NamedTuple):
    """Points, weight included, looked up by how far each criterion is met."""

    level: np.ndarray
    together: np.ndarray
    shared: np.ndarray
    km: np.ndarray
    likeness: np.ndarray
    waiting: np.ndarray


class Arrays(NamedTuple):
    """Everything the loops of `scan` read. `shut` lists the mentors a mentee may not meet, with `why` as bits of Limit.

    `near` are all mentors, those of branch b from home[b] to home[b + 1]; `far` the open ones who meet at a distance.
    """

    mentee: Side
    mentor: Side
    needs: Needs
    points: Points
    shut: Lists
    why: np.ndarray
    home: np.ndarray
    near: Open
    far: Open


Shut = dict[tuple[int, int], int]
"""Pairs (mentee, mentor) that may not meet, with the bits of Limit that say why."""


def lists(rows: Sequence[Sequence[int]]) -> Lists:
    start = np.zeros(len(rows) + 1, np.int64)
    np.cumsum([len(row) for row in rows], out=start[1:])
    return Lists(start, np.array([v for row in rows for v in row], np.int32))


def _numbers(values: Iterable[object]) -> dict[object, int]:
    """The distinct values in the order of their writing, numbered."""
    return {value: at for at, value in enumerate(sorted(set(values), key=str))}


def encode(mentees: Sequence[Mentee], mentors: Sequence[Mentor], rules: Rules, shut: Shut, closed: np.ndarray) -> Arrays:
    """Mentors must stand in the order of their branches. `closed[j]` are the bits of Limit that close mentor j to all."""
    branch = _numbers([p.branch for p in mentees] + [p.branch for p in mentors]) if rules.limits.place else {}
    gender = _numbers(p.gender for p in mentors)
    wish = _numbers(c for p in mentees for c in (*p.isco, *p.nace))
    offer = _numbers(c for p in mentors for c in (*p.isco, *p.nace))
    interest = _numbers({w for p in mentees for w in p.interests} & {w for p in mentors for w in p.interests})
    language = _numbers({c for p in mentees for c, _ in p.languages} & {c for p in mentors for c, _ in p.languages})
    left = _side(mentees, rules.today, branch, language, wish, interest, [_wanted(p, gender) for p in mentees])
    right = _side(mentors, rules.today, branch, language, offer, interest, [gender[p.gender] for p in mentors])
    remote = np.flatnonzero(right.remote & (closed == 0)) if rules.limits.place else np.zeros(0, np.int64)
    barred, why = _shut_lists(shut, len(mentees))
    return Arrays(
        left, right, _needs(rules), _points(rules, mentees, wish, offer, len(interest)), barred, why,
        home=np.searchsorted(right.branch, np.arange(max(len(branch), 1) + 1)).astype(np.int64),
        near=_open(right, np.arange(len(mentors)), closed, rules), far=_open(right, remote, closed, rules),
    )  # fmt: skip


def _open(side: Side, number: np.ndarray, closed: np.ndarray, rules: Rules) -> Open:
    spoken = side.spoken[number, rules.limits.language or 0]
    return Open(
        number.astype(np.int64), side.branch[number], closed[number].astype(np.int32), side.free[number],
        side.begin[number], side.end[number], np.ascontiguousarray(spoken.T),
    )  # fmt: skip


def _shut_lists(shut: Shut, mentees: int) -> tuple[Lists, np.ndarray]:
    order = sorted(shut)
    start = np.searchsorted(np.array([i for i, _ in order], np.int64), np.arange(mentees + 1)).astype(np.int64)
    return Lists(start, np.array([j for _, j in order], np.int64)), np.array([shut[pair] for pair in order], np.int32)


def _wanted(mentee: Mentee, gender: dict[object, int]) -> int:
    """The gender asked for: -1 none, and a number nobody has where no mentor is of it."""
    return gender.get(mentee.mentor_gender, len(gender)) if mentee.mentor_gender else UNKNOWN


def _side(
    people: Sequence[Mentee] | Sequence[Mentor],
    today: datetime.date,
    branch: dict[object, int],
    language: dict[object, int],
    code: dict[object, int],
    interest: dict[object, int],
    gender: list[int],
) -> Side:
    now = today.toordinal()
    return Side(
        branch=np.array([branch.get(p.branch, 0) for p in people], np.int32),
        remote=np.array([p.remote for p in people], bool),
        free=np.array([p.free for p in people], np.int32),
        begin=np.array([max(p.from_on.toordinal(), now) if p.from_on else now for p in people], np.int32),
        end=np.array([p.until_on.toordinal() if p.until_on else FAR_DAY for p in people], np.int32),
        age=np.array([age_on(p.born_on, today) for p in people], np.int64),
        gender=np.array(gender, np.int64),
        spoken=_spoken(people, language),
        sector=lists([[code[c] for c in p.isco + p.nace] for p in people]),
        interests=np.ascontiguousarray(_sets([p.interests for p in people], interest).T),
        metres=metres([p.at or (0.0, 0.0) for p in people]),
        placed=np.array([p.at is not None for p in people], bool),
    )


def _sets(rows: Sequence[Sequence[str]], number: dict[object, int]) -> np.ndarray:
    """Each row's set of numbered words (others are left out) as 64-bit words: [word, row]."""
    size, masks = max(len(number), 1), np.zeros((max(1, (len(number) + 63) // 64), len(rows)), np.uint64)
    at = np.array([number.get(word, size) for words in rows for word in words], np.int64)
    row = np.repeat(np.arange(len(rows)), [len(words) for words in rows])
    row, at = row[at < size], at[at < size]
    np.bitwise_or.at(masks, (at // 64, row), np.left_shift(np.uint64(1), (at % 64).astype(np.uint64)))
    return masks


def _spoken(people: Sequence[Mentee] | Sequence[Mentor], language: dict[object, int]) -> np.ndarray:
    """The languages spoken at each level or better: [person, level, word]."""
    found = [
        (person, language[code], level)
        for person, tongues in enumerate([p.languages for p in people])
        for code, level in tongues
        if code in language
    ]
    row, at, best = np.array(found, np.int64).reshape(-1, 3).T
    masks = np.zeros((len(people), len(LEVELS), max(1, (len(language) + 63) // 64)), np.uint64)
    bit = np.left_shift(np.uint64(1), (at % 64).astype(np.uint64))
    for lower in range(len(LEVELS)):
        so = best >= lower
        np.bitwise_or.at(masks[:, lower], (row[so], at[so] // 64), bit[so])
    return masks


def age_on(born: datetime.date | None, day: datetime.date) -> int:
    """Full years on a day; -1 where the date of birth is not known."""
    return UNKNOWN if born is None else day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def metres(places: Sequence[tuple[float, float]]) -> np.ndarray:
    """Degrees north and east as points in space, in metres, so that a distance needs one root."""
    north, east = np.radians(np.array(places, float).reshape(-1, 2)).T
    return EARTH_M * np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)], axis=1)


def _needs(rules: Rules) -> Needs:
    limits = rules.limits
    return Needs(
        level=UNKNOWN if limits.language is None else limits.language,
        free=limits.free_together,
        days=max(1, 7 * limits.weeks_together),
        km=UNKNOWN if limits.distance_km is None else limits.distance_km,
        age_gap=UNKNOWN if rules.eligibility.age_gap is None else rules.eligibility.age_gap,
    )


def likeness(wish: str, offer: str) -> int:
    """How much of a wished occupation or sector code an offered one shares, from its beginning, out of FULL."""
    same = 0
    while same < min(len(wish), len(offer)) and wish[same] == offer[same]:
        same += 1
    return FULL * same // len(wish)


def waiting_points(mentee: Mentee, rules: Rules) -> int:
    """Out of FULL, by full weeks of waiting."""
    if mentee.waiting_since is None:
        return 0
    weeks = max(0, (rules.today - mentee.waiting_since).days // 7)
    return FULL * min(weeks, rules.scales.waiting_full_weeks) // rules.scales.waiting_full_weeks


def _points(rules: Rules, mentees: Sequence[Mentee], wish: dict[object, int], offer: dict[object, int], interests: int) -> Points:
    weight = {name: rules.weight(name) for name in CRITERIA}
    scales = rules.scales

    def steps(name: str, most: int, full: int) -> np.ndarray:
        return np.array([weight[name] * (FULL * min(k, full) // full) for k in range(most + 1)], np.int64)

    none_km = scales.distance_none_km
    alike = np.zeros((max(len(wish), 1), max(len(offer), 1)), np.int64)
    if weight["sector"]:
        alike[: len(wish), : len(offer)] = [[likeness(str(a), str(b)) for b in offer] for a in wish] if wish and offer else 0
    return Points(
        level=steps("languages", len(LEVELS), len(LEVELS)),
        together=steps("availability", len(SLOTS), scales.availability_full),
        shared=steps("interests", interests, scales.interests_full),
        km=np.array([weight["distance"] * (FULL * (none_km - k) // none_km) for k in range(none_km + 1)], np.int64),
        likeness=weight["sector"] * alike,
        waiting=weight["waiting"] * np.array([waiting_points(p, rules) for p in mentees], np.int64),
    )


def own_limits(mentor: Mentor, rules: Rules) -> int:
    """What closes a mentor to everybody, as bits of Limit: no places, clearance not valid today, training not done, age."""
    ages, found, today = rules.eligibility.mentor_age, 0, rules.today
    if mentor.capacity == 0:
        found |= _CAPACITY
    if rules.limits.clearance and (mentor.cleared_until is None or mentor.cleared_until < today):
        found |= _CLEARANCE
    if rules.limits.training and (mentor.trained_on is None or mentor.trained_on > today):
        found |= _TRAINING
    if ages and not ages[0] <= age_on(mentor.born_on, today) <= ages[1]:
        found |= _MENTOR_ELIGIBILITY
    return found


def eligible(mentee: Mentee, rules: Rules) -> bool:
    """Whether the programme is for this person at all."""
    conditions, age = rules.eligibility, age_on(mentee.born_on, rules.today)
    if conditions.mentee_age and not conditions.mentee_age[0] <= age <= conditions.mentee_age[1]:
        return False
    return mentee.migrant_background or not conditions.migrant_background
