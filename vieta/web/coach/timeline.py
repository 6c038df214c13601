"""What happened in a file, gathered from every room that has something to tell; a room adds its line to SOURCES."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vieta.activities import queries as activities
from vieta.base.viewer import Viewer
from vieta.enrolments import queries
from vieta.outcomes import queries as outcomes
from vieta.plans import queries as plans


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


def _plans(viewer: Viewer, enrolment_id: int) -> list[Happened]:
    lines = []
    for version in plans.versions_of(viewer, enrolment_id):
        address = reverse("plan_version", kwargs={"enrolment_id": enrolment_id, "number": version.number})
        number = {"number": version.number}
        if version.active_on:
            lines.append(Happened(version.active_on, _("Both agreed to version %(number)s of the plan") % number, href=address, kind="key"))
        if version.active_on and version.ended_on and version.state == "withdrawn":
            lines.append(Happened(version.ended_on, _("Version %(number)s of the plan ended by withdrawal") % number, href=address))
        if version.state == "draft":
            lines.append(
                Happened(version.written_on, _("Version %(number)s of the plan is being written") % number, href=address, kind="waits")
            )
    return lines


def _reviews(viewer: Viewer, enrolment_id: int) -> list[Happened]:
    address = reverse("reviews", kwargs={"enrolment_id": enrolment_id})
    return [Happened(r.on, f"{r.name}: {r.moment_label}", r.by, href=address) for r in plans.reviews_of(viewer, enrolment_id)]


def _work(viewer: Viewer, enrolment_id: int) -> list[Happened]:
    """Meetings; of a closed profession's talk only its kind, day, length and profession."""
    lines = []
    for card in activities.contact_log(viewer, enrolment_id, limit=40):
        if card.state == "cancelled":
            continue
        told = [
            card.led_by or card.profession_label,
            ngettext("%(n)s minute", "%(n)s minutes", card.minutes) % {"n": card.minutes},
            card.mode_label,
        ]
        href = reverse("outreach_visit" if card.kind == "outreach" and card.runs else "activity", args=[card.id])
        kind = "closed" if card.closed else "waits" if card.state == "planned" else ""
        planned = (
            (_("Planned") if card.on >= viewer.today else _("Planned; nobody has said yet who came")) if card.state == "planned" else ""
        )
        lines.append(Happened(card.on, card.topic or card.kind_label, ", ".join(part for part in told if part), planned, href, kind))
    return lines


def _notes(viewer: Viewer, enrolment_id: int) -> list[Happened]:
    """That somebody wrote a note; its text stays on the page of the work."""
    href = reverse("work", kwargs={"enrolment_id": enrolment_id})
    return [
        Happened(
            note.on,
            _("Closed note") if note.closed else _("Note"),
            note.author or note.profession_label,
            href=href,
            kind="closed" if note.closed else "",
        )
        for note in activities.notes_of(viewer, enrolment_id, limit=40)
    ]


def _outcomes(viewer: Viewer, enrolment_id: int) -> list[Happened]:
    href = reverse("outcomes", kwargs={"enrolment_id": enrolment_id})
    return [
        Happened(
            card.on, card.kind_label, card.certified_by or card.recorded_by, card.employer or card.what, href, "key" if card.counts else ""
        )
        for card in outcomes.outcomes_of(viewer, enrolment_id)
    ]


# Each source asks its room in a constant number of statements and shows only what this viewer may read.
SOURCES: tuple[Callable[[Viewer, int], list[Happened]], ...] = (_events, _plans, _reviews, _work, _notes, _outcomes)


def timeline(viewer: Viewer, enrolment_id: int, limit: int = 60) -> list[Happened]:
    """Everything that happened in a file, the latest first."""
    lines = [line for source in SOURCES for line in source(viewer, enrolment_id)]
    return sorted(lines, key=lambda line: line.on, reverse=True)[:limit]
