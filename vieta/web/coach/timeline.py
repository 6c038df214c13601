"""What happened in a file, gathered from every room that has something to tell; a room adds its line to SOURCES."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from vieta.base.viewer import Viewer
from vieta.enrolments import queries


@dataclass(frozen=True)
class Happened:
    """One line of a file's timeline; `kind` is "", "key", "waits" or "closed"."""

    on: date
    title: str
    by: str = ""
    body: str = ""
    href: str = ""
    kind: str = ""


def _events(viewer: Viewer, enrolment_id: int) -> list[Happened]:
    entry = reverse("entry", kwargs={"enrolment_id": enrolment_id})
    return [Happened(e.on, e.title, e.by, e.words, entry, "key") for e in queries.events(viewer, enrolment_id)]


# Each source asks its room in a constant number of statements and shows only what this viewer may read.
SOURCES: tuple[Callable[[Viewer, int], list[Happened]], ...] = (_events,)


def timeline(viewer: Viewer, enrolment_id: int, limit: int = 60) -> list[Happened]:
    """Everything that happened in a file, the latest first."""
    lines = [line for source in SOURCES for line in source(viewer, enrolment_id)]
    return sorted(lines, key=lambda line: line.on, reverse=True)[:limit]
