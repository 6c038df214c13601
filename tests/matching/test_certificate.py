"""The checker confirms true certificates and rejects every changed one, sealed anew or not."""

import copy
import json
from hashlib import sha256
from typing import Any

import numpy as np
import pytest

from tests.matching.pools import drawn
from vieta.matching.engine.best import best, written
from vieta.matching.engine.certificate import Rejected, seal, to_bytes, verify
from vieta.matching.engine.edges import EdgePool
from vieta.matching.engine.rules import Rules


def edge_files(folder, seed: int) -> EdgePool:
    """A random list of pairs with somebody left out, so that prices matter."""
    random = np.random.default_rng(seed)
    lines = [f"p{i},n{j},{random.integers(-9, 30)}" for i in range(8) for j in range(4) if random.random() < 0.6]
    (folder / "E.csv").write_text("mentee,mentor,score\n" + "\n".join(lines) + "\n")
    (folder / "C.csv").write_text("mentor,capacity\n" + "\n".join(f"n{j},{random.integers(0, 3)}" for j in range(4)) + "\n")
    return EdgePool(str(folder / "E.csv"), str(folder / "C.csv"))


@pytest.fixture
def proven(tmp_path):
    """A pool, its certificate and the path of its pairs."""
    pool = edge_files(tmp_path, 3)
    pairs, body = written(pool, best(pool))
    (tmp_path / "pairs.csv").write_bytes(pairs)
    return pool, body, tmp_path / "pairs.csv"


def spots(thing: Any, at: tuple = ()):
    """Where each plain value of a tree stands."""
    if isinstance(thing, dict):
        for key, value in thing.items():
            yield from spots(value, (*at, key))
    elif isinstance(thing, list):
        for key, value in enumerate(thing):
            yield from spots(value, (*at, key))
    else:
        yield at


def changed(body: dict, at: tuple, value: Any) -> dict:
    other = copy.deepcopy(body)
    inner = other
    for key in at[:-1]:
        inner = inner[key]
    inner[at[-1]] = value
    return other


def other_values(value: Any):
    if isinstance(value, int):
        return [value + 1, value - 1, value + 10**30, -value - 7, str(value), float(value), None, True]
    if isinstance(value, str):
        return [value + "x", value[1:] if value else "y", None, 5]
    return [{}, [], 3, "none"]


def assert_rejected(pool, body, pairs):
    with pytest.raises(Rejected):
        verify(pool, to_bytes(body), str(pairs))


def test_a_true_certificate_is_confirmed(proven):
    pool, body, pairs = proven
    assert verify(pool, to_bytes(body), str(pairs))._asdict() == body["primal"]
    assert body["gap"] == {"people": 0, "points": 0}
    assert body["prices"]


def test_any_changed_value_is_rejected(proven):
    pool, body, pairs = proven
    tried = 0
    for at in spots(body):
        value = body
        for key in at:
            value = value[key]
        for other in other_values(value):
            if other is value or (other == value and type(other) is type(value)):
                continue
            assert_rejected(pool, changed(body, at, other), pairs)
            tried += 1
    assert tried > 80


def test_a_changed_value_sealed_anew_is_rejected_too(proven):
    """Whoever can seal anew still cannot claim another result or other inputs."""
    pool, body, pairs = proven
    for at in spots({key: body[key] for key in body if key not in ("seal", "prices")}):
        value = body
        for key in at:
            value = value[key]
        for other in other_values(value):
            forged = changed(body, at, other)
            if forged == body and type(other) is type(value):
                continue
            forged["seal"] = seal(forged)
            assert_rejected(pool, forged, pairs)


def test_prices_sealed_anew_are_rejected_unless_they_prove_the_same(proven):
    """Prices are a proof whoever wrote them: others may pass only where they too bound every set of duos by this value."""
    pool, body, pairs = proven
    rejected = 0
    for name, price in body["prices"].items():
        for part in (0, 1):
            for other in (*other_values(price[part]), price[part] + 40, price[part] - 40):
                forged = changed(body, ("prices", name, part), other)
                forged["seal"] = seal(forged)
                try:
                    assert verify(pool, to_bytes(forged), str(pairs))._asdict() == body["primal"]
                except Rejected:
                    rejected += 1
    assert rejected > 20


