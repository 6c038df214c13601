"""The answers of several days: whoever reads them subtracts one from another, and takes it that counts never fall.

Counts do fall, when records are corrected, but seldom. So from each day to the next a count, and a remainder of people who stay
what they are, is taken to grow wherever it did. Whoever does not take it so knows less.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby, pairwise, product
from typing import Any, NamedTuple

from .answer import Answer, Cell

Sum = dict[tuple[int, Cell], int]  # a sum of cells, each named by the number of its answer and its own name


@dataclass(frozen=True)
class Told:
    """An answer of a day, and the cells of it that are shown. Answers of the same day are versions, the first told first."""

    day: Any
    answer: Answer
    shown: frozenset[Cell] = frozenset()


@dataclass(frozen=True)
class Guard:
    """A count that nobody may work out: for all that is told it must be able to be anything from one to the threshold.

    Whether it must be shown that it can be so `high` or so `low`; what is not asked follows from other guards. `names` are the
    courses it belongs to.
    """

    names: list[Cell]
    terms: Sum
    value: int
    high: bool
    low: bool


class Course(NamedTuple):
    """A count or remainder through the answers that have it, by day, each with its value; `lasting` says that it is taken to grow."""

    name: Cell
    answers: tuple[int, ...]
    values: tuple[int, ...]
    lasting: bool


def courses(days: Sequence[Told]) -> list[Course]:
    """Every count and remainder of the answers."""
    found: dict[Cell, list[int]] = defaultdict(list)
    for n in sorted(range(len(days)), key=lambda n: days[n].day):
        for name in dict.fromkeys((*days[n].answer.cells, *days[n].answer.remainders)):
            found[name].append(n)
    return [_course(days, name, numbers) for name, numbers in found.items()]


def flows(days: Sequence[Told], through: Sequence[Course]) -> list[tuple[Sum, int]]:
    """By how much each lasting count grew from each day to the next, and to the next where it was not less, with that number."""
    found = []
    for course in through:
        value = dict(zip(course.answers, course.values, strict=True))
        for one, other in dict.fromkeys((*_next(days, course.answers), *_onward(course))) if course.lasting else ():
            if value[one] <= value[other]:
                found.append((_more(days, one, other, course.name), value[other] - value[one]))
    return found


def together(days: Sequence[Told]) -> Answer:
    """The answers as one, each cell and remainder named by the number of its answer and its own name."""
    joined = Answer()
    for n, told in enumerate(days):
        joined.cells |= {(n, cell): value for cell, value in told.answer.cells.items()}
        joined.ties += [{(n, cell): factor for cell, factor in tie.items()} for tie in told.answer.ties]
        rests = told.answer.remainders.items()
        joined.remainders |= {(n, name): {(n, cell): factor for cell, factor in terms.items()} for name, terms in rests}
    return joined


def guards(days: Sequence[Told], through: Sequence[Course], threshold: int, whole: Collection[Cell] = ()) -> list[Guard]:
    """What has to be guarded: counts and remainders from 1 to below the threshold, and those that differ by so little between any
    two days. Of courses named in `whole` nothing is left to follow from something else."""
    found: dict[frozenset, Guard] = {}
    for course in through:
        values, numbers = (0, *course.values), (None, *course.answers)
        follows = course.lasting and course.name not in whole and all(one <= other for one, other in pairwise(values))
        for one, other, high, low in (_grown if follows else _apart)(values, threshold):
            terms = _more(days, numbers[one], numbers[other], course.name)
            key, names = frozenset(terms.items()), [course.name]
            if before := found.get(key):
                high, low, names = high or before.high, low or before.low, [*before.names, *names]
            found[key] = Guard(names, terms, values[other] - values[one], high, low)
    return list(found.values())


def small(answer: Answer, cell: Cell, told: Sequence[Told], threshold: int) -> bool:
    """Whether a count would tell of few people by itself, or beside what is shown of another day."""
    known = [one.answer.cells[cell] for one in told if cell in one.shown]
    return any(0 < abs(answer.cells[cell] - other) < threshold for other in (0, *known))


def _grown(values: Sequence[int], threshold: int) -> Iterator[tuple[int, int, bool, bool]]:
    """The guards of what grows throughout, by places in its course. A single step that can be high makes every longer one high;
    a longest one that can be low makes every step of it low."""
    reach = 0
    for one in range(len(values)):
        until = max(n for n in range(one, len(values)) if values[n] - values[one] < threshold)
        longest = until > reach and values[until] - values[one] > 1
        reach = max(reach, until)
        step = one + 1 < len(values) and 0 < values[one + 1] - values[one] < threshold
        if step:
            yield one, one + 1, True, longest and until == one + 1
        if longest and not (step and until == one + 1):
            yield one, until, False, True


def _apart(values: Sequence[int], threshold: int) -> Iterator[tuple[int, int, bool, bool]]:
    """The guards of what may rise and fall: every two of its course, and each by itself."""
    for one, other in combinations(range(len(values)), 2):
        more = values[other] - values[one]
        if 0 < abs(more) < threshold:
            yield (one, other, True, abs(more) > 1) if more > 0 else (other, one, True, abs(more) > 1)


def _course(days: Sequence[Told], name: Cell, numbers: Sequence[int]) -> Course:
    answers = [days[n].answer for n in numbers]
    return Course(name, tuple(numbers), tuple(one.value(name) for one in answers), all(one.is_lasting(name) for one in answers))


def _more(days: Sequence[Told], one: int | None, other: int | None, name: Cell) -> Sum:
    """By how much a count is more in another answer than in one; beside none it is what it is."""
    less = {} if one is None else {(one, cell): -factor for cell, factor in days[one].answer.terms(name).items()}
    return less if other is None else less | {(other, cell): factor for cell, factor in days[other].answer.terms(name).items()}


def _next(days: Sequence[Told], answers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Each answer with those that come next: the next version of its day, and every version of the next day."""
    by_day = [list(some) for _day, some in groupby(answers, key=lambda n: days[n].day)]
    for versions in by_day:
        yield from pairwise(versions)
    for some, others in pairwise(by_day):
        yield from product(some, others)


def _onward(course: Course) -> Iterator[tuple[int, int]]:
    """Each answer with the first later one that tells of no less."""
    for n, value in enumerate(course.values):
        later = next((m for m in range(n + 1, len(course.values)) if course.values[m] >= value), None)
        if later is not None:
            yield course.answers[n], course.answers[later]
