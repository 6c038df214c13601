"""Reads the ledger's rows from the database through Django's own connection, whole or for some files only."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
from django.db import connection
from django.db.models import Case, CharField, DateTimeField, F, Model, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce, Greatest

from vieta.activities.choices import State
from vieta.activities.models import Activity, Attendance
from vieta.enrolments.models import Enrolment, EntryTrait, Event, GroundHeld, SupportedOrganisation
from vieta.mentoring.models import Duo, DuoEvaluation, DuoEvent, DuoMeeting, Mentorship, MentorshipEvent, Task, Wish
from vieta.outcomes.models import FollowUp, Outcome
from vieta.people.models import Merge
from vieta.plans.choices import Answer
from vieta.plans.models import PlanVersion, Rating
from vieta.programmes.models import Partner, Programme

from ..models import Counting, Window
from .tables import DAY, ID, MOMENT, TABLES

CHUNK = 50_000
ARROW = {ID: pa.int64(), "string": pa.string(), DAY: pa.date32(), MOMENT: pa.timestamp("us")}


@dataclass(frozen=True)
class Source:
    """Where a ledger table comes from: the model, other paths than the column's own name, and the path to each kind of id.

    `ids` maps "enrolment", "person", "programme" and "activity" to the path by which rows of such ids are found again.
    """

    model: type[Model]
    paths: dict[str, Any] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    only: dict[str, object] = field(default_factory=dict)

    def rows(self, name: str, **some) -> QuerySet:
        """The rows as plain values in the table's column order; days and moments as text, which Arrow reads fast."""
        values = {f"c_{column}": self._value(column, kind) for column, kind in TABLES[name].items()}
        return self.model._default_manager.filter(**self.only, **some).order_by().values_list(*values.values())

    def _value(self, column: str, kind: str):
        path = self.paths.get(column, column)
        plain = F(path) if isinstance(path, str) else path
        return Cast(plain, CharField()) if kind in (DAY, MOMENT) else plain


def _as_held(of: str = "") -> dict[str, Any]:
    """An activity that took place says so also when that was taken back since, and from the moment on at which it was said."""
    told = When(**{f"{of}held_at__isnull": False}, then=Value(State.HELD))
    return {"state": Case(told, default=F(f"{of}state")), "recorded_at": Coalesce(f"{of}held_at", f"{of}recorded_at")}


_FILE = {"enrolment": "enrolment_id", "person": "enrolment__person_id", "programme": "enrolment__programme_id"}
_AGREED = Greatest("person_agreed_at", "worker_agreed_at")
_OF_ACTIVITY = {n: f"activity__{n}" for n in ("programme_id", "organisation_id", "region_id", "municipality_id", "kind", "place_type")}
_OF_DUO = {
    "enrolment": "duo__enrolment_id", "person": "duo__enrolment__person_id", "programme": "duo__programme_id",
}  # fmt: skip
_DUO = {n: f"duo__{n}" for n in ("enrolment_id", "programme_id")}
_OF_MENTOR = {"programme": "mentorship__programme_id"}

