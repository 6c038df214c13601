"""Bringing a programme in and writing it out: everything or nothing, errors by file, line and column, and the same again."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from tests.cast import NOW
from vieta.activities.models import Activity, Attendance
from vieta.audit.models import Entry
from vieta.base.refusal import Refused
from vieta.base.viewer import system
from vieta.documents.queries import open_bytes
from vieta.enrolments.actions import IncomingSupport, bring_in_supported
from vieta.enrolments.models import Enrolment, EntryTrait, GroundHeld, SupportedOrganisation
from vieta.jobs.cli import main
from vieta.jobs.transfer.bringing import bring_in
from vieta.jobs.transfer.columns import FILES
from vieta.jobs.transfer.writing import write_out
from vieta.organisations.models import Organisation
from vieta.outcomes.models import FollowUp, Outcome
from vieta.people.models import FiledDocument, Grant, Person
from vieta.plans.models import PlanVersion
from vieta.programmes.models import Contract, CostPart, Programme

pytestmark = pytest.mark.django_db
JOB = system("import", date(2026, 1, 1))
ROOT = Path(__file__).resolve().parents[2]

FRAME = {
    "code": "zk",
    "name": "Motivation programme",
    "country": "LV",
    "lead": "sif",
    "words": {"project_number": "9.1.4.4./16/I/001"},
    "rules": {
        "result_kinds": ["employment", "self-employment", "education", "qualification"],
        "headline_measures": ["supported", "included"],
    },
    "organisations": [
        {"code": "sif", "name": "Society Integration Fund", "kind": "public-service", "country": "LV", "part": "lead"},
        {"code": "minisd", "name": "Mini SD", "kind": "civil-society", "country": "LV", "part": "provider", "names_to_lead": True},
        {"code": "esf", "name": "ESF", "kind": "fund", "country": "LV"},
        {"code": "office", "name": "Employment office", "kind": "public-service", "country": "LV"},
        {"code": "bakery", "name": "Bakery", "kind": "company", "country": "LV"},
        {"code": "state", "name": "State of Latvia", "kind": "public-service", "country": "LV"},
    ],
    "periods": [
        {
            "from_on": "2020-09-29",
            "until_on": "2021-07-31",
            "decided_on": "2020-09-01",
            "targets": [{"measure": "supported", "value": 60, "due_on": "2021-07-30"}],
        }
    ],
    "regions": [
        {
            "code": "zk",
            "name": "Ziemeļkurzeme",
            "nuts": "LV003",
            "municipalities": [{"code": "alsunga", "name": "Alsunga", "lau": "0622001", "degurba": 3}],
        }
    ],
    "contracts": [
        {
            "number": "2020-1",
            "provider": "minisd",
            "region": "zk",
            "signed_on": "2020-09-28",
            "from_on": "2020-09-29",
            "until_on": "2021-07-31",
            "persons": 60,
            "obligations": [{"name": "Persons", "kind": "persons", "quantity": 60, "due_on": "2021-07-30"}],
        }
    ],
    "grounds": [
        {"code": "age", "name": "Age", "family": "age"},
        {"code": "age-50", "name": "50 or older", "family": "age", "under": "age", "rule": "age-at-least", "limit": 50},
    ],
    "notices": [{"purpose": "support", "name": "Support", "legal_basis": "e", "notice": "We keep what we need.", "from_on": "2020-09-29"}],
    "shares": [{"funder": "esf", "percent": "85"}, {"funder": "state", "percent": "15"}],
    "costs": [{"on": "2020-10-01", "what": "Rooms", "cents": 10001}],
}
PEOPLE = [
    {
        "person": "1",
        "first_name": "Ilze",
        "last_name": "Bērziņa",
        "birth_on": "1968-02-29",
        "gender": "W",
        "languages": "lv;ru",
        "municipality": "alsunga",
    },
    {"person": "2", "known_as": "=man with the red dog"},
]
STAYS = [
    {
        "participation": "A",
        "person": "1",
        "provider": "minisd",
        "region": "zk",
        "municipality": "alsunga",
        "contract": "2020-1",
        "enquired_on": "2020-10-01",
        "admitted_on": "2020-10-02",
        "entered_on": "2020-10-05",
        "left_on": "2021-07-30",
        "left_because": "work",
        "grounds": "age-50",
        "gender": "W",
        "birth_on": "1968-02-29",
        "labour": "unemployed",
        "education": "3",
        "minority": "declined",
        "disability": "no",
        "disability_source": "register",
        "earnings_before": "0.00",
    }
]
ACTIVITIES = [
    {
        "activity": "G1",
        "kind": "group",
        "on": "2020-11-02",
        "minutes": "120",
        "organisation": "minisd",
        "person": "1",
        "participation": "A",
        "attended_minutes": "90",
    },
    {
        "activity": "O1",
        "kind": "outreach",
        "on": "2020-09-30",
        "minutes": "60",
        "organisation": "minisd",
        "place_type": "neighbourhood",
        "person": "1",
    },
    {
        "activity": "O1",
        "kind": "outreach",
        "on": "2020-09-30",
        "minutes": "60",
        "organisation": "minisd",
        "place_type": "neighbourhood",
        "person": "2",
    },
]
OUTCOMES = [
    {
        "participation": "A",
        "kind": "employment",
        "on": "2021-07-20",
        "contract_kind": "permanent",
        "weekly_hours": "38.5",
        "employer": "Bakery",
        "source": "document",
        "document": "contract.txt",
    }
]
FOLLOW_UPS = [
    {"participation": "A", "moment": "28-days", "due_on": "2021-08-27", "asked_on": "2021-08-30", "answer": "in-work", "still_there": "yes"}
]
PLANS = [{"participation": "A", "agreed_on": "2020-11-01", "words": "A job near home"}]
SUPPORTED = [
    {"organisation": "office", "kind": "public", "on": "2020-10-12", "what": "'=Training", "source": "document"},
    {"organisation": "bakery", "kind": "enterprise", "on": "2020-11-12", "owner": "1"},
]
FOLDER = {
    "people.csv": PEOPLE,
    "participations.csv": STAYS,
    "plans.csv": PLANS,
    "activities.csv": ACTIVITIES,
    "outcomes.csv": OUTCOMES,
    "follow-ups.csv": FOLLOW_UPS,
    "supported.csv": SUPPORTED,
}


@pytest.fixture
def folder(tmp_path):
    """A folder with everything in it; tests spoil what they want."""
    (tmp_path / "programme.json").write_text(json.dumps(FRAME), "utf-8")
    for file, lines in FOLDER.items():
        lay(tmp_path / file, lines)
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "contract.txt").write_text("Contract of employment")
    (tmp_path / "documents" / "program.pdf").write_bytes(b"MZ not a PDF")
    return tmp_path


@pytest.fixture(autouse=True)
def own_documents(settings, tmp_path_factory):
    """Documents are laid down in a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("documents")


