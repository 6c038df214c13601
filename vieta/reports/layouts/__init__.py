"""Layouts of reports as managing authorities ask for them: data, one JSON file each, in this folder or in the server's own.

A layout says which parts a report has in which order, which measures and columns each shows, under which headings, and how
the funding is made visible. A new authority is a new file, not new code; what a report was laid out by is frozen with it.
A file of the server's own that is broken is left out, and said by `vieta check`.
"""

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field

from vieta.base.refusal import NotFound

HERE = Path(__file__).parent
DEFAULT = "esf-plus"


class Part(BaseModel):
    """One part of a report. No `measures` means all there are; a column is its name, or its name and its heading."""

    model_config = ConfigDict(extra="forbid")

    part: Literal["identity", "figures", "indicators", "obligations", "funding", "claims", "awards"]
    heading: str = ""
    measures: list[str] = Field(default_factory=list)
    columns: list[str | tuple[str, str]] = Field(default_factory=list)


class Layout(BaseModel):
    """How one managing authority wants a report laid out."""

    model_config = ConfigDict(extra="forbid")

    code: str = Field(pattern=r"^[a-z0-9-]{1,40}$")
    name: str
    authority: str
    country: str = ""
    from_on: date
    until_on: date | None = None
    pack: str = ""
    title: str = ""
    emblem: Literal["", "eu"] = "eu"
    statement: str = ""
    note: str = ""
    parts: list[Part]

    def plain(self) -> dict:
        """The layout as a report freezes it."""
        return self.model_dump(mode="json")


class Wrong(Exception):
    """A file is no layout."""


def layouts(day: date | None = None) -> dict[str, Layout]:
    """The layouts in force on a day by code: those shipped, and those in the folder report-layouts beside the data that can be read."""
    found = _shipped() | {one.code: one for one in _own() if isinstance(one, Layout)}
    return {
        code: one for code, one in found.items() if day is None or (one.from_on <= day and (one.until_on is None or day < one.until_on))
    }


def broken() -> list[str]:
    """The files of the server's own folder that are no layout, each with what is wrong; `vieta check` says them."""
    return [str(one) for one in _own() if isinstance(one, Wrong)]


def layout(code: str, day: date | None = None) -> Layout:
    """One layout, or NotFound."""
    found = layouts(day).get(code or DEFAULT)
    if found is None:
        raise NotFound(f"layout {code}")
    return found


@cache
def _shipped() -> dict[str, Layout]:
    read = [_read(path) for path in sorted(HERE.glob("*.json"))]
    return {one.code: one for one in read}


def _own() -> Iterator[Layout | Wrong]:
    folder = Path(settings.VAR) / "report-layouts"
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        try:
            yield _read(path)
        except Wrong as wrong:
            yield wrong


def _read(path: Path) -> Layout:
    try:
        return Layout.model_validate(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError) as wrong:
        raise Wrong(f"{path.name}: {wrong}") from wrong
