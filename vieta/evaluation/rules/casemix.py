"""Comparing places whose people differ: what happened beside what was to be expected of these people anywhere in the programme.

Indirect standardisation by logistic regression, funnel limits after Spiegelhalter (Statistics in Medicine 24, 2005). Places
are put in an order only when their intervals lie apart and their numbers are large enough; mostly they are not.
"""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .shares import Range, Z, share

Z_FAR = 3.090232306167813  # the 99.9 % point: limits that one place in 500 passes by chance
PER_FACTOR = 10  # of the rarer answer for each thing adjusted for (Peduzzi 1996)
PEOPLE, EXPECTED = 30, 5  # fewer bear no comparison

ONE_PLACE, TOO_SMALL, OVERLAP = "one-place", "too-small", "overlap"


@dataclass(frozen=True)
class Place:
    """What happened at one place beside what was expected; `limits` and `far` are the funnel around 1 for its size."""

    key: int
    people: int
    happened: int
    expected: float
    ratio: Range
    limits: tuple[float, float]
    far: tuple[float, float]

    @property
    def standing(self) -> str:
        """Where it stands to the limits: far-above, above, within, below or far-below."""
        for words, (low, high) in (("far-", self.far), ("", self.limits)):
            if self.ratio.value > high or self.ratio.value < low:
                return words + ("above" if self.ratio.value > 1 else "below")
        return "within"


@dataclass(frozen=True)
class Comparison:
    """The places by their key, what was adjusted for, and the order if the data bear one; else `refused` says why not."""

    overall: float
    places: tuple[Place, ...]
    factors: tuple[str, ...]
    order: tuple[int, ...]
    refused: str
    alike: tuple[int, int] = (0, 0)


def compare(places: Sequence[int], happened: Sequence[bool] | np.ndarray, factors: Mapping[str, Sequence[str]]) -> Comparison:
    """Compares places by what happened to their people, adjusted for as many of the factors, in their order, as the numbers bear."""
    where, yes = np.asarray(places), np.asarray(happened, bool)
    keys = sorted(set(where.tolist()))
    if not len(yes) or yes.all() or not yes.any():
        return Comparison(float(yes.mean()) if len(yes) else 0.0, (), (), (), TOO_SMALL)
    chances, used = expected(yes, factors)
    made = tuple(_place(key, yes[where == key], chances[where == key]) for key in keys)
    refused, alike, order = _order(made)
    return Comparison(float(yes.mean()), made, used, order, refused, alike)


def expected(yes: np.ndarray, factors: Mapping[str, Sequence[str]]) -> tuple[np.ndarray, tuple[str, ...]]:
    """Each one's chance by the factors, of which later ones are left out where the numbers do not bear them."""
    room = min(int(yes.sum()), int((~yes).sum())) // PER_FACTOR
    used: list[str] = []
    columns: list[np.ndarray] = []
    for name, values in factors.items():
        more = _columns(np.asarray(values))
        if more and len(columns) + len(more) <= room and _mixed(yes, more):
            used.append(name)
            columns += more
    while used:
        if (chances := _fitted(yes, columns)) is not None:
            return chances, tuple(used)
        columns = columns[: -len(_columns(np.asarray(factors[used.pop()])))]
    return np.full(len(yes), yes.mean()), ()


def _columns(values: np.ndarray) -> list[np.ndarray]:
    """One column for each value but the most frequent; rare values go with it."""
    names, counts = np.unique(values, return_counts=True)
    common = names[np.argmax(counts)]
    return [values == name for name, count in zip(names, counts, strict=True) if name != common and count >= PER_FACTOR]


def _mixed(yes: np.ndarray, columns: list[np.ndarray]) -> bool:
    """Whether each value has both answers; one that tells the answer outright cannot be adjusted for."""
    sides = [*columns, ~np.logical_or.reduce(columns)]
    return all(0 < int(yes[side].sum()) < int(side.sum()) for side in sides)


def _fitted(yes: np.ndarray, columns: list[np.ndarray]) -> np.ndarray | None:
    """The chances by logistic regression; None where it does not settle."""
    from statsmodels.genmod.families import Binomial
    from statsmodels.genmod.generalized_linear_model import GLM

    # people who are alike in every column stand in two rows, of so many who said yes and so many who said no: the same fit, far fewer rows
    key = np.zeros(len(yes), np.int64)
    for column in columns:
        key = key * 2 + column
    _keys, first, alike = np.unique(key, return_index=True, return_inverse=True)
    design = np.column_stack([np.ones(len(first)), *(column[first] for column in columns)])
    answer, weight = np.repeat([1.0, 0.0], len(first)), np.r_[np.bincount(alike, yes), np.bincount(alike, ~yes)]
    there = weight > 0
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            fit = GLM(answer[there], np.tile(design, (2, 1))[there], family=Binomial(), freq_weights=weight[there]).fit(maxiter=50)
        except (RuntimeWarning, UserWarning, np.linalg.LinAlgError, ValueError):
            return None
    return fit.predict(design)[alike] if fit.converged else None


def _place(key: int, yes: np.ndarray, chances: np.ndarray) -> Place:
    people, count, awaited = len(yes), int(yes.sum()), float(chances.sum())
    spread = float(np.sqrt((chances * (1 - chances)).sum())) / awaited
    limits, far = ((max(1 - z * spread, 0.0), 1 + z * spread) for z in (Z, Z_FAR))
    return Place(key, people, count, awaited, share(count, people).times(people / awaited), limits, far)


def _order(places: Sequence[Place]) -> tuple[str, tuple[int, int], tuple[int, ...]]:
    """The keys from the highest ratio down, if every place is large enough and all intervals lie apart even when read together."""
    if len(places) < 2:
        return ONE_PLACE, (0, 0), ()
    small = [p for p in places if p.people < PEOPLE or p.expected < EXPECTED or p.people - p.expected < EXPECTED]
    if small:
        return TOO_SMALL, (small[0].key, 0), ()
    ranked = sorted(places, key=lambda place: -place.ratio.value)
    wide = {place.key: _together(place, len(places)) for place in places}
    for above, below in zip(ranked, ranked[1:], strict=False):
        if wide[above.key].low <= wide[below.key].high:
            return OVERLAP, (above.key, below.key), ()
    return "", (0, 0), tuple(place.key for place in ranked)


def _together(place: Place, number: int) -> Range:
    """The ratio's interval, widened so that all intervals of the page hold at once (Bonferroni)."""
    from statsmodels.stats.proportion import proportion_confint

    low, high = proportion_confint(place.happened, place.people, alpha=0.05 / number, method="wilson")
    return Range(place.ratio.value, float(low) * place.people / place.expected, float(high) * place.people / place.expected)
