"""Bring a programme in from a folder of CSV files; a dry run unless --write is given."""

import argparse
from pathlib import Path

from django.utils import timezone

from vieta.base.text import printable
from vieta.base.viewer import system
from vieta.jobs.failure import Failure
from vieta.jobs.transfer.bringing import bring_in

SHOWN = 50


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder with people.csv, participations.csv and the others")
    parser.add_argument(
        "--programme", default="", metavar="CODE", help="the programme to bring it into, where programme.json is not beside it"
    )
    parser.add_argument("--write", action="store_true", help="write, when nothing is wrong; without it everything is tried and undone")


def run(args: argparse.Namespace) -> int:
    at = timezone.now()
    result = bring_in(args.folder, by=system("import", timezone.localdate(at)), at=at, code=args.programme, write=args.write)
    for problem in result.problems[:SHOWN]:
        print(printable(problem))
    if result.problems:
        more = len(result.problems) - SHOWN
        raise Failure(f"{len(result.problems)} problems{f', {more} not shown' if more > 0 else ''}; nothing was written")
    for file, count in result.counts.items():
        print(f"{count:>8} lines of {file}")
    founded = " (new)" if result.founded else ""
    print(
        f"Brought into {result.programme}{founded}."
        if args.write
        else f"All can be brought into {result.programme}{founded}. Nothing was written: add --write."
    )
    return 0
