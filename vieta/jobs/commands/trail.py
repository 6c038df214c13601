"""Check the trail: says where its chain breaks, and the hash of its last entry to note elsewhere."""

import argparse

from vieta.audit.queries import chain
from vieta.jobs.failure import Failure


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--verify", action="store_true", required=True, help="walk the whole chain")
    parser.add_argument("--expect", default="", metavar="HASH", help="a hash noted earlier that must still stand in the chain")


def run(args: argparse.Namespace) -> int:
    verdict = chain(expected_head=args.expect)
    if not verdict.whole:
        where = f"at entry {verdict.broken_at}" if verdict.broken_at else "at its end"
        raise Failure(f"the trail is broken {where}: {verdict.reason}; the {verdict.entries} entries before hold")
    print(f"The trail is whole: {verdict.entries} entries, the last with hash {verdict.head}")
    return 0
