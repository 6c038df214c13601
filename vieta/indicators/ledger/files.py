"""Fills a ledger straight from participations.csv, activities.csv and outcomes.csv, without names and without the database.

The columns are the ones that an export writes; whatever other columns there are is left unread. A big programme of a
partner who keeps their own tools is counted this way in seconds.
"""

from pathlib import Path

import duckdb
from django.conf import settings

from vieta.base.refusal import Refused
from vieta.enrolments.choices import Asked, Trait

from .store import Ledger
from .tables import TABLES

FILES = {
    "participations": (
        "participation", "person", "programme", "provider", "region", "municipality", "arm", "enquired_on", "admitted_on", "entered_on", "left_on",
        "region_category", "cycle", "contract", "grounds",
    ),
    "activities": ("activity", "programme", "kind", "state", "on", "minutes", "person", "presence", "attended_minutes", "place_type"),
    "outcomes": ("participation", "kind", "on", "until_on", "learning", "earnings", "contract_kind"),
    "plans": ("participation", "agreed_on"),
    "follow-ups": ("participation", "moment", "due_on", "asked_on", "answer"),
    "supported": ("programme", "organisation", "kind", "owner", "on"),
}  # fmt: skip
NEEDED = {
    "participations": {"participation", "person"},
    "activities": {"kind", "on", "person"},
    "outcomes": {"participation", "kind", "on"},
    "plans": {"participation", "agreed_on"},
    "follow-ups": {"participation", "moment", "due_on"},
    "supported": {"organisation", "kind", "on"},
}
RESULTS = ",employment,self-employment,education,qualification,"


_PROGRAMMES = """
INSERT INTO programmes SELECT row_number() OVER (ORDER BY code <> ?, code), code, ?, ?, ?, ? FROM (
  SELECT DISTINCT coalesce(programme, ?) AS code FROM "in_participations"
  UNION SELECT coalesce(programme, ?) FROM "in_activities")
"""


def read_folder(folder: Path, code: str, rules: dict | None = None) -> Ledger:
    """A ledger of the files in a folder; refuses a folder whose files lack a needed column or hold a wrong date.

    Lines that name no programme of their own belong to `code`.
    """
    book = Ledger()
    rules = rules or {}
    for file, columns in FILES.items():
        _load(book.connection, folder / f"{file}.csv", file, columns)
    book.connection.execute(
        _PROGRAMMES,
        [
            code,
            rules.get("intensive_rule", "either"),
            rules.get("short_support_minutes", 480),
            rules.get("result_kinds", RESULTS),
            rules.get("stable_months", 3),
            code,
            code,
        ],
    )
    try:
        for statement in _fill():
            book.connection.execute(statement)
    except duckdb.ConversionException as wrong:
        raise Refused(str(wrong).splitlines()[0]) from None
    for file in FILES:
        book.connection.execute(f'DROP TABLE "in_{file}"')
    book.refresh = lambda: None  # type: ignore[method-assign]  # nothing stands behind this ledger
    return book


def _load(connection, path: Path, file: str, columns: tuple[str, ...]) -> None:
    """Lays a file's known columns into a table of texts, empty where the file has none."""
    wanted = [*columns, *(Trait.values if file == "participations" else [])]
    if not path.exists():
        if file == "participations":
            raise Refused(f"{path.name} is missing")
        connection.execute(f'CREATE TABLE "in_{file}" ({", ".join(f"{_quoted(c)} VARCHAR" for c in wanted)})')
        return
    try:
        found = connection.from_csv_auto(str(path), all_varchar=True, header=True, sample_size=-1)
    except duckdb.Error as wrong:
        raise Refused(f"{path.name}: {str(wrong).splitlines()[0]}") from None
    if missing := sorted(NEEDED[file] - set(found.columns)):
        raise Refused(f"{path.name}: the column {', '.join(missing)} is missing")
    chosen = ", ".join(
        f"nullif({_quoted(c)}, '') AS {_quoted(c)}" if c in found.columns else f"NULL::VARCHAR AS {_quoted(c)}" for c in wanted
    )
    found.create_view("asked_file", replace=True)
    connection.execute(f'CREATE TABLE "in_{file}" AS SELECT {chosen} FROM asked_file')
    connection.execute("DROP VIEW asked_file")


# A line without a programme of its own belongs to the first one.
_PROGRAMME_OF = "JOIN programmes g ON g.code = coalesce({}.programme, (SELECT code FROM programmes WHERE programme_id = 1))"


def _quoted(name: str) -> str:
    return f'"{name}"'


def _fill():
    """The statements that turn the texts into the ledger's tables; a fact counts as recorded on the day it held."""
    yield (
        "CREATE TEMP TABLE persons AS SELECT person, row_number() OVER (ORDER BY person) AS id FROM "
        '(SELECT DISTINCT person FROM "in_participations" UNION SELECT DISTINCT person FROM "in_activities" WHERE person IS NOT NULL)'
    )
    yield (
        "CREATE TEMP TABLE stays AS SELECT p.*, row_number() OVER () AS id, q.id AS person_id, dense_rank() OVER (ORDER BY provider) AS provider_id, "
        "dense_rank() OVER (ORDER BY region) AS region_id, dense_rank() OVER (ORDER BY municipality) AS municipality_id, "
        "dense_rank() OVER (ORDER BY cycle) AS cycle_id, dense_rank() OVER (ORDER BY contract) AS contract_id, g.programme_id "
        f'FROM "in_participations" p JOIN persons q USING (person) {_PROGRAMME_OF.format("p")}'
    )
    place = {
        name: name
        for name in (
            "person_id",
            "programme_id",
            "provider_id",
            "region_id",
            "region_category",
            "municipality_id",
            "cycle_id",
            "contract_id",
        )
    }
    yield f"INSERT INTO enrolments SELECT {_columns('enrolments', enrolment_id='id', arm=_or('arm', 'supported'), **place)} FROM stays"
    for moment in ("enquired", "admitted", "entered", "left"):
        on = f"{moment}_on::DATE"
        values = _columns("events", fact_id="id", enrolment_id="id", moment=f"'{moment}'", valid_on=on, recorded_at=on)
        yield f"INSERT INTO events SELECT {values} FROM stays WHERE {moment}_on IS NOT NULL"
    yield from _fill_entry()
    yield from _fill_facts()


