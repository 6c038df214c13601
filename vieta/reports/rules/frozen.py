"""The part of a programme that frozen figures are of, the code of a cumulative period, and what changed between two sets of figures."""

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date

from vieta.programmes.rules import seen_from

COLUMNS = ("women", "men", "non_binary", "total")


def part_of(scope: Sequence[Sequence[int | None]], lead: int) -> dict[str, list[int]]:
    """The part of a programme that a frozen scope (organisation and region by number) is of; empty for the whole."""
    seen = zip(("providers", "regions"), seen_from(scope, lead) if scope else (None, None), strict=True)
    return {name: sorted(ids) for name, ids in seen if ids is not None}


def lies_within(part: Mapping[str, Sequence[int]], providers: Set[int] | None, regions: Set[int] | None) -> bool:
    """Whether a part of a programme lies within the providers and regions that somebody sees; None is all of them."""
    return all(
        seen is None or (name in part and seen >= set(part[name])) for name, seen in (("providers", providers), ("regions", regions))
    )


def period_code(day: date) -> str:
    """The code of the cumulative period that ends on a day, YYYY06 or YYYY12; empty for any other day."""
    ends = {(6, 30): "06", (12, 31): "12"}.get((day.month, day.day), "")
    return f"{day.year}{ends}" if ends else ""


def differences(then: dict, now: dict) -> Iterator[tuple[str, int, int]]:
    """The measures whose number is another now: name, the number in the report, the number now."""
    for part, number in (("headline", "value"), ("others", "value"), ("indicators", "total")):
        fresh = {row["code"]: row for row in now[part]}
        for row in then[part]:
            current = fresh.get(row["code"])
            if current is not None and current[number] != row[number]:
                yield row["name"], row[number], current[number]


def moved_cells(then: Mapping[int, str], now: Mapping[int, str]) -> dict[int, tuple[str | None, str | None]]:
    """Who stands in another cell of one measure: person to the genders then and now, None where not counted (empty: not recorded)."""
    return {
        person: (then.get(person), now.get(person)) for person in sorted(then.keys() | now.keys()) if then.get(person) != now.get(person)
    }
