"""Random pools of people for the benchmarks: branches of about 2 500, places for all or for 60 % only."""

import datetime
from pathlib import Path
from random import Random

import numpy as np

from vieta.matching.engine.people import SLOTS
from vieta.matching.engine.proposal import PeoplePool, read_people
from vieta.matching.engine.rules import LEVELS

TODAY = datetime.date(2026, 3, 2)
BRANCH = 2_500
LISTED = 50
LANGUAGES = ("fr", "nl", "en", "ar", "tr", "ps", "fa", "es", "pt", "ro", "bg", "pl", "ru", "uk", "so", "ti", "am", "sw", "sq", "ku")
CODES = [f"{a}{b}{c}{d}" for a in range(1, 10) for b in range(1, 6) for c in (1, 2) for d in (1, 2, 3)]
COLUMNS = "branch,languages,free,isco,interests,latitude,longitude"
RULES = """version = "benchmark"
date = 2026-03-02
[limits]
language = "B1"
free_together = 1
[weights]
sector = 3
languages = 2
interests = 1
availability = 2
distance = 2
waiting = 1
"""


def write(folder: Path, size: int, tight: bool = False, seed: int = 1) -> None:
    """M.csv, N.csv and R.toml for so many mentees and as many mentors with 1 to 3 places each."""
    r, branches = Random(seed), max(1, size // BRANCH)
    towns = [(50 + 3 * r.random(), 3 + 3 * r.random()) for _ in range(branches)]
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "M.csv").open("w") as out:
        out.write(f"mentee,{COLUMNS},waiting_since,vetoes\n")
        for i in range(size):
            since = TODAY - datetime.timedelta(r.randint(0, 150))
            out.write(f"P{i:06d},{_person(r, towns)},{since},{_veto(r, 'N', size)}\n")
    with (folder / "N.csv").open("w") as out:
        out.write(f"mentor,capacity,{COLUMNS},cleared_until,trained_on,vetoes\n")
        for j, places in enumerate(_places(r, size, tight)):
            out.write(f"N{j:06d},{places},{_person(r, towns)},2027-01-01,2025-01-01,{_veto(r, 'P', size)}\n")
    (folder / "R.toml").write_text(RULES)


def _places(r: Random, size: int, tight: bool) -> list[int]:
    places = [r.randint(1, 3) for _ in range(size)]
    left = size * 60 // 100 if tight else 3 * size
    order = list(range(size))
    r.shuffle(order)
    for j in order:
        places[j] = min(places[j], left)
        left -= places[j]
    return places


def _veto(r: Random, letter: str, size: int) -> str:
    return f"{letter}{r.randrange(size):06d}" if r.random() < 0.05 else ""


def _person(r: Random, towns: list[tuple[float, float]]) -> str:
    b = r.randrange(len(towns))
    tongues = {r.choice(LANGUAGES[:3]): r.choice(LEVELS[2:])} | {r.choice(LANGUAGES): r.choice(LEVELS) for _ in range(r.randint(0, 2))}
    words = [
        f"branch {b}", ";".join(f"{code}:{level}" for code, level in tongues.items()), ";".join(r.sample(SLOTS, r.randint(3, 8))),
        ";".join(r.sample(CODES, r.randint(1, 2))), ";".join(f"interest {k}" for k in r.sample(range(40), r.randint(2, 5))),
        f"{towns[b][0] + r.gauss(0, 0.08):.5f}", f"{towns[b][1] + r.gauss(0, 0.1):.5f}",
    ]  # fmt: skip
    return ",".join(words)


def read(folder: Path) -> PeoplePool:
    return read_people(str(folder / "M.csv"), str(folder / "N.csv"), str(folder / "R.toml"))


def write_pairs(folder: Path) -> Path:
    """The best 50 allowed mentors of each mentee as arrays, for the comparison of solvers alone."""
    path = folder / "pairs.npz"
    if not path.exists():
        pool = read(folder)
        none = np.zeros((len(pool.mentees), 2), np.int64)
        listed, score, _, _ = pool.survey(pool.rows, pool.no_prices(), none, LISTED)
        graph = pool.with_pairs(pool.empty_graph(), pool.rows, listed, score)
        np.savez(path, mentee=graph.rows(), mentor=graph.to, score=graph.score, capacity=graph.capacity)
    return path
