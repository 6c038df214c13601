"""Tables of programmes and everything agreed about them before the first person comes."""

from .agreements import Contract, Obligation, Partner, Restriction
from .frame import RULES, Cycle, Municipality, Period, Programme, Region, Target, Team
from .money import Award, Cost, CostPart, FundingShare, Spending, UnitCost
from .words import Ground, Purpose

__all__ = [
    "RULES",
    "Award",
    "Contract",
    "Cost",
    "CostPart",
    "Cycle",
    "FundingShare",
    "Ground",
    "Municipality",
    "Obligation",
    "Partner",
    "Period",
    "Programme",
    "Purpose",
    "Region",
    "Restriction",
    "Spending",
    "Target",
    "Team",
    "UnitCost",
]
