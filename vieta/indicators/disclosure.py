"""Disclosure control: which cells of an answer may be shown so that nobody can work out a small one.

Primary: a count from 1 to below the threshold is hidden. Complementary: further cells are hidden until, for everything that
follows by addition from what is shown, each small cell might as well reach the threshold; hidden cells look alike, whichever
of the two reasons hides them. A count that is never shown but follows by subtraction (those who do *not* have a
characteristic) is guarded in the same way. So is what follows by subtracting an earlier answer: a count that differs by less
than the threshold from the one a reader knows is hidden, until it might as well have grown by so much. At the end every cell
whose hiding protects nobody is shown again. Zero is shown: there is nobody to learn about.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog

Cell = Hashable
_SLACK = 1e-6


@dataclass
class Answer:
    """Counts that are asked for together, with what ties them: each tie is a sum of coefficient times cell that gives zero."""

    cells: dict[Cell, int] = field(default_factory=dict)
    never_shown: set[Cell] = field(default_factory=set)
    ties: list[dict[Cell, int]] = field(default_factory=list)
    known: dict[Cell, int] = field(default_factory=dict)  # what a reader remembers of these cells from earlier answers

    def sum_of(self, whole: Cell, parts: Iterable[Cell]) -> None:
        """Says that the parts make the whole."""
        self.ties.append({whole: -1} | dict.fromkeys(parts, 1))

    def remainder(self, name: Cell, wholes: Iterable[Cell], part: Cell) -> None:
        """Says that a part lies in the wholes, so that what remains can be worked out although it is never shown."""
        wholes = list(wholes)
        self.cells[name] = sum(self.cells[whole] for whole in wholes) - self.cells[part]
        self.never_shown.add(name)
        self.ties.append(dict.fromkeys(wholes, -1) | {part: 1, name: 1})


def shown(answer: Answer, threshold: int) -> frozenset[Cell]:
    """The cells that may be shown."""
    small = _guarded(answer, threshold)
    hidden = small.keys() | answer.never_shown
    while exposed := [cell for cell in _by_value(answer.cells, small) if _is_exposed(cell, answer, hidden, small[cell])]:
        more = {_next_to_hide(cell, answer, hidden) for cell in exposed} - {None}
        if not more:
            more = set(_largest(answer.cells, set(answer.cells) - hidden))
        if not more:
            break
        hidden |= more
    return frozenset(answer.cells) - _least(answer, hidden, small)


def told(answer: Answer, visible: Iterable[Cell]) -> dict[Cell, int]:
    """What a reader of the visible cells knows exactly: these, and what follows from them one by one."""
    known = {cell: answer.cells[cell] for cell in visible}
    while more := {cell for tie in answer.ties if len(left := tie.keys() - known.keys()) == 1 for cell in left}:
        known |= {cell: answer.cells[cell] for cell in more}
    return known


def _guarded(answer: Answer, threshold: int) -> dict[Cell, int]:
    """The cells that must not be worked out, each with what it must be able to be for all anybody can tell."""
    found = {cell: threshold for cell, value in answer.cells.items() if 0 < value < threshold}
    for cell, before in answer.known.items():
        if 0 < abs(answer.cells[cell] - before) < threshold:
            found[cell] = before + threshold
    return found


def _least(answer: Answer, hidden: set[Cell], small: Mapping[Cell, int]) -> set[Cell]:
    """Shows again, largest first, every cell whose hiding protects nobody: without it each small cell is as safe as before."""
    for cell in reversed(_by_value(answer.cells, hidden - small.keys() - answer.never_shown)):
        without = hidden - {cell}
        if not any(_is_exposed(one, answer, without, small[one]) for one in small.keys() & _together(cell, answer, hidden)):
            hidden = without
    return hidden


def _by_value(cells: Mapping[Cell, int], some: Iterable[Cell]) -> list[Cell]:
    return sorted(some, key=lambda cell: (cells[cell], str(cell)))


def _largest(cells: Mapping[Cell, int], some: Iterable[Cell]) -> list[Cell]:
    return _by_value(cells, some)[:1]


def _next_to_hide(cell: Cell, answer: Answer, hidden: set[Cell]) -> Cell | None:
    """The cheapest shown cell tied to the exposed one, directly or through others that are hidden; empty cells last."""
    reached, front = {cell}, {cell}
    while front:
        tied = {other for tie in answer.ties if front & tie.keys() for other in tie} - reached
        if choice := [c for c in tied if c not in hidden]:
            return min(choice, key=lambda c: (answer.cells[c] == 0, answer.cells[c], str(c)))
        reached |= tied
        front = tied
    return None


def _together(cell: Cell, answer: Answer, hidden: Collection[Cell]) -> set[Cell]:
    """The hidden cells that hang together with this one by ties through other hidden cells: no others bear on its value."""
    found, front = {cell}, {cell}
    while front:
        front = {other for tie in answer.ties if front & tie.keys() for other in tie if other in hidden} - found
        found |= front
    return found


def _is_exposed(cell: Cell, answer: Answer, hidden: set[Cell], limit: int) -> bool:
    """Whether additions over what is shown prove that a guarded cell lies below its limit."""
    return highest(cell, answer, frozenset(answer.cells) - hidden) < limit - _SLACK


def highest(cell: Cell, answer: Answer, visible: frozenset[Cell]) -> float:
    """The highest value of a hidden cell that agrees with everything shown, counts being zero or more."""
    unknown = sorted(_together(cell, answer, answer.cells.keys() - visible), key=str)
    at = {c: n for n, c in enumerate(unknown)}
    tied = [tie for tie in answer.ties if tie.keys() & at.keys()]
    rows = np.zeros((len(tied), len(unknown)))
    sums = np.zeros(len(tied))
    for n, tie in enumerate(tied):
        for other, factor in tie.items():
            if other in at:
                rows[n, at[other]] = factor
            else:
                sums[n] -= factor * answer.cells[other]
    aim = np.zeros(len(unknown))
    aim[at[cell]] = -1
    found = linprog(aim, A_eq=rows if tied else None, b_eq=sums if tied else None, bounds=(0, None), method="highs")
    return -found.fun if found.status == 0 else float("inf")
