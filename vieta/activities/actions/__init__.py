"""Every write about activities, attendance and notes."""

from .attendance import Mark, invite, record_attendance, take_off
from .bring_in import ActivityRow, AttendanceRow, bring_in_activities
from .notes import open_closed_note, write_note
from .outreach import MetBefore, log_outreach, meet, merge_contacts, open_contacts, part_contacts, unmeet
from .planning import Meeting, Written, call_off, log_contact, move, note_obstacle, plan_contact, plan_group, withdraw
from .team import hold_with_team, plan_with_team
from .vouched import drop_vouched, hold_vouched, plan_vouched

__all__ = [
    "ActivityRow",
    "AttendanceRow",
    "Mark",
    "Meeting",
    "MetBefore",
    "Written",
    "bring_in_activities",
    "call_off",
    "drop_vouched",
    "hold_vouched",
    "hold_with_team",
    "invite",
    "log_contact",
    "move",
    "note_obstacle",
    "open_closed_note",
    "plan_contact",
    "plan_group",
    "plan_vouched",
    "plan_with_team",
    "record_attendance",
    "take_off",
    "withdraw",
    "write_note",
    "log_outreach",
    "meet",
    "merge_contacts",
    "open_contacts",
    "part_contacts",
    "unmeet",
]
