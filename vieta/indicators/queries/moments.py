"""From which day somebody counts under a measure and what began when, in words; told by the measure's own conditions."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from vieta.outcomes.choices import WORK_KINDS, Kind

from ..measures import Measure
from ..measures.columns import AFTER_LEAVING, LATER
from ..measures.language import Condition

Row = Mapping[str, Any]


def moments(row: Row, how: Measure) -> tuple[str, ...]:
    """What of a counted row began on a day of its own, each with its window: work since a day, within 28 days of leaving on another."""
    told = []
    for number, (condition, _beside) in enumerate(how.dated):
        if day := row.get(f"since_{number}"):
            told.append(_told(condition, day, row))
    return tuple(dict.fromkeys(told))


def _told(condition: Condition, day: date, row: Row) -> str:
    what = _what(condition) % {"day": _in_words(day)}
    window = _window(condition, row)
    return f"{what}; {window}" if window else what


def _what(condition: Condition) -> str:
    """What began, only as far as the measure itself says it: a sentence with a place for the day."""
    words = set(condition["is"]) if isinstance(condition.get("is"), list) else set()
    if condition["column"] == "outcome":
        return ", ".join(str(Kind(word).label) for word in condition["is"]).replace("%", "%%") + ": %(day)s"
    if condition["column"] in ("leaving_kind", "later_kind"):
        if words <= set(WORK_KINDS):
            return _("In work since %(day)s")
        return _("Looking for work since %(day)s") if words == {Kind.JOB_SEARCH} else _("Last labour event on %(day)s")
    return {
        "leaving_learning": _("In education or training on %(day)s"),
        "leaving_qualified": _("Gained a qualification on %(day)s"),
        "later_better": _("Better work since %(day)s"),
    }.get(condition["column"], _("In work since %(day)s"))


def _window(condition: Condition, row: Row) -> str:
    name = condition["column"]
    if name in AFTER_LEAVING:
        days = {"until": _in_words(row["soon_on"]), "left": _in_words(row["left_on"])}
        return _("left on %(left)s, looked at for 28 days, to %(until)s") % days
    if name in LATER:
        days = {"later": _in_words(row["later_on"]), "left": _in_words(row["left_on"])}
        return _("so on %(later)s, six months after leaving on %(left)s") % days
    anchor = row.get(condition.get("of", ""))
    return _anchored(condition, anchor) if name == "outcome" and anchor else ""


def _anchored(condition: Condition, anchor: date) -> str:
    """Where the window of an own measure begins and how long it is."""
    within, days = condition.get("within"), {"number": condition.get("within"), "day": _in_words(anchor)}
    if condition["of"] == "left_on":
        return (
            _("looked at from leaving on %(day)s on") if within is None else _("looked at for %(number)s days from leaving on %(day)s")
        ) % days
    if within is None:
        return _("looked at from the start of support on %(day)s on") % days
    return _("looked at for %(number)s days from the start of support on %(day)s") % days


def _in_words(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
