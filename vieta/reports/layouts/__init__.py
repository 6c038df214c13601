"""Layouts of reports as managing authorities ask for them: data, one JSON file each, in this folder or in the server's own.

A layout says which parts a report has in which order, which measures and columns each shows, under which headings, and how
the funding is made visible. A new authority is a new file, not new code; what a report was laid out by is frozen with it.
"""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field, ValidationError

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
    """A file of the server's own folder is no layout."""


def layouts(day: date | None = None) -> dict[str, Layout]:
    """The layouts in force on a day by code: those shipped, and those in the folder report-layouts beside the data."""
    own = Path(settings.VAR) / "report-layouts"
    found = dict(_shipped())
    for path in sorted(own.glob("*.json")) if own.is_dir() else ():
        layout = _read(path)
        found[layout.code] = layout
    return {
        code: one for code, one in found.items() if day is None or (one.from_on <= day and (one.until_on is None or day < one.until_on))
    }


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


def _read(path: Path) -> Layout:
    try:
        return Layout.model_validate(json.loads(path.read_text("utf-8")))
    except (ValidationError, ValueError) as wrong:
        raise Wrong(f"{path.name}: {wrong}") from wrong
