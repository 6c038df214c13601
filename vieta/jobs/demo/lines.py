"""Lines of the files of a programme, collected and written as `vieta import` reads them."""

import csv
import json
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from vieta.jobs.transfer.columns import FILES

from .papers import pdf

Line = dict[str, Any]


class Lines:
    """The files of one programme while they are being made; `draw` is the seeded source of chance."""

    def __init__(self, frame: Line, seed: int):
        self.frame, self.draw = frame, Random(seed)
        self.files: dict[str, list[Line]] = defaultdict(list)
        self.activities = 0
        self.documents: dict[str, bytes] = {}

    def add(self, file: str, **line: Any) -> None:
        """One line of a file; dates are written as days, lists with semicolons."""
        self.files[file].append({k: ";".join(v) if isinstance(v, list | tuple) else v for k, v in line.items() if v not in (None, "")})

    def activity(self, people: list[tuple[str, str | None, str]], **line: Any) -> None:
        """One activity with the people there, as (person, participation, presence)."""
        self.activities += 1
        for person, stay, presence in people:
            self.add("activities.csv", activity=f"A{self.activities:05d}", person=person, participation=stay, presence=presence, **line)

    def evidence(self, stay: str, title: str, on: date, *words: str) -> str:
        """Makes the document that shows an outcome and returns its name; fictional like everything here."""
        name = f"{stay}-{title.lower().replace(' ', '-')}.pdf"
        self.documents[name] = pdf(title, f"Participant {stay}", f"From {on.isoformat()}", *words, "Made up for the demo.")
        return name

    def write(self, folder: Path) -> None:
        """Lays the folder down."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "programme.json").write_text(json.dumps(self.frame, indent=1, ensure_ascii=False), "utf-8")
        for file, columns in FILES.items():
            with (folder / file).open("w", encoding="utf-8", newline="") as out:
                writer = csv.DictWriter(out, fieldnames=[column.name for column in columns])
                writer.writeheader()
                writer.writerows(self.files[file])
        for name, content in self.documents.items():
            (folder / "documents").mkdir(exist_ok=True)
            (folder / "documents" / name).write_bytes(content)


def between(draw: Random, first: date, last: date) -> date:
    """A working day from the first to the last day inclusive."""
    day = first + timedelta(days=draw.randint(0, max((last - first).days, 0)))
    while day.weekday() > 4 and day > first:
        day -= timedelta(days=1)
    return day


def spread(draw: Random, shares: dict[str, int]) -> str:
    """A word drawn by its share."""
    return draw.choices(list(shares), weights=list(shares.values()))[0]


def signed_refusals(traits: dict) -> dict:
    """The characteristics of an entry, with whatever was declined shown by a signed paper: who asked and when stands there."""
    return traits | {f"{name}_source": "document" for name in ("disability", "minority") if traits[name] == "declined"}


def after(day: date, draw: Random, least: int, most: int) -> date:
    """A day so many days later, drawn between two bounds."""
    return day + timedelta(days=draw.randint(least, most))
