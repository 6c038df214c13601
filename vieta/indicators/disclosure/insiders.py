"""Whoever works in a part knows it exactly, takes it away from what is shown, and reads what is left like an outsider.

So what is shown is chosen for outsiders first and then, one after the other, for everybody who knows a part: each hides what is
needed beside what was hidden before. To hide more breaks no proof, so at the end all of them hold.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from .answer import Answer
from .choose import Protected, protect
from .days import Told
from .worlds import World


def protect_all(
    answer: Answer, threshold: int, *, day: Any = 0, told: Sequence[Told] = (), worlds: Sequence[World] | None = None,
    insiders: Iterable[Sequence[Answer]] = (),
) -> Protected:  # fmt: skip
    """Chooses what may be shown so that neither an outsider nor anybody who knows a part can work out a small count.

    `insiders` are, for each who knows a part, the answers of everything told before and of this day with that part taken away;
    what is nobody any more is tied to be so.
    """
    found = protect(answer, threshold, day=day, told=told, worlds=worlds)
    shown, proofs = found.shown, _each(found.worlds)
    for *before, now in (answers for answers in insiders if any(any(one.cells.values()) for one in answers)):
        known = [Told(one.day, left, one.shown) for one, left in zip(told, before, strict=True)]
        now = replace(now, never_shown=answer.cells.keys() - shown)
        begun = [*proofs.values()]
        mine = protect(now, threshold, day=day, told=known, worlds=_not_begun(worlds, begun, len(told)), begun=begun)
        shown &= mine.shown
        proofs |= _each(mine.worlds)
    return Protected(shown, [*proofs.values()])


def _each(worlds: Iterable[World]) -> dict[frozenset, World]:
    """Every world once."""
    return {frozenset((n, cell, by) for n, one in world.items() for cell, by in one.items()): world for world in worlds}


def _not_begun(worlds: Sequence[World] | None, begun: Iterable[World], now: int) -> list[World] | None:
    """Those of the kept worlds with which nobody has gone on yet."""
    if worlds is None:
        return None
    gone_on = _each({n: one for n, one in world.items() if n != now} for world in begun)
    return [world for key, world in _each(worlds).items() if key not in gone_on]
