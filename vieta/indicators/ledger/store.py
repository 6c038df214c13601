"""The ledger as one process holds it in memory: built once, then refreshed from the trail by what changed."""

import threading
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

import duckdb
import ibis
from django.db import transaction

from vieta.audit.choices import Kind
from vieta.audit.models import Entry

from . import snapshot, source
from .tables import TABLES, unbound

_SQL = {"int64": "BIGINT", "string": "VARCHAR", "date": "DATE", "timestamp": "TIMESTAMP"}
_RELEASES = tuple(f"indicators.{deed}" for deed in ("release", "make_public", "take_back", "fill_ledger"))
# Deeds about these never change a row of the ledger.
_ELSEWHERE = ("reports.", "evaluation.", "accounts.", "documents.", "audit.", "mfa.", *_RELEASES)
_MANY = 20_000
_DESCRIBED = "organisations.describe"
# Deeds about a programme's rules, its partners and what it supports: no person's record changes.
_RULES = ("programmes.", "indicators.", "enrolments.support_organisation", "enrolments.bring_in_supported", "enrolments.withdraw_support")
_BY_RULES = ("programmes", "supported", "partners", "counting", "windows")
# Deeds about mentors hang on no file: the rows of duos and mentors are read anew, and nobody's record changes.
_MENTORING = "mentoring."
_BY_MENTORING = ("wishes", "duos", "duo_moments", "duo_meetings", "duo_words", "mentorships", "mentor_moments", "mentor_tasks")
# Rows whose own id says what to read anew.
_OWN_ROWS = {"activities.activity": "activity", "people.person": "person"}


@dataclass
class Changes:
    """Whose rows must be read anew, by kind of id; `everything` when the trail cannot tell."""

    ids: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    everything: bool = False

    def add(self, deed: str, table: str, row_id: str, enrolment_id, person_id, programme_id) -> None:
        """One deed's share: a file, a person, an activity; a programme's rules; or, told of nothing nearer, a whole programme."""
        if deed.startswith(_ELSEWHERE) or deed.startswith("organisations.") and deed != _DESCRIBED:
            return
        if deed == _DESCRIBED:  # what kind of organisation a partner is
            self.ids["organisation"].add(0)
            return
        named = {"enrolment": enrolment_id, "person": person_id}
        found = {kind: number for kind, number in named.items() if number is not None}
        if kind := _OWN_ROWS.get(table) if row_id.isdecimal() else None:
            self.ids[kind].add(int(row_id))
            found[kind] = int(row_id)
        for kind, number in found.items():
            self.ids[kind].add(number)
        if deed == "activities.bring_in_activities" and programme_id is not None:
            self.ids["programme"].add(programme_id)  # told by the people who were there; the activities have no entry of their own
        if not found and programme_id is not None:
            self.ids[_kind_of(deed)].add(programme_id)
        elif not found and deed.partition(".")[2].startswith("bring_in"):
            self.everything = True

    def __bool__(self) -> bool:
        return self.everything or any(self.ids.values())


def _kind_of(deed: str) -> str:
    """What a deed about a whole programme changes: its rules, its mentors, or anything of it."""
    if deed.startswith(_MENTORING):
        return "mentors"
    return "rules" if deed.startswith(_RULES) else "programme"


def statement(expression: ibis.Expr) -> str:
    """An expression in the words of DuckDB; composing them takes longer than most answers, so it is done once for each."""
    return _statement_of(expression.op())


@lru_cache(maxsize=512)
def _statement_of(op) -> str:
    return ibis.to_sql(op.to_expr(), dialect="duckdb")


