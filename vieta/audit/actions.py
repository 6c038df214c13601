"""Writing to the trail: the only way in, also while a page is only being read."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from vieta.base.viewer import Viewer

from .choices import Kind
from .guard import open_door
from .models import Entry
from .rules import BEGINNING, chain_hash

_LOCK = 0x7669657461


def record(
    *,
    by: Viewer,
    at: datetime,
    deed: str,
    kind: Kind = Kind.WRITE,
    thing=None,
    person_id=None,
    enrolment_id=None,
    programme_id=None,
    **details: Any,
) -> Entry:
    """Adds one entry: `deed` as room.verb, the row it concerns, whose file it is; details name fields and ids, never values."""
    about = {"person_id": person_id, "enrolment_id": enrolment_id, "programme_id": programme_id, "details": details}
    if thing is not None:
        about |= {"table": thing._meta.label_lower, "row_id": str(thing.pk)}
    return record_many(by=by, at=at, deed=deed, kind=kind, rows=[about])[0]


def record_read(*, by: Viewer, at: datetime, deed: str, **about: Any) -> Entry:
    """Adds that somebody looked; allowed while answering a GET."""
    return record(by=by, at=at, deed=deed, kind=Kind.READ, **about)


def record_many(*, by: Viewer, at: datetime, deed: str, rows: Iterable[Mapping[str, Any]], kind: Kind = Kind.WRITE) -> list[Entry]:
    """Adds one entry per row of field values in one go, chained after the last one in the table."""
    with open_door(), transaction.atomic():
        _hold_chain()
        previous = Entry.objects.order_by("-id").values_list("hash", flat=True).first() or BEGINNING
        entries = []
        for row in rows:
            entry = Entry(at=at.astimezone(UTC), kind=kind, deed=deed, account_id=by.account_id, by=by.name, **row)
            entry.previous_hash = previous
            entry.hash = previous = chain_hash(previous, entry.content())
            entries.append(entry)
        return Entry.objects.bulk_create(entries, batch_size=2000)


def _hold_chain() -> None:
    """One writer at a time may lengthen the chain; on SQLite the transaction itself is that lock."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
