"""How somebody moved in a number, and the one reason among the facts that changed of them in between."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from ..choices import Way, Why

# The weightiest first: who was admitted anew brings answers along, and who was joined with another file brings everything.
WEIGHT = ("merge", "event", "ground", "trait", "outcome", "follow-up", "plan", "meeting")


@dataclass(frozen=True)
class Heard:
    """One fact recorded or taken back in between: the kinds that measures know it by, what it is about, and the day it holds of."""

    kinds: frozenset[str]
    about: str
    back: bool
    on: date | None
    special: bool = False


def way_of(before: str | None, after: str | None) -> Way:
    """How somebody moved between two columns, None where they were not counted."""
    return Way.CAME if before is None else Way.WENT if after is None else Way.CHANGED


def why_of(heard: Sequence[Heard], first: date, chiefly: Collection[str] = ()) -> tuple[str, Why, int]:
    """The reason of a move, as a key that groups it, as a kind of reason, and by the place of the fact that gives it.

    `first` is the day of the earlier figures: what holds later is new, what holds up to it was mended. Among facts of one weight
    stand those that are `chiefly` asked, then the earliest.
    """
    if not heard:
        return Why.NOTHING.value, Why.NOTHING, -1

    def weight(place: int) -> tuple[int, bool, date]:
        one = heard[place]
        return WEIGHT.index(min(one.kinds).partition(":")[0]), one.about not in chiefly, one.on or date.max

    place = min(range(len(heard)), key=weight)
    chief = heard[place]
    why = _why([one for one in heard if one.about == chief.about], first)
    return f"{chief.about}-{why}", why, place


def _why(same: Sequence[Heard], first: date) -> Why:
    if same[0].about == "merge":
        return Why.PARTED if same[-1].back else Why.JOINED
    back = {one.back for one in same}
    if back == {True}:
        return Why.BACK
    if True in back:
        return Why.ANEW
    return Why.SINCE if any(one.on is not None and one.on > first for one in same) else Why.LATE
