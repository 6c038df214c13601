"""Write a programme out as the folder of CSV files that `vieta import` reads."""

import argparse
from pathlib import Path

from django.utils import timezone

from vieta.base.viewer import system
from vieta.jobs.failure import Failure
from vieta.jobs.transfer.writing import write_out
from vieta.programmes.models import Programme


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder; names will stand in it")
    parser.add_argument("--programme", default="", metavar="CODE", help="which programme, where there is more than one")


def run(args: argparse.Namespace) -> int:
    codes = list(Programme.objects.order_by("code").values_list("code", flat=True))
    code = args.programme or (codes[0] if len(codes) == 1 else "")
    programme = Programme.objects.filter(code=code).first()
    if programme is None:
        raise Failure(f"say which programme with --programme: {', '.join(codes) or 'there is none'}")
    if args.folder.exists() and any(args.folder.iterdir()):
        raise Failure(f"{args.folder} is not empty")
    at = timezone.now()
    counts = write_out(programme, args.folder, by=system("export", timezone.localdate(at)), at=at)
    for file, count in counts.items():
        print(f"{count:>8} lines of {file}")
    return 0
