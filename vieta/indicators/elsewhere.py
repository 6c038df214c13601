"""The same expressions on another engine: PostgreSQL, or whatever speaks Spark Connect, for a ledger one machine has outgrown.

Nothing is written twice: stages and measures are the ones DuckDB runs, only the words of the statements differ by dialect.
"""

from collections.abc import Iterable
from typing import Any, Protocol

import ibis
import pyarrow as pa

from vieta.enrolments.choices import Arm

from .counts import Count, by_gender, counting_of
from .kept import Question, plain
from .ledger.tables import TABLES, unbound
from .measures import Asking, measure, participants, pathways
from .measures.declare import Unit
from .measures.record import ASKED

_SPARK = {"int64": "bigint", "string": "string", "date": "date", "timestamp": "timestamp_ntz"}
_POSTGRES = {"int64": "bigint", "string": "text", "date": "date", "timestamp": "timestamp"}


class Elsewhere(Protocol):
    """An engine with the ledger's tables: lays rows down, lays down what a statement gives, and answers statements."""

    dialect: str

    def fill(self, name: str, columns: dict[str, str], rows: pa.Table) -> None:
        """Replaces a table by these rows."""

    def lay(self, name: str, sql: str) -> None:
        """Replaces a table by what a statement gives."""

    def rows(self, sql: str) -> list[dict[str, Any]]:
        """What a statement gives."""


class Postgres:
    """PostgreSQL through a connection of psycopg; tables live as long as the session."""

    dialect = "postgres"

    def __init__(self, connection: Any):
        self.connection = connection

    def fill(self, name: str, columns: dict[str, str], rows: pa.Table) -> None:
        names = ", ".join(columns)
        self._run(f"DROP TABLE IF EXISTS pg_temp.{name}")
        self._run(f"CREATE TEMP TABLE {name} ({', '.join(f'{c} {_POSTGRES[kind]}' for c, kind in columns.items())})")
        with self.connection.cursor() as cursor, cursor.copy(f"COPY pg_temp.{name} ({names}) FROM STDIN") as copy:
            for batch in rows.to_batches():
                for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                    copy.write_row(row)
        self._run(f"ANALYZE pg_temp.{name}")

    def lay(self, name: str, sql: str) -> None:
        self._run(f"DROP TABLE IF EXISTS pg_temp.{name}")
        self._run(f"CREATE TEMP TABLE {name} AS {sql}")
        self._run(f"ANALYZE pg_temp.{name}")

    def rows(self, sql: str) -> list[dict[str, Any]]:
        with self.connection.cursor() as cursor:
            cursor.execute(sql)
            heads = [head.name for head in cursor.description]
            return [dict(zip(heads, row, strict=True)) for row in cursor.fetchall()]

    def _run(self, sql: str) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(sql)


class Spark:
    """A session of Spark Connect: Apache Spark, or Sail without a Java machine."""

    dialect = "pyspark"

    def __init__(self, session: Any):
        self.session = session

    def fill(self, name: str, columns: dict[str, str], rows: pa.Table) -> None:
        if rows.num_rows:
            self.session.createDataFrame(rows).createOrReplaceTempView(name)
        else:  # Spark cannot tell the columns of nothing
            none = ", ".join(f"CAST(NULL AS {_SPARK[kind]}) AS {column}" for column, kind in columns.items())
            self.lay(name, f"SELECT {none} WHERE false")

    def lay(self, name: str, sql: str) -> None:
        self.session.sql(sql).cache().createOrReplaceTempView(name)

    def rows(self, sql: str) -> list[dict[str, Any]]:
        return self.session.sql(sql).toArrow().to_pylist()


def bring(book: Any, there: Elsewhere) -> None:
    """Copies a ledger's tables to another engine."""
    for name, columns in TABLES.items():
        there.fill(name, columns, book.connection.execute(f"SELECT * FROM {name}").to_arrow_table())


def counts(there: Elsewhere, asked: Question, codes: Iterable[str], by: str = "") -> dict[object, dict[str, Count]]:
    """What `Engine.counts` answers, worked out there; of measures that count supported people."""
    hows = [how for how in map(measure, codes) if how.unit == Unit.PEOPLE and how.arm == Arm.SUPPORTED]
    row = {"day": [asked.day], "known": [plain(asked.known)], "arm": [str(Arm.SUPPORTED)], "programme_id": [asked.programme_id]}
    kinds = {"int64": pa.int64(), "string": pa.string(), "date": pa.date32(), "timestamp": pa.timestamp("us")}
    columns = ASKED["asked"]
    there.fill("asked", columns, pa.table({name: pa.array(row[name], kinds[kind]) for name, kind in columns.items()}))
    laid = pathways(unbound(), Asking())
    whole = ibis.table(laid[-1][1].schema(), name=laid[-1][0])
    people = participants(whole, unbound(), Asking())
    for name, rows in (*laid, ("participants", people)):
        there.lay(name, ibis.to_sql(rows, dialect=there.dialect))
    people = ibis.table(people.schema(), name="participants")
    found = there.rows(ibis.to_sql(counting_of(people, hows, by), dialect=there.dialect))
    return by_gender(found, hows, by)
