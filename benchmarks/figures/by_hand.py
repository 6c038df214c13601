"""The same figures as somebody would write them who knows the data: one statement for DuckDB, and one query per measure for SQLite."""

import sqlite3
from datetime import date
from pathlib import Path

DAY = date(2023, 6, 30)
WORK = "('employment', 'self-employment')"
YES = ("disability", "third_country", "foreign_background", "minority", "housing", "rural")
BOTH = "('unemployed', 'inactive')"
MEASURES = {
    "reached": "reached IS NOT NULL", "enquired": "enquired IS NOT NULL", "admitted": "admitted IS NOT NULL", "supported": "entered IS NOT NULL",
    "intensive": "intensive", "included": "included", "working": "working", "EECO01": "complete",
    "EECO02": "complete AND labour = 'unemployed'", "EECO03": "complete AND long_term", "EECO04": "complete AND labour = 'inactive'",
    "EECO05": "complete AND labour = 'employed'", "EECO06": "complete AND age < 18", "EECO07": "complete AND age BETWEEN 18 AND 29",
    "EECO08": "complete AND age >= 55", "EECO09": "complete AND education <= 2", "EECO10": "complete AND education BETWEEN 3 AND 4",
    "EECO11": "complete AND education >= 5", **{f"EECO{n}": f"complete AND {trait} = 'yes'" for n, trait in enumerate(YES, 12)},
    "EECR01": "complete AND labour = 'inactive' AND leaving = 'job-search'", "EECR04": f"complete AND labour IN {BOTH} AND leaving IN {WORK}",
    "EECR05": f"complete AND labour IN {BOTH} AND later IN {WORK}",
}  # fmt: skip
Cells = dict[tuple, int]


# DuckDB -----------------------------------------------------------------------------------------------------------------
def duckdb_of(connection) -> None:
    """The tables somebody lays down who writes such a statement: one wide row per participation, and what happened beside it."""
    moments = ", ".join(f"min(valid_on) FILTER (moment = '{m}') AS {m}" for m in ("enquired", "admitted", "entered", "left"))
    traits = ", ".join(f"max(value) FILTER (trait = '{t}') AS {t}" for t in ("gender", "labour", *YES))
    typed = {"birth_on": "DATE", "unemployed_since": "DATE", "education": "INTEGER"}
    traits += "".join(f", CAST(max(value) FILTER (trait = '{t}') AS {kind}) AS {t}" for t, kind in typed.items())
    for statement in (
        f"""CREATE TABLE participation AS SELECT e.enrolment_id AS id, e.region_id AS region, m.* EXCLUDE (id), t.* EXCLUDE (id) FROM enrolments e
            JOIN (SELECT enrolment_id AS id, {moments} FROM events GROUP BY 1) m ON m.id = e.enrolment_id
            JOIN (SELECT enrolment_id AS id, {traits} FROM traits GROUP BY 1) t ON t.id = e.enrolment_id""",
        "CREATE TABLE activity AS SELECT person_id AS id, kind, presence, held_on, minutes FROM attendances",
        "CREATE TABLE outcome AS SELECT enrolment_id AS id, fact_id AS number, kind, valid_on AS on_, until_on AS until FROM outcomes",
        "CREATE TABLE follow_up AS SELECT enrolment_id AS id, follow_up_id AS number, answer, due_on, asked_on FROM follow_ups",
        "CREATE TABLE plan AS SELECT enrolment_id AS id, active_on FROM plans",
    ):
        connection.execute(statement)


def _held(name: str, by: str, beyond: str = "") -> str:
    """Each person's last labour event by a day, if it still held then."""
    return f"""{name} AS (SELECT id, CASE WHEN until IS NULL OR until > by_on THEN kind END AS {name} FROM (
        SELECT id, s.{by} AS by_on, arg_max((l.kind, l.until), (l.on_, l.asked, l.number)) AS last, last[1] AS kind, last[2] AS until
        FROM labour l JOIN stays s USING (id) WHERE l.on_ <= s.{by} {beyond} GROUP BY 1, 2))"""


