"""The command `vieta`: finds the commands beside it, reads the arguments and runs one."""

import argparse
import os
import pkgutil
import sys
from importlib import import_module
from types import ModuleType
from typing import Protocol, cast

import django
from django.core.exceptions import ImproperlyConfigured

from vieta.base.refusal import Refused
from vieta.base.text import printable
from vieta.jobs.failure import Failure


class Command(Protocol):
    """What a module in vieta/jobs/commands offers; its docstring's first line is its help."""

    def add(self, parser: argparse.ArgumentParser) -> None: ...
    def run(self, args: argparse.Namespace) -> int: ...


PURE = ("match",)
"""Commands of pure packages: they start without settings and without a database."""


def main(argv: list[str] | None = None) -> int:
    """Runs one command; answers 2 with one line on standard error when it cannot."""
    words = sys.argv[1:] if argv is None else argv
    pure = words[:1] if words and words[0] in PURE else []
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vieta.project.settings")
    try:
        if not pure:
            django.setup()
        args = _parser(pure).parse_args(words)
        return args.run(args)
    except (Failure, ImproperlyConfigured, Refused) as problem:
        print(f"vieta: {printable(problem)}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _parser(only: list[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="vieta", description="Runs and looks after Vieta.")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, module in _found(only):
        summary = (cast(ModuleType, module).__doc__ or "").strip().splitlines()[0]
        one = commands.add_parser(name, help=summary, description=summary)
        module.add(one)
        one.set_defaults(run=module.run)
    return parser


def _found(only: list[str]) -> list[tuple[str, Command]]:
    from vieta.jobs import commands

    names = only or sorted(found.name for found in pkgutil.iter_modules(commands.__path__))
    return [(name.strip("_").replace("_", "-"), cast(Command, import_module(f"{commands.__name__}.{name}"))) for name in names]
