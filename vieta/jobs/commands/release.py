"""Release the figures of the months that have come to funders; meant for the clock, on a day the lead has set."""

import argparse

from django.utils import timezone

from vieta.base.viewer import system
from vieta.indicators import actions, queries
from vieta.jobs.failure import Failure
from vieta.programmes.queries import programmes


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--programme", metavar="CODE", help="one programme's code (default: every programme)")
    parser.add_argument("--write", action="store_true", help="release them; without this it is only said which months wait")


def run(args: argparse.Namespace) -> int:
    at = timezone.now()
    by = system("release", timezone.localdate(at))
    codes = [card.code for card in programmes(by)]
    if args.programme and args.programme not in codes:
        raise Failure(f"there is no programme {args.programme}")
    for code in [args.programme] if args.programme else codes:
        days = queries.months_due(by, code)
        if days and args.write:
            actions.release_due(by=by, at=at, code=code)
        print(f"{code}: {len(days)} {'released' if args.write else 'waiting'}")
    return 0
