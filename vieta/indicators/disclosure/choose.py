"""Which counts may be shown so that nobody can work out a small one, and how little is hidden for it.

Primary: a count from 1 to below the threshold is hidden. Complementary: further cells are hidden, the cheapest ones, until for
every guarded number there are two other tables that agree with all that is shown: one in which it is as low as one, one in
which it reaches the threshold. Hidden cells look alike, whichever reason hides them. At the end every cell whose hiding
protects nobody is shown again. Zero is shown: there is nobody to learn about.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from .answer import Answer, Cell, Guard, Range, guards
from .tables import Demand, Move, Tables

_TURNS = 8  # so many times it is tried to show some cells again
_WORTH = 0.1  # another round over all is worth it when the last one met so great a share


@dataclass(frozen=True)
class Protected:
    """The cells that may be shown, and of every count and remainder the lowest and highest it may be for all they tell."""

    shown: frozenset[Cell]
    ranges: dict[Cell, Range]


def protect(answer: Answer, threshold: int) -> Protected:
    """Chooses what may be shown of an answer."""
    small = {cell for cell, value in answer.cells.items() if 0 < value < threshold}
    tables = Tables(answer)
    work = _Work(tables, small | answer.never_shown, _demands(answer, guards(answer, threshold), tables))
    work.hide()
    work.show_again()
    return work.protected(answer)


def shown(answer: Answer, threshold: int) -> frozenset[Cell]:
    """The cells that may be shown."""
    return protect(answer, threshold).shown


def _demands(answer: Answer, guarded: list[Guard], tables: Tables) -> list[Demand]:
    """Each guard asks for up to two tables: a high one and a low one. The smallest counts come first."""
    found = []
    for number, guard in enumerate(sorted(guarded, key=lambda one: (one.value, str(one.name)))):
        terms = answer.remainders.get(guard.name, {guard.name: 1})
        factors = {tables.at[cell]: factor for cell, factor in terms.items()}
        if guard.high > guard.value:
            found.append(Demand(number, factors, guard.high - guard.value))
        if guard.low < guard.value:
            found.append(Demand(number, {cell: -factor for cell, factor in factors.items()}, guard.value - guard.low))
    return found


@dataclass
class _Work:
    """What is hidden so far, and which table proves which demand."""

    tables: Tables
    first: set[Cell]
    demands: list[Demand]
    proof: dict[int, Move] = field(default_factory=dict)  # number of a demand: the table that meets it

    def __post_init__(self) -> None:
        self.hidden = np.zeros(len(self.tables.names), dtype=bool)
        self.hidden[[self.tables.at[cell] for cell in self.first]] = True
        self.fixed = self.hidden.copy()  # hidden whatever else is
        self.of_cell: dict[int, list[int]] = defaultdict(list)
        for number, demand in enumerate(self.demands):
            for cell in demand.factors:
                self.of_cell[cell].append(number)

    # Hiding ----------------------------------------------------------------------------------------------------------
    def hide(self) -> None:
        """Hides more until every demand is met: each time for some that lie far apart, so that each gets the cheapest help."""
        left = set(range(len(self.demands)))
        while left := self._prove(left):
            some = self._apart(sorted(left), lambda number: self.demands[number].factors)
            everywhere = np.ones(len(self.hidden), dtype=bool)
            for move in self.tables.find([self.demands[n] for n in some], self.hidden, everywhere):
                self._take(move, left)
            for number in set(some) - self.proof.keys():
                self._alone(number)

    def _prove(self, numbers: Collection[int]) -> set[int]:
        """Looks for tables among what is hidden already, one direction of each guard at a time; the demands not met by that."""
        left, turn = set(numbers) - self.proof.keys(), 0
        while left:
            one_each: dict[int, int] = {}
            for number in sorted(left, reverse=bool(turn % 2)):
                guard = self.demands[number].guard
                if guard not in one_each or (guard + turn) % 2:
                    one_each[guard] = number
            asked = sorted(one_each.values())
            for move in self.tables.find([self.demands[n] for n in asked], self.hidden, self.hidden):
                self._take(move, left)
            met, left, turn = left & self.proof.keys(), left - self.proof.keys(), turn + 1
            if len(met) < _WORTH * len(asked) and turn > 1:
                break
        return left

    def _alone(self, number: int) -> None:
        """Meets a single demand for sure: nearby, then anywhere; where no cheap table is found, everything is hidden for it."""
        demand = self.demands[number]
        for free, whole in self._places(demand):
            for move in self.tables.find([demand], self.hidden, free, whole=whole):
                self._take(move, {number})
            if number in self.proof:
                return
        self._take(self.tables.everything(demand), {number})

    def _places(self, demand: Demand) -> Iterator[tuple[np.ndarray, bool]]:
        """Where to look for a table, and whether by whole numbers."""
        free = np.zeros(len(self.hidden), dtype=bool)
        free[list(demand.factors)] = True
        for whole in (False, False, True, False, True):
            free[self.tables.near(np.flatnonzero(free).tolist())] = True
            yield free, whole

    def _take(self, move: Move, numbers: Collection[int]) -> None:
        """Keeps a table if it meets one of the demands still open, and hides what differs in it."""
        change = dict(zip(move.cells.tolist(), move.by.tolist(), strict=True))
        for number in {number for cell in change for number in self.of_cell[cell]}:
            if number in numbers and number not in self.proof and self.demands[number].met_by(change):
                self.proof[number] = move
                self.hidden[move.cells] = True

    def _apart(self, items: Iterable[int], cells_of) -> list[int]:
        """As many as there are of which no two share a sum."""
        taken, found = np.zeros(len(self.hidden), dtype=bool), []
        for item in items:
            near = self.tables.near(cells_of(item))
            if not taken[near].any():
                taken[near] = True
                found.append(item)
        return found

    # Showing again ---------------------------------------------------------------------------------------------------
    def show_again(self) -> None:
        """Shows every cell, largest first, without which each demand is met as well."""
        used = np.zeros(len(self.hidden), dtype=bool)
        for move in self.proof.values():
            used[move.cells] = True
        self.hidden &= used | self.fixed
        spare = sorted(np.flatnonzero(self.hidden & ~self.fixed).tolist(), key=lambda cell: (-self.tables.values[cell], cell))
        size = -(-len(spare) // _TURNS)
        while spare:
            some = self._apart(spare, lambda cell: (cell,))[:size]
            spare = [cell for cell in spare if cell not in set(some)]
            self._without(some)

    def _without(self, cells: list[int]) -> None:
        """Shows these cells as far as every demand they helped is met otherwise."""
        gone = np.zeros(len(self.hidden), dtype=bool)
        gone[cells] = True
        before = {number: move for number, move in self.proof.items() if gone[move.cells].any()}
        self.hidden[cells] = False
        for number in before:
            del self.proof[number]
        for number in self._prove(before.keys()):
            self.proof[number] = before[number]
            self.hidden[before[number].cells] = True

    # The end ---------------------------------------------------------------------------------------------------------
    def protected(self, answer: Answer) -> Protected:
        """What may be shown, after every proof was gone through once more."""
        tables = self.tables
        for number, demand in enumerate(self.demands):
            move = self.proof[number]
            change = dict(zip(move.cells.tolist(), move.by.tolist(), strict=True))
            if not (tables.holds(move) and demand.met_by(change) and self.hidden[move.cells].all()):
                raise ArithmeticError("a figure would be shown without the proof that it reveals nobody")
        size, rests = len(tables.names), len(tables.slack)
        extremes = [np.zeros(n, dtype=np.int64) for n in (size, size, rests, rests)]
        for move in {id(move): move for move in self.proof.values()}.values():
            moved = tables.change(move)
            rest = tables.remainders @ moved
            extremes = [f(a, b) for f, a, b in zip((np.minimum, np.maximum) * 2, extremes, (moved, moved, rest, rest), strict=True)]
        ranges = _ranges(tables.names, tables.values, *extremes[:2]) | _ranges(list(answer.remainders), tables.slack, *extremes[2:])
        return Protected(frozenset(name for name, hidden in zip(tables.names, self.hidden, strict=True) if not hidden), ranges)


def _ranges(names: list[Cell], values: np.ndarray, least: np.ndarray, most: np.ndarray) -> dict[Cell, Range]:
    rows = zip(names, values.tolist(), least.tolist(), most.tolist(), strict=True)
    return {name: Range(value, value + low, value + high) for name, value, low, high in rows}
