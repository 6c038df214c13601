"""The fairness floor and its proof: no group's matched share may fall more than x below the overall share.

With K of n people matched, at least ceil(size * (K/n - x)) of each group must be among them. Groups serve this count
and nothing else: inside the floor nobody's group changes what a duo is worth.

The proof has three parts, each weak duality again and checked without a solver: `most` prices bound how many can be
matched at all; `short` shows for which number the groups' least can no longer be reached together; `rise` and `lift`
(the worth of one person more, and of one more of a group) bound the points at the number that remains.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

import numpy as np

from .bound import Prices, Value, exact, total, weighted
from .pool import NOBODY, Pool, Rejected, index, locked_value, open_places


class FloorImpossible(Exception):
    """The duos locked already leave no way to keep the floor."""


@dataclass(frozen=True)
class Groups:
    """Which group each mentee is in (NOBODY for none), their sizes, and how many are locked into duos already."""

    names: list[str]
    of: np.ndarray
    size: np.ndarray
    locked: np.ndarray
    everybody: int

    def least(self, matched: int, below: Fraction) -> np.ndarray:
        """Of each group, how many besides the locked must be matched when `matched` are in all."""
        share = Fraction(matched, max(self.everybody, 1)) - below
        needed = [max(0, ceil(int(size) * share)) for size in self.size]
        return np.maximum(np.array(needed, np.int64) - self.locked, 0)

    def counted(self, mate: np.ndarray) -> np.ndarray:
        """How many of each group have a mentor."""
        some = (mate != NOBODY) & (self.of != NOBODY)
        return np.bincount(self.of[some], minlength=len(self.names))


def groups_of(pool: Pool) -> Groups:
    """The groups of a pool, in the order of their names."""
    names = sorted({name for name in pool.groups if name})
    at = index(names)
    of = np.array([at.get(name, NOBODY) for name in pool.groups], np.int64)
    size = np.bincount(of[of != NOBODY], minlength=len(names))
    still = Groups(names, of, size, np.zeros(len(names), np.int64), len(pool.mentees))
    return Groups(names, of, size, still.counted(pool.locked), len(pool.mentees))


def holds(pool: Pool, mate: np.ndarray) -> bool:
    """Whether these duos keep the pool's floor."""
    if pool.floor is None:
        return True
    groups = groups_of(pool)
    matched = int(np.count_nonzero(mate != NOBODY))
    return bool(np.all(groups.counted(mate) - groups.locked >= groups.least(matched, pool.floor)))


@dataclass(frozen=True)
class Short:
    """Prices and groups that show: with `matched` people in all, the groups' least cannot be reached."""

    matched: int
    left_out: np.ndarray
    prices: np.ndarray


@dataclass(frozen=True)
class Proof:
    """Why no more can be matched within the floor, and what one person more or one more of a group is worth."""

    matched: int
    rise: int
    lift: np.ndarray
    most: np.ndarray
    short: Short | None

    def as_json(self, pool: Pool) -> dict[str, Any]:
        groups = groups_of(pool)
        short = self.short and {
            "matched": self.short.matched,
            "left_out": [name for name, out in zip(groups.names, self.short.left_out, strict=True) if out],
            "prices": _named(pool, self.short.prices),
        }
        lift = {name: int(more) for name, more in zip(groups.names, self.lift, strict=True) if more}
        return {"matched": self.matched, "rise": self.rise, "lift": lift, "most": _named(pool, self.most), "short": short}

    @classmethod
    def from_json(cls, pool: Pool, body: dict[str, Any] | None) -> "Proof | None":
        """The proof as a certificate has it; raises Rejected when it is not one."""
        if body is None:
            return None
        names = groups_of(pool).names
        try:
            if set(body) != {"matched", "rise", "lift", "most", "short"}:
                raise ValueError
            lift = exact(_by_name(body["lift"], names))
            if np.any(lift < 0):
                raise ValueError
            return cls(_number(body["matched"]), _number(body["rise"]), lift, _people(pool, body["most"]), _short(pool, body["short"]))
        except (ValueError, TypeError, KeyError, AttributeError) as fault:
            raise Rejected("its field floor is not a proof for this pool") from fault


