"""Publish the instruments that come with Vieta, or further ones from JSON files."""

import argparse
import json
from pathlib import Path

from django.utils import timezone

from vieta.base.viewer import system
from vieta.jobs.failure import Failure
from vieta.plans.actions import publish_instrument, publish_shipped


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", type=Path, help="instruments to publish; without any, those that come with Vieta")


def run(args: argparse.Namespace) -> int:
    at = timezone.now()
    by = system("instruments", timezone.localdate(at))
    read = [_read(path) for path in args.files]
    versions = [publish_instrument(by=by, at=at, data=data) for data in read] if read else publish_shipped(by=by, at=at)
    for version in versions:
        print(f"{version.instrument.code} {version.number}: {version.domains.count()} domains")
    return 0


def _read(path: Path) -> dict:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise Failure(f"{path} cannot be read: {problem}") from problem
    if not isinstance(data, dict):
        raise Failure(f"{path} holds no instrument")
    return data
