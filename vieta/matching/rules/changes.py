"""What is different between two states of a round, told from their files: who came, who left, what was said since."""

import csv
import io
from collections.abc import Mapping
from typing import NamedTuple


class Difference(NamedTuple):
    """One difference: its kind and the pseudonyms it concerns."""

    kind: str
    keys: tuple[str, ...] = ()


def differences(before: Mapping[str, str], now: Mapping[str, str]) -> list[Difference]:
    """Everything that is different, people first, in the order of the pseudonyms."""
    found = []
    for side, file in (("mentee", "mentees"), ("mentor", "mentors")):
        old, new = _rows(before.get(file, "")), _rows(now.get(file, ""))
        found += [Difference(f"{side}-left", (key,)) for key in sorted(old.keys() - new.keys())]
        found += [Difference(f"{side}-came", (key,)) for key in sorted(new.keys() - old.keys())]
        found += [Difference(f"{side}-changed", (key,)) for key in sorted(old.keys() & new.keys()) if old[key] != new[key]]
    for kind, file in (("kept", "locked"), ("apart", "forbidden")):
        old_pairs, new_pairs = _pairs(before.get(file, "")), _pairs(now.get(file, ""))
        found += [Difference(f"{kind}-since", pair) for pair in sorted(new_pairs - old_pairs)]
        found += [Difference(f"{kind}-no-more", pair) for pair in sorted(old_pairs - new_pairs)]
    if before.get("rules") != now.get("rules"):
        found.append(Difference("rules"))
    return found


def _rows(text: str) -> dict[str, dict[str, str]]:
    rows = csv.DictReader(io.StringIO(text))
    key = rows.fieldnames[0] if rows.fieldnames else ""
    return {row[key]: {name: value for name, value in row.items() if name != key} for row in rows}


def _pairs(text: str) -> set[tuple[str, ...]]:
    return {tuple(row) for row in list(csv.reader(io.StringIO(text)))[1:]}
