"""Check that settings, tables and keys fit together; --deploy asks what a public server must have."""

import argparse


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--deploy", action="store_true", help="also check what a public server must have")


def run(args: argparse.Namespace) -> int:
    from django.core.management import call_command
    from django.core.management.base import SystemCheckError

    from vieta.jobs.cli import Failure, start_django

    start_django()
    try:
        call_command("check", deploy=args.deploy, fail_level="WARNING")
    except SystemCheckError as problem:
        raise Failure(str(problem)) from None
    return 0
