"""Shares by group that nobody can work a small group out of."""

from collections.abc import Iterable, Mapping


def hidden(groups: Mapping[str, tuple[int, int]], threshold: int) -> frozenset[str]:
    """The groups whose row is not told: by size and how many of them met somebody.

    Hidden is a group of fewer people than the threshold, or in which so few did, or so few did not. Then the next smallest, while
    what is hidden together, which follows from the total, would still tell about so few.
    """
    out = {name for name, group in groups.items() if not may_be_told(*group, threshold)}
    rest = sorted((size, name) for name, (size, _met) in groups.items() if name not in out)
    while out and rest and (len(out) == 1 or not may_be_told(*_together(groups, out), threshold)):
        out.add(rest.pop(0)[1])
    return frozenset(out)


def may_be_told(size: int, met: int, threshold: int) -> bool:
    """Whether a group is large enough, and nobody in it can be told apart by having met somebody or not."""
    return size >= threshold and all(some == 0 or some >= threshold for some in (met, size - met))


def _together(groups: Mapping[str, tuple[int, int]], names: Iterable[str]) -> tuple[int, int]:
    found = [groups[name] for name in names]
    return sum(size for size, _met in found), sum(met for _size, met in found)


def median(values: list[int]) -> float | None:
    """The middle of some whole numbers; None of none."""
    if not values:
        return None
    ordered, middle = sorted(values), len(values) // 2
    return float(ordered[middle]) if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
