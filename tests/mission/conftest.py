"""Fixtures of the rooms that the mission's tests share."""

from tests.mentoring.conftest import house, mentoring
from tests.plans.conftest import domain, instruments, writing

__all__ = ["domain", "house", "instruments", "mentoring", "writing"]
