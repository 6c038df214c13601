"""`make bench-figures`: the engine of figures beside its peers in one run: both sides, their ratio and the goal.

Both peers get the tables that suit them best, laid down beforehand: one wide row per participation, what happened beside it,
indexes on SQLite. The engine has what it keeps of a ledger: the pathways, which it lays when a programme is first asked about
and mends as records change; how long that takes is printed beside, and is part of the ledger's build where its refresh is timed.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vieta.project.settings")

import django

django.setup()

from benchmarks.figures import by_hand, made_up  # noqa: E402
from benchmarks.places import ROOT, Embedded  # noqa: E402
from vieta.enrolments.choices import Arm  # noqa: E402
from vieta.indicators import engine as engines  # noqa: E402
from vieta.indicators import kept, linked  # noqa: E402
from vieta.indicators.counts import by_gender, counting_of  # noqa: E402
from vieta.indicators.disclosure import protect_all  # noqa: E402
from vieta.indicators.engine import Engine, Question  # noqa: E402
from vieta.indicators.ledger import statement, store  # noqa: E402
from vieta.indicators.measures import measure  # noqa: E402

GENDERS = {"women": "W", "men": "M", "non_binary": "N"}
ASKED = Question(1, by_hand.DAY)
THRESHOLD = 5
COMPOSED: list[str] = []
WHAT = "all measures by gender, region and year"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000, help="participations; ten activities each")
    parser.add_argument("--rounds", type=int, default=3, help="how often each side runs; the median counts")
    parser.add_argument("--records", type=int, default=400_000, help="people of the database whose ledger is refreshed; 0 leaves it out")
    args = parser.parse_args()
    met = beside_peers(args.people, args.rounds)
    if args.records:
        met.append(refreshed(args.records))
    print(f"\n{sum(met)} of {len(met)} goals met")
    return 0 if all(met) else 1


def line(what: str, ours: float, theirs: float, whose: str, goal: float) -> bool:
    """One comparison: our time as a part of theirs, and whether that is within the goal."""
    ratio = ours / theirs
    met = ratio <= goal
    print(
        f"{what}: ours {ours:.2f} s, {whose} {theirs:.2f} s; ratio {ratio:.4f}, goal at most {goal:g}: {'met' if met else 'NOT MET'}",
        flush=True,
    )
    return met


def timed(run: Callable, rounds: int, before: Callable = lambda: None) -> tuple[float, object]:
    """The median of some rounds, and what the last one gave."""
    seconds, answer = [], None
    for _round in range(rounds):
        before()
        began = time.perf_counter()
        answer = run()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds), answer


def same(ours: object, theirs: object, whose: str) -> None:
    """Ends the run where two engines differ."""
    if ours != theirs:
        cells = [key for key in {*ours, *theirs} if ours.get(key) != theirs.get(key)]  # type: ignore[attr-defined,misc]
        raise SystemExit(f"{len(cells)} figures differ from {whose}, such as {cells[0]}: {ours.get(cells[0])}, {theirs.get(cells[0])}")  # type: ignore[attr-defined]
    print(f"{len(ours)} figures, the same as {whose}")  # type: ignore[arg-type]


def counted(counter: Engine) -> by_hand.Cells:
    """The engine's figures of the measures by gender, region and year, from a fresh question on."""
    hows = [measure(code) for code in by_hand.MEASURES]

    def ask(people):
        if not COMPOSED:  # as the engine does, which composes what is asked of the same conditions once
            parts = people.mutate(part=people.region_id * 10_000 + people.enquired_on.year())
            COMPOSED.append(statement(counting_of(parts, hows, "part")))
        return by_gender(counter.ledger.connection.execute(COMPOSED[0]).to_arrow_table().to_pylist(), hows, "part")

    found = counter._answered(ASKED, Arm.SUPPORTED, ("bench",), ask)
    cells = {
        (code, letter, part // 10_000, part % 10_000): getattr(count, gender)
        for part, counts in found.items()
        for code, count in counts.items()
        for gender, letter in GENDERS.items()
    }
    return {cell: number for cell, number in cells.items() if number}


def made(people: int) -> Engine:
    """An engine over a ledger of so many people; its statements are composed and the pathways laid ahead, as a server does."""
    began = time.perf_counter()
    counter = Engine(made_up.ledger(people))
    laid = time.perf_counter()
    print(f"\n{people} participations, {people * made_up.ACTIVITIES} activities drawn in {laid - began:.0f} s", flush=True)
    kept.compose()
    laid = time.perf_counter()
    counter.kept.on(Question(1, date(2026, 1, 1)), Arm.SUPPORTED)
    print(f"pathways laid in {time.perf_counter() - laid:.1f} s", flush=True)
    return counter


def beside_peers(people: int, rounds: int) -> list[bool]:
    """All measures by gender, region and year on a day not asked about before: the engine, the statement somebody writes who knows
    the data, and one query per measure, as such systems are usually written; then what may be shown of a linked report."""
    counter = made(people)
    connection = counter.ledger.connection
    by_hand.duckdb_of(connection)
    by_hand.duckdb(connection)  # warm
    theirs, theirs_cells = timed(lambda: by_hand.duckdb(connection), rounds)
    ours, cells = timed(lambda: counted(counter), rounds, counter.kept.forget_days)
    same(cells, theirs_cells, "hand-written DuckDB")
    met = [line(WHAT, ours, theirs, "hand-written DuckDB", 1.25)]
    with tempfile.TemporaryDirectory() as folder:
        peer = by_hand.sqlite_of(connection, Path(folder) / "peer.sqlite3")
        theirs, theirs_cells = timed(lambda: by_hand.sqlite(peer), 1)
        peer.close()
    same(cells, theirs_cells, "one query per measure on SQLite")
    met.append(line(WHAT, ours, theirs, "one query per measure on SQLite", 1 / 100))
    return [*met, disclosed(counter)]


def disclosed(counter: Engine) -> bool:
    """A linked report of the whole, its regions and providers after disclosure control, beside counting it."""
    engines._engine, store._current = counter, counter.ledger  # the engine of this process
    counter.kept.forget_days()
    counting, told = timed(lambda: linked.counted(ASKED, linked.progress_of((), ()), with_indicators=True), 1)
    insiders = ([linked.linked(told, part)] for part in told["own"])
    answer = linked.linked(told)
    hiding, found = timed(lambda: protect_all(answer, THRESHOLD, insiders=insiders), 1)
    print(
        f"{len(answer.cells)} linked cells, {len(answer.cells) - len(found.shown)} of them hidden or never shown, "
        f"to outsiders and to {len(told['own'])} who know a part"
    )
    return line("disclosure control", hiding, counting, "counting", 10)


def refreshed(records: int) -> bool:
    """The ledger after a thousand records changed, beside a full build from the database."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.figures.refresh", str(records)], cwd=ROOT, env=Embedded().prepared(records), stdout=subprocess.PIPE,
        text=True, check=True,
    )  # fmt: skip
    told = json.loads(done.stdout.splitlines()[-1])
    print(
        f"\n{records} people in SQLite, {told['rows']} rows of the ledger; after 1 000 changed records the same rows as a full build: {told['same']}"
    )
    if not told["same"]:
        raise SystemExit("a refreshed ledger differs from one built anew")
    return line("ledger refresh after 1 000 changed records", told["refresh"], told["build"], "full build", 1 / 50)


if __name__ == "__main__":
    sys.exit(main())
