"""What an activity has come to, and when that was said: reports ask what was known when."""

from datetime import datetime

from ..choices import State
from ..models import Activity


def mark_held(activity: Activity, at: datetime) -> list[str]:
    """Says that a planned one took place; the names of the fields to save."""
    if activity.state == State.PLANNED:
        activity.state, activity.held_at = State.HELD, at
    return ["state", "held_at"]


def mark_called_off(activity: Activity, at: datetime, reason: str) -> list[str]:
    """Says that it will not take place, or takes back that it did; the names of the fields to save."""
    if activity.state == State.HELD:
        activity.held_at = activity.held_at or activity.recorded_at
    activity.state, activity.cancelled_at, activity.cancelled_reason = State.CANCELLED, at, reason
    return ["state", "held_at", "cancelled_at", "cancelled_reason"]
