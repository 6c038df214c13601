"""Named questions about effect, each with its method, its source and how sure the answer is."""

from .courses import CourseCard, months_of, staying_in_work, time_to_work
from .datasets import ColumnCard, DatasetLook, dataset_look
from .distance import VIEWS, DistanceCard, DomainCard, distance_travelled, moments
from .effect import EffectCard, effect
from .evaluations import (
    CommissionCard,
    FindingCard,
    Received,
    addressees,
    commission,
    commissions,
    dataset_content,
    evaluators,
    finding,
    findings_waiting,
    followed_evaluations,
    may_commission_in,
)
from .groups import HORIZONS, GroupCard, GroupsCard, gaps
from .missing import MissingCard, MomentCard, in_work_afterwards
from .places import PlaceCard, PlacesCard, places
from .words import About

__all__ = [
    "HORIZONS", "VIEWS", "About", "ColumnCard", "CommissionCard", "CourseCard", "DatasetLook", "DistanceCard", "DomainCard", "EffectCard",
    "FindingCard", "GroupCard", "GroupsCard", "MissingCard", "MomentCard", "PlaceCard", "PlacesCard", "Received", "addressees",
    "commission", "commissions", "dataset_content", "dataset_look", "distance_travelled", "effect", "evaluators", "finding",
    "findings_waiting", "followed_evaluations", "gaps", "in_work_afterwards", "may_commission_in", "moments", "months_of", "places",
    "staying_in_work", "time_to_work",
]  # fmt: skip
