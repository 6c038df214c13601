"""From what people set, and from what the programme asks, to the rules the engine reads; nothing the law forbids can be named.

Ethnicity, religion, disability, orientation, health, levels of life domains and criminal data do not exist here; ages and migrant
background only as conditions of the programme; a mentor's gender only where the mentee asks (GDPR Art. 9, 10, 22; AI Act, Annex III).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ..choices import CRITERIA, AgeBand
from ..engine.rules import rules_text

Tree = dict[str, dict[str, Any]]
OLDEST = 120

SHIPPED: Tree = {
    "limits": {"language": "B1", "place": True, "free_together": 1, "weeks_together": 0, "distance_km": None},
    "eligibility": {"migrant_background": False},
    "weights": {"sector": 3, "languages": 2, "interests": 1, "availability": 2, "distance": 1, "waiting": 2},
    "scales": {"interests_full": 3, "availability_full": 3, "distance_none_km": 30, "waiting_full_weeks": 12},
    "floor": {"below": None},
}
"""Where a programme begins before its people have set anything; never used for a proposal until they have."""


@dataclass(frozen=True)
class Conditions:
    """What the programme's mentoring set-up asks of a duo; matching only obeys it."""

    age_gap: int | None = None
    mentor_age_from: int | None = None
    mentee_age_until: int | None = None
    clearance: bool = True
    training_first: bool = True


def text_of(version: str, on: date, tree: Tree, conditions: Conditions, *, floor: bool = True) -> str:
    """The rules of one meeting as the engine's file; `floor=False` leaves the fairness floor out."""
    ages = {
        "mentee_age": [0, conditions.mentee_age_until] if conditions.mentee_age_until is not None else None,
        "mentor_age": [conditions.mentor_age_from, OLDEST] if conditions.mentor_age_from is not None else None,
        "age_gap": conditions.age_gap,
    }
    whole = {
        "limits": tree["limits"] | {"clearance": conditions.clearance, "training": conditions.training_first},
        "eligibility": tree["eligibility"] | ages,
        "weights": tree["weights"],
        "scales": tree["scales"],
    }
    if floor and tree["floor"].get("below") is not None:
        whole["floor"] = tree["floor"]
    return rules_text(version, on, whole)


def reweighted(tree: Tree, weights: dict[str, int]) -> Tree:
    """The same rules with other weights."""
    return tree | {"weights": {name: weights.get(name, tree["weights"][name]) for name in CRITERIA}}


def needs(tree: Tree, conditions: Conditions, grouped: bool) -> frozenset[str]:
    """The facts about people that these rules cannot do without; the bridge hands no other to the engine."""
    limits, weights = tree["limits"], tree["weights"]
    asked = {
        "languages": limits["language"] is not False or weights["languages"],
        "free": limits["free_together"] or weights["availability"],
        "at": limits["distance_km"] is not None or weights["distance"],
        "isco": weights["sector"],
        "nace": weights["sector"],
        "interests": weights["interests"],
        "waiting_since": weights["waiting"],
        "born_on": conditions.age_gap is not None or conditions.mentor_age_from is not None or conditions.mentee_age_until is not None,
        "migrant_background": tree["eligibility"]["migrant_background"],
        "group": grouped and tree["floor"].get("below") is not None,
        "cleared_until": conditions.clearance,
        "trained_on": conditions.training_first,
    }
    return frozenset(name for name, wanted in asked.items() if wanted)


def age_band(age: int | None) -> str:
    """The band of an age in full years; empty where it is not known."""
    if age is None:
        return ""
    return AgeBand.UNDER_25 if age < 25 else AgeBand.FROM_25 if age < 30 else AgeBand.FROM_30
