"""Rows that nearly every test begins with: built once in a process, then written again as they were, one statement for each table."""

import pickle
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.color import no_style
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.db.models.signals import post_save
from django.db.models.sql import InsertQuery


class Snapshot:
    """What `build` makes: `take` gives it as fresh as if it were built anew, in the database and in the hand."""

    def __init__(self, build: Callable[[], Any]) -> None:
        self.build = build
        self._statements: list[tuple[str, tuple]] = []
        self._made = b""

    def take(self) -> Any:
        if not self._statements:
            return self._first()
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                for statement, values in self._statements:
                    cursor.execute(statement, values)
        except IntegrityError:  # rows that a test wrote before have these keys: ours get others
            return self.build()
        return pickle.loads(self._made)

    def _first(self) -> Any:
        with _saved() as rows, _counted() as writes:
            made = self.build()
        assert len(rows) == len(writes), f"a snapshot keeps rows that are saved one by one, and nothing else: {writes}"
        self._made = pickle.dumps(made)
        self._statements = _statements(rows)
        return made


@contextmanager
def _saved() -> Iterator[list[Model]]:
    rows: list[Model] = []

    def keep(instance, created, **_more):
        assert created, f"a snapshot keeps no row that was changed after its first saving: {instance!r}"
        rows.append(instance)

    post_save.connect(keep)
    try:
        yield rows
    finally:
        post_save.disconnect(keep)


@contextmanager
def _counted() -> Iterator[list[str]]:
    writes: list[str] = []

    def keep(execute, sql, *rest):
        if not sql.startswith(("SELECT", "SAVEPOINT", "RELEASE")):
            writes.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(keep):
        yield writes


def _statements(rows: list[Model]) -> list[tuple[str, tuple]]:
    """What writes the rows with the keys they have; tables come in any order, since the database looks at foreign keys at the end."""
    tables = defaultdict(list)
    for row in rows:
        tables[type(row)].append(row)
    found = []
    for model, those in tables.items():
        query = InsertQuery(model)
        query.insert_values(model._meta.concrete_fields, those, raw=True)
        found += query.get_compiler(connection=connection).as_sql()
    # a server counts keys on by itself, and may have begun anew since: the next row comes after these
    return found + [(statement, ()) for statement in connection.ops.sequence_reset_sql(no_style(), [*tables])]
