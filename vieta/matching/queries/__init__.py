"""Named questions about matching, each scoped by who asks."""

from .bridge import Bench, Person
from .criteria import RulesCard, rules_in_force, version, versions
from .fairness import Fairness, Share, fairness
from .meetings import BranchCard, DecisionCard, MeetingCard, branches, decisions, meeting, meetings
from .proof import Proof, bundle, proof
from .what_if import Change, Choice, Shift, alternatives, effect, shift
from .words import DuoCard, LeftCard, MentorCard, Page, duo, laid_out, left_of, page

__all__ = [
    "Bench",
    "BranchCard",
    "Change",
    "Choice",
    "DecisionCard",
    "DuoCard",
    "Fairness",
    "LeftCard",
    "MeetingCard",
    "MentorCard",
    "Page",
    "Person",
    "Proof",
    "RulesCard",
    "Share",
    "Shift",
    "alternatives",
    "branches",
    "bundle",
    "decisions",
    "duo",
    "effect",
    "fairness",
    "laid_out",
    "left_of",
    "meeting",
    "meetings",
    "page",
    "proof",
    "rules_in_force",
    "shift",
    "version",
    "versions",
]
