"""The ledger: the columnar, nameless copy of the records that measures are counted on, refreshed from the trail."""

from .store import Ledger, current, forget, statement

__all__ = ["Ledger", "current", "forget", "statement"]
