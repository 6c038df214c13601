"""Many rows of plain values into one table at once, for what is brought in by the hundred thousand."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection
from django.db.models import Model


def lay_down(model: type[Model], rows: Iterable[Mapping[str, Any]]) -> int:
    """Inserts rows given by column (`enrolment_id`, `valid_on`, …), left-out columns with their default; returns how many.

    Several times faster than objects: nothing is built that nobody reads. Keys do not come back. The caller has judged the values
    and stands in a transaction.
    """
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    values = [tuple(_stored(field, row) for field in fields) for row in rows]
    if values:
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})", values)  # noqa: S608  our own table
    return len(values)


def _stored(field: Any, row: Mapping[str, Any]) -> Any:
    value = row[field.attname] if field.attname in row else field.get_default()
    return None if value is None else field.get_db_prep_save(value, connection)
