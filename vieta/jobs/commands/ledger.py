"""Fill a ledger of figures from CSV files, without bringing names into the database."""

import argparse
import json
from pathlib import Path

from django.utils import timezone

from vieta.base.text import printable
from vieta.base.viewer import system
from vieta.indicators import actions
from vieta.jobs.failure import Failure


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deed", choices=["import"], help="import: read participations.csv, activities.csv and outcomes.csv")
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder with the files")
    parser.add_argument(
        "--programme", default="", metavar="CODE", help="the programme's code (default: as in programme.json, else the folder's name)"
    )


def run(args: argparse.Namespace) -> int:
    if not args.folder.is_dir():
        raise Failure(f"{args.folder} is no folder")
    frame = _frame(args.folder / "programme.json")
    code = args.programme or str(frame.get("code") or args.folder.resolve().name)
    at = timezone.now()
    by = system("ledger import", timezone.localdate(at))
    counts = actions.fill_ledger(by=by, at=at, folder=args.folder, code=code, rules=frame.get("rules") or {})
    for name, number in counts.items():
        print(f"{number:>10} {name}")
    print(f"The ledger of {printable(code)} was filled.")
    return 0


def _frame(path: Path) -> dict:
    try:
        found = json.loads(path.read_text("utf-8")) if path.exists() else {}
    except (ValueError, OSError) as wrong:
        raise Failure(f"{path.name}: {wrong}") from None
    return found if isinstance(found, dict) else {}
