"""Every write about figures: how a programme is counted, national definitions, own measures, filling a ledger from
files, and what funders and the public are shown."""

from .counting import choose_counting, define
from .ledger import fill_ledger
from .own import compose, end_measure, revise
from .releases import make_public, release, release_due, take_back

__all__ = [
    "choose_counting",
    "compose",
    "define",
    "end_measure",
    "fill_ledger",
    "make_public",
    "release",
    "release_due",
    "revise",
    "take_back",
]
