"""Compiles the engine's inner loops once and keeps the result beside the sources it was made from."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba

HERE = Path(__file__).parent
SOURCES = ("kernel.py", "limits.py", "looks.py", "scan.py")
"""All that the loops are made of. Numba itself would only notice a change of the file that a loop stands in."""


def _folder() -> Path:
    digest = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in SOURCES)).hexdigest()
    return HERE / "__pycache__" / f"loops-{digest[:16]}"


def compiled(loop: Callable[..., None]) -> Callable[..., Any]:
    """The loop as machine code that lets other threads run; compiled anew each time where nothing can be kept."""
    config: Any = numba.config  # its settings have no types
    before, config.CACHE_DIR = config.CACHE_DIR, str(_folder())
    try:
        return numba.njit(nogil=True, cache=True)(loop)
    except (RuntimeError, OSError):
        return numba.njit(nogil=True)(loop)
    finally:
        config.CACHE_DIR = before
