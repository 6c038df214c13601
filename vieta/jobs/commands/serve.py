"""Serve the pages over HTTP."""

import argparse
import os

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from vieta.jobs.port import refuse_taken_port

MOST_WORKERS = 8


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")
    parser.add_argument("--workers", type=int, default=None, help="processes (default: one per core, at most 8)")


def run(args: argparse.Namespace) -> int:
    refuse_taken_port(args.host, args.port)
    print(f"Vieta is at http://{args.host}:{args.port}/ (Ctrl-C ends it)", flush=True)
    Granian(
        "vieta.project.wsgi:application",
        address=args.host,
        port=args.port,
        interface=Interfaces.WSGI,
        workers=args.workers or min(os.cpu_count() or 1, MOST_WORKERS),
        blocking_threads=4,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    ).serve()
    return 0
