"""Pass arguments through to Django's own management commands."""

import argparse


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="for example: shell, showmigrations")


def run(args: argparse.Namespace) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["vieta manage", *args.arguments])
    return 0