SOURCES: dict[str, Source] = {
    "programmes": Source(Programme, {"programme_id": "pk"}, {"programme": "pk"}),
    "merges": Source(Merge, {"recorded_at": "merged_at", "retracted_at": "parted_at"}, {"person": "person_id"}),
    "enrolments": Source(
        Enrolment,
        {"enrolment_id": "pk", "region_category": "region__category"},
        {"enrolment": "pk", "person": "person_id", "programme": "programme_id"},
    ),
    "events": Source(Event, {"fact_id": "pk"}, _FILE),
    "traits": Source(EntryTrait, {"fact_id": "pk"}, _FILE),
    "grounds": Source(GroundHeld, {"fact_id": "pk", "ground": "ground__code"}, _FILE),
    "plans": Source(
        PlanVersion,
        {"version_id": "pk", "enrolment_id": "plan__enrolment_id", "recorded_at": _AGREED},
        {"enrolment": "plan__enrolment_id", "person": "plan__enrolment__person_id", "programme": "plan__enrolment__programme_id"},
        {"active_on__isnull": False},
    ),
    "outcomes": Source(Outcome, {"fact_id": "pk"}, _FILE),
    "follow_ups": Source(FollowUp, {"follow_up_id": "pk"}, _FILE, {"asked_on__isnull": False}),
    "ratings": Source(
        Rating,
        {"rating_id": "pk", "valid_on": "review__on"}
        | {n: f"review__{n}" for n in ("enrolment_id", "moment", "recorded_at", "retracted_at")},
        {kind: f"review__{path}" for kind, path in _FILE.items()},
        {"answer": Answer.RATED},
    ),
    "attendances": Source(
        Attendance,
        {"attendance_id": "pk", "held_on": "on"} | _OF_ACTIVITY,
        {"person": "person_id", "activity": "activity_id", "programme": "activity__programme_id"},
    ),
    "activities": Source(
        Activity,
        {"activity_id": "pk", "held_on": "on", "retracted_at": "cancelled_at"} | _as_held(),
        {"activity": "pk", "programme": "programme_id"},
    ),
    # a wish is written anew as the person's words change; that they wait is known since they wait
    "wishes": Source(Wish, {"wish_id": "pk", "recorded_at": Cast("waiting_since", DateTimeField())}, _FILE),
    "duos": Source(
        Duo,
        {"duo_id": "pk", "region_id": "enrolment__region_id"},
        {"enrolment": "enrolment_id", "person": "enrolment__person_id", "programme": "programme_id"},
    ),
    "duo_moments": Source(DuoEvent, {"fact_id": "pk"} | _DUO, _OF_DUO),
    "duo_meetings": Source(
        DuoMeeting,
        {"meeting_id": "pk", "held_on": "activity__on", "retracted_at": "taken_back_at"}
        | {"minutes": "activity__minutes"}
        | _as_held("activity__")
        | _DUO,
        _OF_DUO | {"activity": "activity_id"},
    ),
    "duo_words": Source(DuoEvaluation, {"words_id": "pk", "said_on": "on"} | _DUO, _OF_DUO),
    "mentorships": Source(Mentorship, {"mentorship_id": "pk"}, {"programme": "programme_id"}),
    "mentor_moments": Source(MentorshipEvent, {"fact_id": "pk", "programme_id": "mentorship__programme_id"}, _OF_MENTOR),
    "mentor_tasks": Source(Task, {"fact_id": "pk", "programme_id": "mentorship__programme_id"}, _OF_MENTOR),
    "supported": Source(SupportedOrganisation, {"fact_id": "pk"}, {"programme": "programme_id"}),
    "partners": Source(Partner, {"partner_id": "pk", "kind": "organisation__kind"}, {"programme": "programme_id"}),
    "counting": Source(Counting, {"counting_id": "pk"}, {"programme": "programme_id"}),
    "windows": Source(
        Window,
        {"window_id": "pk", "programme_id": "version__measure__programme_id", "recorded_at": "version__recorded_at"},
        {"programme": "version__measure__programme_id"},
    ),
}


def batches(name: str, path: str = "", ids: Iterable[int] = ()) -> Iterator[pa.Table]:
    """The rows of one table as Arrow, some tens of thousands at a time; those only whose `path` leads to one of some ids, if given."""
    some = {f"{path}__in": listed(ids)} if path else {}
    chunk: list[tuple] = []
    for row in SOURCES[name].rows(name, **some).iterator(chunk_size=10_000):
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield _arrow(name, chunk)
            chunk = []
    if chunk:
        yield _arrow(name, chunk)


def listed(ids: Iterable[int]) -> RawSQL:
    """Any number of ids as one parameter, so that asking for thousands is no more to compose than asking for one."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [list(ids)])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(ids))])


def _arrow(name: str, rows: list[tuple]) -> pa.Table:
    columns = TABLES[name]
    arrays = [_array(values, kind) for values, kind in zip(zip(*rows, strict=True), columns.values(), strict=True)]
    return pa.table(dict(zip(columns, arrays, strict=True)))


def _array(values: tuple, kind: str) -> pa.Array:
    if kind == MOMENT and connection.vendor == "postgresql":
        return pa.array(values, pa.string()).cast(pa.timestamp("us", "UTC")).cast(ARROW[MOMENT])
    if kind in (DAY, MOMENT):
        return pa.array(values, pa.string()).cast(ARROW[kind])
    if any(isinstance(value, list) for value in values[:1]):  # codes become ",one,two," so that every engine finds one in the same way
        values = tuple(f",{','.join(value)}," for value in values)
    return pa.array(values, ARROW[kind])
