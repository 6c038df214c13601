"""What is asked for together: counts, the sums that tie them, and what remains of one when another is taken away."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

Cell = Hashable


@dataclass
class Answer:
    """Counts that are asked for together, with everything that follows from one by another.

    Each tie is a sum of factor times cell that gives zero. A remainder is such a sum that cannot fall below zero: it is never
    shown, but whoever subtracts learns it, so it is guarded like a count. `lasting` are the remainders of people who stay what
    they are: like counts, they grow from day to day.
    """

    cells: dict[Cell, int] = field(default_factory=dict)
    never_shown: set[Cell] = field(default_factory=set)
    ties: list[dict[Cell, int]] = field(default_factory=list)
    remainders: dict[Cell, dict[Cell, int]] = field(default_factory=dict)
    lasting: set[Cell] = field(default_factory=set)

    def sum_of(self, whole: Cell, parts: Iterable[Cell]) -> None:
        """Says that the parts make the whole."""
        self.ties.append({whole: -1} | dict.fromkeys(parts, 1))

    def remainder(self, name: Cell, wholes: Iterable[Cell], parts: Iterable[Cell], *, lasting: bool = False) -> None:
        """Says that the parts lie apart from each other in the wholes, so that what remains can be worked out."""
        self.remainders[name] = dict.fromkeys(wholes, 1) | dict.fromkeys(parts, -1)
        if lasting:
            self.lasting.add(name)

    def also(self, name: Cell, known: Cell) -> None:
        """Says that a count or remainder has another name too, by which other days know it."""
        if self.is_lasting(known):
            self.lasting.add(name)
        self.remainders[name] = self.terms(known)

    def terms(self, name: Cell) -> dict[Cell, int]:
        """A cell or remainder as a sum of cells."""
        return dict(self.remainders.get(name, {name: 1}))

    def value(self, name: Cell) -> int:
        """The count of a cell or remainder."""
        if name in self.cells:
            return self.cells[name]
        return sum(factor * self.cells[cell] for cell, factor in self.remainders[name].items())

    def is_lasting(self, name: Cell) -> bool:
        """Whether it is taken to grow from day to day."""
        return name in self.cells or name in self.lasting
