"""Who is left without a mentor, which limit stands in the way, and the cheapest change that would help, true when tried.

A change is only proposed when it is sure to match more people, without anybody losing a place: either it puts the
mentee beside a mentor who can make a place free (directly, or by others moving on), or it brings new places to people
who wait. Nobody is asked to give up a veto, a refusal or the wish for a mentor's gender.
"""

from collections.abc import Callable, Collection
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np

from . import newcomer, scan
from .bound import EXACT, Prices
from .limits import Limit
from .people import SLOTS, Mentee, Mentor
from .pool import NOBODY
from .proposal import PeoplePool
from .reasons import LIMIT_SENTENCES, language_name, slot_name
from .rules import LEVELS
from .tables import csv_bytes

BITS = 21
OWN = (Limit.TRAINING, Limit.CLEARANCE)
SENTENCES = {
    "place": "one more place with {mentor} would match {matches} more",
    "slot": "if {mentee} were also free on {slot}, {matches} more would be matched",
    "remote": "if {mentee} were ready to meet at a distance, {matches} more would be matched",
    "from": "if {mentee} could begin on {day}, {matches} more would be matched",
    "until": "if {mentee} could stay until {day}, {matches} more would be matched",
    "language": "if {mentee} spoke {language} at {level}, {matches} more would be matched",
    "training": "{mentor}'s training, once completed, would match at least {matches} more",
    "clearance": "{mentor}'s clearance, once valid, would match at least {matches} more",
    "new_mentor": "one more mentor {profile}, with room for {matches}, would match {matches} more",
}


OWN_FACTS = {
    Limit.MENTEE_ELIGIBILITY: "the programme's conditions are not met",
    Limit.LANGUAGE: "no language is recorded at the level that the rules ask for",
    Limit.FREE: "too few free parts of the week are recorded",
    Limit.DATES: "the stay is shorter than the rules ask for",
    Limit.AGE_GAP: "no mentor of the programme's ages is old enough",
}


class Change(NamedTuple):
    """One change of the pool: its kind, whom it concerns, the new fact, its cost and how many more it matches."""

    kind: str
    matches: int
    cost: int
    mentee: str = ""
    mentor: str = ""
    fact: object = None
    profile: Mentor | None = None

    @property
    def price(self) -> Fraction:
        return Fraction(self.cost, self.matches)

    def say(self, translate: Callable[[str], str] = str) -> str:
        facts = {"mentee": self.mentee, "mentor": self.mentor, "matches": self.matches, "day": self.fact}
        if self.kind == "slot":
            facts["slot"] = slot_name(str(self.fact))
        if self.kind == "language" and isinstance(self.fact, tuple):
            facts |= {"language": language_name(self.fact[0]), "level": LEVELS[self.fact[1]]}
        if self.profile:
            facts["profile"] = newcomer.described(self.profile)
        return translate(SENTENCES[self.kind]).format(**facts)


class Left(NamedTuple):
    """Somebody without a mentor: the limit that binds, how many mentors it alone keeps away, and the cheapest change.

    Where no one change would do, `lacking` says which facts of the mentee no mentor at all could satisfy.
    """

    mentee: str
    limit: Limit
    kept_away: int
    change: Change | None
    lacking: tuple[Limit, ...] = ()

    def help(self, translate: Callable[[str], str] = str) -> str:
        """What would help, in words."""
        if self.change:
            return self.change.say(translate)
        if self.lacking:
            facts = ", ".join(translate(OWN_FACTS[limit]) for limit in self.lacking)
            return translate("no one change would do: {facts}").format(facts=facts)
        return translate("no one change is sure to match more")

    def say(self, translate: Callable[[str], str] = str) -> str:
        if self.limit == Limit.CAPACITY:
            return translate("{count} mentors fit, and all their places are taken").format(count=self.kept_away)
        words = [translate(text) for limit, text in LIMIT_SENTENCES.items() if limit & self.limit]
        return translate("nobody fits: {limits}").format(limits=", ".join(words))


