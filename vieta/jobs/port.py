"""Whether a port can be listened on; needs nothing but Python, so `make demo` asks it before it installs anything."""

import errno
import socket
import sys

from vieta.jobs.failure import Failure


def refuse_taken_port(host: str, port: int) -> None:
    """Says in words that somebody else listens there, before anything slow begins."""
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


if __name__ == "__main__":
    try:
        refuse_taken_port(sys.argv[1], int(sys.argv[2]))
    except (Failure, ValueError) as problem:
        sys.exit(f"vieta: {problem}")
