"""The small language in which measures say who counts: conditions over the participants' columns, plain data.

    {"column": "labour", "is": ["unemployed", "inactive"]}            one of these words
    {"column": "age", "from": 18, "to": 24}                           a number or a day between two, either may be left out
    {"column": "left_on", "known": true}                              whether there is one at all
    {"column": "complete", "is": true}                                yes or no
    {"column": "ground", "is": ["roma"]}                              one of the grounds admitted on
    {"column": "outcome", "is": ["employment"], "within": 90, "of": "left_on"}   begun from that day up to so many days later
    {"any": [ … ]}    at least one of them        {"not": { … }}    not so, or not known

A measure is a list of conditions that all hold. The packs of the funds and a programme's own measures are written in it alike.
"""

import operator
from collections.abc import Iterator, Sequence
from datetime import date
from functools import reduce
from typing import Any

import ibis

from .columns import COLUMNS, FACTS

Condition = dict[str, Any]


# For the packs, which are written by hand ---------------------------------------------------------------------------
def one_of(column: str, *words: Any) -> Condition:
    """The column holds one of these words."""
    return {"column": column, "is": [str(word) for word in words]}


def is_so(column: str) -> Condition:
    """The column says yes."""
    return {"column": column, "is": True}


def between(column: str, low: Any = None, high: Any = None) -> Condition:
    """The column lies between two values, both included."""
    ends = {"from": low, "to": high}
    return {"column": column} | {end: value for end, value in ends.items() if value is not None}


def known(column: str) -> Condition:
    """The column is recorded."""
    return {"column": column, "known": True}


def any_of(*conditions: Condition) -> Condition:
    """At least one of them holds."""
    return {"any": list(conditions)}


def is_not(condition: Condition) -> Condition:
    """It does not hold, or is not known."""
    return {"not": condition}


def both(*conditions: Condition) -> Condition:
    """All of them hold."""
    return {"all": list(conditions)}


# Reading them -------------------------------------------------------------------------------------------------------
def expression(conditions: Sequence[Condition], people: ibis.Table) -> ibis.Value:
    """The conditions as one expression over the participants: true where all hold, false or null elsewhere."""
    return reduce(operator.and_, (_expression(condition, people) for condition in conditions))


def _expression(condition: Condition, people: ibis.Table) -> ibis.Value:
    if "not" in condition:
        return ~ibis.coalesce(_expression(condition["not"], people), False)
    if "all" in condition:
        return expression(condition["all"], people)
    if "any" in condition:
        return reduce(operator.or_, (_expression(one, people) for one in condition["any"]))
    return _plain(condition, people)


def _plain(condition: Condition, people: ibis.Table) -> ibis.Value:
    name = condition["column"]
    if name in FACTS:
        return reduce(operator.or_, (people.marks.contains(f",{mark},") for mark in condition["marks"]))
    column = people[name]
    if "known" in condition:
        return column.notnull() if condition["known"] else column.isnull()
    if "is" in condition:
        words = condition["is"]
        if isinstance(words, bool):
            return column if words else ~column
        return column.isin(words)
    low, high = (_value(name, condition.get(end)) for end in ("from", "to"))
    if low is None:
        return column <= high
    return column >= low if high is None else column.between(low, high)


def _value(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if value is not None and COLUMNS[name].kind == "day" and isinstance(value, str) else value


def parts_of(conditions: Sequence[Condition]) -> Iterator[Condition]:
    """Every plain condition, however deep it stands."""
    for condition in conditions:
        if "not" in condition:
            yield from parts_of([condition["not"]])
        elif "any" in condition or "all" in condition:
            yield from parts_of(condition.get("any") or condition["all"])
        else:
            yield condition


def holds_special(conditions: Sequence[Condition]) -> bool:
    """Whether they look at a special category of data."""
    return any(
        (name := part["column"]) in FACTS and FACTS[name].special or name in COLUMNS and COLUMNS[name].special
        for part in parts_of(conditions)
    )


AGE_BOUNDS = (15, 18, 25, 30, 50, 55, 65)
"""Where the age groups of the funds and programmes begin."""


def singles_out(conditions: Sequence[Condition]) -> bool:
    """Whether a special category is looked at among people picked by a day or a single year of age: its count could tell of one person."""
    return holds_special(conditions) and any(_narrow(part) for part in parts_of(conditions))


def _narrow(part: Condition) -> bool:
    name, ends = part["column"], [end for end in ("from", "to") if part.get(end) is not None]
    if name == "age":
        return any(part[end] + (end == "to") not in AGE_BOUNDS for end in ends)
    return bool(ends) and COLUMNS[name].kind == "day"
