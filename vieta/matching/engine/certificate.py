"""The proof that comes with a matching, and the checker that confirms it without any solver.

The proof is weak duality: the prices alone bound what any set of duos can be worth (`bound`), and the duos reach
that bound. The checker reads the inputs again, counts everything itself in exact integers, and knows nothing of
how the duos or the prices were found.
"""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from . import floor
from .bound import Prices, Value, exact
from .pool import NOBODY, Pool, Rejected, bound_of, index, open_places
from .tables import Table, csv_bytes, whole

FORMAT = "vieta matching certificate 1"
PAIR_COLUMNS = ("mentee", "mentor", "score")


class NotProven(Exception):
    """The duos miss their own bound: a fault of the engine, never of the input."""


def pairs_file(pool: Pool, mate: np.ndarray) -> bytes:
    """The duos as CSV: mentee, mentor, score, in the order of the mentees' names."""
    some = np.flatnonzero(mate != NOBODY)
    points = pool.scores(some, mate[some])
    rows = zip(some.tolist(), mate[some].tolist(), points, strict=True)
    return csv_bytes(PAIR_COLUMNS, sorted((pool.mentees[i], pool.mentors[j], p) for i, j, p in rows))


def certificate(pool: Pool, mate: np.ndarray, prices: Prices, pairs: bytes, proof: "floor.Proof | None" = None) -> dict[str, Any]:
    """The proof of these duos; raises NotProven when they miss the bound."""
    some = np.flatnonzero(mate != NOBODY)
    primal = Value(len(some), sum(p or 0 for p in pool.scores(some, mate[some])))
    dual = floor.bound_of(pool, prices, proof) if proof else bound_of(pool, prices)
    if dual != primal:
        raise NotProven(f"the duos are worth {primal}, the bound is {dual}")
    body = {
        "format": FORMAT,
        "inputs": pool.inputs,
        "rules_version": pool.rules_version,
        "pairs": hashlib.sha256(pairs).hexdigest(),
        "primal": primal._asdict(),
        "dual": dual._asdict(),
        "gap": dual.minus(primal)._asdict(),
        "prices": _prices_by_name(pool, prices),
        "floor": proof.as_json(pool) if proof else None,
    }
    return body | {"seal": seal(body)}


