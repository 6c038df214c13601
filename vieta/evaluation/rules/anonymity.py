"""Rows that cannot be told apart: what could point to somebody is made coarser until everybody stands among at least k alike.

k-anonymity by coarsening whole columns and leaving out the few that still stand alone (Samarati and Sweeney 1998).
"""

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

LEFT_OUT_AT_MOST = 0.05
EVERYBODY = "any"


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

    Refuses (ValueError) when there are fewer than k rows.
    """
    if len(rows) < k:
        raise ValueError(f"{len(rows)} rows, at least {k} are needed")
    steps = dict.fromkeys(telling, 0)
    while True:
        keys = [tuple(_at(row[name], step) for name, step in steps.items()) for row in rows]
        sizes = Counter(keys)
        alone = [n for n, key in enumerate(keys) if sizes[key] < k]
        if len(alone) <= LEFT_OUT_AT_MOST * len(rows):
            break
        steps[_next(steps, telling, keys)] += 1
    kept = [n for n in range(len(rows)) if n not in set(alone)]
    Random(seed).shuffle(kept)  # noqa: S311  the seed is drawn for this once and kept nowhere
    made = tuple(_told(rows[n], steps, number, telling) for number, n in enumerate(kept, start=1))
    return Anonymous(made, steps, len(alone), min(size for size in sizes.values() if size >= k))


def _at(values: Sequence[str], step: int) -> str:
    return values[step] if step < len(values) else EVERYBODY


def _next(steps: Mapping[str, int], telling: Mapping[str, int], keys: Sequence[tuple]) -> str:
    """The column with the most different values that can still be made coarser."""
    names = list(steps)
    return max(
        (name for name in names if steps[name] < telling[name]), key=lambda name: (len({key[names.index(name)] for key in keys}), name)
    )


def _told(row: Mapping, steps: Mapping[str, int], number: int, telling: Mapping[str, int]) -> dict[str, str]:
    plain = {name: str(value) for name, value in row.items() if name not in telling}
    return {"row": f"R{number:05d}"} | {name: _at(row[name], step) for name, step in steps.items()} | plain


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


def smallest_group(rows: Sequence[Mapping[str, str]], telling: Sequence[str]) -> int:
    """How many rows are alike at the least in the columns that could point to somebody."""
    return min(Counter(tuple(row[name] for name in telling) for row in rows).values(), default=0)