def left(pool: PeoplePool, mate: np.ndarray, floor_binds: bool = False, only: Collection[str] | None = None) -> list[Left]:
    """Everybody without a mentor, or those of `only` among them. Where the fairness floor binds no change is proposed: it would
    have to be tried."""
    rows = np.flatnonzero(mate == NOBODY)
    wished = [only is None or pool.mentees[i] in only for i in rows.tolist()]
    told = [
        Left(pool.mentees[i], Limit.MENTEE_ELIGIBILITY, 0, None, (Limit.MENTEE_ELIGIBILITY,))
        for i, asked in zip(rows.tolist(), wished, strict=True)
        if asked and not pool.eligible[i]
    ]
    rows = rows[pool.eligible[rows]]
    helps, fits = np.empty((len(rows), BITS), np.int64), np.empty((len(rows), BITS), np.int64)
    scan.fast_stand(pool.arrays, rows, reachable(pool, mate), helps, fits, pool.row())
    wanted = newcomer.Wanted(pool, rows)
    owed = _owed(helps)
    for r, i in enumerate(rows.tolist()):
        if only is not None and pool.mentees[i] not in only:
            continue
        limit = _binding(pool, i, fits[r])
        change = None if floor_binds else _cheapest(pool, i, helps[r], wanted, owed)
        kept = int(sum(fits[r, b] for b in range(BITS) if limit & 1 << b))
        told.append(Left(pool.mentees[i], limit, kept, change, () if change else newcomer.lacking(pool.people[i], pool.rules)))
    return sorted(told)


def reachable(pool: PeoplePool, mate: np.ndarray) -> np.ndarray:
    """The mentors who have a place, or can have one because one of theirs moves on to a mentor who has."""
    held = np.bincount(mate[mate != NOBODY], minlength=len(pool.mentors))
    found = (held < pool.capacity) & (pool.own == 0)
    movable = np.flatnonzero((mate != NOBODY) & (pool.locked == NOBODY))
    while True:
        still = movable[~found[mate[movable]]]
        price = Prices(np.where(found, 0, 2).astype(np.int64), np.zeros(len(found), np.int64))
        least = np.full((len(mate), 2), EXACT, np.int64)
        could = still[pool.survey(still, price, least, 0)[3][still, 0] > 0]
        if not len(could):
            return found
        found[mate[could]] = True


def _binding(pool: PeoplePool, i: int, fits: np.ndarray) -> Limit:
    """Capacity where somebody fits; else the one limit that keeps most away; else the few that do together."""
    capacity = int(Limit.CAPACITY).bit_length() - 1
    if fits[capacity]:
        return Limit.CAPACITY
    if fits.max() > 0:
        return Limit(1 << int(fits.argmax()))
    home = pool.arrays.mentee.branch[i]
    near = np.arange(pool.arrays.home[home], pool.arrays.home[home + 1])
    if not len(near):
        return Limit.PLACE
    broken, _ = pool.judged(np.full(len(near), i), near)
    fewest = min(broken.tolist(), key=lambda bits: (int(bits).bit_count(), int(bits)))
    return Limit(int(fewest))


def _owed(helps: np.ndarray) -> dict[tuple[int, int], int]:
    """For each mentor's own limit, how many of those who wait it alone keeps from this mentor as their best."""
    owed: dict[tuple[int, int], int] = {}
    for limit in OWN:
        bit = int(limit).bit_length() - 1
        for j in helps[:, bit][helps[:, bit] != scan.NEVER].tolist():
            owed[bit, j] = owed.get((bit, j), 0) + 1
    return owed


def _cheapest(pool: PeoplePool, i: int, helps: np.ndarray, wanted: "newcomer.Wanted", owed: dict[tuple[int, int], int]) -> Change | None:
    costs, one = pool.rules.changes, pool.people[i]
    found: list[Change] = []
    for limit in (Limit.CAPACITY, Limit.FREE, Limit.PLACE, Limit.DATES, Limit.LANGUAGE, *OWN):
        bit = int(limit).bit_length() - 1
        if helps[bit] != scan.NEVER:
            mentor = pool.helpers[helps[bit]]
            matches = min(mentor.capacity, owed.get((bit, int(helps[bit])), 1))
            found += _lifting(pool, limit, one, mentor, matches)
    profile, matches = wanted.best_for(i)
    if profile:
        found.append(Change("new_mentor", matches, costs.new_mentor, mentee=one.id, mentor=profile.id, profile=profile))
    found = [change for change in found if change.cost]
    return min(found, key=lambda change: change.price, default=None)