def statement() -> str:
    """Everything at once, over those tables."""
    day = f"DATE '{DAY}'"
    by_then = ", ".join(f'CASE WHEN "{m}" <= {day} THEN "{m}" END AS "{m}"' for m in ("admitted", "entered", "left"))
    sums = ", ".join(f"count(*) FILTER ({how}) AS {code}" for code, how in MEASURES.items())
    return f"""WITH
    known AS (SELECT p.* REPLACE ({by_then}) FROM participation p WHERE enquired <= {day}),
    stays AS (SELECT *, CASE WHEN "left" IS NOT NULL THEN least("left" + 28, {day}) END AS soon,
        CASE WHEN CAST("left" + INTERVAL 6 MONTH AS DATE) <= {day} THEN CAST("left" + INTERVAL 6 MONTH AS DATE) END AS after6, {day} AS today FROM known),
    met AS (SELECT id, min(held_on) FILTER (kind = 'outreach') AS met, sum(minutes) FILTER (kind IN ('talk', 'consultation', 'group', 'visit')) AS minutes
        FROM activity WHERE presence = 'present' AND held_on <= {day} GROUP BY 1),
    agreed AS (SELECT DISTINCT id FROM plan WHERE active_on <= {day}),
    results AS (SELECT DISTINCT id FROM outcome WHERE kind IN ('employment', 'self-employment', 'education', 'qualification') AND on_ <= {day}),
    labour AS (SELECT id, kind, on_, until, 0 AS asked, number FROM outcome
        WHERE kind IN ('employment', 'self-employment', 'job-search') AND on_ <= {day}
        UNION ALL SELECT id, CASE answer WHEN 'in-work' THEN 'employment' WHEN 'seeking' THEN 'job-search' ELSE 'none' END,
        least(due_on, asked_on), NULL, 1, number FROM follow_up WHERE answer IN ('in-work', 'seeking') AND asked_on <= {day}),
    {_held("now", "today")}, {_held("leaving", "soon", 'AND (l.until IS NULL OR l.until > s."left")')}, {_held("later", "after6")},
    people AS (SELECT s.*, least(met, enquired) AS reached,
        a.id IS NOT NULL OR minutes > 480 AS intensive, entered IS NOT NULL AND r.id IS NOT NULL AS included,
        entered IS NOT NULL AND now IN {WORK} AS working, leaving, later,
        year(entered) - year(birth_on) - CAST((month(entered), day(entered)) < (month(birth_on), day(birth_on)) AS INTEGER) AS age,
        entered IS NOT NULL AND gender IS NOT NULL AND birth_on IS NOT NULL AND labour IS NOT NULL AND education IS NOT NULL
          AND (labour <> 'unemployed' OR unemployed_since IS NOT NULL) AS complete,
        labour = 'unemployed' AND CAST(unemployed_since + CASE WHEN age < 25 THEN INTERVAL 6 MONTH ELSE INTERVAL 12 MONTH END AS DATE) < entered AS long_term
        FROM stays s LEFT JOIN met USING (id) LEFT JOIN agreed a USING (id) LEFT JOIN results r USING (id)
        LEFT JOIN now USING (id) LEFT JOIN leaving USING (id) LEFT JOIN later USING (id))
    SELECT gender, region, year(enquired) AS year, {sums} FROM people GROUP BY 1, 2, 3"""


def duckdb(connection) -> Cells:
    """The hand-written statement's figures by measure, gender, region and year."""
    return {
        (code, row[0], row[1], row[2]): number
        for row in connection.execute(statement()).fetchall()
        for code, number in zip(MEASURES, row[3:], strict=True)
        if number
    }


# One query per measure --------------------------------------------------------------------------------------------------
PEER = """
CREATE TABLE participation (id INTEGER PRIMARY KEY, gender, region, enquired, admitted, entered, "left", birth_on, labour, unemployed_since,
  education INTEGER, disability, third_country, foreign_background, minority, housing, rural);
CREATE TABLE activity (person INTEGER, kind, presence, held_on, minutes INTEGER);
CREATE TABLE outcome (participation INTEGER, number INTEGER, kind, on_, until);
CREATE TABLE follow_up (participation INTEGER, number INTEGER, answer, due_on, asked_on);
CREATE TABLE plan (participation INTEGER, active_on);
"""
_YEARS = "CAST(substr(entered, 1, 4) AS INTEGER) - CAST(substr(birth_on, 1, 4) AS INTEGER) - (substr(entered, 6) < substr(birth_on, 6))"
_ENTERED = "entered IS NOT NULL"
_WHOLE = (
    f"{_ENTERED} AND gender IS NOT NULL AND birth_on IS NOT NULL AND labour IS NOT NULL AND education IS NOT NULL "
    "AND (labour <> 'unemployed' OR unemployed_since IS NOT NULL)"
)
_LAST = """(SELECT kind FROM (SELECT kind, on_, until, 0 AS asked, number FROM outcome WHERE participation = p.id AND kind IN
  ('employment', 'self-employment', 'job-search') UNION ALL SELECT CASE answer WHEN 'in-work' THEN 'employment' ELSE 'job-search' END,
  min(due_on, asked_on), NULL, 1, number FROM follow_up WHERE participation = p.id AND answer IN ('in-work', 'seeking') AND asked_on <= '{day}')
  WHERE on_ <= {by} AND on_ <= '{day}' {beyond} ORDER BY on_ DESC, asked DESC, number DESC LIMIT 1)"""
_STILL = _LAST.replace("SELECT kind FROM", "SELECT CASE WHEN until IS NULL OR until > {by} THEN kind END FROM", 1)


