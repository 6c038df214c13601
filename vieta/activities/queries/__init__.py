"""Named questions about activities, each scoped by who asks; cards hold only what this viewer may see."""

from .calendar import (
    ActivityCard,
    SheetRow,
    activity_card,
    agenda,
    calendar,
    attendance_sheet,
    sheets_to_fill,
)
from .contact import ContactLine, contact_log, last_contacts, next_contact, support_minutes, upcoming_for_person
from .delivery import Delivery, Month, Spell, delivery
from .notes import NoteCard, Opening, notes_of, openings_of, my_openings
from .people import Choosable, choosable_leaders, choosable_people, professions_of
from .signals import SignalCard, drifting, silent, without_coach

__all__ = [
    "ActivityCard",
    "Choosable",
    "ContactLine",
    "Delivery",
    "Month",
    "NoteCard",
    "Opening",
    "SheetRow",
    "SignalCard",
    "Spell",
    "activity_card",
    "agenda",
    "attendance_sheet",
    "calendar",
    "choosable_leaders",
    "choosable_people",
    "contact_log",
    "delivery",
    "drifting",
    "last_contacts",
    "my_openings",
    "next_contact",
    "notes_of",
    "openings_of",
    "professions_of",
    "sheets_to_fill",
    "silent",
    "support_minutes",
    "upcoming_for_person",
    "without_coach",
]
