"""One line of the address table: an address, what it needs, and what each of the cast gets there."""

from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any


def _nothing(world: SimpleNamespace) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Row:
    """`name` of the address, `needs(world)` its arguments, the status a GET gives each of the cast and the public.

    `shows` names those who may read Amina's name or file there; everybody else's answer must not hold it.
    """

    name: str
    needs: Callable[[SimpleNamespace], dict[str, Any]] = _nothing
    amina: int = 404
    bram: int = 404
    chloe: int = 404
    dario: int = 404
    edda: int = 404
    farid: int = 404
    greta: int = 404
    public: int = 302
    shows: frozenset[str] = field(default_factory=frozenset)
    query: str = ""
