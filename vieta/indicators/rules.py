"""Judgements on figures as plain values: shares, days a funder may ask for, whether an obligation is met."""

import hashlib
import json
from collections.abc import Sequence
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


def half_years(first: date, last: date) -> list[date]:
    """The ends of the half-years from one day to another, the earliest first."""
    return [end for end in month_ends(first, last)[::-1] if end.month in (6, 12)]


def is_met(counted: int, quantity: int) -> bool:
    """Whether a counted obligation is met in full."""
    return counted >= quantity


ESF_PLUS_BEGAN = date(2021, 7, 1)


def packs_by(fund: str, country: str, project_number: str, begun_on: date | None) -> tuple[str, ...]:
    """The packs that follow from a programme's fund and first day.

    Every programme is counted by ESF+ Annex I; one of the European Social Fund begun before 1 July 2021 also by the annex of
    2014-2020, in whose frame it ran; measure 9.1.4.4 of Latvia by its own rule of what a result is.
    """
    packs = ["esf-plus"]
    words = fund.casefold()
    named = "esf" in words or "european social fund" in words
    if named and "plus" not in words and "+" not in words and begun_on is not None and begun_on < ESF_PLUS_BEGAN:
        packs.append("esf-2014")
    if country == "LV" and project_number.startswith("9.1.4.4"):
        packs.append("lv-9144")
    return tuple(packs)


Released = Sequence[tuple[date, date]]  # days whose figures were released, each with the day on which that was done


def release_days(first: date, end: date, released: Released, today: date) -> list[date]:
    """The days whose figures are due to be released, the earliest first: the ends of months after the last one released, up to a
    year after the programme's end. Where nothing was released yet, from the last half-year's end on. An older half-year that was
    released singly makes nothing due that comes after it."""
    run = [day for day, on in released if day >= _last_half_year(first, end, on)]
    since = max(run, default=_last_half_year(first, end, today) - timedelta(days=1))
    out = {day for day, _on in released}
    return [day for day in month_ends(first, _last_month(end, today))[::-1] if day > since and day not in out]


def older_half_years(first: date, end: date, released: Released, today: date) -> list[date]:
    """The ends of half-years that are neither released nor due to be, the latest first."""
    out = {day for day, _on in released} | set(release_days(first, end, released, today))
    return [day for day in half_years(first, _last_month(end, today))[::-1] if day not in out]


def _last_month(end: date, today: date) -> date:
    """The last month's end whose figures are released: one that has come, at most a year after the programme's end."""
    return min(month_end_before(today), month_end_before(months_after(end, 12)))


def _last_half_year(first: date, end: date, today: date) -> date:
    return max(half_years(first, _last_month(end, today)), default=first)


def seal(figures: dict) -> str:
    """SHA-256 over figures as sorted JSON."""
    return hashlib.sha256(json.dumps(figures, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def told_across(parts: Sequence[int], total: int, threshold: int) -> tuple[int, int] | None:
    """The least and the most different persons there may be in several programmes, of `parts` each; None where nothing is told.

    The parts are known, so whoever reads the total learns how many counts are of persons counted already. That number is told by
    the range it lies in. The ranges rest on the parts alone, whatever the total is, or what is told would depend on what is
    hidden: steps of twice the threshold, less the ends at which one would tell of the few in more than one programme or in one alone.
    """
    parts = [part for part in parts if part]  # a programme with nobody in it is no place where somebody counts again
    again, last, step = sum(parts) - total, sum(parts) - max(parts, default=0), 2 * threshold
    ends = [n for n in range(step, last + 1, step) if not _tells(parts, 0, n - 1, threshold) and not _tells(parts, n, last, threshold)]
    if len(parts) > 1 and not ends:
        return None
    low = max((n for n in ends if n <= again), default=0)
    high = min((n - 1 for n in ends if n > again), default=last)
    return sum(parts) - high, sum(parts) - low


def _tells(parts: Sequence[int], low: int, high: int, threshold: int) -> bool:
    """Whether so many counts of persons counted already would tell of the few in several programmes, or in one alone, what the
    parts do not tell by themselves."""
    known = _open_to(parts, 0, sum(parts) - max(parts))
    return any(
        at_most > 0 and at_least < threshold and (at_least > max(1, least) or at_most < min(threshold, most))
        for (at_least, at_most), (least, most) in zip(_open_to(parts, low, high), known, strict=True)
    )


def _open_to(parts: Sequence[int], low: int, high: int) -> list[tuple[int, int]]:
    """How many persons may be in several programmes, and in each alone, for so many counts of persons counted already."""
    least, most = sum(parts) - high, sum(parts) - low
    found = [(-(-low // max(len(parts) - 1, 1)), high)]
    for n, part in enumerate(parts):
        others = [*parts[:n], *parts[n + 1 :]]
        found.append((max(least - sum(others), 0), min(part, most - max(others, default=0))))
    return found
