"""Pass arguments through to Django's own management commands."""

import argparse

from django.core.management import execute_from_command_line


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="for example: shell, showmigrations")


def run(args: argparse.Namespace) -> int:
    execute_from_command_line(["vieta manage", *args.arguments])
    return 0
