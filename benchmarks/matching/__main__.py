"""`make bench-matching`: the matching engine beside its peers in one run: both sides, their ratio and the goal."""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.matching import pools
from benchmarks.matching.contestants import peak_mb

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "var" / "bench-matching"
PEER = HOME / "mentor-match"
CONTESTANTS = "benchmarks.matching.contestants"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", type=int, default=100_000, help="mentees and mentors in the large pools")
    parser.add_argument("--rounds", type=int, default=3, help="how often each side of a pair runs; the median counts")
    parser.add_argument("--no-mentor-match", action="store_true", help="leave out the peer that takes minutes")
    args = parser.parse_args()
    met = [
        solvers("20k", 20_000, False, args.rounds, sparse=True),
        solvers("large", args.large, False, args.rounds),
        solvers("large, places for 60 %", args.large, True, args.rounds),
        chain(args.large, False, args.rounds),
        chain(args.large, True, args.rounds),
        newcomers(20_000, False),
        newcomers(20_000, True),
    ]
    if not args.no_mentor_match:
        met.append(what_can_be_installed(1_000))
    print(f"\n{sum(met)} of {len(met)} goals met")
    return 0 if all(met) else 1


def line(what: str, ours: str, theirs: str, ratio: float, goal: float) -> bool:
    """One comparison: our time as a part of theirs, and whether that is within the goal."""
    met = ratio <= goal
    print(f"{what}: ours {ours}, {theirs}; ratio {ratio:.4f}, goal at most {goal:g}: {'met' if met else 'NOT MET'}", flush=True)
    return met


def folder(size: int, tight: bool) -> Path:
    place = HOME / f"{size}{'-tight' if tight else ''}"
    if not (place / "R.toml").exists():
        print(f"writing a pool of {size} mentees and {size} mentors to {place.relative_to(ROOT)}", flush=True)
        pools.write(place, size, tight)
    return place


def contestant(name: str, given: Path, python: str = sys.executable) -> dict:
    """Runs one contestant in a process of its own."""
    command = (
        [python, "-m", CONTESTANTS, name, str(given)]
        if python == sys.executable
        else [python, str(ROOT / "benchmarks/matching/contestants.py"), name, str(given)]
    )
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{name} failed: {done.stderr[-800:]}")
    return json.loads(done.stdout)


