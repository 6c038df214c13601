"""Every write about reports."""

from .reports import note_reason, prepare, send_back, sign

__all__ = ["note_reason", "prepare", "send_back", "sign"]
