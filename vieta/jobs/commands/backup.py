"""Copy the embedded database into a new file while Vieta runs."""

import argparse
from pathlib import Path

from django.db import connection

from vieta.jobs.failure import Failure


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the file to make; it must not exist yet")


def run(args: argparse.Namespace) -> int:
    if connection.vendor != "sqlite":
        raise Failure("the database is a PostgreSQL server; use pg_dump")
    if args.file.exists():
        raise Failure(f"{args.file} exists already")
    if not args.file.absolute().parent.is_dir():
        raise Failure(f"there is no folder {args.file.absolute().parent}")
    args.file.touch(mode=0o600)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(args.file)])
    print(f"{args.file}: {args.file.stat().st_size:,} bytes. Keep it apart from the keys.")
    return 0