def lay(path: Path, lines: list[dict]) -> None:
    names = list(dict.fromkeys(name for line in lines for name in line))
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, fieldnames=names)
        writer.writeheader()
        writer.writerows(lines)


def spoil(folder: Path, file: str, line: int, **cells: str) -> None:
    lines = [dict(one) for one in FOLDER[file]]
    lines[line - 2] |= cells
    lay(folder / file, lines)


def rows_there() -> int:
    return sum(model.objects.count() for model in (Programme, Person, Enrolment, Activity, Outcome, SupportedOrganisation, Entry))


def test_everything_comes_in(folder):
    result = bring_in(folder, by=JOB, at=NOW, write=True)
    assert [str(p) for p in result.problems] == []
    stay = Enrolment.objects.get(number="A")
    assert (stay.state, stay.entered_on, stay.left_on, stay.person.last_name) == ("left", date(2020, 10, 5), date(2021, 7, 30), "Bērziņa")
    assert set(GroundHeld.objects.values_list("ground__code", flat=True)) == {"age", "age-50"}
    traits = {t.trait: (t.asked, t.value, t.source) for t in EntryTrait.objects.filter(enrolment=stay)}
    assert traits["minority"] == ("declined", "", "declared")
    assert traits["disability"] == ("given", "no", "register")
    assert "foreign_background" not in traits
    assert traits["earnings_before"] == ("given", "0", "declared")
    assert Attendance.objects.get(activity__number="G1").minutes == 90
    assert Attendance.objects.filter(activity__number="O1", enrolment__isnull=True).count() == 2
    filed = FiledDocument.objects.get()
    assert (filed.person.last_name, open_bytes(filed.document)) == ("Bērziņa", b"Contract of employment")
    assert Outcome.objects.get().document_id == filed.document_id
    assert (Outcome.objects.get().employer, FollowUp.objects.get().answer) == ("Bakery", "in-work")
    assert PlanVersion.objects.get().active_on == date(2020, 11, 1)
    assert sorted(CostPart.objects.values_list("cents", flat=True)) == [1500, 8501]


