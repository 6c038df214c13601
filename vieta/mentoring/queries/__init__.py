"""Named questions about mentors, wishes and duos, each scoped by who asks."""

from .readiness import Readiness, readiness, readiness_of

__all__ = ["Readiness", "readiness", "readiness_of"]
