"""Shares and differences of shares with their 95 % intervals, and what missing answers could make of a share."""

from dataclasses import dataclass
from math import sqrt

Z = 1.959963984540054  # the 97.5 % point of the normal distribution: 95 % lie within it on both sides


@dataclass(frozen=True)
class Range:
    """An estimate with the interval in which the true value may well lie (95 %)."""

    value: float
    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Whether a value lies in the interval."""
        return self.low <= value <= self.high

    def times(self, factor: float) -> "Range":
        """The same on another scale."""
        return Range(self.value * factor, self.low * factor, self.high * factor)


@dataclass(frozen=True)
class Bounds:
    """A share among those who answered, and between which shares it must lie whatever the others would have said.

    `least` and `most` come from the missing answers alone; `low` and `high` add what chance does.
    """

    asked: int
    answered: int
    yes: int
    observed: Range | None
    least: float
    most: float
    low: float
    high: float


def share(yes: int, of: int) -> Range:
    """A share with Wilson's interval (1927); refuses an empty whole."""
    from statsmodels.stats.proportion import proportion_confint

    if not 0 <= yes <= of or of == 0:
        raise ValueError(f"{yes} of {of}")
    low, high = proportion_confint(yes, of, method="wilson")
    return Range(yes / of, max(float(low), 0.0), min(float(high), 1.0))


def gap(yes: int, of: int, yes_others: int, of_others: int) -> Range:
    """How much larger one group's share is than another's, with Newcombe's hybrid score interval (1998, method 10)."""
    from statsmodels.stats.proportion import confint_proportions_2indep

    low, high = confint_proportions_2indep(yes, of, yes_others, of_others, method="newcomb", compare="diff", correction=False)
    return Range(yes / of - yes_others / of_others, float(low), float(high))


def bounds(yes: int, answered: int, asked: int) -> Bounds:
    """Manski's bounds (1989): at the least nobody who is missing would have said yes, at the most everybody would have.

    Nothing is assumed about who is missing.
    """
    if not 0 <= yes <= answered <= asked or asked == 0:
        raise ValueError(f"{yes} of {answered} of {asked}")
    missing = asked - answered
    worst, best = share(yes, asked), share(yes + missing, asked)
    return Bounds(asked, answered, yes, share(yes, answered) if answered else None, worst.value, best.value, worst.low, best.high)


def net(better: int, same: int, worse: int) -> Range:
    """The share that moved up less the share that moved down, for pairs of the same people (Agresti and Min 2005)."""
    pairs = better + same + worse
    if pairs == 0:
        raise ValueError("no pairs")
    wider = pairs + 2
    middle = (better - worse) / wider
    spread = Z * sqrt(better + worse + 1 - (better - worse) ** 2 / wider) / wider
    return Range((better - worse) / pairs, max(middle - spread, -1.0), min(middle + spread, 1.0))
