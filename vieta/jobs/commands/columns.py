"""Write the description of the files that import reads and export writes, from the one declaration of their columns."""

import argparse
from pathlib import Path

from vieta.jobs.transfer.manual import manual


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, default=Path("docs/reference/files.md"), metavar="FILE", help="where to write it")


def run(args: argparse.Namespace) -> int:
    args.out.write_text(manual(), "utf-8")
    print(f"Wrote {args.out}")
    return 0
