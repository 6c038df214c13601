"""Rows that cannot be told apart: what could point to somebody is made coarser until everybody stands among at least k alike.

k-anonymity by coarsening whole columns and leaving out the few that still stand alone (Samarati and Sweeney 1998).
"""

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from random import Random

import numpy as np

LEFT_OUT_AT_MOST = 0.05


@dataclass(frozen=True)
class Anonymous:
    """The rows in a drawn order under new numbers, how coarse each column became, and how many rows were left out."""

    rows: tuple[dict[str, str], ...]
    steps: dict[str, int]
    left_out: int
    smallest: int


def anonymous(rows: Sequence[Mapping], telling: Mapping[str, int], k: int, seed: int) -> Anonymous:
    """Makes rows anonymous. A column of `telling` holds a list of its values from fine to coarse, of the length given;
    the other columns are told as they are. Rows go out in an order drawn from the seed, numbered anew.

    Of all ways to make columns coarser, the one that loses least is taken, a column wholly lost weighing most.
    Refuses (ValueError) when there are fewer than k rows.
    """
    if len(rows) < k:
        raise ValueError(f"{len(rows)} rows, at least {k} are needed")
    coded = {name: [_coded(rows, name, step) for step in range(length)] for name, length in telling.items()}
    ways = sorted(product(*(range(length) for length in telling.values())), key=lambda way: _loss(way, telling))
    for way in ways:
        sizes = _alike([coded[name][step] for name, step in zip(telling, way, strict=True)])
        if int((sizes < k).sum()) <= LEFT_OUT_AT_MOST * len(rows):
            break
    else:
        raise ValueError("the coarsest values still point to somebody")
    steps = dict(zip(telling, way, strict=True))
    kept = np.flatnonzero(sizes >= k).tolist()
    Random(seed).shuffle(kept)  # noqa: S311  the seed is drawn for this once and kept nowhere
    made = tuple(_told(rows[n], steps, number, telling) for number, n in enumerate(kept, start=1))
    return Anonymous(made, steps, len(rows) - len(kept), int(sizes[kept].min()))


def _coded(rows: Sequence[Mapping], name: str, step: int) -> np.ndarray:
    return np.unique([row[name][step] for row in rows], return_inverse=True)[1]


def _loss(way: Sequence[int], telling: Mapping[str, int]) -> tuple[float, Sequence[int]]:
    return sum((step / max(length - 1, 1)) ** 2 for step, length in zip(way, telling.values(), strict=True)), way


def _alike(columns: Sequence[np.ndarray]) -> np.ndarray:
    """For each row, how many rows are like it in all columns."""
    key = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        key = key * (int(column.max()) + 1) + column
    _keys, where, counts = np.unique(key, return_inverse=True, return_counts=True)
    return counts[where]


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
