"""Pathways kept as tables of the ledger's engine and mended as records change, and the participants of a day seen through them."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache

import ibis

from . import ledger
from .ledger.tables import MOMENT, TABLES, unbound
from .measures import ENDLESS, MEASURES, Asking, ended, participants, pathways, unsettled
from .measures.participants import SINCE
from .measures.record import ASKED

DAYS = 24  # the answers of so many days are kept at a time, over all programmes
THEN = 6  # and the pathways as known at so many earlier moments
MANY = 5000  # when more people than these changed, laying everything anew is quicker
_OF_THEM = "person_id IN (FROM asked_people)"
_EVER = datetime.fromisoformat("9999-01-01")


@dataclass(frozen=True)
class Question:
    """Whose figures: a programme, on a day, as known at a moment (None: now), of some providers or regions (None: all)."""

    programme_id: int
    day: date
    known: datetime | None = None
    providers: frozenset[int] | None = None
    regions: frozenset[int] | None = None


@dataclass
class Day:
    """The participants of an arm of a programme on a day: statements of whose pathways they are seen through and of those who
    had ended by then, and the answers already given."""

    asked: str
    pathways: str
    ended: str = ""
    rest: str = ""
    answers: dict = field(default_factory=dict)


class Kept:
    """What an engine holds of a ledger beside its facts; asked only while the ledger's lock is held.

    What is known now is one table for each programme and arm, whatever the day, and beside it the participants it comes to in
    the end, with whom each measure counts: whoever's pathway had ended by a day is read from there, and most had. People whose
    pathway is not settled by a day have theirs laid as of that day. What was known at an earlier moment is laid whole.
    """

    def __init__(self, book: ledger.Ledger):
        self.ledger = book
        self._run = book.connection.execute
        self._now: dict[tuple[int, str], str] = {}
        self._days: OrderedDict[tuple, Day] = OrderedDict()
        self._then: OrderedDict[tuple, Day] = OrderedDict()
        self._number = 0
        self._seen = {"seen": "", "seen_dated": ""}
        self._latest: tuple[int, datetime | None] = (-1, None)
        self._run("CREATE TABLE asked_people (person_id BIGINT)")
        book.listeners.append(self.changed)

    def on(self, question: Question, arm: str) -> Day:
        """The participants a question is about, of all providers and regions."""
        programme_id, day, known = question.programme_id, question.day, self._then_or_now(question.known)
        kept, most = (self._days, DAYS) if known is None else (self._then, THEN)
        key = (programme_id, str(arm), day, known)
        if key not in kept:
            kept[key] = self._lay_day(programme_id, str(arm), day) if known is None else self._lay_then(programme_id, str(arm), day, known)
        kept.move_to_end(key)
        while len(kept) > most:
            self._drop(kept.popitem(last=False)[1])
        return kept[key]

    def _then_or_now(self, known: datetime | None) -> datetime | None:
        """The moment of knowledge, or None where nothing was recorded since."""
        if known is None:
            return None
        if self._latest[0] != self.ledger.version:
            moments = [f"(SELECT max({c}) FROM {t})" for t, columns in TABLES.items() for c, kind in columns.items() if kind == MOMENT]
            self._latest = self.ledger.version, *self._run(f"SELECT greatest({', '.join(moments)})").fetchone()
        latest = self._latest[1]
        return None if latest is None or latest <= plain(known) else known

    def laid(self) -> tuple[str, ...]:
        """The tables of what is known now."""
        return tuple(table for name in self._now.values() for table in (name, _ended_of(name)))

    def seen(self, day: Day, question: Question, *, dated: bool = False) -> ibis.Table:
        """Those of the providers and regions asked about, always under one name, so that what is asked of them is composed once.
        Since when things are so is a long story that few ask for: it is among the columns only when `dated`, whom each measure
        counts only when not."""
        chosen = {"provider_id": question.providers, "region_id": question.regions}
        within = [f"{name} IN ({', '.join(str(int(n)) for n in some or (-1,))})" for name, some in chosen.items() if some is not None]
        name, (statement, schema) = "seen_dated" if dated else "seen", _participants(dated)
        ended = day.ended.format(columns=", ".join(f'"{name}"' for name in schema))
        whose = f"WITH {day.asked}, {day.pathways} SELECT * FROM ({statement} {ended}) WHERE {' AND '.join(within) or 'true'}"
        if whose != self._seen[name]:
            self._run(f"CREATE OR REPLACE TEMP VIEW {name} AS {whose}")
            self._seen[name] = whose
        return ibis.table(schema, name=name)

    def _lay_day(self, programme_id: int, arm: str, day: date) -> Day:
        now = self._laid_now(programme_id, arm)
        asked, going_on = asked_of(programme_id, arm, day), f"FROM {now} WHERE ends_on > DATE '{day}'"
        over = f"UNION ALL SELECT {{columns}} FROM {_ended_of(now)} WHERE ends_on <= DATE '{day}'"
        waiting = [row[0] for row in self._run(f"WITH {asked}, {_as_pathways(going_on)} {_unsettled()}").fetchall()]
        if not waiting:
            return Day(asked, _as_pathways(going_on), over)
        rest = self._named("rest")
        self._keep_to(self.ledger.merged(set(waiting)))
        self._lay(f"CREATE TABLE {rest} AS", asked, some_people=True)
        return Day(asked, _as_pathways(f"{going_on} AND person NOT IN (SELECT person FROM {rest}) UNION ALL FROM {rest}"), over, rest)

    def _lay_then(self, programme_id: int, arm: str, day: date, known: datetime) -> Day:
        asked, rest = asked_of(programme_id, arm, day, known), self._named("then")
        self._lay(f"CREATE TABLE {rest} AS", asked)
        return Day(asked, _as_pathways(f"FROM {rest}"), rest=rest)

    def _laid_now(self, programme_id: int, arm: str) -> str:
        key = (programme_id, arm)
        if key not in self._now:
            name, asked = self._named("pathways"), asked_of(*key, ENDLESS)
            self._lay(f"CREATE TABLE {name} AS", asked, "ORDER BY ends_on")  # so that a day reads the end of one and the start of the other
            self._run(f"CREATE TABLE {_ended_of(name)} AS WITH {asked}, {_as_pathways(f'FROM {name}')} {_ended()} ORDER BY ends_on")
            self._now[key] = name
        return self._now[key]

    def _keep_to(self, people: Iterable[int]) -> None:
        """Names the people whose pathways are laid next; all that were merged with them are to be among them."""
        self._run("DELETE FROM asked_people")
        self._run("INSERT INTO asked_people SELECT unnest(?)", [sorted(people)])

    def _lay(self, into: str, asked: str, order: str = "", *, some_people: bool = False) -> None:
        """Works the stages out in one statement; the last one goes where it is wanted."""
        self._run(f"{into} {_pathways(some_people).format(asked=asked)} {order}")

    def _named(self, name: str) -> str:
        self._number += 1
        return f"{name}_{self._number}"

    def _drop(self, day: Day) -> None:
        if day.rest:
            self._run(f"DROP TABLE {day.rest}")

    # Keeping up ------------------------------------------------------------------------------------------------------
    def changed(self, people: set[int] | None) -> None:
        """Mends what is kept when records changed: a few people's pathways are laid anew, everything only when it must be."""
        if people is not None and not people:
            return
        self.forget_days()
        if people is None or len(people) > MANY:
            for name in self.laid():
                self._run(f"DROP TABLE {name}")
            self._now.clear()
            return
        self._keep_to(people)
        rows = self._run(
            f"SELECT programme_id FROM enrolments WHERE {_OF_THEM} UNION SELECT programme_id FROM attendances WHERE {_OF_THEM}"
        )
        theirs = {row[0] for row in rows.fetchall()}
        for key, name in self._now.items():
            taken_out = self._run(f"DELETE FROM {name} WHERE person IN (FROM asked_people) RETURNING person").fetchall()
            if taken_out or key[0] in theirs:
                asked, anew = asked_of(*key, ENDLESS), f"FROM {name} WHERE person IN (FROM asked_people)"
                self._run(f"DELETE FROM {_ended_of(name)} WHERE person IN (FROM asked_people)")
                self._lay(f"INSERT INTO {name}", asked, some_people=True)
                self._run(f"INSERT INTO {_ended_of(name)} WITH {asked}, {_as_pathways(anew)} {_ended()}")

    def forget_days(self) -> None:
        """Drops the answers of every day, and what was laid for it; those of earlier moments too, since parting persons rewrites them."""
        for kept in (self._days, self._then):
            for day in kept.values():
                self._drop(day)
            kept.clear()


