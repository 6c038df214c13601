"""Every write about a stay in a programme: the enquiry, the decision, the facts at entry, the case team, leaving."""

from .bulk import IncomingEnrolment, IncomingEvent, IncomingTrait, bring_in_enrolments
from .entry import GroundGiven, drop_ground, hold_ground, lose_document, record_traits
from .file import correct_person, file_document, give_notice, give_own_place, withdraw_notice
from .intake import LikelyDuplicate, QuotaReached, admit, enquire, refuse, withdraw
from .stay import begin_support, correct_day, leave, reopen
from .supported import IncomingSupport, bring_in_supported, support_organisation, withdraw_support
from .team import add_to_team, end_on_team, make_responsible
from .unequal import close_unequal, lodge_unequal, take_up_unequal

__all__ = [
    "GroundGiven",
    "IncomingEnrolment",
    "IncomingEvent",
    "IncomingSupport",
    "IncomingTrait",
    "LikelyDuplicate",
    "QuotaReached",
    "add_to_team",
    "admit",
    "begin_support",
    "bring_in_enrolments",
    "bring_in_supported",
    "close_unequal",
    "correct_day",
    "correct_person",
    "drop_ground",
    "end_on_team",
    "enquire",
    "file_document",
    "give_notice",
    "give_own_place",
    "hold_ground",
    "leave",
    "lodge_unequal",
    "lose_document",
    "make_responsible",
    "record_traits",
    "refuse",
    "reopen",
    "support_organisation",
    "take_up_unequal",
    "withdraw",
    "withdraw_notice",
    "withdraw_support",
]
