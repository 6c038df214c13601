"""Keeps a big ledger as Parquet files between two starts of the server, so that only what happened since is read anew."""

import hashlib
import shutil
import time
from pathlib import Path

import duckdb
from django.conf import settings

from vieta.audit.models import Entry

from .tables import TABLES

WORTH_KEEPING = 50_000  # facts; fewer are read from the database in no time
_ABANDONED = 24 * 60 * 60  # seconds
Mark = tuple[int, str]


def lay_down(connection, mark: Mark | None) -> None:
    """Writes the tables beside the trail entry up to which they tell; only their owner can read them."""
    if mark is None or _size(connection) < WORTH_KEEPING:
        return
    home = _home()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    place, fresh = home / f"{mark[0]}-{mark[1]}", home / f"{mark[0]}-{mark[1]}.fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    for name in TABLES:
        connection.execute(f"COPY {name} TO '{_quoted(fresh / name)}.parquet' (FORMAT parquet)")
    if place.exists():  # another worker was first
        shutil.rmtree(fresh)
        return
    fresh.rename(place)
    for old in (*home.iterdir(), *home.parent.iterdir()):
        if old not in (place, home) and not _still_written(old):
            shutil.rmtree(old, ignore_errors=True)


def take_up(connection) -> Mark | None:
    """Fills the tables from the newest files whose trail entry is in this database; None where there are none, or where they
    cannot be read whole: another worker may have put newer ones in their place."""
    marks = [
        (int(number), mark) for number, _sep, mark in (place.name.partition("-") for place in _home().glob("*-*")) if number.isdecimal()
    ]
    for number, mark in sorted(marks, reverse=True):
        if Entry.objects.filter(pk=number, hash=mark).exists():
            place = _home() / f"{number}-{mark}"
            try:
                for name in TABLES:
                    connection.execute(f"INSERT INTO {name} SELECT * FROM read_parquet('{_quoted(place / name)}.parquet')")
            except duckdb.Error:
                return None
            return number, mark
    return None


def _still_written(place: Path) -> bool:
    """Whether another worker is at these files; what it left behind goes after a day."""
    try:
        return place.suffix == ".fresh" and place.stat().st_mtime > time.time() - _ABANDONED
    except FileNotFoundError:
        return False


def _home() -> Path:
    """Files of tables with other columns, from another version of Vieta, are not taken up."""
    columns = hashlib.sha256(repr(TABLES).encode()).hexdigest()[:12]
    return Path(settings.VAR) / "ledger" / ".own" / columns


def _size(connection) -> int:
    return sum(connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("events", "traits", "attendances"))


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
