"""Judgements on reports as plain values."""

from .checks import CHECKS, Breach, Case, Check, Promise, run
from .frozen import differences, lies_within, moved_cells, part_of, period_code
from .reasons import Heard, way_of, why_of
from .sampling import allocated, drawn, error_interval

__all__ = [
    "CHECKS",
    "Breach",
    "Case",
    "Check",
    "Heard",
    "Promise",
    "allocated",
    "differences",
    "drawn",
    "error_interval",
    "lies_within",
    "moved_cells",
    "part_of",
    "period_code",
    "run",
    "way_of",
    "why_of",
]
