"""Which counts may be shown so that nobody can work out a small one, and how little is hidden for it.

Primary: a count from 1 to below the threshold is hidden. Complementary: further cells are hidden, the cheapest ones, until for
every guarded number there are two other tables that agree with all that is shown: one in which it is as low as one, one in
which it reaches the threshold. Hidden cells look alike, whichever reason hides them. At the end every cell whose hiding
protects nobody is shown again. Zero is shown: there is nobody to learn about.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

import numpy as np

from .answer import Answer, Cell
from .days import Guard, Sum, Told, courses, flows, guards, small
from .tables import Demand, Move, Tables
from .worlds import AllDays, Found, World, Worlds, sound

_TURNS = 8  # so many times it is tried to show some cells again
_GROWN = 1.05  # when so much more is hidden, it is tried again what that proves
_WORTH = 0.1  # another round over all is worth it when the last one met so great a share
_TRIES = 8  # so many worlds are tried at a time, to go on with what is hidden
_BASES = 4  # so many worlds are tried for a single demand


class Protected(NamedTuple):
    """The cells that may be shown, and the worlds that prove it for everything told by then."""

    shown: frozenset[Cell]
    worlds: list[World]


def protect(
    answer: Answer, threshold: int, *, day: Any = 0, told: Sequence[Told] = (), worlds: Sequence[World] | None = None,
    begun: Sequence[World] = (),
) -> Protected:  # fmt: skip
    """Chooses what may be shown of an answer beside everything told before, whichever day came first.

    `worlds` are those that came with what was told last; without them they are looked for anew. `begun` are worlds of all days,
    this one too, that were found for others who read the same (see insiders).
    """
    known = proven(told, threshold) if worlds is None else sound(told, worlds)
    work = _worked([*told, Told(day, answer)], known, threshold, begun)
    work.show_again()
    return work.protected()


def proven(told: Sequence[Told], threshold: int) -> list[World]:
    """The worlds that prove what was told, as far as there are any."""
    worlds: list[World] = []
    for n in range(len(told)):
        worlds = _worked(told[: n + 1], worlds, threshold, open_=False).protected().worlds
    return worlds


def _worked(days: Sequence[Told], worlds: Sequence[World], threshold: int, begun: Sequence[World] = (), *, open_: bool = True) -> "_Work":
    """What is hidden of the last answer; where a guard has too little room, nothing is left to follow from it."""
    whole: set[Cell] = set()
    while True:
        work = _Work(days, worlds, threshold, whole, open_=open_)
        work.begin(begun)
        work.hide()
        if work.short <= whole:
            return work
        whole |= work.short


class _Work:
    """What is hidden so far of the last answer, and which table in which world proves which demand."""

    def __init__(self, days: Sequence[Told], worlds: Sequence[World], threshold: int, whole: Collection[Cell], *, open_: bool):
        *told, last = days
        self.days, self.now = days, len(told)
        through = courses(days)
        self.flows = flows(days, through)
        grown = [(terms, more) for terms, more in self.flows if any(n == self.now for n, _cell in terms)]
        self.tables = Tables(last.answer, [(self._own(terms), more) for terms, more in grown])
        fixed = [c for c in last.answer.cells if c in last.answer.never_shown or small(last.answer, c, told, threshold)]
        self.fixed = self.tables.marked(fixed if open_ else last.answer.cells.keys() - last.shown)  # hidden whatever else is
        self.hidden = self.fixed.copy()
        self.movable = np.ones(len(self.hidden), dtype=bool) if open_ else self.fixed
        self.beside = sorted({n for terms, _more in grown for n, _cell in terms} - {self.now})
        self.grown = [self._others(terms) for terms, _more in grown]
        self._ask(guards(days, through, threshold, whole), threshold)
        self._know(worlds)
        self.found = Found(self.tables)
        for world, move in self._copies():
            self.found.add(world, move)
        self.proof: dict[int, tuple[int, Move]] = {}  # number of a demand: the world it begins with, and the table in it
        self.given_up: set[int] = set()  # what former answers left no room for
        self.short: set[Cell] = set()  # the courses of what they left too little room for

    def _know(self, worlds: Sequence[World]) -> None:
        """Takes these worlds of the days told before."""
        self.worlds = Worlds(self.days[:-1], worlds)
        self.shift, self.gained = self.worlds.gained(self.grown), self.worlds.gained(self.before)
        names = dict.fromkeys(self.tables.names)
        held = [self.days[n].answer.cells for n in self.beside]
        self.alike = [
            self.worlds.gained([{(n, cell): 1} if cell in some else {} for cell in names])
            for n, some in zip(self.beside, held, strict=True)
        ]

    def _own(self, terms: Sum) -> dict[Cell, int]:
        return {cell: factor for (n, cell), factor in terms.items() if n == self.now}

    def _others(self, terms: Sum) -> Sum:
        return {cell: factor for cell, factor in terms.items() if cell[0] != self.now}

    def _ask(self, guarded: Sequence[Guard], threshold: int) -> None:
        """Each guard asks for up to two tables: a high one and a low one. The smallest counts come first."""
        self.demands: list[Demand] = []
        self.terms: list[Sum] = []
        self.guards = sorted(guarded, key=lambda one: one.value)
        for number, guard in enumerate(self.guards):
            for sign, asked, least in ((1, guard.high, threshold - guard.value), (-1, guard.low, guard.value - 1)):
                if asked:
                    terms = {cell: sign * factor for cell, factor in guard.terms.items()}
                    factors = {self.tables.at[cell]: factor for cell, factor in self._own(terms).items()}
                    self.demands.append(Demand(number, factors, least))
                    self.terms.append(terms)
        self.before = [self._others(terms) for terms in self.terms]
        self.of_cell: dict[int, list[int]] = defaultdict(list)
        for number, demand in enumerate(self.demands):
            for cell in demand.factors:
                self.of_cell[cell].append(number)
        self.least = np.array([demand.least for demand in self.demands], dtype=np.int64)
        self.wanted = self.tables.rows([{self.tables.names[c]: f for c, f in demand.factors.items()} for demand in self.demands])

    def _slack(self, world: int) -> np.ndarray:
        """What the sums of this day may fall by in a world."""
        slack = self.tables.slack.copy()
        slack[len(slack) - len(self.shift) :] += self.shift[:, world]
        return slack

    def _copies(self) -> Iterator[tuple[int, Move]]:
        """Worlds in which this day can be what it is, or differ as a day beside it does."""
        cells = np.arange(len(self.hidden))
        for world in range(len(self.worlds.all)):
            slack = self._slack(world)
            for change in (np.zeros(len(cells)), *(alike[:, world] for alike in self.alike if alike[:, world].any())):
                move = self.tables.move(cells, change)
                if self.movable[move.cells].all() and self.tables.holds(move, slack):
                    yield world, move

    def begin(self, worlds: Sequence[World]) -> None:
        """Takes those worlds of all days that agree with all that is told here too."""
        for one in self._new(self._all_days().sound(worlds)) if worlds else ():
            self.found.add(*one)

    # Hiding ----------------------------------------------------------------------------------------------------------
    def hide(self) -> None:
        """Hides more until every demand is met: each time for some that lie far apart, so that each gets the cheapest help. What
        is hidden by then is tried for all whenever it has grown."""
        left, tried = set(range(len(self.demands))) - self.given_up, -1.0
        while left:
            if self.hidden.sum() > _GROWN * tried:
                tried = self.hidden.sum()
                left = self._by_cheapest(self._by_all_days(self._prove(left)))
            some = self._apart(sorted(left), lambda number: self.demands[number].factors)
            self._take(self.tables.find([self.demands[n] for n in some if self.demands[n].factors], self.hidden, self.movable), left)
            for number in sorted(set(some) - self.proof.keys()):
                self._alone(number)
            left -= self.proof.keys() | self.given_up

    def _prove(self, numbers: Collection[int]) -> set[int]:
        """Looks for tables among what is hidden already; the demands not met by that."""
        left = self._by_found(set(numbers) - self.proof.keys())
        left = self._by_worlds(left)
        return self._by_search(left)

    def _by_found(self, left: set[int]) -> set[int]:
        """Those met by no table found before."""
        numbers, tables = sorted(left), np.flatnonzero(self.found.cells(~self.hidden) == 0)
        for number, row in zip(numbers, self._met(numbers, tables), strict=True):
            if row.any():
                self.proof[number] = self.found.all[int(tables[row.argmax()])]
        return left - self.proof.keys()

    def _met(self, numbers: Sequence[int] | np.ndarray, tables: np.ndarray) -> np.ndarray:
        """Which of these tables found meets which of these demands, whatever it hides."""
        gained = self.wanted[numbers] @ self.found.changes[:, tables] + self.gained[np.ix_(numbers, self.found.worlds[tables])]
        return gained >= self.least[numbers, None]

    def _by_cheapest(self, left: set[int]) -> set[int]:
        """Those met by no table found, whatever it hides; those first that meet many and hide little more."""
        numbers, tables = np.array(sorted(left), dtype=np.int64), np.arange(len(self.found.all))
        met = self._met(numbers, tables)
        while met.any():
            best = int((met.sum(axis=0) / (1 + self.found.cells(~self.hidden))).argmax())
            self._keep(self.found.all[best], numbers[met[:, best]].tolist())
            numbers, met = numbers[~met[:, best]], met[~met[:, best]]
        return left - self.proof.keys()

    def _by_worlds(self, left: set[int]) -> set[int]:
        """Those of other days met by no world that can go on with what is hidden now; the world that meets most is tried first."""
        asked = np.array(sorted(n for n in left if not self.demands[n].factors), dtype=np.int64)
        met = self.gained[asked] >= self.least[asked, None]
        tried: set[int] = set()
        while len(tried) < _TRIES and len(open_ := np.flatnonzero([n in left for n in asked.tolist()])):
            many = met[open_].sum(axis=0)
            many[list(tried)] = 0
            world = int(many.argmax())
            if not many[world]:
                break
            tried.add(world)
            move = self.tables.beginning(Demand(-1, {}, 0), self._slack(world), self.hidden, self.hidden)
            if move is not None:
                self._keep(self.found.add(world, move), asked[open_[met[open_, world]]].tolist())
            left = left - self.proof.keys()
        return left

    def _by_search(self, left: set[int]) -> set[int]:
        """Those that no search meets beside the true numbers of the other days, one direction of each guard at a time."""
        turn = 0
        while True:
            asked = self._one_each((n for n in left if self.demands[n].factors), turn)
            if not asked:
                return left
            self._take(self.tables.find([self.demands[n] for n in asked], self.hidden, self.hidden), left)
            met, left, turn = left & self.proof.keys(), left - self.proof.keys(), turn + 1
            if len(met) < _WORTH * len(asked) and turn > 1:
                return left

    def _one_each(self, numbers: Iterable[int], turn: int) -> list[int]:
        """One direction of each guard, another with every turn."""
        found: dict[int, int] = {}
        for number in sorted(numbers, reverse=bool(turn % 2)):
            guard = self.demands[number].guard
            if guard not in found or (guard + turn) % 2:
                found[guard] = number
        return sorted(found.values())

    def _alone(self, number: int) -> None:
        """Meets a single demand. Where there should be a table and none is found, nothing is shown at all."""
        if not self._by_cheapest({number}):
            return
        demand = self.demands[number]
        searches = chain(
            self._nearby(demand, whole=False), self._in_worlds(number), self._nearby(demand, whole=True), self._anywhere(number)
        )
        for world, move in searches:
            if self.gained[number, world] + demand.gained(move.by_cell()) >= demand.least:
                self._keep(self.found.add(world, move), [number])
                return
        self._short_of_room(number)

    def _short_of_room(self, number: int) -> None:
        """What former answers left too little room for is known already; what they left open stays so."""
        demand = self.demands[number]
        room = self._all_days().room(self.terms[number], demand.least)
        if room < demand.least:
            self.short |= {*self.guards[demand.guard].names}
        if 0 < room < demand.least:
            self.demands[number] = replace(demand, least=room)
            self.least[number] = room
            self._alone(number)
            return
        self.given_up.add(number)
        if room:  # there should be a table
            self.hidden, self.fixed = self.movable.copy(), self.movable

    def _nearby(self, demand: Demand, *, whole: bool) -> Iterator[tuple[int, Move]]:
        """Tables beside the true numbers of the other days, that differ near the demand's cells."""
        free = self.tables.marked_at([*demand.factors])
        for _step in range(2 if demand.factors else 0):
            free[self.tables.near(np.flatnonzero(free).tolist())] = True
            yield from ((0, move) for move in self.tables.find([demand], self.hidden, free & self.movable, whole=whole))

    def _in_worlds(self, number: int) -> Iterator[tuple[int, Move]]:
        """The cheapest tables in worlds that help."""
        demand = self.demands[number]
        before = self.gained[number]
        helpful = [before, *(before + (self.wanted[[number]] @ alike)[0] for alike in self.alike)]
        best = [np.argsort(-one, kind="stable")[: min(_BASES, (one > 0).sum())].tolist() for one in helpful]
        for world in dict.fromkeys(chain(*best, (0,))):
            rest = Demand(demand.guard, demand.factors, demand.least - int(self.gained[number, world]))
            if rest.factors or rest.least <= 0:
                move = self.tables.beginning(rest, self._slack(world), self.hidden, self.movable)
                if move is not None:
                    yield world, move

    def _anywhere(self, number: int) -> Iterator[tuple[int, Move]]:
        """Worlds of all days that were not known before."""
        search = self._all_days()
        for whole in (False, True):
            yield from self._new(search.find([(self.terms[number], self.demands[number].least)], search.movable, whole=whole))

    def _by_all_days(self, left: set[int]) -> set[int]:
        """Those that no world of all days meets in which nothing more is hidden, one direction of each guard at a time."""
        for turn in range(2 if left and self.now else 0):
            asked = self._one_each(left, turn)
            search = self._all_days()
            for one in self._new(search.find([(self.terms[n], self.demands[n].least) for n in asked], search.hidden)):
                self.found.add(*one)
            left = self._by_found(left)
        return left

    def _all_days(self) -> AllDays:
        return self._every_day.where(self.hidden, self.movable)

    @cached_property
    def _every_day(self) -> AllDays:
        return AllDays(self.days, self.flows)

    def _new(self, worlds: Sequence[World]) -> list[tuple[int, Move]]:
        """Takes new worlds, each with the table it has for this day."""
        first, own = len(self.worlds.all), [world.get(self.now, {}) for world in worlds]
        before = [{n: one for n, one in world.items() if n != self.now} for world in worlds]
        self._know([*self.worlds.all[1:], *before])
        return [(first + n, self.tables.move(*self._numbers(change))) for n, change in enumerate(own)]

    def _numbers(self, change: Mapping[Cell, int]) -> tuple[np.ndarray, np.ndarray]:
        return np.array([self.tables.at[cell] for cell in change], dtype=np.int64), np.array([*change.values()], dtype=np.int64)

    def _take(self, moves: Iterable[Move], numbers: Collection[int]) -> None:
        """Keeps the tables that meet demands still open, and hides what differs in them."""
        for move in moves:
            change = move.by_cell()
            some = {number for cell in change for number in self.of_cell[cell]} & set(numbers)
            met = [n for n in sorted(some - self.proof.keys()) if self.demands[n].gained(change) >= self.demands[n].least]
            if met:
                self._keep(self.found.add(0, move), met)

    def _keep(self, one: tuple[int, Move], numbers: Iterable[int]) -> None:
        """Hides what differs in a table found, which proves these demands."""
        self.hidden[one[1].cells] = True
        self.proof |= dict.fromkeys(numbers, one)

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
        for _world, move in self.proof.values():
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
        gone = self.tables.marked_at(cells)
        before = {number: one for number, one in self.proof.items() if gone[one[1].cells].any()}
        self.hidden[cells] = False
        for number in before:
            del self.proof[number]
        for number in self._prove(before.keys()):
            self.proof[number] = before[number]
            self.hidden[before[number][1].cells] = True

    # The end ---------------------------------------------------------------------------------------------------------
    def protected(self) -> Protected:
        """What may be shown, after every proof was gone through once more."""
        used = self._fewest()
        held = {key for key, (world, move) in used.items() if self.tables.holds(move, self._slack(world)) and self.hidden[move.cells].all()}
        for number, (world, move) in self.proof.items():
            gained = self.gained[number, world] + self.demands[number].gained(move.by_cell())
            if (world, id(move)) not in held or gained < self.demands[number].least:
                raise ArithmeticError("a figure would be shown without the proof that it reveals nobody")
        if len(self.proof) + len(self.given_up) < len(self.demands):
            raise ArithmeticError("a figure would be shown without any proof")
        names, hidden = self.tables.names, self.hidden.tolist()
        own = [{names[cell]: by for cell, by in move.by_cell().items()} for _world, move in used.values()]
        worlds: list[World] = [{**self.worlds.all[world], self.now: now} for (world, _move), now in zip(used.values(), own, strict=True)]
        return Protected(frozenset(name for name, gone in zip(names, hidden, strict=True) if not gone), worlds)

    def _fewest(self) -> dict[tuple[int, int], tuple[int, Move]]:
        """Gives each demand one of as few tables as can be found quickly: always the one that meets most of those left."""
        numbers, tables = np.array(sorted(self.proof), dtype=np.int64), np.flatnonzero(self.found.cells(~self.hidden) == 0)
        met, used = self._met(numbers, tables), {}
        while len(numbers):
            best = int(met.sum(axis=0).argmax())
            world, move = self.found.all[int(tables[best])]
            used[world, id(move)] = (world, move)
            self.proof |= dict.fromkeys(numbers[met[:, best]].tolist(), (world, move))
            numbers, met = numbers[~met[:, best]], met[~met[:, best]]
        return used
