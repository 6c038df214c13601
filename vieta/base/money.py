"""Money as whole cents, and its division among funders without losing one."""

from collections.abc import Sequence
from decimal import Decimal


def split_cents(cents: int, shares: Sequence[Decimal]) -> list[int]:
    """Divides an amount in cents by percentage shares (0-100, together exactly 100).

    Each part is rounded down towards zero; what remains goes to the largest share, the first of equals.
    Raises ValueError when the shares do not sum to 100.
    """
    if sum(shares, Decimal(0)) != Decimal(100):
        raise ValueError("the shares do not sum to 100 %")
    parts = [int(Decimal(cents) * share / 100) for share in shares]
    parts[max(range(len(shares)), key=lambda i: (shares[i], -i))] += cents - sum(parts)
    return parts
