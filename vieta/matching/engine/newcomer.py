"""The mentor who is missing: the few facts of a new mentor that would fit most of those who wait."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import numpy as np

from .encode import age_on
from .limits import Limit
from .people import SLOTS, Mentee, Mentor, slot_names
from .proposal import PeoplePool
from .reasons import DAY_NAMES, PART_NAMES, km_between, language_name
from .rules import LEVELS, Rules

NEW = "a new mentor"
Key = tuple[str, str, str, str]
"""Branch, gender asked for, language and part of the week; empty where the rules do not ask."""


class Wanted:
    """Counts what those who wait have in common, and answers for each the profile that would serve most of them."""

    def __init__(self, pool: PeoplePool, rows: np.ndarray):
        self.pool, self.rules = pool, pool.rules
        self.waiting: dict[tuple[str, str], list[Mentee]] = {}
        self.counts: Counter[Key] = Counter()
        self.found: dict[tuple[Key, Mentor], tuple[Mentor | None, int]] = {}
        for one in (pool.people[i] for i in rows.tolist()):
            self.counts.update(self._keys(one))
            self.waiting.setdefault((self._branch(one), one.mentor_gender), []).append(one)

    def _branch(self, one: Mentee) -> str:
        return one.branch if self.rules.limits.place else ""

    def _keys(self, one: Mentee) -> Iterator[Key]:
        least = self.rules.limits.language
        tongues = [""] if least is None else [code for code, level in one.languages if level >= least]
        slots = slot_names(one.free) if self.rules.limits.free_together else ("",)
        for tongue in tongues:
            for slot in slots:
                yield self._branch(one), one.mentor_gender, tongue, slot

    def best_for(self, i: int) -> tuple[Mentor | None, int]:
        """The profile that serves mentee i and the most others, and how many it would match with its room."""
        one = self.pool.people[i]
        for key in sorted(self._keys(one), key=lambda key: (-self.counts[key], key)):
            profile = self._profile(key, one)
            if self._fits(profile, one):
                return self._room(key, profile)
        return None, 0

    def _room(self, key: Key, profile: Mentor) -> tuple[Mentor | None, int]:
        exact = key, profile
        if exact not in self.found:
            served = sum(self._fits(profile, other) for other in self.waiting[key[0], key[1]])
            room = min(served, self.rules.changes.new_mentor_capacity)
            self.found[exact] = (profile._replace(capacity=room) if room else None, room)
        return self.found[exact]

    def _profile(self, key: Key, one: Mentee) -> Mentor:
        branch, gender, tongue, slot = key
        limits, today = self.rules.limits, self.rules.today
        free = 1 << SLOTS.index(slot) if slot else 0
        for other in slot_names(one.free):  # more than one part of the week, where the rules ask for more
            if free.bit_count() < limits.free_together:
                free |= 1 << SLOTS.index(other)
        return Mentor(
            NEW, branch=branch, languages=((tongue, limits.language or 0),) if tongue else (), free=free, gender=gender,
            at=one.at if limits.distance_km is not None else None, born_on=self._born(one),
            cleared_until=today, trained_on=today,
        )  # fmt: skip

    def _born(self, one: Mentee) -> date | None:
        """A birthday that satisfies the programme's ages for this mentee, as far as one can."""
        conditions, today = self.rules.eligibility, self.rules.today
        if conditions.mentor_age is None and conditions.age_gap is None:
            return None
        least = conditions.mentor_age[0] if conditions.mentor_age else 18
        return date(today.year - max(least, age_on(one.born_on, today) + (conditions.age_gap or 0)), 1, 1)

    def _fits(self, mentor: Mentor, one: Mentee) -> bool:
        """Whether a new mentor with exactly these facts could meet this mentee."""
        limits, conditions, today = self.rules.limits, self.rules.eligibility, self.rules.today
        theirs, mine = age_on(mentor.born_on, today), age_on(one.born_on, today)
        days = max(1, 7 * limits.weeks_together)
        tongues = dict(mentor.languages)
        checks = (
            not limits.place or one.branch == mentor.branch,
            limits.language is None or any(min(level, tongues.get(code, -1)) >= limits.language for code, level in one.languages),
            (one.free & mentor.free).bit_count() >= limits.free_together,
            one.until_on is None or (one.until_on - max(one.from_on or today, today)).days >= days,
            not one.mentor_gender or one.mentor_gender == mentor.gender,
            not conditions.mentor_age or conditions.mentor_age[0] <= theirs <= conditions.mentor_age[1],
            conditions.age_gap is None or (mine >= 0 and theirs - mine >= conditions.age_gap),
            limits.distance_km is None or not (one.at and mentor.at) or km_between(one, mentor) <= limits.distance_km,
        )
        return all(checks)


def lacking(one: Mentee, rules: Rules) -> tuple[Limit, ...]:
    """The limits that no mentor at all could satisfy with this mentee."""
    limits, conditions, today = rules.limits, rules.eligibility, rules.today
    oldest = conditions.mentor_age[1] if conditions.mentor_age else 130
    mine = age_on(one.born_on, today)
    checks = {
        Limit.LANGUAGE: limits.language is None or any(level >= limits.language for _, level in one.languages),
        Limit.FREE: one.free.bit_count() >= limits.free_together,
        Limit.DATES: one.until_on is None or (one.until_on - max(one.from_on or today, today)).days >= max(1, 7 * limits.weeks_together),
        Limit.AGE_GAP: conditions.age_gap is None or 0 <= mine <= oldest - conditions.age_gap,
    }
    return tuple(limit for limit, fine in checks.items() if not fine)


def described(profile: Mentor) -> str:
    """in Ghent who speaks French at B2 and is free on Tuesday evenings"""
    words = [f"in {profile.branch}"] if profile.branch else []
    facts = [f"speaks {language_name(code)} at {LEVELS[level]}" for code, level in profile.languages]
    if profile.free:
        facts.append("is free on " + " and ".join(f"{DAY_NAMES[s[:3]]} {PART_NAMES[s[4:]]}" for s in slot_names(profile.free)))
    if profile.gender:
        words.insert(0, f"({profile.gender})")
    if profile.born_on:
        facts.append(f"was born by {profile.born_on.year}")
    return " ".join(words + (["who " + " and ".join(facts)] if facts else []))
