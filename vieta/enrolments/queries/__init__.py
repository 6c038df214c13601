"""Named questions about enrolments, each scoped by who asks; cards hold only what this viewer may see."""

from .bar import Bar, bar
from .choosing import (
    Option,
    contracts_for,
    grounds_for,
    municipalities_for,
    providers_for,
    purposes_for,
    running_programmes,
    takes_in_programmes,
)
from .entry import EntryCard, GroundCard, MissingCard, NoticeCard, TraitCard, admission_explained, entry_card, quota_warning
from .file import EventCard, FiledCard, Overview, document_for, documents, events, identity, may_open, open_documents, open_part, overview
from .lacking import LackingCard, lacking
from .listing import PersonRow, colleagues_with_cases, people_cards, people_list, waiting_enquiries
from .supported import SupportedCard, may_support, supported_organisations
from .team import Colleague, Member, Reader, case_team, colleagues_for, colleagues_of, who_may_read
from .unequal import UnequalCard, may_handle_unequal, unequal_cards

__all__ = [
    "Bar",
    "Colleague",
    "EntryCard",
    "EventCard",
    "FiledCard",
    "GroundCard",
    "LackingCard",
    "Member",
    "MissingCard",
    "NoticeCard",
    "Option",
    "Overview",
    "PersonRow",
    "Reader",
    "SupportedCard",
    "TraitCard",
    "UnequalCard",
    "admission_explained",
    "bar",
    "case_team",
    "colleagues_for",
    "colleagues_of",
    "colleagues_with_cases",
    "contracts_for",
    "document_for",
    "documents",
    "entry_card",
    "events",
    "grounds_for",
    "identity",
    "lacking",
    "may_handle_unequal",
    "may_open",
    "open_documents",
    "open_part",
    "may_support",
    "municipalities_for",
    "overview",
    "people_cards",
    "people_list",
    "providers_for",
    "purposes_for",
    "quota_warning",
    "running_programmes",
    "supported_organisations",
    "takes_in_programmes",
    "unequal_cards",
    "waiting_enquiries",
    "who_may_read",
]
