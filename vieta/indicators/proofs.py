"""The worlds that prove releases, as they are kept: a release by its day and version, a cell by its place among the names in order."""

from collections.abc import Sequence

from .disclosure import Answer, World
from .models import Release


def written(worlds: Sequence[World], rows: Sequence[Release], answers: Sequence[Answer]) -> list[dict[str, list[list[int]]]]:
    """The worlds, with for each release they touch the places of the cells that differ and by how much."""
    names = [_name(row) for row in rows]
    places = [{cell: place for place, cell in enumerate(sorted(map(str, answer.cells)))} for answer in answers]
    return [{names[n]: [[places[n][str(cell)] for cell in one], [*one.values()]] for n, one in world.items()} for world in worlds]


def read(rows: Sequence[Release], answers: Sequence[Answer]) -> list[World] | None:
    """The worlds kept with what was released last, by the numbers of the releases; None where none were kept."""
    kept = [] if not rows else next((row.proofs for row in rows if row.proofs is not None), None)
    if kept is None:
        return None
    numbers = {_name(row): n for n, row in enumerate(rows)}
    cells = [sorted(map(str, answer.cells)) for answer in answers]
    return [
        {numbers[name]: {cells[numbers[name]][place]: by for place, by in zip(*differ, strict=True)} for name, differ in world.items()}
        for world in kept
    ]


def _name(row: Release) -> str:
    return f"{row.day.isoformat()}/{row.number}"
