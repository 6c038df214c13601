"""Check that settings, tables and keys fit together; --deploy asks what a public server must have."""

import argparse

from django.core.management import call_command
from django.core.management.base import SystemCheckError

from vieta.jobs.failure import Failure


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--deploy", action="store_true", help="also check what a public server must have")


def run(args: argparse.Namespace) -> int:
    try:
        call_command("check", deploy=args.deploy, fail_level="WARNING")
    except SystemCheckError as problem:
        raise Failure(str(problem)) from None
    return 0
