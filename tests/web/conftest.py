"""Fixtures of the pages."""

from tests.accounts.conftest import offices

__all__ = ["offices"]
