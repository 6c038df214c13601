"""The counts of one release with all that follows from one by another: over genders, parts, groups of a whole, and places that
lie within one another. Whoever reads the tables can add and subtract them in just these ways; whoever works in a part, or
coordinates it, knows it exactly and subtracts it first.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, replace
from itertools import chain

from .disclosure import Answer
from .engine import Count, Question, engine
from .measures import ESF_PLUS, FUNNEL, MEASURES, Measure

COLUMNS = ("women", "men", "non_binary", "total")
DIMENSIONS = ("region_id", "provider_id", "cycle_id")
# The parts of which somebody knows every figure, and how they ask.
INSIDE = {
    "provider_id": lambda asked, key: replace(asked, providers=frozenset({key})),
    "region_id": lambda asked, key: replace(asked, regions=frozenset({key})),
}
WHOLE = ""
MIDDLE = "30-54"
PARTITIONS = (("EECO02", "EECO04", "EECO05"), ("EECO09", "EECO10", "EECO11"), ("EECO06", "EECO07", MIDDLE, "EECO08"))
# Of these each lies within the next, by the way the days are told from one another.
CHAIN = ("admitted", "enquired", "reached")
# Nearly always so, and drawn as steps: whoever reads them subtracts, so what remains is guarded wherever it is not below zero.
STEPS = {"intensive": "supported", "trajectory": "supported", "working": "included", "earning": "included"}
APART = (("EECR01", "EECR04"), ("EECO02", "EECO04"))  # one person's last labour event is one of these
Counts = Mapping[str, Count]


def cell(code: str, column: str = "total", part: str = WHOLE) -> str:
    """The name of one count."""
    return f"{code}|{column}|{part}"


def part_of(dimension: str, key: object) -> str:
    """The name of a part: a region, a provider or a cycle; without a number, those where it is not recorded."""
    return f"{dimension}:{'' if key is None else key}"


def progress_of(headline: Iterable[str], targets: Iterable[str]) -> tuple[str, ...]:
    """The measures of a programme's progress: the stages, what stands at the head and what has a target."""
    wanted = dict.fromkeys([*FUNNEL, *headline, *targets])
    return tuple(name for name in wanted if name in MEASURES and MEASURES[name] not in ESF_PLUS)


def counted(asked: Question, names: Iterable[str], *, with_indicators: bool) -> dict:
    """What stands behind a release: the progress of a day, and if wanted the common indicators of the whole and of its parts,
    with the ways in which people's parts come together; plain enough to be kept."""
    parts = dict(_parts(asked)) if with_indicators else {}
    whole = {WHOLE: engine().counts(asked, _codes())[None]} if with_indicators else {}
    tables = chain(whole.items(), *(some.items() for some in parts.values()))
    return {
        "progress": {code: count.total for code, count in engine().counts(asked, names)[None].items()},
        "tables": {part: {code: list(astuple(count)) for code, count in counts.items()} for part, counts in tables},
        "places": places(asked, tuple(parts)),
        "own": owned(asked, names, [part for some in parts.values() for part in some]),
    }


def owned(asked: Question, names: Iterable[str], parts: Iterable[str]) -> dict[str, dict]:
    """What each provider and each region counts of its own people: the same figures as of everybody and of these parts."""
    names, parts, found = [*names], [*parts], {}
    by_kind = {kind: [part for part in parts if part.startswith(f"{kind}:")] for kind in DIMENSIONS}
    for kind, of in INSIDE.items():
        known = engine().counts(asked, [*names, *_codes()] if parts else names, kind)
        for key in sorted(key for key in known if isinstance(key, int)):
            inside, own = of(asked, key), part_of(kind, key)
            tables = dict.fromkeys((WHOLE, own), known[key]) if parts else {}
            for other, some in by_kind.items():
                if len(some) == 1:
                    tables[some[0]] = known[key]
                elif some and other != kind:
                    tables |= {part_of(other, at): counts for at, counts in engine().counts(inside, _codes(), other).items()}
            found[own] = {
                "progress": {code: count.total for code, count in engine().counts(inside, names)[None].items() if count.total},
                "tables": {part: _some(counts) for part, counts in tables.items()},
            }
    return found


