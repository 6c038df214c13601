"""Named questions about matching, each scoped by who asks."""

from .bridge import Bench, Branch, Person, bench
from .fairness import Fairness, Share, fairness
from .meetings import BranchCard, DecisionCard, MeetingCard, branches, decisions, meeting, meetings
from .proof import Proof, bundle, proof
from .rules import RulesCard, rules_in_force, versions
from .what_if import Choice, Shift, alternatives, effect, shift
from .words import DuoCard, LeftCard, Page, page

__all__ = [
    "Bench",
    "Branch",
    "BranchCard",
    "Choice",
    "DecisionCard",
    "DuoCard",
    "Fairness",
    "LeftCard",
    "MeetingCard",
    "Page",
    "Person",
    "Proof",
    "RulesCard",
    "Share",
    "Shift",
    "alternatives",
    "bench",
    "branches",
    "bundle",
    "decisions",
    "effect",
    "fairness",
    "meeting",
    "meetings",
    "page",
    "proof",
    "rules_in_force",
    "shift",
    "versions",
]
