"""A backup holds every row, belongs to its owner only and never replaces a file."""

import sqlite3
import stat
from argparse import Namespace

import pytest
from django.db import connection

from tests.cast import SECRET
from vieta.jobs.commands import backup
from vieta.jobs.failure import Failure

sqlite_only = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL is backed up by pg_dump")


@sqlite_only
@pytest.mark.django_db(transaction=True)
def test_a_backup_holds_the_rows_for_its_owner_only(tmp_path, request):
    request.getfixturevalue("cast")
    file = tmp_path / "copy.sqlite3"

    backup.run(Namespace(file=file))

    copy = sqlite3.connect(file)
    found = copy.execute("select first_name from people_person where last_name = ?", [SECRET]).fetchall()
    copy.close()
    assert found == [("Amina",)]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@sqlite_only
def test_a_file_is_never_replaced(tmp_path):
    file = tmp_path / "copy.sqlite3"
    file.write_text("precious")

    with pytest.raises(Failure, match="exists already"):
        backup.run(Namespace(file=file))

    assert file.read_text() == "precious"


@sqlite_only
def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(Failure, match="there is no folder"):
        backup.run(Namespace(file=tmp_path / "nowhere" / "copy.sqlite3"))


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor == "sqlite", reason="the embedded database is copied")
def test_postgres_is_left_to_its_own_tool(tmp_path):
    with pytest.raises(Failure, match="pg_dump"):
        backup.run(Namespace(file=tmp_path / "copy.sqlite3"))
