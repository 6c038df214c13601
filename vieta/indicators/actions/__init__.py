"""Every write about figures, by noun."""

from .ledger import fill_ledger

__all__ = ["fill_ledger"]