def test_a_dry_run_writes_nothing_and_says_the_same(folder, settings):
    before = rows_there()
    dry = bring_in(folder, by=JOB, at=NOW)
    assert rows_there() == before
    assert list(Path(settings.MEDIA_ROOT).rglob("*.*")) == []
    assert dry == bring_in(folder, by=JOB, at=NOW, write=True)


WRONG = (
    ("people.csv", 2, {"birth_on": "29.02.1968"}, "birth_on", "is not a date"),
    ("people.csv", 2, {"birth_on": "2030-01-01"}, "birth_on", "future"),
    ("people.csv", 2, {"gender": "F"}, "gender", "one of W, M, N"),
    ("people.csv", 3, {"person": "1"}, "person", "stands already in line 2"),
    ("people.csv", 3, {"known_as": ""}, "known_as", "needs a name"),
    ("people.csv", 3, {"known_as": "x" * 101}, "known_as", "at most 100"),
    ("people.csv", 3, {"known_as": "a\u202eb"}, "known_as", "cannot be kept"),
    ("people.csv", 2, {"municipality": "riga"}, "municipality", "not a municipality"),
    ("participations.csv", 2, {"person": "9"}, "person", "not a person of people.csv"),
    ("participations.csv", 2, {"provider": "nobody"}, "provider", "not an organisation"),
    ("participations.csv", 2, {"entered_on": "2021-07-31", "left_on": ""}, "entered_on", "outside"),
    ("participations.csv", 2, {"entered_on": "2020-09-28"}, "entered_on", "lies before"),
    ("participations.csv", 2, {"left_on": "2020-10-04"}, "left_on", "lies before"),
    ("participations.csv", 2, {"admitted_on": ""}, "admitted_on", "must be given"),
    ("participations.csv", 2, {"birth_on": "1971-10-06"}, "grounds", "does not hold"),
    ("participations.csv", 2, {"grounds": "age-99"}, "grounds", "not a ground"),
    ("participations.csv", 2, {"labour": "lazy"}, "labour", "not an answer"),
    ("participations.csv", 2, {"labour": "declined"}, "labour", "may be declined"),
    ("participations.csv", 2, {"left_because": ""}, "left_because", "must be given"),
    ("activities.csv", 2, {"minutes": "-5"}, "minutes", "whole number"),
    ("activities.csv", 2, {"attended_minutes": "121"}, "attended_minutes", "longer"),
    ("activities.csv", 2, {"place_type": "household"}, "place_type", "only outreach"),
    ("activities.csv", 2, {"participation": "Z"}, "participation", "not in participations.csv"),
    ("activities.csv", 2, {"person": "2"}, "participation", "is a stay of"),
    ("activities.csv", 4, {"person": "1"}, "person", "stands twice"),
    ("activities.csv", 4, {"minutes": "61"}, "minutes", "same activity"),
    ("outcomes.csv", 2, {"weekly_hours": "169"}, "weekly_hours", "hours"),
    ("outcomes.csv", 2, {"document": "../people.csv"}, "document", "does not lie in the folder"),
    ("outcomes.csv", 2, {"document": "missing.pdf"}, "document", "does not lie in the folder"),
    ("outcomes.csv", 2, {"document": "program.pdf"}, "document", "no kind that is kept"),
    ("outcomes.csv", 2, {"certified_by": "nobody"}, "certified_by", "is not the user name of an account at work"),
    ("outcomes.csv", 2, {"document": "", "certified_by": "bram"}, "certified_by", "vouches for a document"),
    ("outcomes.csv", 2, {"until_on": "2021-07-20"}, "until_on", "not after"),
    ("follow-ups.csv", 2, {"asked_on": "2021-08-26"}, "asked_on", "before the day it was due"),
    ("follow-ups.csv", 2, {"asked_on": ""}, "asked_on", "must be given"),
    ("plans.csv", 2, {"agreed_on": ""}, "agreed_on", "must not be empty"),
    ("supported.csv", 2, {"organisation": "nobody"}, "organisation", "not an organisation"),
    ("supported.csv", 2, {"organisation": ""}, "organisation", "must not be empty"),
    ("supported.csv", 2, {"kind": "firm"}, "kind", "one of public, enterprise"),
    ("supported.csv", 2, {"kind": "enterprise"}, "kind", "does not count as enterprise"),
    ("supported.csv", 2, {"on": "2020-09-28"}, "on", "before the programme's first day"),
    ("supported.csv", 2, {"on": "2026-01-02"}, "on", "future"),
    ("supported.csv", 2, {"on": "12.10.2020"}, "on", "is not a date"),
    ("supported.csv", 2, {"what": "x" * 301}, "what", "at most 300"),
    ("supported.csv", 3, {"organisation": "office"}, "organisation", "stands already in line 2"),
    ("supported.csv", 3, {"owner": "9"}, "owner", "not a person of people.csv"),
    ("supported.csv", 3, {"owner": "2"}, "owner", "has not entered"),
)


