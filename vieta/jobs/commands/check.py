"""Check that settings, tables, keys and the server's own layouts of reports fit together; --deploy asks what a public server must have."""

import argparse

from django.core.management import call_command
from django.core.management.base import SystemCheckError

from vieta.jobs.failure import Failure
from vieta.reports.layouts import broken


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--deploy", action="store_true", help="also check what a public server must have")


def run(args: argparse.Namespace) -> int:
    try:
        call_command("check", deploy=args.deploy, fail_level="WARNING")
    except SystemCheckError as problem:
        raise Failure(str(problem)) from None
    if wrong := broken():
        raise Failure("\n".join(["these layouts of reports are left out:", *wrong]))
    return 0