def asked_of(programme_id: int, arm: str, day: date, known: datetime | None = None) -> str:
    """The question as a table of one row that a statement begins with (see measures.record.ASKED)."""
    values = {
        "day": f"DATE '{day}'",
        "known": f"TIMESTAMP '{plain(known)}'",
        "arm": f"'{arm}'",
        "programme_id": f"{int(programme_id)}::BIGINT",
    }
    return f"asked AS NOT MATERIALIZED (SELECT {', '.join(f'{values[name]} AS {name}' for name in ASKED['asked'])})"


def _as_pathways(rows: str) -> str:
    """Rows as the pathways a statement begins with."""
    return f"pathways AS NOT MATERIALIZED ({rows})"


def _ended_of(name: str) -> str:
    """The table of participants in the end beside one of pathways."""
    return f"{name}_ended"


def plain(known: datetime | None) -> datetime:
    """A moment as the ledger keeps them: UTC without a zone."""
    if known is None:
        return _EVER
    return known.astimezone(UTC).replace(tzinfo=None) if known.tzinfo else known


# Composed once per process ------------------------------------------------------------------------------------------------
@cache
def _pathways(some_people: bool) -> str:
    """The stages to the pathways as a statement that begins with {asked}."""
    return "WITH {asked}, " + staged(pathways(unbound(), Asking(some_people=some_people)))


