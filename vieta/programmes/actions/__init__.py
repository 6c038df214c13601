"""Every write about programmes."""

from .agreements import add_obligation, agree_part, end_part, sign_contract, state_obligation
from .frame import add_municipality, add_region, describe, extend, form_team, found, open_cycle, set_rules, set_target
from .money import record_cost, set_shares, withdraw_cost
from .words import add_ground, end_ground, lift_restriction, publish_notice, restrict

__all__ = [
    "add_ground",
    "add_municipality",
    "add_obligation",
    "add_region",
    "agree_part",
    "describe",
    "end_ground",
    "end_part",
    "extend",
    "form_team",
    "found",
    "lift_restriction",
    "open_cycle",
    "publish_notice",
    "record_cost",
    "restrict",
    "set_rules",
    "set_shares",
    "set_target",
    "sign_contract",
    "state_obligation",
    "withdraw_cost",
]
