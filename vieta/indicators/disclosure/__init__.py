"""Disclosure control: which counts may be shown so that nobody can work out a small one. Knows no table, request or clock."""

from .answer import Answer
from .choose import Protected, protect, proven
from .days import Told
from .insiders import protect_all
from .worlds import World

__all__ = ["Answer", "Protected", "Told", "World", "protect", "protect_all", "proven"]
