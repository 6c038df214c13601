"""One round of matching: people, wishes of the coordinator and rules as plain values, what the engine makes of it, and its files."""

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from threading import Lock

import numpy as np

from ..engine.best import Duos, best, written
from ..engine.certificate import to_bytes
from ..engine.files import duos_file, mentees_file, mentors_file
from ..engine.floor import FloorImpossible
from ..engine.limits import Limit
from ..engine.people import Mentee, Mentor
from ..engine.pool import NOBODY
from ..engine.proposal import PeoplePool
from ..engine.reasons import Reason, why
from ..engine.rules import rules_of
from ..engine.unmatched import Left, left
from .criteria import Conditions, Tree, text_of

Pair = tuple[str, str]
YIELDING = Limit.PLACE | Limit.LANGUAGE | Limit.FREE | Limit.DATES | Limit.DISTANCE | Limit.TRAINING
"""The limits that give way where people write down why; a veto, a refusal, a conflict, a missing clearance or place never do."""

KEPT_ANSWERS = 4
_ANSWERS: dict[str, "Solved"] = {}
_LOCK = Lock()


@dataclass(frozen=True)
class Round:
    """Who waits and who is there, under pseudonyms, with the pairs to keep and to leave out, and the rules of the day."""

    version: str
    on: date
    tree: Tree
    conditions: Conditions
    mentees: tuple[Mentee, ...]
    mentors: tuple[Mentor, ...]
    kept: tuple[Pair, ...] = ()
    forbidden: frozenset[Pair] = field(default_factory=frozenset)
    floor: bool = True

    @cached_property
    def rules_file(self) -> str:
        return text_of(self.version, self.on, self.tree, self.conditions, floor=self.floor)

    @cached_property
    def files(self) -> dict[str, bytes]:
        """The inputs as `vieta match` reads them, by name; the kept and the forbidden only where there are any."""
        found = {"mentees": mentees_file(self.mentees), "mentors": mentors_file(self.mentors), "rules": self.rules_file.encode()}
        if self.kept:
            found["locked"] = duos_file(self.kept)
        if self.forbidden:
            found["forbidden"] = duos_file(self.forbidden)
        return found

    @cached_property
    def state(self) -> str:
        """One hash of everything that goes in: another state of people or rules has another."""
        return hashlib.sha256(json.dumps(self._hashes, sort_keys=True).encode()).hexdigest()

    @cached_property
    def _hashes(self) -> dict[str, str]:
        return {name: hashlib.sha256(data).hexdigest() for name, data in self.files.items()}

    @cached_property
    def pool(self) -> PeoplePool:
        return PeoplePool(self.mentees, self.mentors, rules_of(self.rules_file), self.kept, sorted(self.forbidden), dict(self._hashes))

    def judged(self, pairs: Iterable[Pair]) -> dict[Pair, tuple[int, int]]:
        """For each pair the limits it breaks and the points it has."""
        pairs, pool = list(pairs), self.pool
        i = np.array([pool.mentee_at[a] for a, _ in pairs], np.int64)
        j = np.array([pool.mentor_at[b] for _, b in pairs], np.int64)
        if not pairs:
            return {}
        broken, points = pool.judged(i, j)
        return {pair: (int(bits), int(worth)) for pair, bits, worth in zip(pairs, broken, points, strict=True)}

    def with_kept(self, pairs: Iterable[Pair]) -> tuple["Round", tuple[Pair, ...]]:
        """The round with those of these pairs kept that can be, and the others: a limit that never yields, or no place left."""
        bare, pairs = replace(self, kept=()), list(pairs)
        if not pairs:
            return bare, ()
        broken, places = bare.judged(pairs), {one.id: one.capacity for one in self.mentors}
        kept: list[Pair] = []
        for pair in pairs:
            if broken[pair][0] & ~int(YIELDING) or not places[pair[1]] or any(pair[0] == mentee for mentee, _ in kept):
                continue
            kept.append(pair)
            places[pair[1]] -= 1
        return replace(self, kept=tuple(kept)), tuple(pair for pair in pairs if pair not in kept)

    def solved(self) -> "Solved":
        """The best set of duos. Where kept pairs leave no way to keep the floor, the floor gives way, and the answer says so.

        The last answers are kept: the same people, marks and rules, to the letter, have the same answer.
        """
        with _LOCK:
            known = _ANSWERS.get(self.state)
        if known is not None:
            return known
        try:
            found = Solved(self, best(self.pool))
        except FloorImpossible:
            freed = replace(self, floor=False)
            found = Solved(freed, best(freed.pool), floor_gave_way=True)
        with _LOCK:
            _ANSWERS[self.state] = found
            while len(_ANSWERS) > KEPT_ANSWERS:
                del _ANSWERS[next(iter(_ANSWERS))]
        return found


@dataclass(frozen=True)
class Solved:
    """What the engine proposes for a round; it forms nothing."""

    round: Round
    duos: Duos
    floor_gave_way: bool = False

    @property
    def pool(self) -> PeoplePool:
        return self.round.pool

    @cached_property
    def pairs(self) -> dict[str, str]:
        """The mentor of each mentee who has one."""
        mate = self.duos.mate.tolist()
        return {self.pool.mentees[i]: self.pool.mentors[j] for i, j in enumerate(mate) if j != NOBODY}

    @cached_property
    def points(self) -> int:
        """What the pairs are worth together: of the set, never of a person."""
        at = np.flatnonzero(self.duos.mate != NOBODY)
        return int(self.pool.judged(at, self.duos.mate[at])[1].sum()) if len(at) else 0

    @property
    def floor_binds(self) -> bool:
        return self.duos.proof is not None

    def reasons(self, mentee: str, mentor: str) -> list[Reason]:
        """What speaks for two people; how long one has waited speaks for no mentor in particular, and is said elsewhere."""
        pool = self.pool
        found = why(pool.people[pool.mentee_at[mentee]], pool.helpers[pool.mentor_at[mentor]], pool)
        return [one for one in found if one.kind != "waiting"]

    def left(self, only: Collection[str] | None = None) -> list[Left]:
        """Those without a mentor (all, or these), with what stands in the way and what would help."""
        return left(self.pool, self.duos.mate, self.floor_binds, only)

    def proof(self) -> dict[str, bytes]:
        """The pairs and their certificate; raises NotProven, which would be a fault of the engine."""
        pairs, certificate = written(self.pool, self.duos)
        return {"pairs": pairs, "certificate": to_bytes(certificate)}
