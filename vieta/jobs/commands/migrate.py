"""Bring the database's tables up to date."""

import argparse

from django.core.management import call_command


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help="say nothing when all is well")


def run(args: argparse.Namespace) -> int:
    call_command("migrate", interactive=False, verbosity=0 if args.quiet else 1)
    return 0