def seal(body: dict[str, Any]) -> str:
    """The SHA-256 of everything in a certificate but the seal."""
    text = json.dumps({k: v for k, v in body.items() if k != "seal"}, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def to_bytes(body: dict[str, Any]) -> bytes:
    return (json.dumps(body, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _prices_by_name(pool: Pool, prices: Prices) -> dict[str, list[int]]:
    some = np.flatnonzero(((prices.people != 0) | (prices.points != 0)) & (open_places(pool) > 0))
    return {pool.mentors[j]: [int(prices.people[j]), int(prices.points[j])] for j in some.tolist()}


def verify(pool: Pool, text: bytes, pairs_path: str) -> Value:
    """What the duos are worth, if the certificate proves that no set of duos is worth more; else raises Rejected."""
    body = _parsed(text)
    if body["inputs"] != pool.inputs:
        raise Rejected("it was made for other input files")
    if body["rules_version"] != pool.rules_version:
        raise Rejected("it was made under another version of the rules")
    table = Table(pairs_path, PAIR_COLUMNS, may_be_bare=True)
    if body["pairs"] != table.sha256:
        raise Rejected("it was made for another file of pairs")
    mate, primal = _counted(pool, table)
    proof = floor.Proof.from_json(pool, body["floor"])
    prices = prices_of(pool, body)
    if not floor.holds(pool, mate):
        raise Rejected("a group falls below the floor")
    dual = floor.checked_bound(pool, prices, proof, mate) if proof else bound_of(pool, prices)
    for name, value in (("primal", primal), ("dual", dual), ("gap", dual.minus(primal))):
        if body[name] != value._asdict():
            raise Rejected(f"its {name} value is not what the files and prices give: {value}")
    if dual != primal:
        raise Rejected("the duos miss the bound: they are not proven the best")
    return primal


def _parsed(text: bytes) -> dict[str, Any]:
    try:
        body = json.loads(text.decode(), object_pairs_hook=_once)
    except (ValueError, RecursionError) as fault:
        raise Rejected(f"it is not a JSON file ({fault})") from fault
    shape = {
        "format": str, "inputs": dict, "rules_version": str, "pairs": str, "primal": dict, "dual": dict,
        "gap": dict, "prices": dict, "floor": dict | None, "seal": str,
    }  # fmt: skip
    if not isinstance(body, dict) or set(body) != set(shape):
        raise Rejected("it does not have the fields of a certificate")
    for name, kind in shape.items():
        if not isinstance(body[name], kind):
            raise Rejected(f"its field {name} is of the wrong kind")
    if body["format"] != FORMAT:
        raise Rejected("it is of another format")
    for name in ("primal", "dual", "gap"):
        if any(type(number) is not int for number in body[name].values()):
            raise Rejected(f"its field {name} is not in whole numbers")
    if body["seal"] != seal(body):
        raise Rejected("it was changed after it was sealed")
    return body


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    body = dict(pairs)
    if len(body) != len(pairs):
        raise ValueError("a field stands twice")
    return body


def prices_of(pool: Pool, body: dict[str, Any]) -> Prices:
    """The prices of a certificate by the pool's mentors; refuses unknown mentors and prices below nothing."""
    people, points = [0] * len(pool.mentors), [0] * len(pool.mentors)
    at, places = index(pool.mentors), open_places(pool)
    for name, price in body["prices"].items():
        if name not in at or places[at[name]] == 0:
            raise Rejected(f"it has a price for “{name}”, who has no open place in the pool")
        if not is_value(price):
            raise Rejected(f"the price of “{name}” is not two whole numbers")
        people[at[name]], points[at[name]] = price
    prices = Prices(exact(people), exact(points))
    if fault := prices.fault():
        raise Rejected(fault)
    return prices


def is_value(thing: object) -> bool:
    """Two whole numbers, as prices are written."""
    return isinstance(thing, Sequence) and len(thing) == 2 and all(type(number) is int for number in thing)


def _counted(pool: Pool, table: Table) -> tuple[np.ndarray, Value]:
    """The duos of the file, each allowed and with its true score, none twice, no mentor beyond capacity, all locked kept."""
    mentee_at, mentor_at = index(pool.mentees), index(pool.mentors)
    mate, claimed = np.full(len(pool.mentees), NOBODY, np.int32), {}
    for line, mentee, mentor, points in zip(
        table.lines, table.cells("mentee"), table.cells("mentor"), table.read("score", whole), strict=True
    ):
        i, j = mentee_at.get(mentee), mentor_at.get(mentor)
        if i is None or j is None:
            raise Rejected(f"the pairs' line {line} names somebody who is not in the pool")
        if mate[i] != NOBODY:
            raise Rejected(f"the pairs' line {line} gives “{mentee}” a second mentor")
        mate[i], claimed[i] = j, points
    if np.any((pool.locked != NOBODY) & (mate != pool.locked)):
        raise Rejected("a locked duo was moved")
    if np.any(np.bincount(mate[mate != NOBODY], minlength=len(pool.mentors)) > pool.capacity):
        raise Rejected("a mentor has more duos than places")
    some = np.flatnonzero(mate != NOBODY)
    for i, own in zip(some.tolist(), pool.scores(some, mate[some]), strict=True):
        if own is None:
            raise Rejected(f"“{pool.mentees[i]}” has a mentor who is not allowed")
        if own != claimed[i]:
            raise Rejected(f"the score of “{pool.mentees[i]}” is {own}, not {claimed[i]}")
    return mate, Value(len(some), sum(claimed.values()))