def in_turn(rounds: int, *sides: Callable[[], dict]) -> list[dict]:
    """Runs the sides in turn, so that whatever else the machine does falls on all; answers each side's median run."""
    runs: list[list[dict]] = [[] for _ in sides]
    for _ in range(rounds):
        for side, found in zip(sides, runs, strict=True):
            found.append(side())
    return [sorted(found, key=lambda run: run["seconds"])[len(found) // 2] for found in runs]


def solvers(name: str, size: int, tight: bool, rounds: int, sparse: bool = False) -> bool:
    given = pools.write_pairs(folder(size, tight))
    ours, theirs = in_turn(rounds, lambda: contestant("vieta", given), lambda: contestant("ortools", given))
    assert (ours["people"], ours["points"]) == (theirs["people"], theirs["points"]), "the two optima differ"
    assert ours["gap"] == [0, 0]
    assert ours["people"] >= ours["greedy"]
    print(f"\nsolver, {name}: {ours['people']} of {size} matched, {ours['people'] - ours['greedy']} more than greedy, gap 0; both agree")
    if sparse:
        scipy = contestant("sparse", given)
        assert scipy["people"] == ours["people"]
        print(f"  (scipy's sparse assignment: {scipy['seconds']:.2f} s, ours is {scipy['seconds'] / ours['seconds']:.0f} times as fast)")
    said = f"OR-tools in one process {theirs['seconds']:.3f} s, {theirs['mb']} MB"
    return line("  solver", f"{ours['seconds']:.3f} s, {ours['mb']} MB", said, ours["seconds"] / theirs["seconds"], 0.4)


def chain(size: int, tight: bool, rounds: int) -> bool:
    """The command itself, from starting it to the written files, against the time that OR-tools needs to solve alone."""
    place = folder(size, tight)
    ours, theirs = in_turn(rounds, lambda: command(place), lambda: contestant("ortools", pools.write_pairs(place)))
    print(f"\nwhole chain with {size} mentees and mentors{', places for 60 %' if tight else ''}: {ours['told']}")
    fast = line(
        "  files in to files out",
        f"{ours['seconds']:.2f} s",
        f"OR-tools alone {theirs['seconds']:.2f} s",
        ours["seconds"] / theirs["seconds"],
        2,
    )
    print(
        f"  (processor time {ours['cpu']:.1f} s and {theirs['cpu']:.1f} s, ratio {ours['cpu'] / theirs['cpu']:.2f}: what a busy machine leaves comparable)"
    )
    small = line("  memory", f"{ours['mb']} MB", "allowed 1500 MB", ours["mb"] / 1500, 1)
    return fast and small


def command(place: Path) -> dict:
    files = ["--mentees", place / "M.csv", "--mentors", place / "N.csv", "--rules", place / "R.toml"]
    made = ["--out", place / "out.csv", "--certificate", place / "out.json"]
    begin, most, before = time.perf_counter(), 0, resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen([ROOT / ".venv/bin/vieta", "match", *map(str, (*files, *made))], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    while process.poll() is None:
        most = max(most, peak_mb(Path(f"/proc/{process.pid}/status")))
        time.sleep(0.02)
    if process.returncode or not process.stdout:
        raise SystemExit("vieta match failed")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"seconds": time.perf_counter() - begin, "cpu": cpu, "mb": most, "told": process.stdout.read().strip()}


def newcomers(size: int, tight: bool, many: int = 100) -> bool:
    """A hundred newcomers join a solved pool whose first half has started; against solving everything anew."""
    from vieta.matching.engine.bound import Graph
    from vieta.matching.engine.market import NOBODY, Market

    with np.load(pools.write_pairs(folder(size, tight))) as data:
        mentee, to, score, capacity = (data[name] for name in ("mentee", "mentor", "score", "capacity"))
    edge = np.searchsorted(mentee, np.arange(size + 1)).astype(np.int64)
    cut = int(edge[size - many])
    old = Graph(edge[: size - many].copy(), edge[1 : size - many + 1].copy(), to[:cut], score[:cut], capacity)
    whole = Graph(edge[:-1].copy(), edge[1:].copy(), to, score, capacity)
    joining, solving = [], []
    for _ in range(7):
        begin = time.perf_counter()
        Market(whole).solve()
        solving.append(time.perf_counter() - begin)
        market = Market(old, growth=(many, len(to) - cut), span=(0, int(score.max()))).solve()
        before = market.solution().mate
        started = np.flatnonzero(before[: size // 2] != NOBODY)
        market.start_duos(started)
        begin = time.perf_counter()
        market.join(np.diff(edge[size - many :]), to[cut:], score[cut:])
        joining.append(time.perf_counter() - begin)
        assert np.array_equal(market.solution().mate[started], before[started]), "a started duo moved"
    one, other = statistics.median(joining), statistics.median(solving)
    print(f"\n{many} newcomers on {size}{', places for 60 %' if tight else ''}; {len(started)} started duos, none moved")
    theirs = contestant("ortools", pools.write_pairs(folder(size, tight)))["seconds"]
    line("  beside our own full solve", f"{one * 1000:.2f} ms", f"full solve {other * 1000:.1f} ms", one / other, 0.01)
    return line("  beside a full solve by OR-tools", f"{one * 1000:.2f} ms", f"full solve {theirs * 1000:.1f} ms", one / theirs, 0.01)


def what_can_be_installed(size: int) -> bool:
    """People in, duos out, in processes that are up: ours against PyPI mentor-match."""
    if not (PEER / "bin" / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", PEER], check=True)
        subprocess.run([PEER / "bin" / "pip", "install", "--quiet", "-r", ROOT / "benchmarks/matching/peers.txt"], check=True)
    place = folder(size, False)
    ours, theirs = contestant("people", place), contestant("mentor_match", place, str(PEER / "bin" / "python"))
    print(f"\npeople in, duos out, {size}: ours matched {ours['people']}, mentor-match {theirs['people']}")
    said = f"mentor-match {theirs['seconds']:.1f} s, {theirs['mb']} MB"
    return line("  people in, duos out", f"{ours['seconds']:.3f} s, {ours['mb']} MB", said, ours["seconds"] / theirs["seconds"], 1 / 500)


if __name__ == "__main__":
    sys.exit(main())