def _fill_entry():
    for trait in Trait.values:
        quoted = _quoted(trait)
        answers = ", ".join(f"'{word}'" for word in (Asked.DECLINED, Asked.UNKNOWN))
        given = f"{quoted} NOT IN ({answers})"
        on = "coalesce(entered_on, admitted_on, enquired_on)::DATE"
        values = _columns(
            "traits", fact_id="id", enrolment_id="id", trait=f"'{trait}'", asked=f"CASE WHEN {given} THEN 'given' ELSE {quoted} END",
            value=f"CASE WHEN {given} THEN {quoted} ELSE '' END", valid_on=on, recorded_at=on,
        )  # fmt: skip
        yield f"INSERT INTO traits SELECT {values} FROM stays WHERE {quoted} IS NOT NULL"
    on = "coalesce(entered_on, admitted_on, enquired_on)::DATE"
    values = _columns("grounds", fact_id="id", enrolment_id="id", ground="trim(ground)", valid_on=on, recorded_at=on)
    yield f"INSERT INTO grounds SELECT {values} FROM (SELECT *, unnest(string_split(grounds, ';')) AS ground FROM stays) WHERE trim(ground) <> ''"


def _fill_facts():
    joined = "x JOIN stays s USING (participation)"
    values = _columns(
        "outcomes", fact_id="row_number() OVER ()", enrolment_id="s.id", kind="x.kind",
        learning=_or("x.learning", ""), contract_kind=_or("x.contract_kind", ""),
        valid_on='x."on"::DATE',
        until_on="x.until_on::DATE", earnings_cents="(x.earnings::DECIMAL(18,2) * 100)::BIGINT", recorded_at='x."on"::DATE',
    )  # fmt: skip
    yield f'INSERT INTO outcomes SELECT {values} FROM "in_outcomes" {joined}'
    values = _columns(
        "supported", fact_id="row_number() OVER ()", programme_id="g.programme_id", organisation_id="dense_rank() OVER (ORDER BY x.organisation)",
        kind="x.kind", owner_id="q.id", valid_on='x."on"::DATE', recorded_at='x."on"::DATE',
    )  # fmt: skip
    yield f'INSERT INTO supported SELECT {values} FROM "in_supported" x LEFT JOIN persons q ON q.person = x.owner {_PROGRAMME_OF.format("x")}'
    values = _columns(
        "plans", version_id="row_number() OVER ()", enrolment_id="s.id", active_on="x.agreed_on::DATE", recorded_at="x.agreed_on::DATE"
    )
    yield f'INSERT INTO plans SELECT {values} FROM "in_plans" {joined}'
    values = _columns(
        "follow_ups", follow_up_id="row_number() OVER ()", enrolment_id="s.id", moment="x.moment", due_on="x.due_on::DATE", asked_on="x.asked_on::DATE",
        answer=_or("x.answer", ""), recorded_at="x.asked_on::DATE",
    )  # fmt: skip
    yield f'INSERT INTO follow_ups SELECT {values} FROM "in_follow-ups" {joined} WHERE x.asked_on IS NOT NULL'
    values = _columns(
        "attendances", attendance_id="row_number() OVER ()", activity_id="row_number() OVER ()", programme_id="g.programme_id", person_id="q.id", kind="x.kind",
        place_type=_or("x.place_type", ""), presence=_or("x.presence", "present"), held_on='x."on"::DATE',
        minutes="coalesce(x.attended_minutes, x.minutes, '0')::BIGINT", recorded_at='x."on"::DATE', organisation_id="0",
    )  # fmt: skip
    there = f'"in_activities" x JOIN persons q ON q.person = x.person {_PROGRAMME_OF.format("x")}'
    yield f"INSERT INTO attendances SELECT {values} FROM {there} WHERE {_or('x.state', 'held')} <> 'cancelled'"


def _or(column: str, word: str) -> str:
    return f"coalesce({column}, '{word}')"


def _columns(table: str, **values: str) -> str:
    """The values of a table's columns in their order; NULL for those not given."""
    return ", ".join(values.get(column, "NULL") for column in TABLES[table])


def keep(book: Ledger, folder: Path) -> None:
    """Writes a ledger as Parquet files that only their owner can read."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in TABLES:
        path = folder / f"{name}.parquet"
        fresh = path.with_suffix(".fresh")
        fresh.touch(mode=0o600)
        book.connection.execute(f"COPY {name} TO '{_sql(fresh)}' (FORMAT parquet)")
        fresh.chmod(0o600)
        fresh.replace(path)


def kept(folder: Path) -> Ledger | None:
    """The ledger kept in a folder, if there is one."""
    if not (folder / "programmes.parquet").exists():
        return None
    book = Ledger()
    for name in TABLES:  # a folder kept by an earlier release lacks what came later
        if (path := folder / f"{name}.parquet").exists():
            book.connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM read_parquet('{_sql(path)}')")
    book.refresh = lambda: None  # type: ignore[method-assign]  # nothing stands behind this ledger
    return book


def _sql(path: Path) -> str:
    return str(path).replace("'", "''")


def place_of(code: str) -> Path:
    """Where the ledger filled from files for a programme is kept."""
    return Path(settings.VAR) / "ledger" / "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in code)
