"""Print a programme's common indicators, counted exactly, for those who may read them on the server."""

import argparse
import csv
import json
import sys
from datetime import date

from django.utils import timezone

from vieta.base.refusal import NotFound
from vieta.base.viewer import system
from vieta.indicators import queries
from vieta.jobs.failure import Failure

HEADS = ("women", "men", "non_binary", "total")


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["esf-plus"], help="esf-plus: the common indicators of ESF+ Annex I")
    parser.add_argument("--programme", required=True, metavar="CODE", help="the programme's code")
    parser.add_argument("--as-of", required=True, metavar="DATE", help="the day, YYYY-MM-DD")
    parser.add_argument("--format", choices=["json", "csv"], default="json", help="json (default) or csv")


def run(args: argparse.Namespace) -> int:
    try:
        day = date.fromisoformat(args.as_of)
    except ValueError:
        raise Failure(f"{args.as_of} is no day: write it as 2021-03-31") from None
    try:
        figures = queries.esf_plus(system("report", timezone.localdate()), args.programme, day)
    except NotFound:
        raise Failure(f"there is no programme {args.programme}, neither in the database nor in a ledger that was filled") from None
    if args.format == "json":
        print(json.dumps(figures))
    else:
        writer = csv.writer(sys.stdout)
        writer.writerow(["code", *HEADS])
        writer.writerows([code, *(row[head] for head in HEADS)] for code, row in figures.items())
    return 0
