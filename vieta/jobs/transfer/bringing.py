"""Brings the checked rows of a folder in: one transaction, everything or nothing."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path

from django.core.files.base import File
from django.db import transaction

from vieta.activities.actions import ActivityRow, AttendanceRow, bring_in_activities, open_contacts
from vieta.activities.choices import Kind as ActivityKind
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Viewer
from vieta.documents.actions import keep
from vieta.enrolments import rules as entry
from vieta.enrolments.access import CAUSE
from vieta.enrolments.actions import (
    IncomingEnrolment,
    IncomingEvent,
    IncomingSupport,
    IncomingTrait,
    bring_in_enrolments,
    bring_in_supported,
)
from vieta.enrolments.choices import Asked, Moment, Trait
from vieta.outcomes.actions import FollowUpRow, OutcomeRow, bring_in_follow_ups, bring_in_outcomes
from vieta.people.actions import IncomingPerson, bring_in_people, file_document
from vieta.people.choices import Level
from vieta.people.models import Person
from vieta.plans.actions import PlanIn, bring_in_plans
from vieta.programmes.models import Programme

from .checking import TRAITS, World, answer_of, check, world_of
from .frame import FILE, found_programme, read_frame
from .reading import Problem, Row, Tables, read

EVENTS = (
    (Moment.ENQUIRED, "enquired_on"),
    (Moment.ADMITTED, "admitted_on"),
    (Moment.REFUSED, "refused_on"),
    (Moment.WITHDREW, "withdrew_on"),
    (Moment.ENTERED, "entered_on"),
    (Moment.LEFT, "left_on"),
)


@dataclass(frozen=True)
class Result:
    """What an import did or would do: how many rows of each file, or what is wrong."""

    programme: str
    founded: bool
    counts: dict[str, int]
    problems: tuple[Problem, ...]


class _Undo(Exception):
    """Ends a dry run by rolling everything back."""


def bring_in(folder: Path, *, by: Viewer, at: datetime, code: str = "", write: bool = False) -> Result:
    """Reads, checks and (with `write`) brings a folder in; without it the same is done and undone, so the dry run is the run itself.

    The programme is the one of `code`, or the one programme.json describes, which is founded when it does not stand yet.
    Nothing is written when anything is wrong.
    """
    frame, problems = read_frame(folder)
    tables = read(folder)
    tables.problems[:0] = problems
    result = Result(code or (frame.code if frame else ""), False, {}, ())
    try:
        with transaction.atomic():
            programme, founded = _programme(code, frame, tables, by, at)
            if programme:
                world = world_of(programme, by.today, folder)
                check(tables, world)
                result = Result(programme.code, founded, {f: len(rows) for f, rows in tables.rows.items()}, ())
            if tables.problems:
                raise _Undo
            if programme:
                _write(tables, world, by, at, keeping=write)
            if not write:
                raise _Undo
    except _Undo:
        pass
    return Result(result.programme, result.founded, result.counts, tuple(tables.problems))


def _programme(code: str, frame, tables: Tables, by: Viewer, at: datetime) -> tuple[Programme | None, bool]:
    wanted = code or (frame.code if frame else "")
    standing = Programme.objects.filter(code=wanted).first()
    if standing or tables.problems:
        if standing is None and not frame and code:
            tables.wrong_file(FILE, f"there is no programme “{code}”, and no {FILE} that describes it")
        return standing, False
    if frame is None:
        tables.wrong_file(FILE, "is missing, and no programme was named")
        return None, False
    try:
        return found_programme(frame, by=by, at=at), True
    except (Refused, NotFound, KeyError) as refusal:
        field = getattr(refusal, "field", "") or ""
        tables.wrong_file(FILE, f"cannot be founded: {refusal}", column=field)
        return None, False


def _write(tables: Tables, world: World, by: Viewer, at: datetime, *, keeping: bool) -> None:
    people = tables.rows["people.csv"]
    entered = bring_in_people(by=by, at=at, rows=[_person(row, world) for row in people])
    persons = {row["person"]: person for row, person in zip(people, entered, strict=True)}
    stays = tables.rows["participations.csv"]
    made = bring_in_enrolments(by=by, at=at, rows=[_stay(row, world, persons) for row in stays])
    ids = {row["participation"]: e.pk for row, e in zip(stays, made, strict=True)}
    coaches = {row["participation"]: world.accounts[row["coach"]][0] for row in stays if row["coach"]}
    plans = sorted(tables.rows["plans.csv"], key=lambda row: (row["participation"], row["agreed_on"]))
    bring_in_plans(by=by, at=at, rows=[_plan(row, ids, coaches) for row in plans])
    activities = _activities(tables.rows["activities.csv"], world, persons, ids)
    held = bring_in_activities(by=by, at=at, rows=activities)
    outreach = [number for number, row in zip(held, activities, strict=True) if row.kind == ActivityKind.OUTREACH]
    open_contacts(by=by, at=at, activity_ids=outreach)
    keeper = Keeper(by, at, world, {row["participation"]: persons[row["person"]] for row in stays}, ids, keeping)
    bring_in_outcomes(by=by, at=at, rows=[_outcome(row, ids, world, keeper.kept(row)) for row in tables.rows["outcomes.csv"]])
    bring_in_follow_ups(by=by, at=at, rows=[_follow_up(row, ids) for row in tables.rows["follow-ups.csv"]])
    bring_in_supported(by=by, at=at, rows=[_supported(row, world, persons) for row in tables.rows["supported.csv"]])


def _person(row: Row, world: World) -> IncomingPerson:
    same = (
        "first_name",
        "last_name",
        "known_as",
        "birth_on",
        "gender",
        "phone",
        "email",
        "address",
        "postcode",
        "channel",
        "hide_address",
        "languages",
    )
    return IncomingPerson(**{name: row[name] for name in same}, municipality_id=world.municipalities.get(row["municipality"]))


def _stay(row: Row, world: World, persons: dict) -> IncomingEnrolment:
    contract = world.contracts.get(row["contract"])
    grounds = entry.with_their_grounds([world.grounds[c].id for c in row["grounds"]], list(world.grounds.values()))
    return IncomingEnrolment(
        person=persons[row["person"]],
        number=row["participation"],
        programme_id=world.programme.pk,
        provider_id=world.organisations[row["provider"]],
        events=[IncomingEvent(moment, row[column]) for moment, column in EVENTS if row[column]],
        region_id=world.regions.get(row["region"]),
        municipality_id=world.municipalities.get(row["municipality"]),
        cycle_id=world.cycles.get(row["cycle"]),
        contract_id=contract and contract.pk,
        arm=row["arm"],
        traits=_traits(row),
        ground_ids=[ground.id for ground in grounds],
        team=[world.accounts[row["coach"]]] if row["coach"] else [],
        left_because=row["left_because"],
        decision_reason=row["reason"],
    )


def _traits(row: Row) -> list[IncomingTrait]:
    found = []
    for trait in TRAITS:
        if answer := answer_of(row, trait):
            found.append(IncomingTrait(trait.value, answer.value, answer.asked, answer.source))
    if row["earnings_before"] is not None:
        found.append(IncomingTrait(Trait.EARNINGS_BEFORE.value, str(row["earnings_before"]), Asked.GIVEN))
    return found


def _plan(row: Row, ids: dict[str, int], coaches: dict[str, int]) -> PlanIn:
    return PlanIn(
        enrolment_id=ids[row["participation"]], written_on=row["agreed_on"], agreed_on=row["agreed_on"],
        worker_id=coaches.get(row["participation"]), words=row["words"], withdrawn_on=row["withdrawn_on"],
    )  # fmt: skip


def _activities(rows: list[Row], world: World, persons: dict, ids: dict[str, int]) -> list[ActivityRow]:
    together: dict[str, list[Row]] = {}
    for row in rows:
        together.setdefault(row["activity"], []).append(row)
    return [_activity(number, lines, world, persons, ids) for number, lines in together.items()]


def _activity(number: str, lines: list[Row], world: World, persons: dict, ids: dict[str, int]) -> ActivityRow:
    row = lines[0]
    same = ("kind", "on", "state", "starts_at", "minutes", "mode", "profession", "topic", "place_type", "place", "obstacle", "fix")
    return ActivityRow(
        programme_id=world.programme.pk,
        organisation_id=world.organisations[row["organisation"]],
        number=number,
        region_id=world.regions.get(row["region"]),
        municipality_id=world.municipalities.get(row["municipality"]),
        people=tuple(_attendance(line, persons, ids) for line in lines if line["person"]),
        **{name: row[name] for name in same},
    )


def _attendance(row: Row, persons: dict, ids: dict[str, int]) -> AttendanceRow:
    minutes = row["minutes"] if row["attended_minutes"] is None else row["attended_minutes"]
    return AttendanceRow(persons[row["person"]].pk, ids.get(row["participation"]), row["presence"], minutes)


@dataclass
class Keeper:
    """Keeps the documents that outcomes name and lays each in the file it belongs to, once."""

    by: Viewer
    at: datetime
    world: World
    persons: dict[str, Person]
    ids: dict[str, int]
    keeping: bool  # a dry run lays nothing down
    there: dict[tuple[str, str], int] = field(default_factory=dict)

    def kept(self, row: Row) -> int | None:
        """The id of the document a row names; None where it names none."""
        name, stay = row["document"], row["participation"]
        if not name or not self.keeping:
            return None
        if (stay, name) not in self.there:
            with (self.world.documents / name).open("rb") as file:
                document = keep(by=self.by, at=self.at, name=name, file=File(file, name))
            file_document(
                by=self.by,
                at=self.at,
                person=self.persons[stay],
                document=document,
                level=Level.FILE,
                profession="",
                cause=CAUSE,
                cause_id=self.ids[stay],
            )
            self.there[stay, name] = document.pk
        return self.there[stay, name]


def _outcome(row: Row, ids: dict[str, int], world: World, document_id: int | None) -> OutcomeRow:
    same = ("kind", "on", "until_on", "what", "contract_kind", "weekly_hours", "employer", "learning", "source", "kept_on")
    return OutcomeRow(
        enrolment_id=ids[row["participation"]],
        earnings_cents=row["earnings"],
        document_id=document_id,
        certified_by=world.accounts[row["certified_by"]][0] if row["certified_by"] else None,
        **{name: row[name] for name in same},
    )


def _follow_up(row: Row, ids: dict[str, int]) -> FollowUpRow:
    same = ("moment", "due_on", "asked_on", "answer", "still_there", "source")
    recorded = datetime.combine(row["asked_on"], time(12), UTC) if row["asked_on"] else None
    return FollowUpRow(enrolment_id=ids[row["participation"]], recorded_at=recorded, **{name: row[name] for name in same})


def _supported(row: Row, world: World, persons: dict[str, Person]) -> IncomingSupport:
    return IncomingSupport(
        programme_id=world.programme.pk,
        organisation_id=world.organisations[row["organisation"]],
        owner_id=persons[row["owner"]].pk if row["owner"] else None,
        **{name: row[name] for name in ("kind", "on", "what", "source")},
    )
