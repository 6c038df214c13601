"""Checks the rows of a folder against each other and against the programme, by the same rules as the pages."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from vieta.accounts.choices import Profession
from vieta.accounts.models import Account
from vieta.activities.choices import Kind as ActivityKind
from vieta.documents.rules import is_allowed
from vieta.enrolments import rules as entry
from vieta.enrolments.choices import Asked, Labour, Trait
from vieta.enrolments.models import Enrolment, SupportedOrganisation
from vieta.organisations.models import Organisation
from vieta.programmes.models import Contract, Cycle, Ground, Municipality, Programme, Region
from vieta.programmes.models import Period as PeriodRow

from .columns import NOT_GIVEN, TRAITS
from .reading import Row, Tables

DAYS = ("enquired_on", "admitted_on", "entered_on", "left_on")


@dataclass
class World:
    """What the rows may name: everything of one programme by its code."""

    programme: Programme
    today: date
    organisations: dict[str, int] = field(default_factory=dict)
    regions: dict[str, int] = field(default_factory=dict)
    municipalities: dict[str, int] = field(default_factory=dict)
    cycles: dict[str, int] = field(default_factory=dict)
    contracts: dict[str, Any] = field(default_factory=dict)
    grounds: dict[str, entry.GroundAsked] = field(default_factory=dict)
    accounts: dict[str, tuple[int, str]] = field(default_factory=dict)
    periods: list[entry.Days] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)
    kinds: dict[str, str] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    supported: set[str] = field(default_factory=set)
    documents: Path = Path()


def world_of(programme: Programme, today: date, folder: Path) -> World:
    """Loads what the rows may name, in a dozen statements; documents lie in a folder beside the files."""
    contracts = Contract.objects.filter(programme=programme)
    supported = SupportedOrganisation.objects.filter(programme=programme, retracted_at__isnull=True)
    return World(
        programme=programme,
        today=today,
        organisations=dict(Organisation.objects.order_by().values_list("code", "pk")),
        regions=dict(Region.objects.filter(programme=programme).order_by().values_list("code", "pk")),
        municipalities=dict(Municipality.objects.filter(region__programme=programme).order_by().values_list("code", "pk")),
        cycles=dict(Cycle.objects.filter(programme=programme).order_by().values_list("name", "pk")),
        contracts={c.number: c for c in contracts},
        grounds={g.code: entry.GroundAsked(g.pk, g.name, g.rule, g.limit, g.under_id) for g in Ground.objects.filter(programme=programme)},
        accounts={a.username: (a.pk, a.profession or "coach") for a in Account.objects.filter(is_active=True, organisation__isnull=False)},
        periods=[entry.Days(str(p.number), p.from_on, p.until_on) for p in PeriodRow.objects.filter(programme=programme)],
        documents=folder / "documents",
        numbers=set(Enrolment.objects.filter(programme=programme).order_by().values_list("number", flat=True)),
        kinds=dict(Organisation.objects.order_by().values_list("code", "kind")),
        closed=set(Organisation.objects.filter(active=False).order_by().values_list("code", flat=True)),
        supported=set(supported.order_by().values_list("organisation__code", flat=True)),
    )


def check(tables: Tables, world: World) -> None:
    """Notes every problem in `tables.problems`; bringing in may begin only when there is none."""
    people = _unique(tables, "people.csv", "person")
    stays = _unique(tables, "participations.csv", "participation")
    for row in people.values():
        _person(tables, world, row)
    for row in stays.values():
        _stay(tables, world, row, people)
    for row in tables.rows["plans.csv"]:
        _plan(tables, row, stays)
    _activities(tables, world, people, stays)
    for row in tables.rows["outcomes.csv"]:
        _outcome(tables, world, row, stays)
    _follow_ups(tables, world, stays)
    first = _first_stays(stays)
    for row in _unique(tables, "supported.csv", "organisation").values():
        _supported(tables, world, row, people, first)


def _unique(tables: Tables, file: str, key: str) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for row in tables.rows[file]:
        if row[key] in found:
            tables.wrong(row, key, f"“{row[key]}” stands already in line {found[row[key]].line}")
        elif row[key]:
            found[row[key]] = row
    return found


def _code(tables: Tables, row: Row, column: str, known: Any, what: str) -> None:
    if row[column] and row[column] not in known:
        tables.wrong(row, column, f"“{row[column]}” is not {what}")


def _not_future(tables: Tables, world: World, row: Row, *columns: str) -> None:
    for column in columns:
        if row[column] and row[column] > world.today:
            tables.wrong(row, column, f"{row[column]} lies in the future")


def _person(tables: Tables, world: World, row: Row) -> None:
    if not (row["first_name"] or row["last_name"] or row["known_as"]):
        tables.wrong(row, "known_as", "a person needs a name or how they are remembered")
    _code(tables, row, "municipality", world.municipalities, "a municipality of the programme")
    _not_future(tables, world, row, "birth_on")
    if row["email"] and "@" not in row["email"]:
        tables.wrong(row, "email", "is not an e-mail address")


def _stay(tables: Tables, world: World, row: Row, people: dict[str, Row]) -> None:
    _code(tables, row, "person", people, "a person of people.csv")
    _code(tables, row, "provider", world.organisations, "an organisation that is known")
    _code(tables, row, "region", world.regions, "a region of the programme")
    _code(tables, row, "municipality", world.municipalities, "a municipality of the programme")
    _code(tables, row, "cycle", world.cycles, "a cycle of the programme")
    _code(tables, row, "contract", world.contracts, "a contract of the programme")
    _code(tables, row, "coach", world.accounts, "the user name of an account at work")
    if row["participation"] in world.numbers:
        tables.wrong(row, "participation", f"“{row['participation']}” is already in this programme")
    _stay_days(tables, world, row)
    _traits(tables, world, row)
    _grounds(tables, world, row)


def _stay_days(tables: Tables, world: World, row: Row) -> None:
    _not_future(tables, world, row, *DAYS, "refused_on", "withdrew_on")
    given = [(name, row[name]) for name in DAYS if row[name]]
    for (before, earlier), (after, later) in zip(given, given[1:], strict=False):
        if later < earlier:
            tables.wrong(row, after, f"{later} lies before {before} {earlier}")
    for later, needs in (("entered_on", "admitted_on"), ("left_on", "entered_on")):
        if row[later] and not row[needs]:
            tables.wrong(row, needs, f"must be given where {later} is")
    if row["admitted_on"] and (row["refused_on"] or row["withdrew_on"]):
        tables.wrong(row, "admitted_on", "nobody is both admitted and not admitted")
    if row["left_on"] and not row["left_because"]:
        tables.wrong(row, "left_because", "must be given where left_on is")
    if row["entered_on"]:
        contract = world.contracts.get(row["contract"])
        spans = [entry.Days(contract.number, contract.from_on, contract.until_on)] if contract else []
        if words := entry.outside(row["entered_on"], spans, world.periods):
            tables.wrong(row, "entered_on", words)


def _traits(tables: Tables, world: World, row: Row) -> None:
    for trait in TRAITS:
        answer = answer_of(row, trait)
        if answer and (words := entry.answer_refused(trait, answer, world.today)):
            tables.wrong(row, trait.value, f"“{row[trait.value]}”: {words}{_words_of(trait)}")


def _words_of(trait: Trait) -> str:
    if trait in entry.YES_NO_TRAITS:
        return " (yes, no)"
    return f" ({', '.join(entry.WORDS[trait])})" if trait in entry.WORDS else ""


def answer_of(row: Row, trait: Trait) -> entry.Answer | None:
    """What one cell says about a trait; None where it was not asked."""
    cell = row[trait.value]
    if not cell:
        return None
    if cell in NOT_GIVEN:
        return entry.Answer(asked=Asked(cell), source=row[f"{trait.value}_source"])
    return entry.Answer(value=cell, source=row[f"{trait.value}_source"])


def values_of(row: Row) -> dict[str, str]:
    """The given values of a stay by trait."""
    answers = {trait.value: answer_of(row, trait) for trait in TRAITS}
    return {name: answer.value for name, answer in answers.items() if answer and answer.value}


def _grounds(tables: Tables, world: World, row: Row) -> None:
    unknown = [code for code in row["grounds"] if code not in world.grounds]
    if unknown:
        tables.wrong(row, "grounds", f"“{unknown[0]}” is not a ground of the programme")
    if (
        unknown
        or not row["grounds"]
        or not row["entered_on"]
        or any(p.file == row.file and p.line == row.line for p in tables.problems[-8:])
    ):
        return
    facts = entry.facts_of(values_of(row))
    chosen = entry.with_their_grounds([world.grounds[code].id for code in row["grounds"]], list(world.grounds.values()))
    for explanation in entry.explain_all(chosen, facts, row["entered_on"]):
        if not explanation.holds:
            tables.wrong(row, "grounds", f"“{explanation.ground}” does not hold: {explanation.words}")


def _in_stays(tables: Tables, row: Row, stays: dict[str, Row]) -> Row | None:
    if row["participation"] and row["participation"] not in stays:
        tables.wrong(row, "participation", f"“{row['participation']}” is not in participations.csv")
    return stays.get(row["participation"])


def _plan(tables: Tables, row: Row, stays: dict[str, Row]) -> None:
    stay = _in_stays(tables, row, stays)
    if stay and row["agreed_on"] and stay["admitted_on"] is None:
        tables.wrong(row, "agreed_on", "nobody agrees on a plan before admission")
    if row["withdrawn_on"] and row["agreed_on"] and row["withdrawn_on"] < row["agreed_on"]:
        tables.wrong(row, "withdrawn_on", "lies before the agreement")


SAME = (
    "kind",
    "state",
    "on",
    "starts_at",
    "minutes",
    "mode",
    "profession",
    "organisation",
    "region",
    "municipality",
    "place_type",
    "place",
    "topic",
    "obstacle",
    "fix",
)


def _activities(tables: Tables, world: World, people: dict[str, Row], stays: dict[str, Row]) -> None:
    first: dict[str, Row] = {}
    seen: set[tuple[str, str]] = set()
    for row in tables.rows["activities.csv"]:
        other = first.setdefault(row["activity"], row)
        for column in SAME:
            if row[column] != other[column]:
                tables.wrong(row, column, f"differs from line {other.line}, which is the same activity")
        if row["person"] and (row["activity"], row["person"]) in seen:
            tables.wrong(row, "person", f"“{row['person']}” stands twice at this activity")
        seen.add((row["activity"], row["person"]))
        _activity(tables, world, row, people, stays)


def _activity(tables: Tables, world: World, row: Row, people: dict[str, Row], stays: dict[str, Row]) -> None:
    _code(tables, row, "organisation", world.organisations, "an organisation that is known")
    _code(tables, row, "region", world.regions, "a region of the programme")
    _code(tables, row, "municipality", world.municipalities, "a municipality of the programme")
    _code(tables, row, "person", people, "a person of people.csv")
    _code(tables, row, "profession", Profession.values, "one of " + ", ".join(Profession.values))
    if (row["kind"] == ActivityKind.OUTREACH) != bool(row["place_type"]):
        tables.wrong(row, "place_type", "outreach needs a kind of place, and only outreach has one")
    if row["state"] == "held":
        _not_future(tables, world, row, "on")
    stay = _in_stays(tables, row, stays)
    if stay and stay["person"] != row["person"]:
        tables.wrong(row, "participation", f"is a stay of “{stay['person']}”, not of “{row['person']}”")
    if row["attended_minutes"] is not None and row["minutes"] and row["attended_minutes"] > row["minutes"]:
        tables.wrong(row, "attended_minutes", "is longer than the activity")


def _outcome(tables: Tables, world: World, row: Row, stays: dict[str, Row]) -> None:
    _in_stays(tables, row, stays)
    _not_future(tables, world, row, "on", "kept_on")
    if row["until_on"] and row["on"] and row["until_on"] <= row["on"]:
        tables.wrong(row, "until_on", "lies not after its beginning")
    if row["document"]:
        _document(tables, world, row)
    _code(tables, row, "certified_by", world.accounts, "the user name of an account at work")
    if row["certified_by"] and not row["document"]:
        tables.wrong(row, "certified_by", "vouches for a document, and none is named")


def _document(tables: Tables, world: World, row: Row) -> None:
    name = row["document"]
    path = world.documents / name
    if Path(name).name != name or not path.is_file():
        tables.wrong(row, "document", f"“{name}” does not lie in the folder documents")
    elif path.stat().st_size > settings.UPLOAD_BYTES:
        tables.wrong(row, "document", f"“{name}” is too large to be kept")
    elif not is_allowed(name, path.read_bytes()):
        tables.wrong(row, "document", f"“{name}” is of no kind that is kept, or not what its name says")


def _follow_ups(tables: Tables, world: World, stays: dict[str, Row]) -> None:
    seen: set[tuple[str, str]] = set()
    for row in tables.rows["follow-ups.csv"]:
        stay = _in_stays(tables, row, stays)
        if (row["participation"], row["moment"]) in seen:
            tables.wrong(row, "moment", "stands twice for this stay")
        seen.add((row["participation"], row["moment"]))
        if stay and stay["left_on"] is None:
            tables.wrong(row, "participation", "nobody is followed up before leaving")
        if row["answer"] and not row["asked_on"]:
            tables.wrong(row, "asked_on", "must be given where there is an answer")
        if row["asked_on"] and row["due_on"] and row["asked_on"] < row["due_on"]:
            tables.wrong(row, "asked_on", "lies before the day it was due")
        _not_future(tables, world, row, "asked_on")


def _first_stays(stays: dict[str, Row]) -> dict[str, Row]:
    """The stay by which each person first entered."""
    found: dict[str, Row] = {}
    for stay in sorted((stay for stay in stays.values() if stay["entered_on"]), key=lambda stay: stay["entered_on"]):
        found.setdefault(stay["person"], stay)
    return found


def _supported(tables: Tables, world: World, row: Row, people: dict[str, Row], stays: dict[str, Row]) -> None:
    _code(tables, row, "organisation", world.organisations, "an organisation that is known")
    _code(tables, row, "owner", people, "a person of people.csv")
    _not_future(tables, world, row, "on")
    kind = world.kinds.get(row["organisation"])
    if kind and row["kind"] and not entry.is_supported_as(row["kind"], kind):
        tables.wrong(row, "kind", f"“{row['organisation']}” is of the kind {kind}, which does not count as {row['kind']}")
    if row["organisation"] in world.closed:
        tables.wrong(row, "organisation", f"“{row['organisation']}” is at work no more; none but an active organisation is supported")
    if row["organisation"] in world.supported:
        tables.wrong(row, "organisation", f"“{row['organisation']}” is recorded in this programme already; it counts once")
    first = min((period.from_on for period in world.periods), default=None)
    if row["on"] and first and row["on"] < first:
        tables.wrong(row, "on", f"{row['on']} lies before the programme's first day {first}")
    if row["owner"] in people:
        _owner(tables, row, stays.get(row["owner"]))


def _owner(tables: Tables, row: Row, stay: Row | None) -> None:
    """The owner takes part and did not count as employed when first entering: never both the person and the firm."""
    if stay is None:
        tables.wrong(row, "owner", f"“{row['owner']}” has not entered the programme")
    elif values_of(stay).get(Trait.LABOUR) == Labour.EMPLOYED:
        tables.wrong(row, "owner", f"“{row['owner']}” counts as employed; a firm is not counted beside its owner")