class Ledger:
    """The tables in an in-memory DuckDB; one lock, because one connection answers one question at a time.

    `version` grows with every change of a row; `listeners` are told whose rows changed (None for everybody's).
    """

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.version = 0
        self.listeners: list = []
        self._seen: tuple[int, str] | None = None
        self.connection = duckdb.connect(":memory:")
        for setting in ("autoinstall_known_extensions=false", "autoload_known_extensions=false", "enable_progress_bar=false"):
            self.connection.execute(f"SET {setting}")
        for name, columns in TABLES.items():
            self.connection.execute(f"CREATE TABLE {name} ({', '.join(f'{c} {_SQL[k]}' for c, k in columns.items())})")

    # Asking ----------------------------------------------------------------------------------------------------------
    @property
    def tables(self) -> dict[str, ibis.Table]:
        """The tables as expressions start from them."""
        return unbound()

    def run(self, expression: ibis.Expr):
        """What an expression gives, as an Arrow table."""
        with self.lock:
            return self.connection.execute(statement(expression)).to_arrow_table()

    # Keeping up ------------------------------------------------------------------------------------------------------
    def refresh(self) -> None:
        """Brings the rows up to the trail's end: one statement when nothing changed, else only what did is read anew."""
        with self.lock:
            if self._seen is None and not self.version:
                self._seen = snapshot.take_up(self.connection)
            news = self._news()
            if news is None or news[0].everything:
                self._build()
                return
            changes, last = news
            if changes:
                self._reload(changes)
            self._seen = last

    def _news(self) -> tuple[Changes, tuple[int, str]] | None:
        """What happened since the last look; None when the trail is not the one looked at before."""
        if self._seen is None:
            return None
        number, mark = self._seen
        rows = Entry.objects.filter(pk__gte=number).order_by("pk")
        found = rows.values_list("pk", "hash", "kind", "deed", "table", "row_id", "enrolment_id", "person_id", "programme_id")
        entries = list(found[: _MANY + 1])
        if not entries or entries[0][:2] != (number, mark) or len(entries) > _MANY:
            return None
        changes = Changes()
        for _pk, _hash, kind, deed, table, row_id, *whose in entries[1:]:
            if kind == Kind.WRITE:
                changes.add(deed, table, row_id, *whose)
        return changes, entries[-1][:2]

    def _build(self) -> None:
        """Reads everything, after noting where the trail ended.

        On SQLite all tables are of that one moment. On PostgreSQL each statement reads what is there when it begins, so a table may
        hold later rows already; the next look reads what was changed since that end anew, and all fits together again.
        """
        with transaction.atomic():
            last = Entry.objects.order_by("-pk").values_list("pk", "hash").first()
            for name in TABLES:
                self.connection.execute(f"DELETE FROM {name}")
                self._insert(name, source.batches(name))
        self._seen = last
        self.version += 1
        self._tell(None)
        snapshot.lay_down(self.connection, last)

    def _reload(self, changes: Changes) -> None:
        """Replaces the rows of what changed."""
        with transaction.atomic():
            before = self.merged(self._people(changes) | self._there(changes))
            changes.ids["enrolment"] |= self._stays(changes.ids["person"])
            for name, origin in source.SOURCES.items():
                for kind, path in origin.ids.items():
                    if kind == "person" and "enrolment" in origin.ids:
                        continue  # all stays of the persons are read anew
                    if numbers := self._numbers(changes, name, kind):
                        self._replace(name, kind, path, numbers)
            if changes.ids["organisation"]:
                self.connection.execute("DELETE FROM partners")
                self._insert("partners", source.batches("partners"))
        self.version += 1
        wide = changes.ids["programme"] or changes.ids["rules"] or changes.ids["organisation"]
        self._tell(None if wide else self.merged(before | self._there(changes)))

    def _stays(self, people: set[int]) -> set[int]:
        """The enrolments of some persons, as they were and as they are."""
        if not people:
            return set()
        now = source.Enrolment.objects.filter(person_id__in=source.listed(people)).values_list("pk", flat=True)
        before = self.connection.execute("SELECT enrolment_id FROM enrolments WHERE person_id IN (SELECT unnest(?))", [sorted(people)])
        return {*now, *(row[0] for row in before.fetchall())}

    def _there(self, changes: Changes) -> set[int]:
        """Who stands on the sheets of activities that changed."""
        if not changes.ids["activity"]:
            return set()
        there = "SELECT DISTINCT person_id FROM attendances WHERE activity_id IN (SELECT unnest(?))"
        rows = self.connection.execute(there, [sorted(changes.ids["activity"])])
        return {row[0] for row in rows.fetchall()}

    @staticmethod
    def _numbers(changes: Changes, name: str, kind: str) -> set[int]:
        if kind == "programme":
            more = changes.ids["rules"] if name in _BY_RULES else changes.ids["mentors"] if name in _BY_MENTORING else set()
            return changes.ids["programme"] | more
        return changes.ids[kind]

    def _people(self, changes: Changes) -> set[int]:
        """The persons whose files changed; what they attended hangs on the person, so it is read anew as well."""
        if stays := changes.ids["enrolment"]:
            changes.ids["person"] |= set(source.Enrolment.objects.filter(pk__in=source.listed(stays)).values_list("person_id", flat=True))
            before = "SELECT person_id FROM enrolments WHERE enrolment_id IN (SELECT unnest(?))"
            changes.ids["person"] |= {row[0] for row in self.connection.execute(before, [sorted(stays)]).fetchall()}
        return set(changes.ids["person"])

    def merged(self, people: set[int]) -> set[int]:
        """Persons with all those they were merged with, either way and however often."""
        found: set[int] = set()
        more = people
        while more:
            found |= more
            pairs = "SELECT person_id, into_id FROM merges WHERE person_id IN (SELECT unnest($1)) OR into_id IN (SELECT unnest($1))"
            rows = self.connection.execute(pairs, [sorted(more)])
            more = {number for pair in rows.fetchall() for number in pair} - found
        return found

    def _replace(self, name: str, kind: str, path: str, numbers: set[int]) -> None:
        """Takes out the rows of some ids and reads them anew."""
        own = f"{kind}_id"
        asked = f"{own} IN (SELECT unnest(?))"
        if own not in TABLES[name]:  # facts know their enrolment only
            asked = f"enrolment_id IN (SELECT enrolment_id FROM enrolments WHERE {asked})"
        self.connection.execute(f"DELETE FROM {name} WHERE {asked}", [sorted(numbers)])
        self._insert(name, source.batches(name, path, numbers))

    def _insert(self, name: str, batches) -> None:
        for batch in batches:
            self.connection.register("fresh", batch)
            self.connection.execute(f"INSERT INTO {name} SELECT * FROM fresh")
            self.connection.unregister("fresh")

    def _tell(self, people: set[int] | None) -> None:
        for listener in self.listeners:
            listener(people)


_current: Ledger | None = None
_opening = threading.Lock()


def current() -> Ledger:
    """The ledger of this process; whoever asks of it brings it up to the trail's end first."""
    global _current
    with _opening:
        if _current is None:
            _current = Ledger()
        return _current


def forget() -> None:
    """Drops the ledger of this process; the next question reads everything anew."""
    global _current
    with _opening:
        _current = None
