"""Worlds: what the numbers of all days might be for all that was told. Each says by how much which of them differ from the true ones."""

from collections.abc import Mapping, Sequence

import numpy as np

from .answer import Cell
from .days import Sum, Told, together
from .tables import NEAR, Demand, Tables, sparse

World = Mapping[int, Mapping[Cell, int]]  # by the number of the answer


class Worlds:
    """The worlds that prove what was told; the first is the true one."""

    def __init__(self, told: Sequence[Told], others: Sequence[World]):
        self.told = told
        self.all: list[World] = [{}, *others]
        self._at = {name: number for number, name in enumerate((n, cell) for n, one in enumerate(told) for cell in one.answer.cells)}
        self._moves = self._rows([{(n, cell): by for n, one in world.items() for cell, by in one.items()} for world in self.all])

    def gained(self, sums: Sequence[Sum]) -> np.ndarray:
        """By how much each sum of cells is more in each world; one row a sum."""
        return (self._rows(sums) @ self._moves.T).toarray()

    def _rows(self, sums: Sequence[Sum]):
        terms = [(row, self._at[cell], factor) for row, one in enumerate(sums) for cell, factor in one.items()]
        return sparse(terms, (len(sums), len(self._at)))


class AllDays:
    """The search for worlds over all days at once: slow, for demands that no world found before helps."""

    def __init__(self, days: Sequence[Told], grown: Sequence[tuple[Sum, int]], hidden: Sequence[Cell], movable: Sequence[Cell]):
        self.tables = Tables(together(days), grown)
        told = [(n, cell) for n, one in enumerate(days[:-1]) for cell in one.answer.cells if cell not in one.shown]
        self.hidden, self.movable = (self.tables.marked([*told, *((len(days) - 1, cell) for cell in some)]) for some in (hidden, movable))

    def find(self, asked: Sequence[tuple[Sum, int]], free: np.ndarray, *, whole: bool = False) -> list[dict[int, dict[Cell, int]]]:
        """The cheapest worlds in which as many of these sums as can be are more by so much, and all of them together."""
        demands = [Demand(n, {self.tables.at[cell]: f for cell, f in terms.items()}, least) for n, (terms, least) in enumerate(asked)]
        moves = [move.by_cell() for move in self.tables.find(demands, self.hidden, free, whole=whole)]
        together = {cell: by for move in moves for cell, by in move.items()}
        return [self._world(change) for change in ([*moves, together] if len(moves) > 1 else moves)]

    def leaves_room(self, terms: Sum, least: int) -> bool:
        """Whether a sum could be more by so much, by fractions at least, if no more were told."""
        demand = Demand(0, {self.tables.at[cell]: factor for cell, factor in terms.items()}, least)
        return self.tables.share(demand, self.movable) > 1 - NEAR

    def _world(self, change: Mapping[int, int]) -> dict[int, dict[Cell, int]]:
        world: dict[int, dict[Cell, int]] = {}
        for number, by in change.items():
            n, cell = self.tables.names[number]
            world.setdefault(n, {})[cell] = by
        return world
