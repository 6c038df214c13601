"""One contestant per process: reads its input, runs, and prints seconds, people, points and peak memory as JSON."""

import csv
import json
import sys
import time
from pathlib import Path

MAX_COST = 1 << 40


def told(seconds: float, people: int, points: int, **more: object) -> None:
    print(json.dumps({"seconds": seconds, "people": people, "points": points, "mb": peak_mb(Path("/proc/self/status")), **more}))


def peak_mb(status: Path) -> int:
    """The most memory a process has held, from its own account (getrusage would count the parent's as well)."""
    lines = [line.split() for line in status.read_text().splitlines()]
    return next((int(words[1]) // 1024 for words in lines if words[0] == "VmHWM:"), 0)


def ortools(path: str) -> None:
    """SimpleMinCostFlow in one process over the whole graph, as its own example for assignment does it."""
    import numpy as np
    from ortools.graph.python import min_cost_flow

    with np.load(path) as data:
        mentee, mentor, score, capacity = (data[name] for name in ("mentee", "mentor", "score", "capacity"))
    n, m = int(mentee.max()) + 1, len(capacity)
    source, sink = n + m, n + m + 1
    begin, cpu = time.perf_counter(), time.process_time()
    flow = min_cost_flow.SimpleMinCostFlow()

    def arcs(tail, head, room, cost):
        flow.add_arcs_with_capacity_and_unit_cost(
            tail.astype(np.int32), head.astype(np.int32), room.astype(np.int64), cost.astype(np.int64)
        )

    arcs(mentee, mentor + n, np.ones(len(mentee)), -score)
    arcs(np.full(n, source), np.arange(n), np.ones(n), np.zeros(n))
    arcs(n + np.arange(m), np.full(m, sink), capacity, np.zeros(m))
    flow.set_node_supply(source, n)
    flow.set_node_supply(sink, -n)
    if flow.solve_max_flow_with_min_cost() != flow.OPTIMAL:
        raise SystemExit("OR-tools found no optimum")
    told(time.perf_counter() - begin, flow.maximum_flow(), -flow.optimal_cost(), cpu=time.process_time() - cpu)


def vieta(path: str) -> None:
    """Our solver over the same arrays, with the proof checked afterwards."""
    import numpy as np

    from vieta.matching.engine.bound import dual_bound, graph_of
    from vieta.matching.engine.market import solve

    with np.load(path) as data:
        mentee, mentor, score, capacity = (data[name] for name in ("mentee", "mentor", "score", "capacity"))
    solve(graph_of(mentee[:9], mentor[:9], score[:9], int(mentee[8]) + 1, capacity))  # loads the compiled loops
    begin = time.perf_counter()
    graph = graph_of(mentee, mentor, score, int(mentee.max()) + 1, capacity)
    found = solve(graph)
    seconds = time.perf_counter() - begin
    bound = dual_bound(graph, found.prices)
    gap = bound.minus(found.value)
    told(seconds, *found.value, gap=list(gap), greedy=_greedy(mentee, mentor, score, capacity))


def _greedy(mentee, mentor, score, capacity) -> int:
    """How many people a coordinator matches who always takes the best pair that is left."""
    import numpy as np

    left, free, people = capacity.tolist(), [True] * (int(mentee.max()) + 1), 0
    for k in np.argsort(-score, kind="stable").tolist():
        i, j = int(mentee[k]), int(mentor[k])
        if free[i] and left[j]:
            free[i], left[j], people = False, left[j] - 1, people + 1
    return people


def sparse(path: str) -> None:
    """scipy's sparse assignment, with a column per place and one of last resort per mentee."""
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    with np.load(path) as data:
        mentee, mentor, score, capacity = (data[name] for name in ("mentee", "mentor", "score", "capacity"))
    n = int(mentee.max()) + 1
    begin = time.perf_counter()
    first = np.cumsum(capacity) - capacity
    times = capacity[mentor]
    rows, cost = np.repeat(mentee, times), np.repeat(MAX_COST // 2 - score, times).astype(float)
    columns = np.repeat(first[mentor], times) + np.arange(len(rows)) - np.repeat(np.cumsum(times) - times, times)
    last = int(capacity.sum())
    rows, columns = np.concatenate([rows, np.arange(n)]), np.concatenate([columns, last + np.arange(n)])
    cost = np.concatenate([cost, np.full(n, float(MAX_COST))])
    _, taken = min_weight_full_bipartite_matching(csr_array((cost, (rows, columns)), shape=(n, last + n)))
    seconds = time.perf_counter() - begin
    matched = np.flatnonzero(taken < last)
    places = np.searchsorted(first, taken[matched], side="right") - 1
    points = dict(zip(zip(mentee.tolist(), mentor.tolist(), strict=True), score.tolist(), strict=True))
    told(seconds, len(matched), sum(points[i, j] for i, j in zip(matched.tolist(), places.tolist(), strict=True)))


def people(folder: str) -> None:
    """People in, duos with their proof out, in a process that is up already."""
    from vieta.matching.engine.best import best, written
    from vieta.matching.engine.certificate import to_bytes
    from vieta.matching.engine.proposal import read_people

    files = [f"{folder}/{name}" for name in ("M.csv", "N.csv", "R.toml")]
    for _ in range(2):  # the first round loads the compiled loops
        begin = time.perf_counter()
        pool = read_people(*files)
        pairs, body = written(pool, best(pool))
        Path(folder, "out.csv").write_bytes(pairs)
        Path(folder, "out.json").write_bytes(to_bytes(body))
        seconds = time.perf_counter() - begin
    told(seconds, *body["primal"].values())


def mentor_match(folder: str) -> None:
    """PyPI mentor-match over the same people, with rules as near to ours as it can say them."""
    from matching.mentee import Mentee
    from matching.mentor import Mentor
    from matching.process import process_data
    from matching.rules.rule import Disqualify, Generic

    def person(kind, row):
        made = kind(grade="1", email=row.get("mentee") or row["mentor"])
        made.fields, made.codes = set(row["free"].split(";")), set(row["isco"].split(";"))
        made.tongues, made.likes = {w.split(":")[0] for w in row["languages"].split(";")}, set(row["interests"].split(";"))
        return made

    begin = time.perf_counter()
    with open(f"{folder}/M.csv") as one, open(f"{folder}/N.csv") as other:
        mentees = [person(Mentee, row) for row in csv.DictReader(one)]
        mentors = [person(Mentor, row) for row in csv.DictReader(other)]

    def rules():
        return [
            Disqualify(lambda match: not match.mentee.fields & match.mentor.fields),
            Disqualify(lambda match: not match.mentee.tongues & match.mentor.tongues),
            Generic({True: 300, False: 0}, lambda match: bool(match.mentee.codes & match.mentor.codes)),
            Generic({True: 100, False: 0}, lambda match: bool(match.mentee.likes & match.mentor.likes)),
        ]

    process_data(mentors, mentees, [rules()])
    matched = sum(bool(one.mentors) for one in mentees)
    told(time.perf_counter() - begin, matched, 0)


if __name__ == "__main__":
    globals()[sys.argv[1]](sys.argv[2])
