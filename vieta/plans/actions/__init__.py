"""Every write about instruments, reviews, the service profile and plans."""

from .agreements import agree, agree_for_team, record_agreement, withdraw
from .bring_in import GoalIn, PlanIn, ReviewIn, StepIn, bring_in_plans, bring_in_reviews
from .drafts import add_goal, add_step, begin_draft, change_goal, change_step, remove_goal, remove_step, say_what_matters, set_aside
from .instruments import AlreadyPublished, publish_instrument, publish_shipped
from .profile import choose_service, end_service
from .reviews import RatingGiven, hold_review, take_back_review
from .steps import drop_step, finish_step, mark_done, reopen_step
from .ventures import (
    add_milestone,
    begin_venture,
    end_venture,
    plan_milestone,
    reach_milestone,
    take_back_milestone,
    take_milestone_away,
    tell_idea,
)

__all__ = [
    "AlreadyPublished",
    "GoalIn",
    "PlanIn",
    "RatingGiven",
    "ReviewIn",
    "StepIn",
    "add_goal",
    "add_milestone",
    "add_step",
    "agree",
    "agree_for_team",
    "begin_draft",
    "begin_venture",
    "bring_in_plans",
    "bring_in_reviews",
    "change_goal",
    "change_step",
    "choose_service",
    "drop_step",
    "end_service",
    "end_venture",
    "finish_step",
    "hold_review",
    "mark_done",
    "plan_milestone",
    "publish_instrument",
    "publish_shipped",
    "reach_milestone",
    "record_agreement",
    "remove_goal",
    "remove_step",
    "reopen_step",
    "say_what_matters",
    "set_aside",
    "take_back_milestone",
    "take_back_review",
    "take_milestone_away",
    "tell_idea",
    "withdraw",
]
