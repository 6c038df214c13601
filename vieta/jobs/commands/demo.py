"""Load the demo into an empty database, once, and say who can sign in."""

import argparse

from django.conf import settings

from vieta.jobs.demo.cast import CAST
from vieta.jobs.demo.load import is_loaded, load, today_here
from vieta.jobs.demo.staff import PASSWORD
from vieta.jobs.failure import Failure


def add(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(demo=True)


def run(args: argparse.Namespace) -> int:
    if not settings.DEMO:
        raise Failure("the demo runs only with VIETA_DEMO=1: it gives everybody the same password")
    if is_loaded():
        print("The demo's data are there already and kept.")
    else:
        print("Loading the demo, once; this takes about a minute …")
        load(today_here())
    print(f"\nStep in with one click on the first page, or sign in with a user name and the password {PASSWORD}\n")
    for member in CAST:
        print(f"  {member.username:8} {member.name:16} {member.who}")
    print()
    return 0
