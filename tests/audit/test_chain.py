"""The trail is a chain: what was changed, taken out, slipped in or cut off is found; the database itself refuses it."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.cast import NOW
from vieta.audit import triggers
from vieta.audit.actions import record, record_many, record_read
from vieta.audit.models import Entry
from vieta.audit.queries import chain
from vieta.audit.rules import BEGINNING
from vieta.base.viewer import system
from vieta.jobs.cli import main

JOB = system("test", NOW.date())


@pytest.fixture
def entries(db) -> list[Entry]:
    """Five entries of every kind."""
    record(by=JOB, at=NOW, deed="people.enter", person_id=7, fields=["name", "ж"], level=2)
    record_read(by=JOB, at=NOW, deed="people.opened", person_id=7)
    rows = [{"person_id": n, "details": {"people": [n, n + 1], "empty": None}} for n in (8, 9)]
    record_many(by=JOB, at=NOW, deed="people.listed", rows=rows)
    record(by=JOB, at=NOW.replace(microsecond=123456), deed="plans.agree", enrolment_id=3, programme_id=1)
    return list(Entry.objects.order_by("id"))


def test_an_untouched_chain_is_whole(entries):
    verdict = chain()
    assert (verdict.whole, verdict.entries, verdict.head) == (True, 5, entries[-1].hash)


def test_an_empty_chain_is_whole(db):
    assert (chain().whole, chain().head) == (True, BEGINNING)


@pytest.mark.parametrize(
    "change", [{"by": "somebody else"}, {"person_id": 99}, {"deed": "x.y"}, {"details": {}}, {"kind": "read"}, {"at": NOW.replace(hour=1)}]
)
def test_a_changed_entry_is_found(entries, change):
    Entry.objects.filter(pk=entries[0].pk).update(**change)
    verdict = chain()
    assert (verdict.broken_at, verdict.entries, verdict.reason) == (entries[0].pk, 0, "its content was changed")


def test_an_entry_taken_out_is_found(entries):
    Entry.objects.filter(pk=entries[2].pk).delete()
    assert (chain().broken_at, chain().entries) == (entries[3].pk, 2)


def test_an_entry_slipped_in_is_found(entries):
    fake = Entry.objects.get(pk=entries[1].pk)
    fake.pk, fake.hash = None, "f" * 64
    fake.save()
    assert chain().broken_at == fake.pk


def test_a_cut_end_is_found_by_a_hash_noted_elsewhere(entries):
    noted = chain().head
    Entry.objects.filter(pk=entries[-1].pk).delete()
    assert chain().whole
    verdict = chain(expected_head=noted)
    assert (verdict.broken_at, verdict.entries) == (0, 4)
    assert "cut off" in verdict.reason


def test_the_command_says_whole_or_where_it_breaks(entries, capsys):
    assert main(["trail", "--verify"]) == 0
    assert f"5 entries, the last with hash {entries[-1].hash}" in capsys.readouterr().out
    assert main(["trail", "--verify", "--expect", entries[2].hash]) == 0
    Entry.objects.filter(pk=entries[3].pk).update(by="somebody else")
    assert main(["trail", "--verify"]) == 2
    assert f"broken at entry {entries[3].pk}: its content was changed; the 3 entries before hold" in capsys.readouterr().err


@pytest.fixture
def laid(entries):
    """The triggers a migrated database has."""
    triggers.lay(connection)
    triggers.lay(connection)
    yield entries
    triggers.lift(connection)


@pytest.mark.parametrize("deed", ["update audit_entry set deed = 'x'", "delete from audit_entry", "delete from audit_entry where id = 1"])
def test_the_database_refuses_change_and_deletion(laid, deed):
    if "where id" in deed:
        deed = deed.replace("= 1", f"= {laid[0].pk}")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(deed)
    assert chain().entries == 5


def test_the_database_still_takes_new_entries(laid):
    record(by=JOB, at=NOW, deed="people.enter")
    assert (chain().whole, chain().entries) == (True, 6)


def test_without_triggers_the_chain_is_all_there_is(entries):
    triggers.lay(connection)
    triggers.lift(connection)
    Entry.objects.filter(pk=entries[0].pk).update(by="x")
    assert not chain().whole
