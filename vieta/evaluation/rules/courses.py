"""How long it takes until something happens, where some are still waited for (censoring) and others went another way."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np

from .shares import Range, Z, share

OPEN, JOB, GONE = 0, 1, 2  # still waited for; the thing happened; it can no longer happen here


@dataclass(frozen=True)
class Mark:
    """What is known so many days after the start; `followed` people were still waited for just before."""

    day: int
    job: Range
    gone: Range
    still: Range
    followed: int


@dataclass(frozen=True)
class Course:
    """The course over the marks; `median` is the first day by which half had it happen, None when it is not reached."""

    people: int
    happened: int
    gone: int
    marks: tuple[Mark, ...]
    median: int | None


def course(days: Sequence[int] | np.ndarray, ends: Sequence[int] | np.ndarray, marks: Sequence[int], least: int) -> Course:
    """The share to whom it happened, and who left before, by each mark (Aalen and Johansen 1978), and who still waits
    (Kaplan and Meier 1958 with Greenwood's variance); intervals on the scale of log(-log).

    A mark is told only when since the one before either nobody or at least `least` people had it happen, left or passed
    out of sight, and while at least `least` are followed: no step of a curve is one person's.
    """
    day, end = np.asarray(days, int), np.asarray(ends, int)
    if len(day) == 0:
        return Course(0, 0, 0, (), None)
    told = _tellable(day, end, marks, least)
    curves = _Curves(day, end)
    made = tuple(
        Mark(mark, curves.of(JOB, mark), curves.of(GONE, mark), curves.still(mark), int((day >= mark).sum()) if mark else len(day))
        for mark in told
    )
    return Course(len(day), int((end == JOB).sum()), int((end == GONE).sum()), made, _median(made))


def _median(marks: Sequence[Mark]) -> int | None:
    return next((mark.day for mark in marks if mark.job.value >= 0.5), None)


def _tellable(day: np.ndarray, end: np.ndarray, marks: Sequence[int], least: int) -> list[int]:
    if len(day) < least:
        return []
    told, before = [0], -1
    for mark in sorted(marks):
        since = end[(day > before) & (day <= mark)]
        steps = [int((since == kind).sum()) for kind in (OPEN, JOB, GONE)]
        if mark > 0 and int((day > mark).sum()) >= least and any(steps) and all(n == 0 or n >= least for n in steps):
            told.append(mark)
            before = mark
    return told


class _Curves:
    """The estimates at any day, worked out once."""

    def __init__(self, day: np.ndarray, end: np.ndarray):
        from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight

        happened = end != OPEN
        self.survival = SurvfuncRight(day, happened.astype(int)) if happened.any() else None
        # the causes that occur, numbered from 1 as the library wants them
        self.causes = [kind for kind in (JOB, GONE) if (end == kind).any()]
        numbered = np.select([end == kind for kind in self.causes], range(1, len(self.causes) + 1), 0) if self.causes else end
        with np.errstate(divide="ignore", invalid="ignore"):  # beyond the last one followed, which is never told
            self.incidence = CumIncidenceRight(day, numbered) if self.causes else None
        self.day = day

    def of(self, kind: int, mark: int) -> Range:
        """The share to whom this happened by the mark."""
        if self.incidence is None or kind not in self.causes:
            return self._nobody(mark)
        n = self.causes.index(kind)
        at = int(np.searchsorted(np.asarray(self.incidence.times), mark, side="right")) - 1
        if at < 0 or not self.incidence.cinc[n][at] > 0:
            return self._nobody(mark)
        return _around(self.incidence.cinc[n][at], self.incidence.cinc_se[n][at])

    def still(self, mark: int) -> Range:
        """The share to whom neither happened by the mark."""
        nobody = self._nobody(mark)
        if self.survival is None:
            return Range(1.0, 1.0 - nobody.high, 1.0)
        at = int(np.searchsorted(np.asarray(self.survival.surv_times), mark, side="right")) - 1
        return _around(self.survival.surv_prob[at], self.survival.surv_prob_se[at]) if at >= 0 else Range(1.0, 1.0 - nobody.high, 1.0)

    def _nobody(self, mark: int) -> Range:
        """Nobody so far: what that leaves open among those still followed (nothing is known yet on the first day)."""
        return Range(0.0, 0.0, share(0, int((self.day >= mark).sum())).high) if mark else Range(0.0, 0.0, 0.0)


def _around(value: float, error: float) -> Range:
    """An interval that stays between 0 and 1 (Kalbfleisch and Prentice)."""
    value = float(min(max(value, 0.0), 1.0))
    if not 0.0 < value < 1.0 or not error > 0:
        return Range(value, value, value)
    spread = Z * float(error) / (value * log(value))
    low, high = sorted((exp(log(value) * exp(spread)), exp(log(value) * exp(-spread))))
    return Range(value, low, high)
