"""Serve the pages over HTTP."""

import argparse
import errno
import os
import socket

MOST_WORKERS = 8


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")
    parser.add_argument("--workers", type=int, default=None, help="processes (default: one per core, at most 8)")


def run(args: argparse.Namespace) -> int:
    from granian import Granian
    from granian.constants import Interfaces

    from vieta.jobs.cli import start_django

    refuse_taken_port(args.host, args.port)
    start_django()  # wrong settings are told here, once, not by every worker
    print(f"Vieta is at http://{args.host}:{args.port}/ (Ctrl-C ends it)", flush=True)
    Granian(
        "vieta.project.wsgi:application",
        address=args.host,
        port=args.port,
        interface=Interfaces.WSGI,
        workers=args.workers or min(os.cpu_count() or 1, MOST_WORKERS),
        blocking_threads=4,
        websockets=False,
        log_level="warning",
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    ).serve()
    return 0


def refuse_taken_port(host: str, port: int) -> None:
    """Says in words that somebody else listens there, before anything slow begins."""
    from vieta.jobs.cli import Failure

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OverflowError:
            raise Failure(f"{port} is no port: choose one from 1 to 65535") from None
        except OSError as problem:
            raise Failure(_reason(problem, host, port)) from None


def _reason(problem: OSError, host: str, port: int) -> str:
    if problem.errno == errno.EADDRINUSE:
        return f"port {port} is taken by another program; choose another one, for example {port + 1}"
    return f"cannot listen on {host} port {port}: {problem.strerror}"
