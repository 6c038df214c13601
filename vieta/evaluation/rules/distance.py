"""How far people travelled between two talks about the same side of life: levels are an order, so moves are counted, never summed.

The average in levels is given beside it with a bootstrap interval, for readers who want one; it takes every level as equally wide.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .shares import Range, net

DRAWS = 4000
SEED = 1978


@dataclass(frozen=True)
class Distance:
    """Of so many people with both talks: how many moved up, stayed, moved down, and the difference with its interval."""

    pairs: int
    better: int
    same: int
    worse: int
    net: Range
    levels: Range


def distance(first: Sequence[int], last: Sequence[int]) -> Distance:
    """The moves of the same people from a first to a last level; refuses an empty list."""
    steps = np.asarray(last, int) - np.asarray(first, int)
    better, worse = int((steps > 0).sum()), int((steps < 0).sum())
    same = len(steps) - better - worse
    return Distance(len(steps), better, same, worse, net(better, same, worse), mean_by_bootstrap(steps))


def mean_by_bootstrap(steps: np.ndarray) -> Range:
    """The mean with the middle 95 % of the means of samples drawn from it (Efron 1979); drawn from a fixed seed, so it repeats.

    Steps are few whole numbers, so a sample is how often each comes.
    """
    values, counts = np.unique(steps, return_counts=True)
    drawn = np.random.default_rng(SEED).multinomial(len(steps), counts / len(steps), size=DRAWS) @ values / len(steps)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Range(float(steps.mean()), float(low), float(high))
