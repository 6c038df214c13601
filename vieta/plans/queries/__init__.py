"""Named questions about instruments, reviews, the service profile and plans, each scoped by who asks."""

from .own import OwnStay, OwnStep, own_stays, own_steps
from .plans import GoalCard, PlanCard, StepCard, VersionCard, VersionLine, domain_choices, guidance, plan_of, version_of, versions_of
from .profile import ProfileCard, ServiceCard, Suggestion, profile_of
from .reviews import (
    ChangeCard,
    ChangeRow,
    DomainCard,
    InstrumentCard,
    LevelCard,
    RatingCard,
    ReviewCard,
    change_view,
    instruments,
    may_hold_reviews,
    review_form,
    reviews_of,
)
from .ventures import MilestoneCard, VentureCard, venture_of
from .worklists import PlanWaiting, StepDue, plans_waiting, steps_due

__all__ = [
    "ChangeCard",
    "ChangeRow",
    "DomainCard",
    "GoalCard",
    "InstrumentCard",
    "LevelCard",
    "MilestoneCard",
    "OwnStay",
    "OwnStep",
    "PlanCard",
    "PlanWaiting",
    "ProfileCard",
    "RatingCard",
    "ReviewCard",
    "ServiceCard",
    "StepCard",
    "StepDue",
    "Suggestion",
    "VentureCard",
    "VersionCard",
    "VersionLine",
    "change_view",
    "domain_choices",
    "guidance",
    "instruments",
    "may_hold_reviews",
    "own_stays",
    "own_steps",
    "plan_of",
    "plans_waiting",
    "profile_of",
    "review_form",
    "reviews_of",
    "steps_due",
    "venture_of",
    "version_of",
    "versions_of",
]
