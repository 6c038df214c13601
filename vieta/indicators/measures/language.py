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

from .columns import COLUMNS, FACTS, counts_from
from .marks import day_of_mark

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


# From which day ------------------------------------------------------------------------------------------------------
def begins(conditions: Sequence[Condition], people: ibis.Table) -> ibis.Value:
    """The day from which they hold for whoever they hold for: the last of all, the first of any. What is not so has no day."""
    return ibis.greatest(*(_begins(condition, people) for condition in conditions))


def _begins(condition: Condition, people: ibis.Table) -> ibis.Value:
    if "not" in condition or condition.get("known") is False or condition.get("is") is False:
        return ibis.null("date")
    if "all" in condition:
        return begins(condition["all"], people)
    if "any" in condition:
        return ibis.least(*(_where([one], people, _begins(one, people)) for one in condition["any"]))
    return _marked_on(condition, people) if condition["column"] == "outcome" else people[_from(condition)]


def _from(condition: Condition) -> str:
    return "entered_on" if condition["column"] in FACTS else counts_from(condition["column"])


def _where(conditions: Sequence[Condition], people: ibis.Table, day: ibis.Value) -> ibis.Value:
    return ibis.cases((ibis.coalesce(expression(conditions, people), False), day), else_=ibis.null("date"))


def _marked_on(condition: Condition, people: ibis.Table) -> ibis.Value:
    return ibis.least(*(day_of_mark(people.marks, mark) for mark in condition["marks"]))


Dated = tuple[Condition, Sequence[Condition]]


def dated(conditions: Sequence[Condition]) -> Iterator[Dated]:
    """Every plain condition on what began on a day of its own, each with those beside it that have to hold too."""
    for condition in conditions:
        if "not" in condition:
            continue
        if "any" in condition:
            yield from (found for one in condition["any"] for found in dated([one]))
        elif "all" in condition:
            yield from dated(condition["all"])
        elif condition["column"] == "outcome" or (condition["column"] in COLUMNS and COLUMNS[condition["column"]].since):
            yield condition, conditions


def since(found: Dated, people: ibis.Table) -> ibis.Value:
    """The day on which it began, where it and those beside it hold."""
    condition, beside = found
    name = condition["column"]
    return _where(beside, people, _marked_on(condition, people) if name == "outcome" else people[COLUMNS[name].since])


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
