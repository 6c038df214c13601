"""Every write about persons: who they are, what they were told, what lies in their file, who may read it."""

from .bulk import IncomingPerson, bring_in_people
from .files import file_document, give_notice, withdraw_notice
from .grants import end_access, give_access, limit_access
from .households import add_child, change_child, end_child, form_household, join_household, leave_household
from .persons import correct, enter, merge, part
from .places import give_own_place

__all__ = [
    "IncomingPerson",
    "add_child",
    "bring_in_people",
    "change_child",
    "correct",
    "end_access",
    "end_child",
    "enter",
    "file_document",
    "form_household",
    "give_access",
    "give_notice",
    "give_own_place",
    "join_household",
    "leave_household",
    "limit_access",
    "merge",
    "part",
    "withdraw_notice",
]
