"""What a programme changed, where some were observed for comparison: the difference of two groups, with its interval.

It is an effect only if the groups were alike at the start: drawn by lot they are, up to chance; otherwise the differences at
the start say how far to believe it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from .shares import Range


@dataclass(frozen=True)
class Means:
    """Two groups' means and how much the first lies above the second, with its standard error and interval."""

    people: int
    others: int
    mean: float
    mean_others: float
    difference: Range
    error: float


@dataclass(frozen=True)
class Balance:
    """How alike two groups were at the start in one thing; `apart` is the difference in standard deviations."""

    name: str
    mean: float
    mean_others: float
    apart: float


def means(values: Sequence[float], values_of_others: Sequence[float]) -> Means:
    """The difference of means by least squares with standard errors that allow the groups to spread differently (HC2)."""
    from statsmodels.regression.linear_model import OLS

    one, two = np.asarray(values, float), np.asarray(values_of_others, float)
    design = np.column_stack([np.ones(len(one) + len(two)), np.r_[np.ones(len(one)), np.zeros(len(two))]])
    fit = OLS(np.r_[one, two], design).fit(cov_type="HC2", use_t=True)
    low, high = fit.conf_int()[1]
    difference = Range(float(fit.params[1]), float(low), float(high))
    return Means(len(one), len(two), float(one.mean()), float(two.mean()), difference, float(fit.bse[1]))


def balance(name: str, values: Sequence[float] | np.ndarray, values_of_others: Sequence[float] | np.ndarray) -> Balance:
    """One thing at the start in both groups; below 0.1 of a standard deviation counts as alike (Austin 2009)."""
    one, two = np.asarray(values, float), np.asarray(values_of_others, float)
    spread = sqrt((float(one.var(ddof=1)) + float(two.var(ddof=1))) / 2) if len(one) > 1 and len(two) > 1 else 0.0
    return Balance(name, float(one.mean()), float(two.mean()), float(one.mean() - two.mean()) / spread if spread else 0.0)
