"""Every write about accounts: given and ended, roles, teams, one-time codes, signing in and out."""

from .codes import Entered, Given, note_password, note_sign_in, note_sign_out, spend_digits, use_code
from .places import close_own_place, give_participant_code, let_mentor_in, let_mentor_out, open_participant_account
from .staff import (
    assign_role,
    bring_in_staff,
    describe_account,
    end_account,
    end_role,
    give_account,
    join_team,
    leave_team,
    renew_access,
    reopen_account,
)

__all__ = [
    "Entered",
    "Given",
    "assign_role",
    "bring_in_staff",
    "close_own_place",
    "describe_account",
    "end_account",
    "end_role",
    "give_account",
    "give_participant_code",
    "join_team",
    "leave_team",
    "let_mentor_in",
    "let_mentor_out",
    "note_password",
    "note_sign_in",
    "note_sign_out",
    "open_participant_account",
    "renew_access",
    "reopen_account",
    "spend_digits",
    "use_code",
]
