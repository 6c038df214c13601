"""Worlds: what the numbers of all days might be for all that was told. Each says by how much which of them differ from the true ones."""

from collections.abc import Mapping, Sequence
from copy import copy

import numpy as np

from .answer import Answer, Cell
from .days import Sum, Told, courses, flows, together
from .tables import NEAR, Demand, Move, Tables, sparse

World = Mapping[int, Mapping[Cell, int]]  # by the number of the answer


class Worlds:
    """The worlds that prove what was told; the first is the true one."""

    def __init__(self, told: Sequence[Told], others: Sequence[World]):
        self.all: list[World] = [{}, *others]
        self._at = {name: number for number, name in enumerate((n, cell) for n, one in enumerate(told) for cell in one.answer.cells)}
        self._moves = self._rows([{(n, cell): by for n, one in world.items() for cell, by in one.items()} for world in self.all])

    def gained(self, sums: Sequence[Sum]) -> np.ndarray:
        """By how much each sum of cells is more in each world; one row a sum."""
        return (self._rows(sums) @ self._moves.T).toarray()

    def _rows(self, sums: Sequence[Sum]):
        terms = [(row, self._at[cell], factor) for row, one in enumerate(sums) for cell, factor in one.items()]
        return sparse(terms, (len(sums), len(self._at)))


class Found:
    """The tables found so far, each in its world."""

    def __init__(self, tables: Tables):
        self.tables = tables
        self.all: list[tuple[int, Move]] = []
        self._changes, self._worlds = np.zeros((len(tables.names), 64), dtype=np.int64), np.zeros(64, dtype=np.int64)

    @property
    def changes(self) -> np.ndarray:
        """By how much every cell differs, one table a column."""
        return self._changes[:, : len(self.all)]

    @property
    def worlds(self) -> np.ndarray:
        """The world of each."""
        return self._worlds[: len(self.all)]

    def cells(self, some: np.ndarray) -> np.ndarray:
        """How many of some cells differ in each."""
        return (self.changes[some] != 0).sum(axis=0)

    def add(self, world: int, move: Move) -> tuple[int, Move]:
        """Keeps a table."""
        if len(self.all) == self._changes.shape[1]:
            self._changes = np.concatenate([self._changes, np.zeros_like(self._changes)], axis=1)
            self._worlds = np.concatenate([self._worlds, np.zeros_like(self._worlds)])
        self._changes[move.cells, len(self.all)] = move.by
        self._worlds[len(self.all)] = world
        self.all.append((world, move))
        return self.all[-1]


class AllDays:
    """The search for worlds over all days at once: slow, for demands that no world found before helps."""

    def __init__(self, days: Sequence[Told], grown: Sequence[tuple[Sum, int]]):
        self.tables = Tables(together(days), grown)
        told = [(n, cell) for n, one in enumerate(days[:-1]) for cell in one.answer.cells if cell not in one.shown]
        self.hidden = self.movable = self.tables.marked(told)
        self._last = self.tables.marked([(len(days) - 1, cell) for cell in days[-1].answer.cells])

    def where(self, hidden: np.ndarray, movable: np.ndarray) -> "AllDays":
        """The same where these cells of the last day are hidden and may be, whatever it shows; of the days before, it is what they
        do not show."""
        found = copy(self)
        found.hidden, found.movable = self.hidden.copy(), self.movable.copy()
        found.hidden[self._last], found.movable[self._last] = hidden, movable
        return found

    def find(self, asked: Sequence[tuple[Sum, int]], free: np.ndarray, *, whole: bool = False) -> list[dict[int, dict[Cell, int]]]:
        """The cheapest worlds in which as many of these sums as can be are more by so much, and all of them together."""
        demands = [Demand(n, {self.tables.at[cell]: f for cell, f in terms.items()}, least) for n, (terms, least) in enumerate(asked)]
        moves = [move.by_cell() for move in self.tables.find(demands, self.hidden, free, whole=whole)]
        all_of_them = {cell: by for move in moves for cell, by in move.items()}
        return [self._world(change) for change in ([*moves, all_of_them] if len(moves) > 1 else moves)]

    def room(self, terms: Sum, least: int) -> int:
        """By how much a sum could be more, up to so much, if no more were told."""
        demand = Demand(0, {self.tables.at[cell]: factor for cell, factor in terms.items()}, least)
        return int(self.tables.share(demand, self.movable) * least + NEAR)

    def sound(self, worlds: Sequence[World]) -> list[World]:
        """Those of the worlds that agree with all that was told."""
        return [world for world in worlds if self._holds({(n, cell): by for n, one in world.items() for cell, by in one.items()})]

    def _holds(self, change: Mapping[tuple[int, Cell], int]) -> bool:
        if not change.keys() <= self.tables.at.keys():
            return False
        cells = np.array([self.tables.at[cell] for cell in change], dtype=np.int64)
        move = self.tables.move(cells, np.array([*change.values()], dtype=np.int64))
        return bool(self.hidden[move.cells].all()) and self.tables.holds(move, self.tables.slack)

    def _world(self, change: Mapping[int, int]) -> dict[int, dict[Cell, int]]:
        world: dict[int, dict[Cell, int]] = {}
        for number, by in change.items():
            n, cell = self.tables.names[number]
            world.setdefault(n, {})[cell] = by
        return world


def sound(told: Sequence[Told], worlds: Sequence[World]) -> list[World]:
    """Those of the worlds that still agree with all that was told: what ties it may be known better by now."""
    return AllDays([*told, Told(None, Answer())], flows(told, courses(told))).sound(worlds) if told else []
