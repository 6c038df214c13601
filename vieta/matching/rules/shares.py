"""Shares by group that nobody can work a small group out of."""

from collections.abc import Mapping


def hidden(sizes: Mapping[str, int], threshold: int) -> frozenset[str]:
    """The groups whose row is not shown: those of fewer people than the threshold, and the next smallest while what is hidden
    together, which follows from the total, would still be fewer."""
    small = {name for name, size in sizes.items() if 0 < size < threshold}
    rest = sorted((size, name) for name, size in sizes.items() if size >= threshold)
    while small and rest and (len(small) == 1 or sum(sizes[name] for name in small) < threshold):
        small.add(rest.pop(0)[1])
    return frozenset(small)


def median(values: list[int]) -> float | None:
    """The middle of some whole numbers; None of none."""
    if not values:
        return None
    ordered, middle = sorted(values), len(values) // 2
    return float(ordered[middle]) if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
