"""Every write about outcomes and follow-ups, and leaving, which opens the follow-ups."""

from .bring_in import FollowUpRow, OutcomeRow, bring_in_follow_ups, bring_in_outcomes
from .changes import Change, confirm_kept, correct_outcome, record_outcome, withdraw_outcome
from .documents import lose_document
from .follow_ups import Said, correct_answer, leave_programme, record_answer, reopen_stay
from .ventures import record_self_employment

__all__ = [
    "Change",
    "FollowUpRow",
    "OutcomeRow",
    "Said",
    "bring_in_follow_ups",
    "bring_in_outcomes",
    "confirm_kept",
    "correct_answer",
    "correct_outcome",
    "leave_programme",
    "lose_document",
    "record_answer",
    "record_outcome",
    "record_self_employment",
    "reopen_stay",
    "withdraw_outcome",
]
