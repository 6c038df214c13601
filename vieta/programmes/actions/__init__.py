"""Every write about programmes."""

from .agreements import add_obligation, agree_part, end_part, sign_contract, state_obligation
from .frame import add_municipality, add_region, describe, extend, form_team, found, open_cycle, set_rules, set_target
from .money import (
    agree_unit_cost,
    end_unit_cost,
    receive_award,
    record_cost,
    set_shares,
    spend_award,
    withdraw_award,
    withdraw_cost,
    withdraw_spending,
)
from .words import add_ground, end_ground, lift_restriction, publish_notice, restrict

__all__ = [
    "add_ground",
    "add_municipality",
    "add_obligation",
    "add_region",
    "agree_part",
    "agree_unit_cost",
    "describe",
    "end_ground",
    "end_part",
    "end_unit_cost",
    "extend",
    "form_team",
    "found",
    "lift_restriction",
    "open_cycle",
    "publish_notice",
    "receive_award",
    "record_cost",
    "restrict",
    "set_rules",
    "set_shares",
    "set_target",
    "sign_contract",
    "spend_award",
    "state_obligation",
    "withdraw_award",
    "withdraw_cost",
    "withdraw_spending",
]
