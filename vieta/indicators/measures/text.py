"""The language of conditions as people write it: one condition a line, read into plain data and written back.

age from 18 to 24
labour is unemployed or inactive
or in_education is yes            (a line that begins with "or" belongs to the line above: at least one of them holds)
not ground is roma
outcome is employment or education within 90 days of leaving
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext as _

from .columns import COLUMNS, FACTS, Column
from .language import Condition, parts_of

MOST_LINES = 20
MOST_WORDS = 40
MOST_DAYS = 3660
ANCHORS = {"leaving": "left_on", "entry": "entered_on"}
_WINDOW = re.compile(
    r"^(?P<words>.*?)(?:\s+within\s+(?P<days>\d{1,5})\s+days\s+of\s+(?P<anchor>leaving|entry)|\s+after\s+(?P<after>leaving|entry))?$"
)
_RANGE = re.compile(r"^(?:from\s+(?P<low>\S+))?(?:\s*to\s+(?P<high>\S+))?$")


class Unreadable(Exception):
    """A line that says nothing; `line` is its number and the text says in words what is wrong."""

    def __init__(self, line: int, why: str):
        super().__init__(_("Line %(line)s: %(why)s") % {"line": line, "why": why})
        self.line = line


@dataclass(frozen=True)
class Line:
    """One written line: its number, whether it belongs to the one above, whether it is turned round, and its words."""

    number: int
    joined: bool
    turned: bool
    words: str


def read(text: str, grounds: Collection[str] = ()) -> list[Condition]:
    """The conditions a text says, all of which must hold; Unreadable where a line says nothing."""
    lines = _lines(text)
    if not lines:
        raise Unreadable(1, _("write at least one condition."))
    if len(lines) > MOST_LINES:
        raise Unreadable(MOST_LINES + 1, _("at most %(number)s conditions.") % {"number": MOST_LINES})
    found: list[Condition] = []
    for line in lines:
        condition = _condition(line, grounds)
        condition = {"not": condition} if line.turned else condition
        if not line.joined:
            found.append(condition)
        elif not found:
            raise Unreadable(line.number, _("the first line cannot begin with “or”."))
        else:
            above = found.pop()
            found.append({"any": [*above["any"], condition] if "any" in above else [above, condition]})
    return found


def _lines(text: str) -> list[Line]:
    found = []
    for number, raw in enumerate(text.splitlines(), 1):
        words = " ".join(raw.split())
        joined = words.lower().startswith("or ")
        words = words[3:] if joined else words
        turned = words.lower().startswith("not ")
        if words:
            found.append(Line(number, joined, turned, words[4:] if turned else words))
    return found


def _condition(line: Line, grounds: Collection[str]) -> Condition:
    name, _space, rest = line.words.partition(" ")
    name, rest = name.lower(), rest.strip()
    column = COLUMNS.get(name) or FACTS.get(name)
    if column is None:
        near = get_close_matches(name, [*COLUMNS, *FACTS], 1)
        meant = _(" Did you mean “%(column)s”?") % {"column": near[0]} if near else ""
        raise Unreadable(line.number, _("there is no column “%(column)s”.") % {"column": name[:60]} + meant)
    if name == "ground":
        return {"column": name, "is": _words(line, rest, {code: code for code in grounds})}
    if name == "outcome":
        return _outcome(line, rest, column)
    if rest.lower() in ("is known", "is missing"):
        return {"column": name, "known": rest.lower() == "is known"}
    if column.kind == "yes":
        return {"column": name, "is": _yes(line, rest)}
    if column.kind == "word":
        return {"column": name, "is": _words(line, rest, column.words or {})}
    return {"column": name} | _range(line, rest, column)


def _words(line: Line, rest: str, allowed: Mapping[str, Any]) -> list[str]:
    if not rest.lower().startswith("is "):
        raise Unreadable(line.number, _("write “is” and one of: %(words)s.") % {"words": _listed(allowed)})
    labels = {str(label).lower(): code for code, label in allowed.items()} | {code.lower(): code for code in allowed}
    wanted = [word.strip().lower() for word in re.split(r"\s+or\s+", rest[3:].strip(), flags=re.IGNORECASE)][: MOST_WORDS + 1]
    unknown = [word for word in wanted if word not in labels]
    if unknown or len(wanted) > MOST_WORDS:
        said = {"word": unknown[0][:60] if unknown else "…", "words": _listed(allowed)}
        raise Unreadable(line.number, _("“%(word)s” is none of: %(words)s.") % said)
    return list(dict.fromkeys(labels[word] for word in wanted))


def _listed(allowed: Collection[str]) -> str:
    return ", ".join(list(allowed)[:40]) or _("(there are none in this programme)")


def _yes(line: Line, rest: str) -> bool:
    answer = rest.lower().removeprefix("is").strip()
    if answer not in ("yes", "no"):
        raise Unreadable(line.number, _("write “is yes” or “is no”."))
    return answer == "yes"


def _outcome(line: Line, rest: str, column: Column) -> Condition:
    parts = _WINDOW.match(rest.lower())
    if parts is None:
        raise Unreadable(line.number, _("write for example “outcome is employment within 90 days of leaving”."))
    kinds = _words(line, parts["words"], column.words or {})
    anchor, days = parts["anchor"] or parts["after"] or "entry", int(parts["days"]) if parts["days"] else None
    if days is not None and days > MOST_DAYS:
        raise Unreadable(line.number, _("at most %(days)s days.") % {"days": MOST_DAYS})
    return {"column": "outcome", "is": kinds, "of": ANCHORS[anchor], "within": days}


def _range(line: Line, rest: str, column: Column) -> dict[str, Any]:
    words = rest.lower()
    if words.startswith("is "):
        words = f"from {words[3:].strip()} to {words[3:].strip()}"
    if words.startswith(("below ", "above ")) and column.kind == "number":
        side, _space, value = words.partition(" ")
        number = _value(line, value, column)
        return _between(line, {"to": number - 1} if side == "below" else {"from": number + 1}, column)
    parts = _RANGE.match(words)
    ends = {end: _value(line, parts[name], column) for end, name in (("from", "low"), ("to", "high")) if parts and parts[name]}
    if not ends:
        example = {"example": column.example or "from 2026-01-01"}
        raise Unreadable(line.number, _("write “from”, “to” or both, for example “%(example)s”.") % example)
    if "from" in ends and "to" in ends and ends["to"] < ends["from"]:
        raise Unreadable(line.number, _("the second value lies before the first."))
    return _between(line, ends, column)


def _between(line: Line, asked: dict[str, Any], column: Column) -> dict[str, Any]:
    """What is asked for, if anybody could have it."""
    if column.ends is None:
        return asked
    low, high = column.ends
    if any(not low <= value <= high for value in asked.values()):
        raise Unreadable(line.number, _("values lie between %(low)s and %(high)s.") % {"low": low, "high": high})
    return asked


def _value(line: Line, value: str, column: Column) -> Any:
    if column.kind == "number":
        if not value.isascii() or not value.isdecimal() or len(value) > 6:
            raise Unreadable(line.number, _("“%(value)s” is no whole number.") % {"value": value[:60]})
        return int(value)
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise Unreadable(line.number, _("“%(value)s” is no day: write it as 2026-03-31.") % {"value": value[:60]}) from None


# Written back ---------------------------------------------------------------------------------------------------------
def written(conditions: Sequence[Condition]) -> str:
    """The conditions as their lines; reading them again gives the same."""
    return "\n".join(_line(condition) for condition in conditions)


def _line(condition: Condition) -> str:
    if "any" in condition:
        return "\nor ".join(_line(one) for one in condition["any"])
    if "not" in condition:
        return f"not {_line(condition['not'])}"
    name = condition["column"]
    if "known" in condition:
        return f"{name} is {'known' if condition['known'] else 'missing'}"
    if name == "outcome":
        anchor = {column: word for word, column in ANCHORS.items()}[condition["of"]]
        when = f"within {condition['within']} days of {anchor}" if condition["within"] is not None else f"after {anchor}"
        return f"{name} is {' or '.join(condition['is'])} {when}"
    if "is" in condition:
        words = condition["is"]
        return f"{name} is {'yes' if words is True else 'no' if words is False else ' or '.join(words)}"
    return f"{name} " + " ".join(f"{end} {condition[end]}" for end in ("from", "to") if end in condition)


def outcomes_in(conditions: Sequence[Condition]) -> list[Condition]:
    """The conditions on outcomes, in their order: each needs a window of its own."""
    return [part for part in parts_of(conditions) if part["column"] == "outcome"]
