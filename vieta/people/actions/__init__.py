"""Every write about persons: who they are, what they were told, what lies in their file, who may read it."""

from .bulk import IncomingPerson, bring_in_people
from .files import file_document, give_notice, withdraw_notice
from .grants import end_access, give_access, limit_access
from .persons import correct, enter, merge, part
from .places import give_own_place

__all__ = [
    "IncomingPerson",
    "bring_in_people",
    "correct",
    "end_access",
    "enter",
    "file_document",
    "give_access",
    "give_notice",
    "give_own_place",
    "limit_access",
    "merge",
    "part",
    "withdraw_notice",
]
