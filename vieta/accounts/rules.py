"""Judgements on roles and one-time codes: where a role reaches, which two clash, how a code is read."""

from dataclasses import dataclass
from datetime import date

from vieta.base.viewer import Scope

from .roles import INCOMPATIBLE

# Signs that nobody mixes up when a code is read aloud or written by hand.
SIGNS = "23456789ABCDEFGHJKMNPQRSTWXYZ"
CODE_LENGTH = 10
CODE_HOURS = 48
TOLD_DAYS = 30  # how long the holder of an account is told that somebody took its password back
# Longer than an app's digits can pass: the moment before, this one and the next.
FACTOR_SECONDS = 120


@dataclass(frozen=True)
class Term:
    """A role held or asked for in one programme (None: in all), with its period (end exclusive, None: open)."""

    role: str
    programme_id: int | None
    from_on: date
    until_on: date | None = None


def covers(have: Scope, want: Scope) -> bool:
    """Whether a role's place reaches everything another place reaches; everywhere is covered by everywhere only."""
    pairs = ((have.organisation_id, want.organisation_id), (have.programme_id, want.programme_id), (have.region_id, want.region_id))
    return all(mine is None or mine == asked for mine, asked in pairs)


def overlaps(a: Term, b: Term) -> bool:
    """Whether two terms meet in time and in a programme."""
    in_time = (b.until_on is None or a.from_on < b.until_on) and (a.until_on is None or b.from_on < a.until_on)
    return in_time and (a.programme_id is None or b.programme_id is None or a.programme_id == b.programme_id)


def clash(asked: Term, held: list[Term]) -> str | None:
    """The role already held that one person may not hold together with the one asked for, if any."""
    return next((h.role for h in held if frozenset((asked.role, h.role)) in INCOMPATIBLE and overlaps(asked, h)), None)


def read_code(typed: str) -> str:
    """A code as typed, without spaces and dashes, in capitals; empty when it cannot be one."""
    bare = "".join(typed.split()).replace("-", "").upper()
    return bare if len(bare) == CODE_LENGTH and all(sign in SIGNS for sign in bare) else ""


def spoken_code(code: str) -> str:
    """A code in two groups, as it is handed over."""
    return f"{code[:5]}-{code[5:]}"
