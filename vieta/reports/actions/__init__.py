"""Every write about reports."""

from .reports import prepare, send_back, sign

__all__ = ["prepare", "send_back", "sign"]