def _lifting(pool: PeoplePool, limit: Limit, one: Mentee, other: Mentor, matches: int) -> list[Change]:
    """The change of one fact that would lift this limit between these two, if there is one."""
    costs = pool.rules.changes
    if limit == Limit.CAPACITY:
        return [Change("place", 1, costs.place, one.id, other.id)]
    if limit in OWN:
        kind = "training" if limit == Limit.TRAINING else "clearance"
        return [Change(kind, matches, getattr(costs, kind), one.id, other.id)]
    if limit == Limit.PLACE:
        return [Change("remote", 1, costs.remote, one.id, other.id)]
    if limit == Limit.FREE:
        short = pool.rules.limits.free_together - (one.free & other.free).bit_count()
        more = [slot for at, slot in enumerate(SLOTS) if other.free & ~one.free & 1 << at]
        return [Change("slot", 1, costs.slot, one.id, other.id, more[0])] if short == 1 and more else []
    if limit == Limit.DATES:
        return _longer_stay(pool, one, other)
    least = pool.rules.limits.language or 0
    mine = dict(one.languages)
    tongues = [(least - mine[code], code) for code, level in other.languages if level >= least and code in mine]
    return [Change("language", 1, costs.language, one.id, other.id, fact=(min(tongues)[1], least))] if tongues else []


def _longer_stay(pool: PeoplePool, one: Mentee, other: Mentor) -> list[Change]:
    today, days = pool.rules.today, timedelta(max(1, 7 * pool.rules.limits.weeks_together))
    begin, until = max(one.from_on or today, today), one.until_on or date.max
    theirs, their_end = max(other.from_on or today, today), other.until_on or date.max
    end, cost = max(begin, theirs) + days, pool.rules.changes.date
    if until < end <= their_end:
        return [Change("until", 1, cost, one.id, other.id, fact=end)]
    start = min(until, their_end) - days
    return [Change("from", 1, cost, one.id, other.id, fact=start)] if theirs <= start < begin else []


def applied(pool: PeoplePool, change: Change) -> PeoplePool:
    """The pool as it would be after the change, to be solved again."""
    people, helpers = list(pool.people), list(pool.helpers)
    if change.kind == "new_mentor" and change.profile:
        helpers.append(change.profile)
    elif change.kind in ("place", "training", "clearance"):
        j = pool.mentor_at[change.mentor]
        other, today = helpers[j], pool.rules.today
        helpers[j] = {
            "place": other._replace(capacity=other.capacity + 1),
            "training": other._replace(trained_on=today),
            "clearance": other._replace(cleared_until=today),
        }[change.kind]
    else:
        i = pool.mentee_at[change.mentee]
        people[i] = _changed(people[i], change)
    locked = [(pool.mentees[i], pool.mentors[j]) for i, j in enumerate(pool.locked.tolist()) if j != NOBODY]
    return PeoplePool(people, helpers, pool.rules, locked, pool.forbidden_pairs)


def _changed(one: Mentee, change: Change) -> Mentee:
    if change.kind == "slot":
        return one._replace(free=one.free | 1 << SLOTS.index(str(change.fact)))
    if change.kind == "remote":
        return one._replace(remote=True)
    if change.kind == "language" and isinstance(change.fact, tuple):
        return one._replace(languages=tuple((dict(one.languages) | dict([change.fact])).items()))
    day: Any = change.fact
    return one._replace(from_on=day) if change.kind == "from" else one._replace(until_on=day)


def unmatched_file(pool: PeoplePool, mate: np.ndarray, floor_binds: bool = False) -> bytes:
    """mentee, limit, why, change as CSV."""
    rows = ((who.mentee, _name(who.limit), who.say(), who.help()) for who in left(pool, mate, floor_binds))
    return csv_bytes(("mentee", "limit", "why", "change"), rows)


def _name(limit: Limit) -> str:
    return "+".join(part.name.lower() for part in Limit if part & limit and part.name)
