"""Bring the database's tables up to date, and publish the instruments that come with Vieta."""

import argparse

from django.core.management import call_command
from django.utils import timezone

from vieta.base.viewer import system
from vieta.plans.actions import publish_shipped


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help="say nothing when all is well")


def run(args: argparse.Namespace) -> int:
    call_command("migrate", interactive=False, verbosity=0 if args.quiet else 1)
    at = timezone.now()
    publish_shipped(by=system("migrate", timezone.localdate(at)), at=at)
    return 0
