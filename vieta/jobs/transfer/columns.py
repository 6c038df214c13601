"""The files of a programme and their columns: the one declaration that import, export and the documentation read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Choices

from vieta.activities.choices import Kind as ActivityKind
from vieta.activities.choices import Mode, Obstacle, PlaceType, Presence
from vieta.activities.choices import State as ActivityState
from vieta.base.codes import Gender
from vieta.base.text import has_forbidden
from vieta.documents.choices import Source
from vieta.enrolments.choices import Arm, LeftBecause, SupportedKind, Trait
from vieta.outcomes.choices import ContractKind, FollowUpAnswer, FollowUpMoment, Learning
from vieta.outcomes.choices import Kind as OutcomeKind
from vieta.people.choices import Channel

Parse = Callable[[str], Any]


class Wrong(Exception):
    """A cell does not hold what its column asks for; the message says what would be right."""


@dataclass(frozen=True)
class Column:
    """One column: its name, how a cell is read and written, what it is for, and whether it may be empty."""

    name: str
    parse: Parse
    words: str
    required: bool = False
    write: Callable[[Any], str] = str
    empty: Any = ""


def text(longest: int) -> Parse:
    """A line of text."""

    def read(cell: str) -> str:
        if len(cell) > longest:
            raise Wrong(f"has {len(cell)} characters, at most {longest} fit")
        if has_forbidden(cell):
            raise Wrong("holds characters that cannot be kept")
        return cell

    return read


def day(cell: str) -> date:
    """A day as YYYY-MM-DD."""
    try:
        return date.fromisoformat(cell) if len(cell) == 10 else _no("a date as 2021-03-31")
    except ValueError:
        return _no("a date as 2021-03-31")


def clock(cell: str) -> time:
    """A time of day as HH:MM."""
    try:
        return time.fromisoformat(cell) if len(cell) == 5 else _no("a time as 14:30")
    except ValueError:
        return _no("a time as 14:30")


def whole(cell: str) -> int:
    """A whole number, not negative."""
    return int(cell) if cell.isascii() and cell.isdigit() and len(cell) < 10 else _no("a whole number")


def hours(cell: str) -> Decimal:
    """Hours a week with at most one decimal, up to 168."""
    number = _decimal(cell)
    return number if 0 < number <= 168 and _places(number) <= 1 else _no("hours as 38 or 19.5")


def money(cell: str) -> int:
    """An amount with at most two decimals, as whole cents."""
    number = _decimal(cell)
    return int(number * 100) if 0 <= number < 10**12 and _places(number) <= 2 else _no("an amount as 1234.50")


def yes_no(cell: str) -> bool:
    """yes or no."""
    return {"yes": True, "no": False}[cell] if cell in ("yes", "no") else _no("yes or no")


def word(choices: type[Choices]) -> Parse:
    """One of a list of words."""

    def read(cell: str) -> str:
        return cell if cell in choices.values else _no("one of " + ", ".join(str(v) for v in choices.values if v != ""))

    return read


def listed(cell: str) -> list[str]:
    """Several codes, separated by semicolons."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def _no(right: str) -> Any:
    raise Wrong(f"is not {right}")


def _decimal(cell: str) -> Decimal:
    try:
        number = Decimal(cell)
    except InvalidOperation:
        number = Decimal("NaN")
    return number if number.is_finite() else _no("a number")


def _places(number: Decimal) -> int:
    return max(-int(number.normalize().as_tuple().exponent), 0)


def _iso(value: Any) -> str:
    return value.isoformat() if value else ""


def _hhmm(value: time | None) -> str:
    return f"{value:%H:%M}" if value else ""


def _said(value: bool | None) -> str:
    return {True: "yes", False: "no"}.get(value, "")  # type: ignore[arg-type]


def _amount(cents: int | None) -> str:
    return "" if cents is None else f"{cents // 100}.{cents % 100:02d}"


def _joined(parts: list[str]) -> str:
    return ";".join(parts)


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


def _text(name: str, longest: int, words: str, required: bool = False) -> Column:
    return Column(name, text(longest), words, required)


def _day(name: str, words: str, required: bool = False) -> Column:
    return Column(name, day, f"{words}, YYYY-MM-DD", required, _iso, None)


def _word(name: str, choices: type[Choices], words: str, required: bool = False, empty: str = "") -> Column:
    options = ", ".join(f"`{v}`" for v in choices.values if v != "")
    return Column(name, word(choices), f"{words}: {options}", required, _plain, empty)


NOT_GIVEN = {"declined": "declined to say", "unknown": "does not know"}
TRAITS = [trait for trait in Trait if trait != Trait.EARNINGS_BEFORE]


def _traits() -> tuple[Column, ...]:
    """Every trait with its source; `declined` and `unknown` are answers, an empty cell means not asked."""
    columns = []
    for trait in TRAITS:
        columns.append(_text(trait.value, 40, f"{trait.label} at entry; `declined`, `unknown`, or empty for not asked"))
        columns.append(_word(f"{trait.value}_source", Source, f"where the value of `{trait.value}` comes from", empty=Source.DECLARED))
    columns.append(Column("earnings_before", money, "earnings in the year before entry, such as 1234.50", False, _plain, None))
    return tuple(columns)


