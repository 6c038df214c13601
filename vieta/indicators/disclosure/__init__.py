"""Disclosure control: which counts may be shown so that nobody can work out a small one. Knows no table, request or clock."""

from .answer import Answer, Guard, Range, guards
from .choose import Protected, protect, shown

__all__ = ["Answer", "Guard", "Protected", "Range", "guards", "protect", "shown"]