def _some(counts: Counts) -> dict[str, list[int]]:
    wanted = {*_codes()}
    return {code: [*astuple(count)] for code, count in counts.items() if code in wanted and count.total}


def places(asked: Question, kinds: tuple[str, ...]) -> list[list[str]]:
    """The ways in which people's regions, providers and cycles come together."""
    found = engine().places(asked, kinds) if kinds else set()
    return sorted([part_of(kind, key) for kind, key in zip(kinds, place, strict=True)] for place in found)


def linked(told: Mapping, insider: str = WHOLE) -> Answer:
    """What was counted, as one answer with all that ties it; what is left of it for an insider, who knows a part and takes it away."""
    if insider in told.get("own", {}):
        return _left(others(told, insider))
    answer = Answer()
    _progress(answer, told["progress"])
    if told["tables"]:
        tables = {part: {code: Count(*four) for code, four in counts.items()} for part, counts in told["tables"].items()}
        by_kind = {kind: {part: tables[part] for part in sorted(tables) if part.startswith(f"{kind}:")} for kind in DIMENSIONS}
        indicators(answer, tables[WHOLE], {kind: some for kind, some in by_kind.items() if some}, told["places"])
    return answer


def others(told: Mapping, insider: str) -> dict:
    """What was counted of those outside a part. Counts of which more is taken away than there was are of other records: they
    are left as they were."""
    own = told["own"][insider]
    progress = {code: number - own["progress"].get(code, 0) for code, number in told["progress"].items()}
    tables = {
        part: {
            code: [a - b for a, b in zip(four, own["tables"].get(part, {}).get(code, (0,) * 4), strict=True)]
            for code, four in counts.items()
        }
        for part, counts in told["tables"].items()
    }
    numbers = chain(progress.values(), (number for counts in tables.values() for four in counts.values() for number in four))
    if min(numbers, default=0) < 0:
        return {**told, "own": {}}
    return {"progress": progress, "tables": tables, "places": [place for place in told["places"] if insider not in place]}


def _left(told: Mapping) -> Answer:
    """The answer of those outside a part; where there is nobody outside, that is known."""
    answer = linked(told)
    empty = {part for part, counts in told["tables"].items() if not any(map(any, counts.values()))}
    known = {cell(code, column, part) for part in empty for code in _codes() for column in COLUMNS}
    if empty == told["tables"].keys() and not any(told["progress"].values()):
        known |= {cell(code) for code in told["progress"]}
    answer.ties += [{name: 1} for name in answer.cells if name in known]
    return answer


def indicators(answer: Answer, whole: Counts, parts: Mapping[str, Mapping[str, Counts]], places: Iterable[Sequence[str]]) -> None:
    """The common indicators of the whole and of its parts; `places` are the ways in which people's parts come together.

    A region, provider or cycle that is the whole programme has no table of its own, but its name: on another day it is a part.
    """
    _table(answer, WHOLE, whole)
    for some in parts.values():
        if len(some) == 1:
            _named(answer, *some)
            continue
        for part, counts in some.items():
            _table(answer, part, counts)
        for code in _codes():
            for column in COLUMNS:
                answer.sum_of(cell(code, column), [cell(code, column, part) for part in some])
    for n in range(len(parts)):
        for m in range(n):
            _crossed(answer, {(place[m], place[n]) for place in places})
    if cell("supported") in answer.cells:
        answer.remainder("not|EECO01", [cell("supported")], [cell("EECO01")])


def _codes() -> tuple[str, ...]:
    return (*(m.code for m in ESF_PLUS), MIDDLE)


