"""Every write about evaluations: commission, give anonymised data, find or correct, respond, report what was done, close or call off."""

from .commissions import call_off, close, commission, give_data, receive
from .findings import find, report, respond, reword, take_back

__all__ = ["call_off", "close", "commission", "find", "receive", "give_data", "report", "respond", "reword", "take_back"]
