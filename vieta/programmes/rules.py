"""Judgements on what was agreed: which period is in force, how far a role sees, whether shares add up, how a cost is divided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from vieta.base.money import split_cents

LEAST_HIDDEN = 3  # figures of fewer persons are never shown: of two, each would know of the other


@dataclass(frozen=True)
class Span:
    """A period as plain values; its end is exclusive."""

    number: int
    from_on: date
    until_on: date


def period_on(spans: Sequence[Span], day: date) -> Span | None:
    """The period in force on a day: the last one begun by then, also after its end; the first one before any began.

    An extension is a period of its own that begins where the former ended, so a day of the former keeps its targets.
    """
    begun = [span for span in spans if span.from_on <= day]
    return max(begun, key=lambda s: s.number) if begun else min(spans, key=lambda s: s.number, default=None)


Place = Sequence[int | None]  # where a role holds in a programme: an organisation and a region by number, None for every one


def seen_from(places: Sequence[Place], lead: int) -> tuple[frozenset[int] | None, frozenset[int] | None]:
    """How far roles in some places (at least one) see into a programme: its providers and its regions, None for all of them.

    A role at the lead reaches every provider. Whoever holds roles in places of several kinds sees the widest kind only, never what
    lies between.
    """
    whole = (None, lead)
    if any(organisation in whole and not region for organisation, region in places):
        return None, None
    if wide := frozenset(organisation for organisation, region in places if organisation and not region):
        return wide, None
    if regions := frozenset(region for organisation, region in places if organisation in whole and region):
        return None, regions
    own = min(organisation for organisation, _region in places if organisation)
    return frozenset({own}), frozenset(region for organisation, region in places if organisation == own and region)


def missing_to_hundred(percents: Sequence[Decimal]) -> Decimal:
    """What the shares lack to 100 %, negative when they exceed it."""
    return Decimal(100) - sum(percents, Decimal(0))


def parts_of(cents: int, percents: Sequence[Decimal]) -> list[int]:
    """What each funder carries of a cost, in cents; the remainder goes to the largest share (P21, S3-28)."""
    return split_cents(cents, percents)