def _parts(asked: Question) -> Iterator[tuple[str, dict[str, Counts]]]:
    """The parts of each way to divide a programme."""
    for dimension in DIMENSIONS:
        if found := engine().counts(asked, _codes(), dimension):
            yield dimension, {part_of(dimension, key): counts for key, counts in sorted(found.items(), key=lambda item: str(item[0]))}


def _progress(answer: Answer, totals: Mapping[str, int]) -> None:
    answer.cells |= {cell(code): total for code, total in totals.items()}
    within = [(code, MEASURES[code].reference) for code in totals] + list(zip(CHAIN, CHAIN[1:], strict=False))
    for code, whole in (pair for pair in within if totals.keys() >= {*pair}):
        answer.remainder(f"not|{code}", [cell(whole)], [cell(code)])
    for code, whole in STEPS.items():
        if totals.keys() >= {code, whole} and totals[code] <= totals[whole]:
            answer.remainder(f"not|{code}|{whole}", [cell(whole)], [cell(code)])


def _table(answer: Answer, part: str, counts: Counts) -> None:
    """One table of indicators by gender."""
    for code in _codes():
        answer.cells |= {cell(code, column, part): getattr(counts[code], column) for column in COLUMNS}
        answer.sum_of(cell(code, "total", part), [cell(code, column, part) for column in COLUMNS[:-1]])
    inside = [m for m in ESF_PLUS if m.code != "EECO01" and not any(m.code in some for some in PARTITIONS)]
    for column in COLUMNS:
        answer.never_shown.add(cell(MIDDLE, column, part))
        for some in PARTITIONS:
            answer.sum_of(cell("EECO01", column, part), [cell(code, column, part) for code in some])
        for how in inside:
            _remains(answer, how.code, _wholes(how), (how.code,), column, part)
        _remains(answer, "apart", APART[1], APART[0], column, part)


def _named(answer: Answer, part: str) -> None:
    """Gives the whole's counts and remainders the names of the one part it has."""
    for code in _codes():
        for column in COLUMNS:
            answer.also(cell(code, column, part), cell(code, column))
    for name in [name for name in map(str, answer.remainders) if name.startswith("not|") and name.endswith(f"|{WHOLE}")]:
        answer.also(f"{name}{part}", name)


def _wholes(how: Measure) -> tuple[str, ...]:
    return tuple(how.reference.split("+"))


def _remains(answer: Answer, name: str, wholes: Iterable[str], inside: Iterable[str], column: str, part: str) -> None:
    """Those without a characteristic. What somebody is at the beginning lasts; results come."""
    sums = [[cell(code, column, part) for code in codes] for codes in (wholes, inside)]
    answer.remainder(f"not|{name}|{column}|{part}", *sums, lasting=name.startswith("EECO"))


def _crossed(answer: Answer, pairs: set[tuple[str, str]]) -> None:
    """Ties parts of two divisions: groups of both that hold the same people, and parts that lie within one of the other."""
    beside: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        beside[one].add(other)
        beside[other].add(one)
    ones = {one for one, _other in pairs}
    groups = _groups(beside)
    for group in groups if len(groups) > 1 else ():
        for code, column in ((code, column) for code in _codes() for column in COLUMNS):
            answer.ties.append({cell(code, column, part): 1 if part in ones else -1 for part in sorted(group)})
    for whole, parts in sorted(beside.items()):
        inside = sorted(part for part in parts if len(beside[part]) == 1)
        if inside and len(inside) < len(parts):
            for code, column in ((code, column) for code in _codes() for column in COLUMNS):
                name = f"beyond|{code}|{column}|{whole}|{inside[0].partition(':')[0]}"
                answer.remainder(name, [cell(code, column, whole)], [cell(code, column, part) for part in inside], lasting=True)


def _groups(beside: Mapping[str, set[str]]) -> list[set[str]]:
    """Parts that hang together through the people they share."""
    found: list[set[str]] = []
    for start in sorted(beside):
        if any(start in group for group in found):
            continue
        group, front = {start}, {start}
        while front:
            front = {other for part in front for other in beside[part]} - group
            group |= front
        found.append(group)
    return found
