"""Rows that cannot be told apart: what could point to somebody is made coarser until everybody stands among at least k alike.

k-anonymity (Samarati and Sweeney 1998), group by group: all rows begin as one group in which nothing is told, and a group is
parted by one more step of one column as long as k rows or more stay together (Mondrian: LeFevre, DeWitt and Ramakrishnan, ICDE
2006, with the loss of information measured by entropy as Gionis and Tassa do, IEEE TKDE 2009). Making whole columns coarser for the sake
of a few rows would cost all others what could be told of them.
"""

import csv
import hashlib
import heapq
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

import numpy as np

LEFT_OUT_AT_MOST = 0.05
ANY = "any"


@dataclass(frozen=True)
class Anonymous:
    """The rows in a drawn order under new numbers, how many were left out, and how many are alike at the least."""

    rows: tuple[dict[str, str], ...]
    left_out: int
    smallest: int

    def values(self, name: str) -> tuple[str, ...]:
        """What a column tells, each value once, in order; `any` is none."""
        return tuple(sorted({row[name] for row in self.rows} - {ANY}))

    def untold(self, name: str) -> float:
        """The share of rows of which a column tells nothing."""
        return sum(row[name] == ANY for row in self.rows) / len(self.rows)


class Group(NamedTuple):
    """Rows that are alike: which ones, and how coarse each column is told of them."""

    rows: np.ndarray
    steps: dict[str, int]


class Parting(NamedTuple):
    """A way to tell more of a group: the smaller groups, and how many rows would stand alone and be left out."""

    groups: list[Group]
    left_out: int


def drawn_from(rows: Sequence[Mapping], k: int, seed: int) -> list[Mapping]:
    """The rows without a tenth of them, at least k, drawn by lot: so nobody learns of the few that a release hides, or of those who
    stand alone, by taking a file from what was released of everybody (a sample, as statistical offices give out microdata:
    Hundepool et al., Statistical Disclosure Control, 2012, ch. 3)."""
    kept = list(range(len(rows)))
    Random(seed).shuffle(kept)  # noqa: S311  the seed is drawn with the server's key
    return [rows[n] for n in sorted(kept[max(k, -(-len(rows) // 10)) :])]


def anonymous(rows: Sequence[Mapping], telling: Mapping[str, int], k: int, seed: int) -> Anonymous:
    """Makes rows anonymous. A column of `telling` holds a list of its values from fine to coarse, of the length given, each step
    holding the one before it and the last the same for everybody; the other columns are told as they are. Rows go out
    in an order drawn from the seed, numbered anew; at most a twentieth is left out.

    Refuses (ValueError) when there are fewer than k rows.
    """
    if len(rows) < k:
        raise ValueError(f"{len(rows)} rows, at least {k} are needed")
    columns = {name: [_coded(rows, name, step) for step in range(length)] for name, length in telling.items()}
    if any(steps[-1].any() for steps in columns.values()):
        raise ValueError("the coarsest values still point to somebody")
    groups = _groups(columns, k, int(LEFT_OUT_AT_MOST * len(rows)))
    steps = {int(n): group.steps for group in groups for n in group.rows}
    kept = sorted(steps)
    Random(seed).shuffle(kept)  # noqa: S311  the seed is drawn with the server's key
    made = tuple(_told(rows[n], steps[n], number, telling) for number, n in enumerate(kept, start=1))
    alike = Counter(tuple(row[name] for name in telling) for row in made)
    return Anonymous(made, len(rows) - len(kept), min(alike.values()))


def _coded(rows: Sequence[Mapping], name: str, step: int) -> np.ndarray:
    return np.unique([row[name][step] for row in rows], return_inverse=True)[1]


def _groups(columns: Mapping[str, Sequence[np.ndarray]], k: int, spare: int) -> list[Group]:
    """Parts all rows into groups of at least k, the largest first, each as far as it goes; `spare` rows may be left out."""
    whole = {name: _spread(steps[0]) for name, steps in columns.items()}
    everybody = Group(np.arange(len(next(iter(columns.values()))[0])), {name: len(steps) - 1 for name, steps in columns.items()})
    waiting, done, number = [(0, 0, everybody)], [], 0
    while waiting:
        group = heapq.heappop(waiting)[2]
        parting = _parted(group, columns, whole, k, spare)
        if parting is None:
            done.append(group)
            continue
        spare -= parting.left_out
        for part in parting.groups:
            number += 1
            heapq.heappush(waiting, (-len(part.rows), number, part))
    return done


def _parted(group: Group, columns: Mapping, whole: Mapping[str, float], k: int, spare: int) -> Parting | None:
    """The step that tells most of a column of which much is untold, and leaves out few; None where no step is left."""
    best: tuple[float, Parting] | None = None
    for name, step in group.steps.items():
        if step == 0:
            continue
        codes, sizes = np.unique(columns[name][step - 1][group.rows], return_inverse=True, return_counts=True)[1:]
        left_out = int(sizes[sizes < k].sum())
        if left_out > min(spare, LEFT_OUT_AT_MOST * len(group.rows)):
            continue
        groups = [Group(group.rows[codes == n], group.steps | {name: step - 1}) for n in np.flatnonzero(sizes >= k)]
        if len(sizes) == 1:  # it costs nothing
            return Parting(groups, 0)
        finest = columns[name][0]
        untold = _spread(finest[group.rows]) / whole[name]
        after = sum(len(part.rows) * _spread(finest[part.rows]) for part in groups) / len(group.rows) / whole[name]
        worth = untold * (untold - after) - 2 * left_out / len(group.rows)
        if best is None or worth > best[0]:
            best = worth, Parting(groups, left_out)
    return best and best[1]


def _spread(codes: np.ndarray) -> float:
    """How much a column tells: its entropy in bits."""
    sizes = np.bincount(codes)
    shares = sizes[sizes > 0] / len(codes)
    return float(-(shares * np.log2(shares)).sum())


def _told(row: Mapping, steps: Mapping[str, int], number: int, telling: Mapping[str, int]) -> dict[str, str]:
    plain = {name: str(value) for name, value in row.items() if name not in telling}
    return {"row": f"R{number:05d}"} | {name: row[name][step] for name, step in steps.items()} | plain


def as_csv(rows: Sequence[Mapping[str, str]]) -> str:
    """The rows as a table of text, its first line naming the columns."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def checksum(text: str) -> str:
    """SHA-256 of a text: the same file gives the same 64 characters."""
    return hashlib.sha256(text.encode()).hexdigest()
