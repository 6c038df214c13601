"""What is asked for together: counts, the sums that tie them, what remains of one when another is taken away, and what was told before."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

Cell = Hashable


class Range(NamedTuple):
    """A count of an earlier release: what it is, and the lowest and highest it may be for all that release tells."""

    value: int
    low: int
    high: int


@dataclass
class Answer:
    """Counts that are asked for together, with everything that follows from one by another.

    Each tie is a sum of factor times cell that gives zero. A remainder is such a sum that cannot fall below zero: it is never
    shown, but whoever subtracts learns it, so it is guarded like a count. `earlier` holds what former releases told of cells
    and remainders of the same names.
    """

    cells: dict[Cell, int] = field(default_factory=dict)
    never_shown: set[Cell] = field(default_factory=set)
    ties: list[dict[Cell, int]] = field(default_factory=list)
    remainders: dict[Cell, dict[Cell, int]] = field(default_factory=dict)
    earlier: Sequence[Mapping[Cell, Range]] = ()

    def sum_of(self, whole: Cell, parts: Iterable[Cell]) -> None:
        """Says that the parts make the whole."""
        self.ties.append({whole: -1} | dict.fromkeys(parts, 1))

    def remainder(self, name: Cell, wholes: Iterable[Cell], parts: Iterable[Cell]) -> None:
        """Says that the parts lie apart from each other in the wholes, so that what remains can be worked out."""
        self.remainders[name] = dict.fromkeys(wholes, 1) | dict.fromkeys(parts, -1)

    def also(self, name: Cell, known: Cell) -> None:
        """Says that a count or remainder has another name too, by which other releases know it."""
        self.remainders[name] = dict(self.remainders.get(known, {known: 1}))

    def value(self, name: Cell) -> int:
        """The count of a cell or remainder."""
        if name in self.cells:
            return self.cells[name]
        return sum(factor * self.cells[cell] for cell, factor in self.remainders[name].items())


@dataclass(frozen=True)
class Guard:
    """A count nobody may work out: for all that is told it must be able to be as low as `low` and as high as `high`."""

    name: Cell
    value: int
    low: int
    high: int


def guards(answer: Answer, threshold: int) -> list[Guard]:
    """What has to be guarded: counts and remainders from 1 to below the threshold, and those that differ by so little from an
    earlier release. Such a small number, or such a difference, might be anything from one to the threshold."""
    found = []
    for name in (*answer.cells, *answer.remainders):
        value = answer.value(name)
        low = high = value
        if 0 < value < threshold:
            low, high = 1, threshold
        for before in answer.earlier:
            if name in before and 0 < abs(value - before[name].value) < threshold:
                least, most = _apart(value, before[name], threshold)
                low, high = min(low, least), max(high, most)
        if (low, high) != (value, value):
            found.append(Guard(name, value, max(low, 0), high))
    return found


def _apart(value: int, before: Range, threshold: int) -> tuple[int, int]:
    """How low and how high a count must be able to be so that its difference from an earlier one stays open."""
    if value > before.value:
        return before.high + 1, before.low + threshold
    return before.high - threshold, before.low - 1
