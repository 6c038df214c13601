"""Shares by group that nobody can work a small group out of."""

from collections.abc import Iterable, Mapping


def hidden(groups: Mapping[str, tuple[int, int]], threshold: int) -> frozenset[str]:
    """The groups whose row is not told: each by its size and to how many of it something happened.

    Hidden is a group of fewer people than the threshold, or to which it happened to so few, or not to so few. Then the next smallest, while
    what is hidden together, which follows from the total, would still tell about so few.
    """
    out = {name for name, group in groups.items() if not may_be_told(*group, threshold)}
    rest = sorted((size, name) for name, (size, _happened) in groups.items() if name not in out)
    while out and rest and (len(out) == 1 or not may_be_told(*_together(groups, out), threshold)):
        out.add(rest.pop(0)[1])
    return frozenset(out)


def may_be_told(size: int, happened: int, threshold: int) -> bool:
    """Whether a group is large enough, and nobody in it can be told apart by what happened to them or did not."""
    return size >= threshold and all(some == 0 or some >= threshold for some in (happened, size - happened))


def _together(groups: Mapping[str, tuple[int, int]], names: Iterable[str]) -> tuple[int, int]:
    found = [groups[name] for name in names]
    return sum(size for size, _happened in found), sum(happened for _size, happened in found)
