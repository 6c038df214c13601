"""Judgements on figures as plain values: shares, days a funder may ask for, whether an obligation is met."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from vieta.base.periods import months_after


def percent(part: int, whole: int) -> Decimal | None:
    """The share of a whole in per cent with one decimal, halves rounded up; None where there is no whole."""
    if whole <= 0:
        return None
    return (Decimal(100) * part / Decimal(whole)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def month_ends(first: date, last: date) -> list[date]:
    """The last days of the months from one day to another, the latest first."""
    ends, day = [], date(first.year, first.month, 1)
    while (end := months_after(day, 1) - timedelta(days=1)) <= last:
        ends.append(end)
        day = end + timedelta(days=1)
    return ends[::-1]


def month_end_before(day: date) -> date:
    """The last month's end that has come by a day."""
    tomorrow = day + timedelta(days=1)
    return day if tomorrow.day == 1 else date(day.year, day.month, 1) - timedelta(days=1)


def half_year_before(day: date) -> date:
    """The last 30 June or 31 December that has come by a day (ESF+ data are transmitted twice a year)."""
    return max(end for end in (date(day.year - 1, 12, 31), date(day.year, 6, 30), date(day.year, 12, 31)) if end <= day)


def half_years(first: date, last: date) -> list[date]:
    """The ends of the half-years from one day to another, the earliest first."""
    return [end for end in month_ends(first, last)[::-1] if end.month in (6, 12)]


def is_met(counted: int, quantity: int) -> bool:
    """Whether a counted obligation is met in full."""
    return counted >= quantity
