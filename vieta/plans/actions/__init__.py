"""Every write about instruments, reviews, the service profile and plans."""

from .agreements import agree, agree_for_team, record_agreement, withdraw
from .bring_in import GoalIn, PlanIn, ReviewIn, StepIn, bring_in_plans, bring_in_reviews
from .drafts import add_goal, add_step, begin_draft, change_goal, change_step, remove_goal, remove_step, say_what_matters, set_aside
from .instruments import AlreadyPublished, publish_instrument, publish_shipped
from .profile import choose_service, end_service
from .reviews import RatingGiven, hold_review, take_back_review
from .steps import drop_step, finish_step, reopen_step

__all__ = [
    "AlreadyPublished",
    "GoalIn",
    "PlanIn",
    "RatingGiven",
    "ReviewIn",
    "StepIn",
    "add_goal",
    "add_step",
    "agree",
    "agree_for_team",
    "begin_draft",
    "bring_in_plans",
    "bring_in_reviews",
    "change_goal",
    "change_step",
    "choose_service",
    "drop_step",
    "end_service",
    "finish_step",
    "hold_review",
    "publish_instrument",
    "publish_shipped",
    "record_agreement",
    "remove_goal",
    "remove_step",
    "reopen_step",
    "say_what_matters",
    "set_aside",
    "take_back_review",
    "withdraw",
]
