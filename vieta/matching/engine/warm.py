"""Makes the engine's loops ready ahead of the first proposal: compiled once on a machine, loaded from then on."""

import datetime
import fcntl
from pathlib import Path
from typing import Any

import numpy as np

from .best import best
from .market import Market
from .people import Mentee, Mentor
from .proposal import KEEP, PeoplePool
from .rules import Rules
from .unmatched import left

DAY = datetime.date(2000, 1, 3)
WEIGHTS = {"sector": 1, "languages": 1, "interests": 1, "availability": 1, "distance": 1, "waiting": 1}


def warm(folder: Path) -> None:
    """Solves a made-up pool in which every loop has something to do; for a thread of its own when a server starts.

    Of several processes one compiles, the others wait (at a lock in `folder`) for what it kept.
    """
    with (folder / ".loops.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for pool in (_pool(KEEP), _pool(3)):  # as many mentors as people, and fewer
            duos, nobody = best(pool), np.zeros((len(pool.mentees), 2), np.int64)
            tail = pool.survey(pool.rows, pool.no_prices(), nobody, 1)[2]
            pool.survey(pool.rows, duos.prices, nobody, 1, tail=tail)
            left(pool, duos.mate)
            Market(pool.graph).resume(duos.mate, duos.prices)
            pool.judged(np.zeros(1, np.int64), np.zeros(1, np.int64))


def _pool(mentors: int) -> PeoplePool:
    """People who all want the same mentors, and one whom nobody can understand."""
    facts: dict[str, Any] = {"free": 1, "isco": ("52",), "interests": ("music",), "at": (51.0, 3.7)}
    people = [Mentee(f"a{n:03d}", languages=(("fr", 3),), waiting_since=DAY, **facts) for n in range(KEEP)]
    people.append(Mentee("z", languages=(("nl", 3),), waiting_since=DAY, **facts))
    helpers = [Mentor(f"b{n:03d}", languages=(("fr", 2 + n % 5),), cleared_until=DAY, trained_on=DAY, **facts) for n in range(mentors)]
    return PeoplePool(people, helpers, Rules("warm", DAY, weights=WEIGHTS))
