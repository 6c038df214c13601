"""A count by gender, and the one statement that counts all measures over participants, on whatever engine it runs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ibis

from .measures import Measure

GENDERS = ("W", "M", "N", "")


@dataclass(frozen=True)
class Count:
    """How many people, by gender; the total is their sum, so it always adds up."""

    women: int = 0
    men: int = 0
    non_binary: int = 0
    unknown: int = 0

    @property
    def total(self) -> int:
        return self.women + self.men + self.non_binary + self.unknown


def counting_of(people: ibis.Table, hows: Sequence[Measure], by: str) -> ibis.Table:
    """One pass over the participants: how many each measure counts, by gender and a column."""
    keys = ["gender", *([by] if by else [])]
    sums = {f"m{n}": how.counts(people).cast("int32").sum() for n, how in enumerate(hows)}
    return people.group_by(keys).agg(**sums)


def by_gender(rows: Iterable[Mapping[str, Any]], hows: Sequence[Measure], by: str) -> dict[object, dict[str, Count]]:
    """The rows of such a pass as counts, for each value of the column (the one key None when there is none)."""
    found: dict[object, dict[str, list[int]]] = {}
    for row in rows:
        cells = found.setdefault(row[by] if by else None, {how.code: [0, 0, 0, 0] for how in hows})
        for n, how in enumerate(hows):
            cells[how.code][GENDERS.index(row["gender"])] += int(row[f"m{n}"] or 0)
    return {key: {code: Count(*four) for code, four in cells.items()} for key, cells in found.items()}