def _short(pool: Pool, body: dict[str, Any] | None) -> Short | None:
    if body is None:
        return None
    if set(body) != {"matched", "left_out", "prices"}:
        raise ValueError
    names, out = groups_of(pool).names, body["left_out"]
    if len(set(out)) != len(out) or not set(out) <= set(names):
        raise ValueError
    left_out = np.array([name in out for name in names], bool)
    return Short(_number(body["matched"]), left_out, _people(pool, body["prices"]))


def _number(thing: Any) -> int:
    if type(thing) is not int or abs(thing) > 1 << 60:
        raise ValueError
    return thing


def _by_name(given: dict[str, Any], names: list[str]) -> list[int]:
    if not set(given) <= set(names):
        raise ValueError
    return [_number(given.get(name, 0)) for name in names]


def _people(pool: Pool, given: dict[str, Any]) -> np.ndarray:
    prices = exact(_by_name(given, pool.mentors))
    if np.any(prices < 0):
        raise ValueError
    return prices


def _named(pool: Pool, prices: np.ndarray) -> dict[str, int]:
    some = np.flatnonzero((prices != 0) & (open_places(pool) > 0))
    return {pool.mentors[j]: int(prices[j]) for j in some}


def bound_of(pool: Pool, prices: Prices, proof: Proof) -> Value:
    """No set of duos with `proof.matched` people and each group's least is worth more than this."""
    groups = groups_of(pool)
    if pool.floor is None:
        raise Rejected("it speaks of a floor that the rules do not have")
    least, places, kept = groups.least(proof.matched, pool.floor), open_places(pool), locked_value(pool)
    people, points = pool.worth(prices, bonus(groups, proof.rise, proof.lift))
    more = proof.matched - kept.people
    return Value(
        kept.people + total(people) + weighted(places, prices.people) + more,
        kept.points + total(points) + weighted(places, prices.points) - weighted(least, proof.lift) + proof.rise * more,
    )


def bonus(groups: Groups, rise: int, lift: np.ndarray) -> Prices:
    """What is added to every pair of a mentee: the lift of the group, less the price of being counted at all."""
    points = np.where(groups.of == NOBODY, 0, lift[groups.of] if len(lift) else 0) - rise
    return Prices(np.full(len(groups.of), -1, np.int64), points)


def checked_bound(pool: Pool, prices: Prices, proof: Proof, mate: np.ndarray) -> Value:
    """The bound, after checking that the duos keep the floor and that no greater number of people could."""
    if proof.matched != np.count_nonzero(mate != NOBODY):
        raise Rejected("its floor is for another number of people")
    groups, locked = groups_of(pool), locked_value(pool).people
    most = locked + most_matched(pool, proof.most)
    for matched in range(proof.matched + 1, most + 1):
        if proof.short and matched >= proof.short.matched:
            break
        if groups.least(matched, pool.floor or Fraction(0)).sum() <= matched - locked:
            raise Rejected(f"it does not show that {matched} people could not be matched within the floor")
    if proof.short and not is_short(pool, groups, proof.short):
        raise Rejected("it does not show where the groups' least can no longer be reached")
    return bound_of(pool, prices, proof)


def most_matched(pool: Pool, price: np.ndarray) -> int:
    """How many, besides the locked, can be matched at most: a bound by prices in people."""
    people, _ = pool.worth(Prices(price, np.zeros_like(price)))
    return total(people) + weighted(open_places(pool), price)


def is_short(pool: Pool, groups: Groups, short: Short) -> bool:
    """Whether the prices show that the least of the groups not left out cannot be reached."""
    least = groups.least(short.matched, pool.floor or Fraction(0))
    wanted = total(least[~short.left_out])
    people, _ = pool.worth(Prices(short.prices, np.zeros_like(short.prices)), without(groups, short.left_out))
    return total(people) + weighted(open_places(pool), short.prices) < wanted


def without(groups: Groups, left_out: np.ndarray) -> Prices:
    """A bonus that takes the mentees of these groups, and of none, out of the count."""
    out = np.where(groups.of == NOBODY, True, left_out[groups.of] if len(left_out) else True)
    return Prices(-out.astype(np.int64), np.zeros(len(out), np.int64))
