"""Other tables of a day that agree with everything told: the proof, one by one, that a count might be another for all anybody knows.

All numbers are whole and every table found is checked by plain addition, so nothing rests on the solver's rounding.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from scipy.sparse import block_array, coo_array, csr_array, diags_array
from scipy.sparse.csgraph import connected_components

from .answer import Answer, Cell

NEAR = 1e-6
_REUSED = 0.001  # what moving a hidden cell costs beside a shown one: enough that tables stay small
_EMPTY = 4.0  # an empty cell is the last to be hidden: it tells that there is nobody
_REWARD = 1e5
_PATIENCE = {"node_limit": 200, "mip_rel_gap": 0.2}  # no clock: a busy machine finds the same


@dataclass(frozen=True)
class Move:
    """From the true table to another one: which cells differ and by how much."""

    cells: np.ndarray
    by: np.ndarray

    def by_cell(self) -> dict[int, int]:
        """The difference of each cell that differs."""
        return dict(zip(self.cells.tolist(), self.by.tolist(), strict=True))


@dataclass(frozen=True)
class Demand:
    """That some sum of cells must be able to rise by at least so much (factors turned round where it has to fall)."""

    guard: int
    factors: dict[int, int]
    least: int

    def gained(self, change: Mapping[int, int]) -> int:
        """By how much a change makes it rise."""
        return sum(factor * change.get(cell, 0) for cell, factor in self.factors.items())


class Tables:
    """The cells of a day as numbers, and the search for other tables in which demands are met.

    `flows` are sums of its cells that can fall by so much and no more, for what is known of the days beside it.
    """

    def __init__(self, answer: Answer, flows: Sequence[tuple[Mapping[Any, int], int]]):
        self.names: list[Any] = list(answer.cells)
        self.at = {name: n for n, name in enumerate(self.names)}
        self.values = np.array([answer.cells[name] for name in self.names], dtype=np.int64)
        self.ties = self.rows(answer.ties)
        some = [terms for name, terms in answer.remainders.items() if answer.value(name) >= 0]  # else it says nothing
        rests = self.rows(some)
        self.remainders = self.rows([*some, *(terms for terms, _grew in flows)])
        self.slack = np.concatenate([rests @ self.values, np.array([grew for _terms, grew in flows], dtype=np.int64)])
        uneven = 1 + 0.1 * np.random.default_rng(1).random(len(self.names))  # equal costs would mix tables into fractions
        self.cost = np.log2(2 + self.values) * np.where(self.values == 0, _EMPTY, 1) * uneven

    @cached_property
    def beside(self) -> csr_array:
        """Which cells share a sum."""
        return csr_array(abs(self.ties).T @ abs(self.ties) + abs(self.remainders).T @ abs(self.remainders))

    def rows(self, sums: Iterable[Mapping[Any, int]]) -> csr_array:
        """Sums of cells, one a row."""
        sums = list(sums)
        found = [(n, self.at[cell], factor) for n, one in enumerate(sums) for cell, factor in one.items()]
        return sparse(found, (len(sums), len(self.names)))

    def marked(self, names: Iterable[Cell]) -> np.ndarray:
        """Which cells these are."""
        return self.marked_at([self.at[name] for name in names])

    def marked_at(self, cells: Sequence[int]) -> np.ndarray:
        """Which cells these are, by their numbers."""
        found = np.zeros(len(self.names), dtype=bool)
        found[list(cells)] = True
        return found

    def near(self, cells: Iterable[int]) -> np.ndarray:
        """The cells tied to these."""
        rows = [self.beside.indices[self.beside.indptr[cell] : self.beside.indptr[cell + 1]] for cell in cells]
        return np.unique(np.concatenate(rows)) if rows else np.array([], dtype=np.int64)

    def find(self, demands: Sequence[Demand], hidden: np.ndarray, free: np.ndarray, *, whole: bool = False) -> list[Move]:
        """Tables that meet as many of the demands at once as they can, at the least cost, in pieces that stand for themselves.

        Only the `free` cells may differ; hidden ones among them cost next to nothing. `whole` searches whole numbers, slowly.
        """
        columns = np.flatnonzero(free)
        by = _Problem(self, demands, hidden, columns, self.slack).solved(whole)
        return [] if by is None else [move for move in self._pieces(columns, by) if self.holds(move, self.slack)]

    def beginning(self, demand: Demand, slack: np.ndarray, hidden: np.ndarray, free: np.ndarray) -> Move | None:
        """The cheapest table that meets a demand where the days beside this one differ, so that its sums have this much slack. By
        whole numbers, slowly, where fractions alone meet it."""
        columns = np.flatnonzero(free)
        problem = _Problem(self, [demand] if demand.factors else [], hidden, columns, slack)
        for whole in (False, True) if problem.possible else ():
            by = problem.solved(whole)
            if by is None:
                return None
            if np.abs(by - np.rint(by)).max(initial=0) < NEAR:
                move = self.move(columns, np.rint(by))
                if self.holds(move, slack) and demand.gained(move.by_cell()) >= demand.least:
                    return move
        return None

    def share(self, demand: Demand, free: np.ndarray) -> float:
        """How much of a demand any table meets, by fractions; all of it where that could not be found out."""
        found = _Problem(self, [demand], free, np.flatnonzero(free), self.slack).quick
        return 1.0 if found is None else float(found[-1])

    def move(self, cells: np.ndarray, by: np.ndarray) -> Move:
        """A change, of the cells that differ."""
        some = np.flatnonzero(by)
        return Move(cells[some], by[some].astype(np.int64))

    def _pieces(self, columns: np.ndarray, by: np.ndarray) -> list[Move]:
        """A change taken apart into changes that share no sum."""
        moved = np.flatnonzero(np.abs(by) > NEAR)
        cells, by = columns[moved], by[moved]
        if not len(cells):
            return []
        number, label = connected_components(self.beside[cells][:, cells], directed=False)
        order = np.argsort(label, kind="stable")
        found = []
        for some in np.split(order, np.cumsum(np.bincount(label, minlength=number))[:-1]):
            steps = np.rint(by[some])
            if np.abs(by[some] - steps).max() < NEAR:
                found.append(Move(cells[some], steps.astype(np.int64)))
        return found

    def change(self, move: Move) -> np.ndarray:
        """A move over all cells."""
        change = np.zeros(len(self.names), dtype=np.int64)
        change[move.cells] = move.by
        return change

    def holds(self, move: Move, slack: np.ndarray) -> bool:
        """Whether a table keeps every sum and falls nowhere too low; by whole numbers only."""
        change = self.change(move)
        kept = not (self.ties @ change).any() and bool((self.remainders @ change + slack >= 0).all())
        return kept and bool((self.values[move.cells] + move.by >= 0).all())


class _Problem:
    """A search for a table: by how much each free cell rises, by how much it falls, and the share of each demand that is met."""

    def __init__(self, tables: Tables, demands: Sequence[Demand], hidden: np.ndarray, columns: np.ndarray, slack: np.ndarray):
        self.free, self.asked = len(columns), len(demands)
        at = {cell: n for n, cell in enumerate(columns.tolist())}
        terms = [(n, at[cell], factor) for n, one in enumerate(demands) for cell, factor in one.factors.items() if cell in at]
        wanted = sparse(terms, (self.asked, self.free))
        least = diags_array(np.array([one.least for one in demands], dtype=float), shape=(self.asked, self.asked))
        ties, _rows = _touching(tables.ties, columns)
        rest, rows = _touching(tables.remainders, columns)
        self.possible = len(columns) > 0 and not (np.delete(slack, rows) < 0).any()
        cost = np.where(hidden[columns], _REUSED, 1) * tables.cost[columns]
        self.costs = np.concatenate([cost, cost, np.full(self.asked, -_REWARD)])
        self.upper = np.concatenate([np.full(self.free, np.inf), tables.values[columns], np.ones(self.asked)])
        none = csr_array((ties.shape[0], self.asked))
        self.equal = block_array([[ties, -ties, none]], format="csr")
        self.less = block_array([[-rest, rest, csr_array((len(rows), self.asked))], [-wanted, wanted, least]], format="csr")
        self.most = np.concatenate([slack[rows], np.zeros(self.asked)])

    def solved(self, whole: bool) -> np.ndarray | None:
        """The change of each free cell; None where there is none, or where not even fractions meet what has to be by `whole`
        numbers."""
        found = self.quick
        if whole and found is not None:
            found = self._whole() if (found[2 * self.free :] > 1 - NEAR).all() else None
        return None if found is None else found[: self.free] - found[self.free : 2 * self.free]

    @cached_property
    def quick(self) -> np.ndarray | None:
        """By fractions, which nearly always are whole numbers all the same."""
        from scipy.optimize import linprog  # half a second to load; only releases and hidden groups need it

        bounds = np.column_stack([np.zeros(len(self.costs)), self.upper])
        zeros, options = np.zeros(self.equal.shape[0]), {"presolve": self.asked > 1}  # a single demand is met sooner without
        found = linprog(
            self.costs, A_ub=self.less, b_ub=self.most, A_eq=self.equal, b_eq=zeros, bounds=bounds, method="highs", options=options
        )
        return found.x

    def _whole(self) -> np.ndarray | None:
        """By whole numbers, every demand met."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        limits = [LinearConstraint(self.less, ub=self.most), LinearConstraint(self.equal, 0, 0)]
        ones, costs = np.ones(len(self.costs)), np.maximum(self.costs, 0)
        least = np.concatenate([np.zeros(2 * self.free), np.ones(self.asked)])
        return milp(costs, constraints=limits, bounds=Bounds(least, self.upper), integrality=ones, options=_PATIENCE).x


def sparse(terms: list[tuple[int, int, int]], shape: tuple[int, int]) -> csr_array:
    """A matrix of whole numbers from its rows, columns and numbers."""
    rows, columns, factors = (np.array(part, dtype=np.int64) for part in (zip(*terms, strict=True) if terms else ((), (), ())))
    return csr_array(coo_array((factors, (rows, columns)), shape=shape))


def _touching(rows: csr_array, columns: np.ndarray) -> tuple[csr_array, np.ndarray]:
    """The part of some sums that the columns have a share in, and which sums these are."""
    part = rows[:, columns]
    some = np.flatnonzero(np.diff(part.indptr))
    return part[some], some
