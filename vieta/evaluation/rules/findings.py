"""Where a finding stands, from the response and the last word on what was done."""

from datetime import date

from ..choices import SETTLED, Stance, Standing


def standing(stance: str | None, last: str | None) -> Standing:
    """Waits for a response, is refused, or stands where the last word on it says."""
    if stance is None:
        return Standing.WAITING
    if stance == Stance.DISAGREE:
        return Standing.REFUSED
    return Standing(last) if last else Standing.PROMISED


def is_late(where: Standing, by_on: date | None, today: date) -> bool:
    """Whether a promise's day has passed and it is not settled."""
    return where not in SETTLED and by_on is not None and by_on < today