@pytest.mark.parametrize(("file", "line", "cells", "column", "words"), WRONG)
def test_a_wrong_cell_is_named_and_nothing_is_written(folder, file, line, cells, column, words):
    spoil(folder, file, line, **cells)
    before = rows_there()
    problems = bring_in(folder, by=JOB, at=NOW, write=True).problems
    assert any((p.file, p.line, p.column) == (file, line, column) and words in p.words for p in problems), problems
    assert rows_there() == before


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (b"", "people.csv:1: is empty"),
        (b"person,colour\n1,red\n", "people.csv:1: colour: is not a column"),
        (b"person,person\n1,1\n", "people.csv:1: person: stands twice"),
        (b"first_name\nIlze\n", "people.csv:1: person: is missing"),
        (b"person,known_as\n1,\xff\n", "people.csv:2: is not UTF-8"),
        (b"person,known_as\n1\n", "people.csv:2: has 1 cells"),
        (b'person,known_as\n1,"open\n', "people.csv:2: cannot be read as CSV"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(folder, content, where):
    (folder / "people.csv").write_bytes(content)
    problems = [str(p) for p in bring_in(folder, by=JOB, at=NOW, write=True).problems]
    assert any(p.startswith(where) for p in problems), problems
    assert not Programme.objects.exists()


STEERING = "\x1b[2J\x9b31m\x07\r\n\u202e\u2066\u200f\u2028"


def test_what_a_file_says_steers_no_terminal(folder, capsys):
    """Escape sequences, ends of lines and turned text are written out wherever a message quotes a file."""
    spoil(folder, "people.csv", 2, gender=f"W{STEERING}", municipality=f"riga{STEERING}")
    (folder / f"x{STEERING}.csv").write_text("person\n")
    lines = (folder / "plans.csv").read_text("utf-8").splitlines()
    (folder / "plans.csv").write_text(f"{lines[0]},x{chr(27)}]0;title\n{lines[1]},\n", "utf-8")
    assert main(["import", str(folder)]) == 2
    said = capsys.readouterr()
    assert "\\x1b[2J\\x9b31m" in said.out
    assert "\\u202e" in said.out
    for told in (said.out, said.err):
        assert told.replace("\n", "").isprintable()
    assert all(line.partition(":")[0].endswith((".csv", ".json")) for line in said.out.splitlines())  # one line for each problem


def test_a_name_of_a_programme_steers_no_terminal(folder, capsys):
    (folder / "programme.json").write_text(json.dumps({**FRAME, "lead": f"city{STEERING}", "code": STEERING}), "utf-8")
    assert main(["import", str(folder)]) == 2
    assert main(["import", str(folder), "--programme", f"nobody{STEERING}"]) == 2
    said = capsys.readouterr()
    assert (said.out + said.err).replace("\n", "").isprintable()


def test_an_organisation_at_work_no_more_is_not_supported(folder):
    """As on the page: whoever the list there does not offer comes in by no file either."""
    bring_in(folder, by=JOB, at=NOW, write=True)
    Organisation.objects.filter(code="office").update(active=False)
    SupportedOrganisation.objects.all().delete()
    lay(folder / "supported.csv", SUPPORTED[:1])
    lay_heads(folder)
    problems = bring_in(folder, by=JOB, at=NOW, write=True).problems
    assert [(p.file, p.line, p.column) for p in problems] == [("supported.csv", 2, "organisation")]
    assert "at work no more" in problems[0].words
    assert not SupportedOrganisation.objects.exists()
    office = Organisation.objects.get(code="office")
    row = IncomingSupport(Programme.objects.get().pk, office.pk, "public", date(2020, 10, 12))
    with pytest.raises(Refused):
        bring_in_supported(by=JOB, at=NOW, rows=[row])
    Organisation.objects.update(active=True)
    assert bring_in(folder, by=JOB, at=NOW, write=True).problems == ()
    assert SupportedOrganisation.objects.count() == 1


def lay_heads(folder: Path) -> None:
    """Files of which nothing but the heads is left, but for the organisations supported."""
    for file in FOLDER:
        if file != "supported.csv":
            with (folder / file).open("w", encoding="utf-8", newline="") as out:
                csv.writer(out).writerow(dict.fromkeys(name for line in FOLDER[file] for name in line))


def test_lines_keep_their_numbers_past_a_cell_of_several_lines(folder):
    (folder / "people.csv").write_text('person,known_as,birth_on\r\n1,"two\r\nlines",\r\n2,Ilze,soon\r\n', "utf-8")
    problems = [str(p) for p in bring_in(folder, by=JOB, at=NOW, write=True).problems]
    assert any(p.startswith("people.csv:2: known_as") for p in problems)
    assert any(p.startswith("people.csv:4: birth_on") for p in problems)


def test_a_frame_that_cannot_be_founded_is_told(folder):
    (folder / "programme.json").write_text(json.dumps(FRAME | {"shares": [{"funder": "esf", "percent": "84"}]}), "utf-8")
    problems = [str(p) for p in bring_in(folder, by=JOB, at=NOW, write=True).problems]
    assert problems
    assert "100" in problems[0]
    assert not Programme.objects.exists()


def test_organisations_supported_come_in_on_the_trail(folder):
    assert bring_in(folder, by=JOB, at=NOW, write=True).problems == ()
    office, bakery = SupportedOrganisation.objects.order_by("valid_on")
    assert (office.organisation.code, office.kind, office.what, office.source) == ("office", "public", "=Training", "document")
    assert (bakery.valid_on, bakery.owner.last_name, bakery.source) == (date(2020, 11, 12), "Bērziņa", "declared")
    told = Entry.objects.filter(deed="enrolments.bring_in_supported").order_by("id")
    assert [(one.row_id, one.programme_id) for one in told] == [(str(row.pk), row.programme_id) for row in (office, bakery)]
    assert set(told.values_list("by", flat=True)) == {"import"}


def test_the_firm_of_an_employed_owner_is_refused(folder):
    spoil(folder, "participations.csv", 2, labour="employed")
    problems = [str(p) for p in bring_in(folder, by=JOB, at=NOW, write=True).problems]
    assert "supported.csv:3: owner: “1” counts as employed; a firm is not counted beside its owner" in problems
    assert not SupportedOrganisation.objects.exists()


def test_an_organisation_that_is_recorded_already_is_refused(folder):
    bring_in(folder, by=JOB, at=NOW, write=True)
    lay(folder / "people.csv", [PEOPLE[0]])
    for file in ("plans.csv", "activities.csv", "outcomes.csv", "follow-ups.csv"):
        (folder / file).unlink()
    spoil(folder, "participations.csv", 2, participation="B")
    problems = [str(p) for p in bring_in(folder, by=JOB, at=NOW, write=True).problems]
    assert problems == [
        f"supported.csv:{line}: organisation: “{code}” is recorded in this programme already; it counts once"
        for line, code in ((2, "office"), (3, "bakery"))
    ]
    assert SupportedOrganisation.objects.count() == 2


def test_only_a_job_brings_organisations_supported_in_and_only_fitting_ones(cast):
    row = IncomingSupport(cast.world.programme.pk, cast.world.provider.pk, "public", date(2021, 1, 4))
    for by, words in ((cast.farid, "only a job"), (JOB, "another kind")):
        with pytest.raises(Refused, match=words):
            bring_in_supported(by=by, at=NOW, rows=[row])
    assert not SupportedOrganisation.objects.exists()


def test_the_same_files_twice_are_refused(folder):
    bring_in(folder, by=JOB, at=NOW, write=True)
    before = rows_there()
    problems = [str(p) for p in bring_in(folder, by=JOB, at=NOW, write=True).problems]
    assert any("already in this programme" in p for p in problems)
    assert rows_there() == before


def test_somebody_only_met_in_outreach_opens_to_the_organisation_that_met_them(folder):
    spoilt = [dict(line) for line in ACTIVITIES]
    for line in spoilt[1:]:
        line["on"] = "2025-12-01"
    lay(folder / "activities.csv", spoilt)
    assert bring_in(folder, by=JOB, at=NOW, write=True).problems == ()
    met = Person.objects.get(known_as="=man with the red dog")
    grant = Grant.objects.get(person=met)
    assert (grant.organisation.code, grant.purpose, grant.until_on) == ("minisd", "outreach", date(2026, 12, 1))


def forget_everything() -> None:
    from django.core.management import call_command

    call_command("flush", interactive=False, verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_what_is_written_out_comes_in_elsewhere_and_is_written_the_same(folder, tmp_path):
    bring_in(folder, by=JOB, at=NOW, write=True)
    once, again = tmp_path / "once", tmp_path / "again"
    write_out(Programme.objects.get(), once, by=JOB, at=NOW)
    assert (once / "people.csv").stat().st_mode & 0o077 == 0
    assert "'=man with the red dog" in (once / "people.csv").read_text()
    assert "'=Training" in (once / "supported.csv").read_text()
    forget_everything()
    assert bring_in(once, by=JOB, at=NOW, write=True).problems == ()
    assert Person.objects.filter(known_as="=man with the red dog").exists()
    write_out(Programme.objects.get(), again, by=JOB, at=NOW)
    for file in FILES:
        assert without_references(once / file) == without_references(again / file), file
    assert json.loads((once / "programme.json").read_text()) == json.loads((again / "programme.json").read_text())
    assert Contract.objects.get().persons == 60


def without_references(path: Path) -> list[dict]:
    """The lines with people numbered by their place: references are made anew by every installation."""
    numbers: dict[str, int] = {}
    with path.with_name("people.csv").open(encoding="utf-8", newline="") as people:
        for line in csv.DictReader(people):
            numbers[line["person"]] = len(numbers)
    with path.open(encoding="utf-8", newline="") as lines:
        made_anew = dict.fromkeys(("person", "owner"), lambda old: numbers.get(old)) | {
            "document": lambda old: old and "contract.txt" in old
        }
        return [line | {name: new(line[name]) for name, new in made_anew.items() if name in line} for line in csv.DictReader(lines)]


def test_the_description_of_the_files_is_up_to_date():
    from vieta.jobs.transfer.manual import manual

    assert (ROOT / "docs" / "reference" / "files.md").read_text("utf-8") == manual(), "run .venv/bin/vieta columns"