def _queries() -> dict[str, str]:
    """The condition of each measure over one participation, with look-ups of its own."""

    def last(by: str, beyond: str = "") -> str:
        return _STILL.format(day=DAY, by=by, beyond=beyond)

    support = (
        f"(SELECT sum(minutes) FROM activity WHERE person = p.id AND presence = 'present' AND kind <> 'outreach' AND held_on <= '{DAY}')"
    )
    soon, after6 = f"min(date(\"left\", '+28 days'), '{DAY}')", "six_months"
    held = {
        "leaving": last(soon, 'AND (until IS NULL OR until > "left")'),
        "later": f"CASE WHEN {after6} <= '{DAY}' THEN {last(after6)} END",
        "now": last(f"'{DAY}'"),
    }
    ends = {"intensive": f"EXISTS (SELECT 1 FROM plan WHERE participation = p.id AND active_on <= '{DAY}') OR {support} > 480",
            "included": f"{_ENTERED} AND EXISTS (SELECT 1 FROM outcome WHERE participation = p.id AND kind IN ('employment', 'education') AND on_ <= '{DAY}')",
            "working": f"{_ENTERED} AND {held['now']} IN {WORK}",
            "reached": "enquired IS NOT NULL OR EXISTS (SELECT 1 FROM activity WHERE person = p.id AND kind = 'outreach' AND presence = 'present')",
            "EECO03": f"{_WHOLE} AND labour = 'unemployed' AND CASE WHEN ({_YEARS}) < 25 THEN since_6 ELSE since_12 END < entered"}  # fmt: skip
    found = {}
    for code, how in MEASURES.items():
        words = ends.get(code, how.replace("complete", _WHOLE).replace("age", f"({_YEARS})"))
        for name in ("leaving", "later"):
            words = words.replace(f" {name} ", f" {held[name]} ")
        found[code] = words
    return found


def sqlite_of(connection, place: Path) -> sqlite3.Connection:
    """The peer's tables in a file, as such a system keeps them, filled from the ledger's; months after a day are stored, since
    SQLite runs over the month's end."""
    peer = sqlite3.connect(place)
    peer.executescript(PEER.replace("rural);", "rural, six_months, since_6, since_12);"))
    moments = ", ".join(
        f"min(CAST(valid_on AS VARCHAR)) FILTER (moment = '{m}') AS {m}" for m in ("enquired", "admitted", "entered", "left")
    )
    traits = ", ".join(
        f"max(value) FILTER (trait = '{t}') AS {t}" for t in ("gender", "birth_on", "labour", "unemployed_since", "education", *YES)
    )
    months = "CAST(CAST(CAST({} AS DATE) + INTERVAL {} MONTH AS DATE) AS VARCHAR)"
    rows = f"""SELECT e.enrolment_id, t.gender, e.region_id, m.enquired, m.admitted, m.entered, m.left, t.* EXCLUDE (id, gender),
        {months.format("m.left", 6)}, {months.format("t.unemployed_since", 6)}, {months.format("t.unemployed_since", 12)}
        FROM enrolments e JOIN (SELECT enrolment_id AS id, {moments} FROM events WHERE valid_on <= DATE '{DAY}' GROUP BY 1) m ON m.id = e.enrolment_id
        JOIN (SELECT enrolment_id AS id, {traits} FROM traits GROUP BY 1) t ON t.id = e.enrolment_id"""
    _copy(connection, peer, "participation", 20, rows)
    text = "CAST({} AS VARCHAR)"
    _copy(connection, peer, "activity", 5, f"SELECT person_id, kind, presence, {text.format('held_on')}, minutes FROM attendances")
    _copy(
        connection,
        peer,
        "outcome",
        5,
        f"SELECT enrolment_id, fact_id, kind, {text.format('valid_on')}, {text.format('until_on')} FROM outcomes",
    )
    _copy(
        connection,
        peer,
        "follow_up",
        5,
        f"SELECT enrolment_id, follow_up_id, answer, {text.format('due_on')}, {text.format('asked_on')} FROM follow_ups",
    )
    _copy(connection, peer, "plan", 2, f"SELECT enrolment_id, {text.format('active_on')} FROM plans")
    for table, column in (("activity", "person"), ("outcome", "participation"), ("follow_up", "participation"), ("plan", "participation")):
        peer.execute(f"CREATE INDEX {table}_of ON {table} ({column})")
    peer.execute("ANALYZE")
    peer.commit()
    return peer


def _copy(connection, peer: sqlite3.Connection, table: str, width: int, query: str) -> None:
    found = connection.execute(query)
    while rows := found.fetchmany(50_000):
        peer.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", rows)


def sqlite(peer: sqlite3.Connection) -> Cells:
    """The figures by one query per measure, as such systems are usually written."""
    found: Cells = {}
    for code, how in _queries().items():
        rows = peer.execute(
            f"SELECT gender, region, CAST(substr(enquired, 1, 4) AS INTEGER), count(*) FROM participation p WHERE {how} GROUP BY 1, 2, 3"
        )
        found |= {(code, gender, region, year): number for gender, region, year, number in rows}
    return found
