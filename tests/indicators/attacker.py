"""Somebody who has read every release and works out what was hidden: knows how figures hang together, and nothing of how they were
hidden. Somebody who works in a part, or coordinates it, knows all of it beside, and takes it away.

Everything here is written anew from what the figures mean; only the numbers shown are taken from the product.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from scipy.optimize import linprog

COLUMNS = ("women", "men", "non_binary", "total")
PEOPLE = [f"EECO{n:02}" for n in range(1, 18)]
RESULTS = ["EECR01", "EECR02", "EECR03", "EECR04", "EECR05", "EECR06"]
GROUPS = (
    ("EECO02", "EECO04", "EECO05"),
    ("EECO09", "EECO10", "EECO11"),
    ("EECO06", "EECO07", "middle", "EECO08"),
)
WITHIN = dict.fromkeys([*PEOPLE[11:], "EECR02", "EECR03"], ("EECO01",)) | {
    "EECO03": ("EECO02",),
    "EECR01": ("EECO04",),
    "EECR04": ("EECO02", "EECO04"),
    "EECR05": ("EECO02", "EECO04"),
    "EECR06": ("EECO05",),
}
STAGES = (("enquired", "reached"), ("admitted", "enquired"), ("supported", "admitted"), ("included", "supported"), ("working", "supported"),
          ("positive", "supported"), ("earning", "supported"), ("left", "supported"), ("intensive", "supported"), ("working", "included"),
          ("earning", "included"), ("trajectory", "supported"))  # fmt: skip
Row = dict[tuple, int]
NEAR = 1e-6


@dataclass
class Book:
    """One release as read, and what everybody knows about the places: which people of one kind of place are found where.
    Books of the same day are versions, in their order."""

    figures: dict
    places: list[tuple[str, ...]] = field(default_factory=list)
    day: object = 0

    def __post_init__(self) -> None:
        self.known: dict[tuple, int] = {}
        self.parts = list(self.figures["tables"])
        for code, told in self.figures["progress"].items():
            self._reads((code, "total", ""), told["value"])
        for part, table in self.figures["tables"].items():
            for code, values in table.items():
                for column, value in zip(COLUMNS, values, strict=True):
                    self._reads((code, column, part), value)
        self.sums = list(self._sums())
        self.atleast = dict(self._rests())

    def _reads(self, name: tuple, value: int | None) -> None:
        if value is not None:
            self.known[name] = value

    def _sums(self):
        for part in self.parts:
            for code in [*PEOPLE, "middle", *RESULTS]:
                yield {(code, "women", part): 1, (code, "men", part): 1, (code, "non_binary", part): 1, (code, "total", part): -1}
            for column in COLUMNS:
                for group in GROUPS:
                    yield {(code, column, part): 1 for code in group} | {("EECO01", column, part): -1}
        for kind in {part.partition(":")[0] for part in self.parts if part}:
            some = [part for part in self.parts if part.startswith(f"{kind}:")]
            for code in [*PEOPLE, "middle", *RESULTS]:
                for column in COLUMNS:
                    yield {(code, column, part): 1 for part in some} | {(code, column, ""): -1}
        for ones, others in self._same_people():
            for code in [*PEOPLE, "middle", *RESULTS]:
                for column in COLUMNS:
                    yield {(code, column, part): 1 for part in ones} | {(code, column, part): -1 for part in others}

    def _same_people(self):
        """Sets of regions, providers and cycles that hold the very same people; only small ones are looked for."""
        for m, n in combinations(range(len(self.places[0]) if self.places else 0), 2):
            ones = sorted({place[m] for place in self.places})
            for size in range(1, len(ones)):
                for some in combinations(ones, size):
                    beside = {place[n] for place in self.places if place[m] in some}
                    if not any(place[n] in beside for place in self.places if place[m] not in some):
                        yield some, beside

    def _rests(self):
        """What is never below zero: people less those of them who have a characteristic."""
        progress = self.figures["progress"]
        for code, whole in STAGES:
            if code in progress and whole in progress:
                yield ("not", code, whole), {(whole, "total", ""): 1, (code, "total", ""): -1}
        for part in self.parts:
            for column in COLUMNS:
                for code, wholes in WITHIN.items():
                    yield ("not", code, column, part), {(whole, column, part): 1 for whole in wholes} | {(code, column, part): -1}
                yield (
                    ("neither", column, part),
                    {("EECO02", column, part): 1, ("EECO04", column, part): 1, ("EECR01", column, part): -1, ("EECR04", column, part): -1},
                )
        if self.parts and "supported" in progress:
            yield ("incomplete",), {("supported", "total", ""): 1, ("EECO01", "total", ""): -1}


def without(book: Book, own: dict[tuple, int], insider: str) -> Book:
    """What a book tells of the others to somebody who knows a part: `own` are its figures in the whole and in every part."""

    def less(value: int | None, *name: str) -> int | None:
        return None if value is None else value - own.get(name, 0)

    progress = {code: told | {"value": less(told["value"], code, "total", "")} for code, told in book.figures["progress"].items()}
    tables = {
        part: {
            code: [less(value, code, column, part) for column, value in zip(COLUMNS, values, strict=True)] for code, values in table.items()
        }
        for part, table in book.figures["tables"].items()
    }
    left = Book({"progress": progress, "tables": tables}, [place for place in book.places if insider not in place], book.day)
    peopled = {part for place in left.places for part in place}
    for part in [part for part in left.parts if part == insider or (book.places and part not in peopled and (part or not peopled))]:
        left.known |= {(code, column, part): 0 for code in [*PEOPLE, "middle", *RESULTS] for column in COLUMNS}
    return left


class Attacker:
    """Solves for the lowest and the highest that a sum of figures may be, given every release."""

    def __init__(self, books: list[Book]):
        self.books = books
        cells = [(n, cell) for n, book in enumerate(books) for row in [*book.sums, *book.atleast.values()] for cell in row]
        cells += [(n, cell) for n, book in enumerate(books) for cell in book.known]
        self.at = {cell: number for number, cell in enumerate(dict.fromkeys(cells))}
        self.low, self.high = np.zeros(len(self.at)), np.full(len(self.at), np.inf)
        for n, book in enumerate(books):
            for cell, value in book.known.items():
                self.low[self.at[n, cell]] = self.high[self.at[n, cell]] = value
        self.rests = [self._of(n, row) for n, book in enumerate(books) for row in book.atleast.values()]
        self.equal = self._matrix([self._of(n, row) for n, book in enumerate(books) for row in book.sums])
        self.least = self._matrix(self.rests)

    @staticmethod
    def _of(n: int, row: Row) -> Row:
        return {(n, cell): factor for cell, factor in row.items()}

    def _matrix(self, rows: list[Row]):
        from scipy.sparse import coo_array

        found = [(number, self.at[cell], factor) for number, row in enumerate(rows) for cell, factor in row.items()]
        if not found:
            return None
        at, columns, factors = zip(*found, strict=True)
        return coo_array((factors, (at, columns)), shape=(len(rows), len(self.at))).tocsr()

    def range_of(self, terms: dict[tuple[int, tuple], int]) -> tuple[float, float]:
        """The lowest and highest of a sum over (number of release, figure)."""
        aim, (low, high) = self._aim(terms), (self._end(self._aim(terms), sign) for sign in (1, -1))
        return (-np.inf if low is None else aim @ low), (np.inf if high is None else aim @ high)

    def _aim(self, terms: dict[tuple[int, tuple], int]) -> np.ndarray:
        aim = np.zeros(len(self.at))
        for cell, factor in terms.items():
            aim[self.at[cell]] = factor
        return aim

    def _end(self, aim: np.ndarray, sign: int) -> np.ndarray | None:
        """The figures with which a sum is lowest (1) or highest (-1); None where there is no end."""
        found = linprog(
            sign * aim, A_ub=None if self.least is None else -self.least, b_ub=None if self.least is None else np.zeros(self.least.shape[0]),
            A_eq=self.equal, b_eq=None if self.equal is None else np.zeros(self.equal.shape[0]),
            bounds=np.column_stack([self.low, self.high]), method="highs",
        )  # fmt: skip
        assert found.status in (0, 3), found.message
        return found.x if found.status == 0 else None

    # The rule --------------------------------------------------------------------------------------------------------
    def narrow(self, truths: list[dict[tuple, int]], threshold: int) -> list[str]:
        """Every small count, remainder or difference that can be told to lie in less than from one to the threshold, by somebody
        who takes it that no count falls from one day to the next (where that is so)."""
        self.least = self._matrix([*self.rests, *self._rising(truths)])
        asked = list(self._small(truths, threshold))
        aims = np.array([self._aim(terms) for terms, _value in asked]).reshape(len(asked), len(self.at))
        low, high = np.full(len(asked), np.inf), np.full(len(asked), -np.inf)
        for n in range(len(asked)):
            for sign, met in ((1, low[n] <= 1 + NEAR), (-1, high[n] >= threshold - NEAR)):
                if met:  # figures found for another show it as well
                    continue
                figures = self._end(aims[n], sign)
                if figures is None:
                    low[n], high[n] = (-np.inf, high[n]) if sign == 1 else (low[n], np.inf)
                else:
                    low, high = np.minimum(low, aims @ figures), np.maximum(high, aims @ figures)
        return [
            f"{terms}: {value} lies in {least:g} to {most:g}"
            for (terms, value), least, most in zip(asked, low, high, strict=True)
            if least > 1 + NEAR or most < threshold - NEAR
        ]

    def _rising(self, truths) -> list[Row]:
        """What grew: counts of people, and of those without what they came with or not, from each day to the next that tells of it."""
        before: dict[tuple, list[tuple[int, Row]]] = defaultdict(list)
        rows = []
        for n in sorted(range(len(self.books)), key=lambda n: self.books[n].day):
            whole = {cell: {cell: 1} for cell in truths[n] if (n, cell) in self.at}
            whole |= {name: row for name, row in self.books[n].atleast.items() if name[0] == "not" and len(name) == 4 and name[1] in PEOPLE}
            for name, row in whole.items():
                value = sum(factor * truths[n][cell] for cell, factor in row.items())
                rows += [self._of(n, row) | {cell: -f for cell, f in former.items()} for was, former in before[name] if was <= value]
                before[name] = [(was, former) for was, former in before[name] if was > value] + [(value, self._of(n, row))]
        return rows

    def _small(self, truths, threshold: int):
        sums = []
        for n, (book, truth) in enumerate(zip(self.books, truths, strict=True)):
            whole = {cell: {(n, cell): 1} for cell in truth if (n, cell) in self.at}
            whole |= {name: {(n, cell): factor for cell, factor in row.items()} for name, row in book.atleast.items()}
            sums.append({name: (terms, sum(f * truth[cell] for (_n, cell), f in terms.items())) for name, terms in whole.items()})
            yield from ((terms, value) for terms, value in sums[-1].values() if 0 < value < threshold)
        for earlier, later in combinations(sums, 2):
            for name in earlier.keys() & later.keys():
                (before, was), (after, now) = earlier[name], later[name]
                if 0 < abs(now - was) < threshold:
                    sign = 1 if now > was else -1
                    yield {k: sign * f for k, f in after.items()} | {k: -sign * f for k, f in before.items()}, now - was
