"""How estimates are said: in whole numbers of a hundred people, with the interval in words."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from ..rules.shares import Range

HARD = "\u00a0"  # a space that does not break


@dataclass(frozen=True)
class About:
    """A question with how it is answered: the method, where it comes from, and what must hold for the answer to be right."""

    code: str
    question: str
    method: str
    source: str
    assumptions: tuple[str, ...]


def percent(value: float) -> str:
    """A share in whole per cent."""
    return f"{number_format(round(100 * value), 0)}{HARD}%"


def number(value: float, digits: int = 0, *, sign: bool = False) -> str:
    """A number by the reader's own conventions."""
    return ("+" if sign and value > 0 else "") + number_format(round(value, digits), digits, force_grouping=True)


def points(value: float) -> str:
    """A difference of shares in whole percentage points, with its sign."""
    whole = round(100 * value)
    return f"{'+' if whole > 0 else '−' if whole < 0 else ''}{number_format(abs(whole), 0)}"


def between(value: Range) -> str:
    """The interval of a share."""
    return _("between %(low)s and %(high)s") % {"low": percent(value.low), "high": percent(value.high)}


def between_points(value: Range) -> str:
    """The interval of a difference of shares."""
    return _("between %(low)s and %(high)s percentage points") % {"low": points(value.low), "high": points(value.high)}


def told(value: Range) -> str:
    """A share with its interval."""
    return _("%(share)s (%(between)s)") % {"share": percent(value.value), "between": between(value)}


def told_points(value: Range) -> str:
    """A difference of shares with its interval."""
    return _("%(points)s percentage points (%(between)s)") % {"points": points(value.value), "between": between_points(value)}


def too_few(least: int) -> str:
    """Why nothing is told."""
    return _("Too few people for an answer: with fewer than %(least)s alike, somebody might be recognised.") % {"least": least}
