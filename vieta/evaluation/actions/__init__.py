"""Every write about evaluations: commission, give anonymised data, find, respond, report what was done, close."""

from .commissions import close, commission, give_data, receive
from .findings import find, report, respond

__all__ = ["close", "commission", "find", "receive", "give_data", "report", "respond"]
