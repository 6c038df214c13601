"""`make bench`: the time of the ten main pages with 1 000 and with 100 000 people, on SQLite and on PostgreSQL.

The two sizes are asked in turn, page by page, so that whatever else the machine does falls on both; what counts is their ratio.
"""

import argparse
import json
import statistics
import subprocess
import sys

from benchmarks.places import ROOT, Embedded, Server

SMALL, LARGE = 1_000, 100_000
ROUNDS, WARM = 15, 3
GOAL = 2.0


class Worker:
    """A process that times the pages of one world."""

    def __init__(self, name: str, size: int, environment: dict[str, str]):
        command = [sys.executable, "-m", "benchmarks.worker", str(size)]
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.name, self.pages = f"{name}, {size} people", []
        while not self.pages:
            told = self._answer()
            self.pages = told.get("ready", [])
            if "words" in told:
                print(f"{self.name}: {told['words']}", flush=True)

    def ask(self, line: str) -> dict:
        """What the worker answers."""
        assert self.process.stdin
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        return self._answer()

    def _answer(self) -> dict:
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.name}: ended with {self.process.wait()}")
        return json.loads(line)

    def stop(self) -> None:
        """Ends the process."""
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait()


def measure(place, rounds: int) -> list[tuple[str, float, float, int, int]]:
    """Each page with its median milliseconds in the small and the large world, and its statements in both."""
    pair = [Worker(place.name, size, place.prepared(size)) for size in (SMALL, LARGE)]
    try:
        found = []
        for page in pair[0].pages:
            taken: tuple[list[float], list[float]] = ([], [])
            for turn in range(WARM + rounds):
                for times, worker in zip(taken, pair, strict=True):
                    ms = worker.ask(page)["ms"]
                    if turn >= WARM:
                        times.append(ms)
            counts = [worker.ask(f"statements {page}")["count"] for worker in pair]
            found.append((page, statistics.median(taken[0]), statistics.median(taken[1]), counts[0], counts[1]))
        return found
    finally:
        for worker in pair:
            worker.stop()


def report(name: str, found: list[tuple[str, float, float, int, int]]) -> list[str]:
    """Prints one table; returns the pages that miss the goal."""
    print(f"\n{name:26}{'1 000':>11}{'100 000':>11}{'ratio':>8}   goal < {GOAL:g}   statements")
    missed = []
    for page, small, large, few, many in found:
        ratio = large / small
        verdict = "" if ratio < GOAL else "missed"
        print(f"  {page:24}{small:8.1f} ms{large:8.1f} ms{ratio:8.2f}   {verdict:8}   {few} / {many}")
        missed += [f"{page} on {name} ({ratio:.2f})"] if verdict else []
    return missed


def main() -> None:
    """Measures and prints; missing the goal is told, not punished."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--on", choices=("sqlite", "postgresql"), help="one of the two databases only")
    asked = parser.parse_args()
    places = [kind for kind in (Embedded, Server) if asked.on in (None, kind.name.lower())]
    missed: list[str] = []
    for kind in places:
        place = kind()
        try:
            missed += report(place.name, measure(place, asked.rounds))
        finally:
            place.stop()
    print(f"\nMissing the goal: {', '.join(missed)}" if missed else "\nEvery page meets the goal.")


if __name__ == "__main__":
    main()
