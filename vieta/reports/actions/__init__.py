"""Every write about reports."""

from .audit import draw_sample, judge
from .claims import claim_units, take_out_cost, withdraw_claim
from .evidence import withdraw_document
from .reports import note_reason, prepare, prepare_anew, prepare_once, send_back, sign, withdraw

__all__ = [
    "claim_units",
    "draw_sample",
    "judge",
    "note_reason",
    "prepare",
    "prepare_anew",
    "prepare_once",
    "send_back",
    "sign",
    "take_out_cost",
    "withdraw",
    "withdraw_claim",
    "withdraw_document",
]