def test_fields_taken_away_added_or_doubled_are_rejected(proven):
    pool, body, pairs = proven
    for key in body:
        assert_rejected(pool, {k: v for k, v in body.items() if k != key}, pairs)
    for more in ({"note": "x"}, {"prices": body["prices"] | {"nobody": [0, 1]}}):
        forged = body | more
        assert_rejected(pool, forged | {"seal": seal(forged)}, pairs)
    doubled = to_bytes(body).replace(b'"format"', b'"format": "x", "format"', 1)
    with pytest.raises(Rejected, match="twice"):
        verify(pool, doubled, str(pairs))


def test_what_is_not_a_certificate_is_rejected(proven):
    pool, body, pairs = proven
    for text in (b"", b"{", b"[]", b"null", b"\xff", b"7", json.dumps(body).encode()[:-5], b"[" * 100_000):
        with pytest.raises(Rejected):
            verify(pool, text, str(pairs))


def test_a_worse_set_of_duos_cannot_be_proven(proven):
    pool, body, pairs = proven
    lines = pairs.read_text().splitlines()
    pairs.write_text("\n".join(lines[:-1]) + "\n")
    people, points = body["primal"]["people"] - 1, body["primal"]["points"] - int(lines[-1].split(",")[2])
    forged = body | {"pairs": sha256(pairs.read_bytes()).hexdigest(), "primal": {"people": people, "points": points}}
    forged["gap"] = {"people": 1, "points": body["dual"]["points"] - points}
    with pytest.raises(Rejected, match="miss the bound"):
        verify(pool, to_bytes(forged | {"seal": seal(forged)}), str(pairs))


@pytest.mark.parametrize(
    ("forge", "why"), [("unknown", "not in the pool"), ("twice", "second mentor"), ("score", "score of"), ("full", "places")]
)
def test_changed_pairs_are_rejected(proven, forge, why):
    pool, body, pairs = proven
    header, first, *rest = pairs.read_text().splitlines()
    mentee, mentor, points = first.split(",")
    free = next(name for name in pool.mentees if name not in pairs.read_text())
    lines = {
        "unknown": [f"p99,{mentor},{points}", *rest],
        "twice": [first, *rest, first],
        "score": [f"{mentee},{mentor},{int(points) + 1}", *rest],
        "full": [first, *rest, f"{free},{mentor},{points}"],
    }[forge]
    pairs.write_text("\n".join([header, *lines]) + "\n")
    forged = body | {"pairs": sha256(pairs.read_bytes()).hexdigest()}
    with pytest.raises(Rejected, match=why):
        verify(pool, to_bytes(forged | {"seal": seal(forged)}), str(pairs))


def test_every_pool_of_people_is_proven_and_its_forgeries_rejected(tmp_path):
    pairs = tmp_path / "pairs.csv"
    for seed in range(60):
        pool = drawn(seed)
        data, body = written(pool, best(pool))
        pairs.write_bytes(data)
        assert verify(pool, to_bytes(body), str(pairs))._asdict() == body["primal"]
        for name in body["prices"]:
            forged = copy.deepcopy(body)
            forged["prices"][name][1] += 1
            assert_rejected(pool, forged, pairs)
            forged["prices"][name][1] += 10_000
            assert_rejected(pool, forged | {"seal": seal(forged)}, pairs)
        other = Rules("another version", pool.rules.today)
        pool.rules_version = other.version
        assert_rejected(pool, body, pairs)


def test_prices_beyond_any_sense_do_not_overflow(tmp_path):
    pairs = tmp_path / "pairs.csv"
    pool = next(p for p in map(drawn, range(99)) if written(p, best(p))[1]["prices"])
    data, body = written(pool, best(pool))
    pairs.write_bytes(data)
    for huge in (2**62, 2**63, 2**64, 10**40):
        for part in (0, 1):
            forged = copy.deepcopy(body)
            next(iter(forged["prices"].values()))[part] = huge
            assert_rejected(pool, forged | {"seal": seal(forged)}, pairs)
