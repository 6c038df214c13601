"""Fixtures of the rooms that the mission's tests share."""

from tests.plans.conftest import domain, instruments, writing

__all__ = ["domain", "instruments", "writing"]
