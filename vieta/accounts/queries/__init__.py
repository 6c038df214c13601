"""Named questions about accounts: which viewer one is today, who has which role, who knows about what, who looked."""

from .accounts import AccountCard, Places, RoleCard, account, account_cards, accounts, places, profession_choices, role_choices
from .colleagues import (
    ColleagueCard,
    MemberCard,
    TeamCard,
    colleague_cards,
    colleague_choices,
    colleagues,
    find_colleagues,
    team,
    who_may_join,
)
from .trail import Look, reads_of, trail
from .viewers import Signature, demo_account, has_second_factor, houses_with, names_of, sees_special, signatures_of, viewer_of

__all__ = [
    "AccountCard",
    "ColleagueCard",
    "Look",
    "MemberCard",
    "Places",
    "RoleCard",
    "Signature",
    "TeamCard",
    "account",
    "account_cards",
    "accounts",
    "colleague_cards",
    "colleague_choices",
    "colleagues",
    "demo_account",
    "find_colleagues",
    "has_second_factor",
    "houses_with",
    "names_of",
    "places",
    "profession_choices",
    "reads_of",
    "role_choices",
    "sees_special",
    "signatures_of",
    "team",
    "trail",
    "viewer_of",
    "who_may_join",
]
