"""Tables of the mentoring room, by noun."""

from .duos import Agreement, CheckIn, Duo, DuoEvaluation, DuoEvent, DuoMeeting, Shared
from .family import FamilyAgreement, FamilyLead, FamilyStep, SchoolFact
from .network import Clearance, Mentor, Mentorship, MentorshipEvent, Pause
from .requests import MentorRequest
from .set_up import Edition, MentoringSetUp, Receipt, Resource, Standard, StandardMet
from .support import Gathering, ModuleDone, Seat, Task
from .wishes import Apart, Wish

__all__ = [
    "Agreement",
    "Apart",
    "CheckIn",
    "Clearance",
    "Duo",
    "DuoEvaluation",
    "DuoEvent",
    "DuoMeeting",
    "Edition",
    "FamilyAgreement",
    "FamilyLead",
    "FamilyStep",
    "Gathering",
    "Mentor",
    "MentorRequest",
    "MentoringSetUp",
    "Mentorship",
    "MentorshipEvent",
    "ModuleDone",
    "Pause",
    "Receipt",
    "Resource",
    "SchoolFact",
    "Seat",
    "Shared",
    "Standard",
    "StandardMet",
    "Task",
    "Wish",
]