FILES: dict[str, tuple[Column, ...]] = {
    "people.csv": (
        _text("person", 40, "a number or code of your own for the person, once in this file", True),
        _text("first_name", 100, "first name"),
        _text("last_name", 100, "last name"),
        _text("known_as", 100, "how somebody without a name is remembered"),
        _day("birth_on", "date of birth"),
        _word("gender", Gender, "gender"),
        Column("languages", listed, "languages spoken, such as `lv;ru`", False, _joined, []),
        _text("phone", 40, "phone number"),
        _text("email", 254, "e-mail address"),
        _text("address", 200, "address"),
        _text("postcode", 20, "postcode"),
        _text("municipality", 40, "code of a municipality of the programme"),
        _word("channel", Channel, "how to reach the person"),
        Column("hide_address", yes_no, "yes where the address is to be hidden", False, _said, False),
    ),
    "participations.csv": (
        _text("participation", 60, "a number of your own for this person's stay in the programme, once in this file", True),
        _text("person", 40, "the person, as in people.csv", True),
        _text("provider", 40, "code of the organisation that supports the person", True),
        _text("region", 40, "code of the region"),
        _text("municipality", 40, "code of the municipality, county or neighbourhood"),
        _text("cycle", 100, "name of the cycle"),
        _text("contract", 60, "number of the contract"),
        _word("arm", Arm, "supported, or only observed for comparison", empty=Arm.SUPPORTED),
        _text("coach", 60, "user name of the responsible coach, where there is an account"),
        _day("enquired_on", "day of the enquiry", True),
        _day("admitted_on", "day of admission"),
        _day("refused_on", "day on which admission was refused"),
        _day("withdrew_on", "day on which the person withdrew the enquiry"),
        _day("entered_on", "day on which support began; what counts as entry"),
        _day("left_on", "day of leaving"),
        _word("left_because", LeftBecause, "why the person left"),
        _text("reason", 1000, "reason of the decision on admission"),
        Column("grounds", listed, "codes of the programme's grounds, separated by semicolons", False, _joined, []),
        *_traits(),
    ),
    "plans.csv": (
        _text("participation", 60, "the stay, as in participations.csv", True),
        _day("agreed_on", "day on which person and coach agreed this version", True),
        _day("withdrawn_on", "day on which the agreement was withdrawn"),
        _text("words", 2000, "what matters most, in the person's own words"),
    ),
    "activities.csv": (
        _text("activity", 60, "a number of your own for the activity; one line for each person who was there", True),
        _word("kind", ActivityKind, "kind", True),
        _word("state", ActivityState, "state", empty=ActivityState.HELD),
        _day("on", "day", True),
        Column("starts_at", clock, "time, HH:MM", False, _hhmm, None),
        Column("minutes", whole, "length in minutes", True),
        _word("mode", Mode, "form", empty=Mode.IN_PERSON),
        _text("profession", 16, "profession of who led it"),
        _text("organisation", 40, "code of the organisation that held it", True),
        _text("region", 40, "code of the region"),
        _text("municipality", 40, "code of the municipality"),
        _word("place_type", PlaceType, "kind of place; outreach needs one"),
        _text("place", 200, "place"),
        _text("topic", 200, "topic"),
        _word("obstacle", Obstacle, "obstacle met"),
        _text("fix", 300, "what solved it"),
        _text("person", 40, "who was there, as in people.csv; empty where nobody is named"),
        _text("participation", 60, "the stay it belongs to; empty for somebody only met in outreach"),
        _word("presence", Presence, "presence", empty=Presence.PRESENT),
        Column("attended_minutes", whole, "how long the person was there; empty for the whole length", False, _plain, None),
    ),
    "outcomes.csv": (
        _text("participation", 60, "the stay, as in participations.csv", True),
        _word("kind", OutcomeKind, "what changed", True),
        _day("on", "day on which it began", True),
        _day("until_on", "day after its last day"),
        _text("what", 300, "in a few words"),
        _word("contract_kind", ContractKind, "kind of contract"),
        Column("weekly_hours", hours, "hours a week, such as 38 or 19.5", False, _plain, None),
        _text("employer", 200, "employer or school"),
        _word("learning", Learning, "kind of learning"),
        Column("earnings", money, "earnings in the period the outcome stands for, such as 1234.50", False, _amount, None),
        _word("source", Source, "where this is known from", empty=Source.DECLARED),
        _text("document", 200, "name of the file in the folder `documents` that shows it"),
        _text("certified_by", 60, "user name of the account that saw the document and vouched for it"),
        _day("kept_on", "last day on which it was found to be kept"),
    ),
    "follow-ups.csv": (
        _text("participation", 60, "the stay, as in participations.csv", True),
        _word("moment", FollowUpMoment, "when it was due", True),
        _day("due_on", "day from which it was due", True),
        _day("asked_on", "day on which the person was asked"),
        _word("answer", FollowUpAnswer, "answer"),
        Column("still_there", yes_no, "yes where the work or training found was kept", False, _said, None),
        _word("source", Source, "where this is known from"),
    ),
    "supported.csv": (
        _text("organisation", 40, "code of an organisation that the programme supported itself, once in this file", True),
        _word("kind", SupportedKind, "what it counts as", True),
        _day("on", "day since which it is supported", True),
        _text("owner", 40, "the participant whose firm it is, as in people.csv; nobody who was employed at entry"),
        _text("what", 300, "what the support consists of"),
        _word("source", Source, "where this is known from", empty=Source.DECLARED),
    ),
}
REQUIRED_FILES = ("people.csv", "participations.csv")


def columns_of(file: str) -> dict[str, Column]:
    """A file's columns by name, in order."""
    return {column.name: column for column in FILES[file]}
