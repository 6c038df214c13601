"""Every write about figures: how a programme is counted, national definitions, own measures, filling a ledger from files."""

from .counting import choose_counting, define
from .ledger import fill_ledger
from .own import compose, end_measure, revise

__all__ = ["choose_counting", "compose", "define", "end_measure", "fill_ledger", "revise"]
