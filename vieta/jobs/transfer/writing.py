"""Writes a programme out as the same folder of files that can be brought in elsewhere."""

import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from vieta.accounts.models import Account
from vieta.activities.models import Activity, Attendance
from vieta.audit.actions import record_read
from vieta.base.text import csv_line
from vieta.base.viewer import Viewer
from vieta.documents.models import Document
from vieta.documents.queries import open_bytes
from vieta.enrolments.choices import Asked, Moment, Trait
from vieta.enrolments.models import Enrolment, EntryTrait, Event, GroundHeld, SupportedOrganisation
from vieta.outcomes.models import FollowUp, Outcome
from vieta.people.models import Person
from vieta.plans.models import PlanVersion
from vieta.programmes.models import Programme

from .columns import FILES, TRAITS
from .frame import FILE, frame_of

Line = dict[str, Any]
CHUNK = 2000


def write_out(programme: Programme, folder: Path, *, by: Viewer, at: datetime) -> dict[str, int]:
    """Writes every file of a programme into a new or empty folder only its owner can read; returns the lines of each file.

    Names stand in these files: who writes them answers for them. What was retracted, notes, reviews and the texts of plans stay.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / FILE).write_text(frame_of(programme).model_dump_json(indent=2, exclude_defaults=True) + "\n", "utf-8")
    os.chmod(folder / FILE, 0o600)
    files = {
        "people.csv": _people,
        "participations.csv": _stays,
        "plans.csv": _plans,
        "activities.csv": _activities,
        "outcomes.csv": _outcomes,
        "follow-ups.csv": _follow_ups,
        "supported.csv": _supported,
    }
    counts = {file: _write(folder / file, file, lines(programme)) for file, lines in files.items()}
    counts["documents"] = _documents(programme, folder / "documents")
    record_read(by=by, at=at, deed="programmes.written_out", programme_id=programme.pk, thing=programme, lines=counts)
    return counts


def _write(path: Path, file: str, lines: Iterable[Line]) -> int:
    columns = FILES[file]
    count = 0
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8", newline="") as out:
        out.write(csv_line(column.name for column in columns))
        for line in lines:
            out.write(csv_line(column.write(line.get(column.name, column.empty)) for column in columns))
            count += 1
    return count


def _people(programme: Programme) -> Iterator[Line]:
    stays = Enrolment.objects.filter(programme=programme).values("person_id")
    met = Attendance.objects.filter(activity__programme=programme, retracted_at__isnull=True).values("person_id")
    people = Person.objects.filter(pk__in=stays).union(Person.objects.filter(pk__in=met))
    codes = dict(programme.regions.filter(municipalities__isnull=False).values_list("municipalities__pk", "municipalities__code"))
    same = (
        "first_name",
        "last_name",
        "known_as",
        "birth_on",
        "gender",
        "languages",
        "phone",
        "email",
        "address",
        "postcode",
        "channel",
        "hide_address",
    )
    for person in people.order_by("id"):
        yield {name: getattr(person, name) for name in same} | {
            "person": person.reference,
            "municipality": codes.get(person.municipality_id or 0, ""),
        }


def _stays(programme: Programme) -> Iterator[Line]:
    rows = Enrolment.objects.filter(programme=programme).order_by("id")
    rows = rows.select_related("person", "provider", "region", "municipality", "cycle", "contract")
    for chunk in _chunks(rows):
        ids = [row.pk for row in chunk]
        facts = _standing(EntryTrait, ids)
        events = _standing(Event, ids)
        grounds = _standing(GroundHeld.objects.select_related("ground"), ids)
        for row in chunk:
            yield _stay(row, events.get(row.pk, []), grounds.get(row.pk, [])) | _traits(facts.get(row.pk, []))


def _standing(source: Any, ids: list[int]) -> dict[int, list]:
    rows = getattr(source, "objects", source).filter(enrolment_id__in=ids, retracted_at__isnull=True).order_by("id")
    found: dict[int, list] = {}
    for row in rows:
        found.setdefault(row.enrolment_id, []).append(row)
    return found


def _stay(row: Enrolment, events: list[Event], grounds: list[GroundHeld]) -> Line:
    days = {event.moment: event.valid_on for event in events}
    codes = {name: getattr(getattr(row, name), "code", "") for name in ("provider", "region", "municipality")}
    return codes | {
        "participation": row.number,
        "person": row.person.reference,
        "cycle": row.cycle.name if row.cycle else "",
        "contract": row.contract.number if row.contract else "",
        "arm": row.arm,
        "enquired_on": days.get(Moment.ENQUIRED),
        "admitted_on": days.get(Moment.ADMITTED),
        "refused_on": days.get(Moment.REFUSED),
        "withdrew_on": days.get(Moment.WITHDREW),
        "entered_on": days.get(Moment.ENTERED),
        "left_on": days.get(Moment.LEFT),
        "left_because": row.left_because,
        "reason": row.decision_reason.replace("\n", " ").replace("\r", " "),
        "grounds": [held.ground.code for held in grounds],
    }


def _traits(facts: list[EntryTrait]) -> Line:
    line: Line = {}
    for fact in facts:
        if fact.trait == Trait.EARNINGS_BEFORE:
            cents = int(fact.value) if fact.value else None
            line["earnings_before"] = None if cents is None else f"{cents // 100}.{cents % 100:02d}"
        elif fact.trait in TRAITS and fact.asked != Asked.NOT_ASKED:
            line[fact.trait] = fact.value if fact.asked == Asked.GIVEN else fact.asked
            line[f"{fact.trait}_source"] = fact.source
    return line


def _plans(programme: Programme) -> Iterator[Line]:
    rows = PlanVersion.objects.filter(plan__enrolment__programme=programme, active_on__isnull=False)
    for row in rows.select_related("plan__enrolment").order_by("plan__enrolment_id", "number"):
        withdrawn = row.ended_on if row.state == "withdrawn" else None
        words = " ".join(row.person_words.split())
        yield {"participation": row.plan.enrolment.number, "agreed_on": row.active_on, "withdrawn_on": withdrawn, "words": words}


def _activities(programme: Programme) -> Iterator[Line]:
    rows = Activity.objects.filter(programme=programme).select_related("organisation", "region", "municipality").order_by("id")
    for chunk in _chunks(rows):
        there = _standing_attendance([row.pk for row in chunk])
        for row in chunk:
            line = _activity(row)
            attendances = there.get(row.pk, [])
            if not attendances:
                yield line
            for one in attendances:
                yield line | {
                    "person": one.person.reference,
                    "participation": one.enrolment.number if one.enrolment else "",
                    "presence": one.presence,
                    "attended_minutes": one.minutes,
                }


def _standing_attendance(ids: list[int]) -> dict[int, list[Attendance]]:
    rows = Attendance.objects.filter(activity_id__in=ids, retracted_at__isnull=True).select_related("person", "enrolment").order_by("id")
    found: dict[int, list[Attendance]] = {}
    for row in rows:
        found.setdefault(row.activity_id, []).append(row)
    return found


def _activity(row: Activity) -> Line:
    same = ("kind", "state", "on", "starts_at", "minutes", "mode", "profession", "place_type", "place", "topic", "obstacle", "fix")
    return {name: getattr(row, name) for name in same} | {
        "activity": row.number or f"V-{row.pk}",
        "organisation": row.organisation.code,
        "region": row.region.code if row.region else "",
        "municipality": row.municipality.code if row.municipality else "",
    }


def _outcomes(programme: Programme) -> Iterator[Line]:
    rows = Outcome.objects.filter(enrolment__programme=programme, retracted_at__isnull=True)
    rows = rows.select_related("enrolment", "document").order_by("id")
    same = ("kind", "until_on", "what", "contract_kind", "weekly_hours", "employer", "learning", "source", "kept_on")
    vouched = dict(Account.objects.filter(organisation__isnull=False, is_active=True).values_list("pk", "username"))
    for row in rows.iterator(chunk_size=CHUNK):
        shown = row.document if row.document and not row.document.withdrawn_at else None
        yield {name: getattr(row, name) for name in same} | {
            "participation": row.enrolment.number,
            "on": row.valid_on,
            "earnings": row.earnings_cents,
            "document": _name_of(shown) if shown else "",
            "certified_by": vouched.get(row.certified_by or 0, "") if shown else "",
        }


def _evidence(programme: Programme) -> Any:
    rows = Outcome.objects.filter(enrolment__programme=programme, retracted_at__isnull=True, document__withdrawn_at__isnull=True)
    return rows.filter(document__isnull=False).select_related("document").order_by("id")


def _name_of(document: Document) -> str:
    """A name no two documents share."""
    return f"{document.pk}-{document.name}"[-200:]


def _documents(programme: Programme, folder: Path) -> int:
    written = set()
    for row in _evidence(programme).iterator(chunk_size=CHUNK):
        if row.document_id not in written:
            folder.mkdir(exist_ok=True, mode=0o700)
            path = folder / _name_of(row.document)
            path.write_bytes(open_bytes(row.document))
            os.chmod(path, 0o600)
            written.add(row.document_id)
    return len(written)


def _follow_ups(programme: Programme) -> Iterator[Line]:
    rows = FollowUp.objects.filter(enrolment__programme=programme, retracted_at__isnull=True).select_related("enrolment").order_by("id")
    same = ("moment", "due_on", "asked_on", "answer", "still_there", "source")
    for row in rows.iterator(chunk_size=CHUNK):
        yield {name: getattr(row, name) for name in same} | {"participation": row.enrolment.number}


def _supported(programme: Programme) -> Iterator[Line]:
    rows = SupportedOrganisation.objects.filter(programme=programme, retracted_at__isnull=True).order_by("id")
    for row in rows.select_related("organisation", "owner"):
        yield {name: getattr(row, name) for name in ("kind", "what", "source")} | {
            "organisation": row.organisation.code,
            "on": row.valid_on,
            "owner": row.owner.reference if row.owner else "",
        }


def _chunks(rows: Any) -> Iterator[list]:
    chunk: list = []
    for row in rows.iterator(chunk_size=CHUNK):
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
