"""The best set of duos of a pool, ready to be written down with its proof."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from .bound import Prices
from .certificate import certificate, pairs_file
from .edges import EdgePool
from .floor import Proof
from .pool import NOBODY
from .proposal import PeoplePool


@dataclass(frozen=True)
class Duos:
    """Who meets whom, locked duos included, with the prices (and the floor's proof) that show it is the best."""

    mate: np.ndarray
    prices: Prices
    proof: Proof | None


def best(pool: EdgePool | PeoplePool) -> Duos:
    """The most people, then the most points, keeping locked duos and the floor. Raises fair.FloorImpossible."""
    found = pool.solve()
    mate, prices, proof = found.mate, found.prices, None
    if isinstance(pool, PeoplePool) and pool.floor is not None:
        from .fair import within_floor  # OR-tools takes time to load, and only the floor needs it

        mate, prices, proof = within_floor(pool, found)
    return Duos(np.where(pool.locked == NOBODY, mate, pool.locked), prices, proof)


def written(pool: EdgePool | PeoplePool, duos: Duos) -> tuple[bytes, dict[str, Any]]:
    """The file of pairs and the certificate for it."""
    pairs = pairs_file(pool, duos.mate)
    return pairs, certificate(pool, duos.mate, duos.prices, pairs, duos.proof)
