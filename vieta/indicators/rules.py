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
    """The least and the most different persons there may be in several programmes, of `parts` each; None where that stays hidden.

    The parts are known, so whoever reads the total learns how many counts are of persons counted already. That number is told in
    steps of twice the threshold, from zero on: a small one, or a small change of it, is never told from none or from the
    threshold. The total stays hidden where what is told would leave the number in more than one programme, or in one of them
    alone, among the few without being open from one to the threshold; whether it does is judged by what is told and never by
    the numbers themselves, or hiding would tell them.
    """
    parts = [part for part in parts if part]  # a programme with nobody in it is no place where somebody counts again
    step, counts = 2 * threshold, sum(parts)
    again = (counts - total) // step * step
    most, least = counts - again, max(counts - again - step + 1, max(parts, default=0))
    open_to = [(-(-again // max(len(parts) - 1, 1)), again + step - 1)]
    for n in range(len(parts)):
        others = [*parts[:n], *parts[n + 1 :]]
        open_to.append((least - sum(others), min(parts[n], most - max(others, default=0))))
    hidden = any(high > 0 and low < threshold and (low > 1 or high < threshold) for low, high in open_to)
    return None if hidden else (least, most)
