"""One process in one world: builds the ledger from the database, changes a thousand records through the trail, refreshes it."""

import json
import sys
import time
from datetime import timedelta
from unittest import mock

from benchmarks.worker import prepare, world  # sets Django up
from vieta.audit.actions import record
from vieta.base.viewer import system
from vieta.enrolments.choices import Arm
from vieta.enrolments.models import Event
from vieta.indicators import kept
from vieta.indicators.engine import Engine, Question
from vieta.indicators.ledger.store import Ledger
from vieta.indicators.ledger.tables import TABLES

CHANGED = 1_000


def main() -> None:
    """Prints how long building and refreshing took, and whether both give the same rows."""
    with mock.patch("django.utils.timezone.now", return_value=world.NOW):
        prepare(int(sys.argv[1]), lambda words: print(words, file=sys.stderr))
        with (
            mock.patch("vieta.indicators.ledger.snapshot.take_up", return_value=None),
            mock.patch("vieta.indicators.ledger.snapshot.lay_down"),
        ):
            _measure()


def _measure() -> None:
    by, counter = system("bench", world.TODAY), Engine(Ledger())
    record(by=by, at=world.NOW, deed="bench.begin", programme_id=None)
    kept.compose()  # as a server does when it starts
    build = _time(lambda: _asked(counter))
    events = list(Event.objects.select_related("enrolment").order_by("pk")[:: max(Event.objects.count() // CHANGED, 1)][:CHANGED])
    for event in events:
        event.valid_on -= timedelta(days=1)
        event.save(update_fields=["valid_on"])
        record(by=by, at=world.NOW, deed="enrolments.correct", thing=event, enrolment_id=event.enrolment_id)
    refresh = _time(lambda: _asked(counter))
    anew = Engine(Ledger())
    again = _time(lambda: _asked(anew))
    book, other = counter.ledger, anew.ledger
    rows = sum(_rows(book, name)[0] for name in TABLES)
    same = all(_rows(book, name) == _rows(other, name) for name in (*TABLES, *counter.kept.laid()))
    print(json.dumps({"build": min(build, again), "refresh": refresh, "rows": rows, "same": same}))


def _asked(counter: Engine) -> None:
    """Brings the ledger up to the trail's end, with the pathways of the programme that most people are in."""
    with counter.ledger.lock:
        counter.ledger.refresh()
        (programme,) = counter.ledger.connection.execute("SELECT mode(programme_id) FROM enrolments").fetchone()
        counter.kept.on(Question(programme, world.TODAY), Arm.SUPPORTED)


def _rows(book: Ledger, name: str) -> tuple:
    """The number of rows of a table, and a sum over the hashes of them all."""
    found = book.connection.execute(f"SELECT count(*), sum(hash(t)::HUGEINT) FROM {name} t").fetchone()
    return found or (0, None)


def _time(run) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
