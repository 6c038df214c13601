"""Samples for audit that anybody can draw again, and the error rate found with its exact interval."""

import hashlib
from collections.abc import Mapping, Sequence


def drawn(references: Sequence[str], size: int, seed: str) -> list[str]:
    """The sample: references ordered by the SHA-256 of "seed:reference", the first ones taken.

    Any tool that can hash draws the same again from the seed and the list; every reference is as likely as any other.
    """
    return sorted(references, key=lambda one: (hashlib.sha256(f"{seed}:{one}".encode()).hexdigest(), one))[:size]


def allocated(sizes: Mapping[str, int], size: int) -> dict[str, int]:
    """How many to draw from each stratum: in proportion, by largest remainders, at least one from each while there are enough."""
    whole = sum(sizes.values())
    if size >= whole:
        return dict(sizes)
    floor = 1 if size >= len(sizes) else 0
    exact = {name: number * size / whole for name, number in sizes.items()}
    given = {name: min(max(int(exact[name]), floor), sizes[name]) for name in sizes}
    while sum(given.values()) > size:  # the least of each stratum took more than the proportion gives
        given[max((n for n in given if given[n] > floor), key=lambda n: (given[n] - exact[n], n))] -= 1
    while sum(given.values()) < size:
        given[max((n for n in given if given[n] < sizes[n]), key=lambda n: (exact[n] - given[n], n))] += 1
    return given


def error_interval(errors: int, judged: int, confidence: float = 0.95) -> tuple[float, float]:
    """Clopper and Pearson's exact interval of an error rate, from 0 to 1; nothing judged says nothing, so 0 to 1.

    Source: C. J. Clopper and E. S. Pearson, Biometrika 26 (1934), by quantiles of the beta distribution.
    """
    if not 0 <= errors <= judged:
        raise ValueError("more errors than records")
    from scipy.stats import beta  # takes half a second to import, and most processes never ask

    outside = (1 - confidence) / 2
    low = 0.0 if errors == 0 else float(beta.ppf(outside, errors, judged - errors + 1))
    high = 1.0 if errors == judged else float(beta.ppf(1 - outside, errors + 1, judged - errors))
    return low, high
