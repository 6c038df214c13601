"""Every write about evaluations: commission, give anonymised data, find, respond, report what was done, close."""

from .commissions import close, commission, receive, release
from .findings import find, report, respond

__all__ = ["close", "commission", "find", "receive", "release", "report", "respond"]