@cache
def _participants(dated: bool) -> tuple[str, ibis.Schema]:
    """The participants of a day as a statement over pathways, and their columns."""
    rows = participants(_laid(), unbound(), Asking())
    rows = rows if dated else _counted(rows.drop(*(name for name in SINCE if name.endswith(("_since_on", "_told_on")))))
    return ibis.to_sql(rows, dialect="duckdb"), rows.schema()


@cache
def _ended() -> str:
    """The participants in the end as a statement over pathways."""
    return ibis.to_sql(_counted(ended(_laid(), unbound(), Asking())), dialect="duckdb")


def _counted(people: ibis.Table) -> ibis.Table:
    """Participants with a column for every declared measure, saying whom it counts."""
    return people.mutate(**{how.column: how.counts(people) for how in MEASURES.values() if how.when})


@cache
def _unsettled() -> str:
    """Whose pathways do not say yet what was so on the day, as a statement over pathways."""
    return ibis.to_sql(unsettled(_laid(), Asking()), dialect="duckdb")


@cache
def _laid() -> ibis.Table:
    """The pathways as a table laid down under their name."""
    name, rows = pathways(unbound(), Asking())[-1]
    return ibis.table(rows.schema(), name=name)


def staged(laid: list[tuple[str, ibis.Table]]) -> str:
    """Stages as one statement (without its first word), each under its name for those after it, so that nothing is laid down wider than it is asked for."""
    named = [f"{name} AS ({ibis.to_sql(rows, dialect='duckdb')})" for name, rows in laid]
    return f"{', '.join(named)} SELECT * FROM {laid[-1][0]}"


def compose() -> None:
    """Composes every statement ahead of the first question."""
    for either in (False, True):
        _pathways(either)
        _participants(either)
    _ended()
    _unsettled()
