"""Days, months and ages, with the end of a period always exclusive."""

import calendar
from datetime import date, timedelta


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or the last day of that month where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def half_year_end(day: date) -> date:
    """The last half-year's end that has come by a day."""
    tomorrow = day + timedelta(days=1)
    return date(tomorrow.year, 6, 30) if tomorrow.month > 6 else date(tomorrow.year - 1, 12, 31)


def days_after(day: date, days: int) -> date:
    """The day so many days later."""
    return day + timedelta(days=days)


def age_on(born_on: date, day: date) -> int:
    """Completed years of life on a day; somebody born on 29 February turns older on 1 March."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def holds_on(day: date, from_on: date | None, until_on: date | None) -> bool:
    """Whether a period (end exclusive, either end open when None) holds on a day."""
    return (from_on is None or from_on <= day) and (until_on is None or day < until_on)
