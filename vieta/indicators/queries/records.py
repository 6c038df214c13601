"""The records behind figures as far as a reach goes, as checks and comparisons of reports ask for them: numbers of persons only, no names."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import reduce

import ibis

from vieta.enrolments.choices import Arm

from ..access import Reach
from ..engine import Engine, engine
from ..ledger import Ledger
from ..ledger.tables import TABLES
from ..measures import Measure, Unit, measure

Condition = Callable[[ibis.Table], ibis.Value]


def members(reach: Reach, name: str, day: date, *, known: datetime | None = None) -> dict[int, str]:
    """Everybody a measure counts on a day, as known at a moment: the person's number and gender."""
    rows = engine().members(reach.asks(day, known), name, limit=None)
    return {row["person"]: row["gender"] for row in rows}


def membership(reach: Reach, measures: Iterable[str], day: date, *, known: datetime | None = None) -> dict[str, dict[int, str]]:
    """As members, for many measures at once: each participant is looked at one time only."""
    asked, counter = reach.asks(day, known), engine()
    found: dict[str, dict[int, str]] = {}
    hows = [how for how in map(measure, measures) if how.unit == Unit.PEOPLE]
    for arm in {how.arm for how in hows}:
        of_arm = [how for how in hows if how.arm == arm]
        about = ("membership", tuple(how.code for how in of_arm))
        table = counter.ask(asked, arm, about, lambda people, some=of_arm: _flags(counter, people, some))
        persons, genders = table["person"].to_pylist(), table["gender"].to_pylist()
        for number, how in enumerate(of_arm):
            rows = zip(persons, genders, table[f"m{number}"].to_pylist(), strict=True)
            found[how.code] = {person: gender for person, gender, counts in rows if counts}
    return found


def _flags(counter: Engine, people: ibis.Table, hows: Sequence[Measure]):
    """Each participant's number and gender with a yes or no for every measure."""
    return counter.ledger.run(people.select("person", "gender", **{f"m{n}": how.counts(people) for n, how in enumerate(hows)}))


def left_on(reach: Reach, name: str, day: date, *, known: datetime | None = None) -> dict[int, date]:
    """The day of leaving of everybody a measure counts who has left."""
    rows = engine().members(reach.asks(day, known), name, limit=None)
    return {row["person"]: row["left_on"] for row in rows if row["left_on"]}


def those(
    reach: Reach, about: tuple, conditions: Mapping[str, Condition], day: date, *, known: datetime | None = None
) -> dict[str, list[int]]:
    """The supported people of whom each condition over their record holds, in one look; `about` names the conditions' own values."""
    asked, counter = reach.asks(day, known), engine()

    def choose(people):
        flags = {name: people.entered_on.notnull() & ibis.coalesce(holds(people), False) for name, holds in conditions.items()}
        rows = people.select("person", **flags)
        odd = reduce(lambda one, other: one | other, (rows[name] for name in flags))
        return counter.ledger.run(rows.filter(odd).order_by("person")).to_pylist()

    found = counter.ask(asked, Arm.SUPPORTED, ("those", *conditions, *about), choose)
    return {name: [row["person"] for row in found if row[name]] for name in conditions}


def without(
    reach: Reach, measures: Iterable[Measure], day: date, *, enrolments: Collection[int], facts: dict[str, set[int]]
) -> dict[str, tuple[set[int], set[int]]]:
    """Who would leave and who would enter each measure if some facts did not stand: table name to numbers of facts.

    Only the persons of the enrolments are counted, on a small ledger of their own, so nothing is changed or waited for.
    """
    asked, whole = reach.asks(day), engine()
    wanted = [how for how in measures if how.unit == Unit.PEOPLE]
    before, after = (_counted(_part(whole, enrolments, gone), asked, wanted) for gone in ({}, facts))
    codes = [how.code for how in wanted if before[how.code] != after[how.code]]
    return {code: (before[code] - after[code], after[code] - before[code]) for code in codes}


def _counted(counter: Engine, asked, measures: Sequence[Measure]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for arm in {how.arm for how in measures}:
        hows = [how for how in measures if how.arm == arm]
        rows = counter.ask(asked, arm, ("membership",), lambda people, some=hows: _flags(counter, people, some)).to_pylist()
        found |= {how.code: {row["person"] for row in rows if row[f"m{n}"]} for n, how in enumerate(hows)}
    return found


def _part(whole: Engine, enrolments: Collection[int], gone: dict[str, set[int]]) -> Engine:
    """An engine on the rows of the enrolments' persons, without the facts that are gone."""
    book = Ledger()
    book.refresh = lambda: None  # type: ignore[method-assign]  # nothing stands behind this ledger
    listed = ",".join(str(int(number)) for number in enrolments) or "-1"
    own = f"SELECT person_id FROM enrolments WHERE enrolment_id IN ({listed})"
    merged = f"SELECT {{}} FROM merges WHERE person_id IN ({own}) OR into_id IN ({own})"
    people = f"{own} UNION {merged.format('person_id')} UNION {merged.format('into_id')}"
    with whole.ledger.lock:
        whole.ledger.refresh()
        run = whole.ledger.connection.execute
        numbers = [row[0] for row in run(people).fetchall()]
        here = ",".join(map(str, numbers)) or "-1"
        stays = f"SELECT enrolment_id FROM enrolments WHERE person_id IN ({here})"
        for name, columns in TABLES.items():
            where = (
                f"person_id IN ({here})"
                if "person_id" in columns
                else f"enrolment_id IN ({stays})"
                if "enrolment_id" in columns
                else "TRUE"
            )
            rows = run(
                f"SELECT * FROM {name} WHERE {where}" if name != "activities" else "SELECT * FROM activities WHERE FALSE"
            ).to_arrow_table()
            book.connection.register("part", rows)
            book.connection.execute(f"INSERT INTO {name} SELECT * FROM part")
            book.connection.unregister("part")
    for name, facts in gone.items():
        if facts:
            key = next(iter(TABLES[name]))
            book.connection.execute(f"DELETE FROM {name} WHERE {key} IN ({','.join(str(int(f)) for f in facts)})")
    return Engine(book)
