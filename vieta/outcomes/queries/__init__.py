"""Named questions about outcomes and follow-ups, each scoped by who asks."""

from .changes import OutcomeCard, outcome_card, outcomes_of
from .follow_ups import WEEK_DAYS, FollowUpCard, cards, follow_up_card, follow_ups_due, follow_ups_of, worklist
from .ventures import WorkBegun, work_begun

__all__ = [
    "WEEK_DAYS",
    "FollowUpCard",
    "OutcomeCard",
    "WorkBegun",
    "cards",
    "follow_up_card",
    "follow_ups_due",
    "follow_ups_of",
    "outcome_card",
    "outcomes_of",
    "work_begun",
    "worklist",
]
