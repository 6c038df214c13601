"""Tables of the mentoring room, by noun."""

from .duos import Agreement, CheckIn, Duo, DuoEvaluation, DuoEvent, DuoMeeting, Shared
from .network import Clearance, Mentor, Mentorship, MentorshipEvent, Pause
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
    "Mentor",
    "Mentorship",
    "MentorshipEvent",
    "Pause",
    "Shared",
    "Wish",
]
