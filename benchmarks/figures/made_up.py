"""A ledger of any size, drawn by the database itself: the same number of people gives the same rows."""

from vieta.indicators.ledger.store import Ledger
from vieta.indicators.ledger.tables import TABLES

ACTIVITIES = 10  # of each person
NOON = "TIMESTAMP '2019-01-01 12:00:00'"
RESULTS = ",employment,self-employment,education,qualification,"
YES = {"disability": 12, "third_country": 25, "foreign_background": 40, "minority": 15, "housing": 10, "rural": 20}


def ledger(people: int) -> Ledger:
    """A ledger of one programme with twenty regions: a stay and ten activities each, four years, two outcomes, a follow-up."""
    book = Ledger()
    book.refresh = lambda: None  # type: ignore[method-assign]
    book.connection.execute("CREATE TEMP TABLE drawn AS " + _drawn(people))
    for statement in _statements():
        book.connection.execute(statement)
    book.connection.execute("DROP TABLE drawn")
    return book


def _draw(name: str, below: int) -> str:
    return f"CAST(hash(i, '{name}') % {below} AS INTEGER)"


def _drawn(people: int) -> str:
    gender = f"CASE WHEN {_draw('gender', 100)} < 52 THEN 'W' WHEN {_draw('gender', 100)} < 99 THEN 'M' ELSE 'N' END"
    labour = f"['unemployed', 'unemployed', 'unemployed', 'inactive', 'employed'][1 + {_draw('labour', 5)}]"
    return f"""
        SELECT i, 1 + {_draw("region", 20)} AS region, 1 + {_draw("provider", 40)} AS provider, {gender} AS gender, {labour} AS labour,
          DATE '2019-01-01' + {_draw("day", 1460)} AS enquired, {_draw("admitted", 100)} < 95 AS taken, {_draw("left", 100)} < 60 AS gone,
          30 + {_draw("stay", 400)} AS stay, DATE '1955-01-01' + {_draw("born", 18000)} AS born, 30 + {_draw("since", 1500)} AS since,
          {_draw("education", 9)} AS education
        FROM range(1, {people + 1}) t(i)"""


def _values(table: str, **values: str) -> str:
    return ", ".join(values.get(column, "NULL") for column in TABLES[table])


def _fact(**values: str) -> dict[str, str]:
    return {"fact_id": "i", "enrolment_id": "i", "recorded_at": NOON} | values


def _statements():
    yield "INSERT INTO programmes SELECT " + _values(
        "programmes", programme_id="1", code="'bench'", intensive_rule="'either'", short_support_minutes="480", result_kinds=f"'{RESULTS}'"
    )
    place = {"person_id": "i", "programme_id": "1", "provider_id": "provider", "region_id": "region", "region_category": "''"}
    yield f"INSERT INTO enrolments SELECT {_values('enrolments', enrolment_id='i', arm=_word('supported'), **place)} FROM drawn"
    for moment, on, who in (
        ("enquired", "enquired", "true"),
        ("admitted", "enquired + 5", "taken"),
        ("entered", "enquired + 10", "taken"),
        ("left", "enquired + 10 + stay", "taken AND gone"),
    ):
        yield f"INSERT INTO events SELECT {_values('events', **_fact(moment=_word(moment), valid_on=on))} FROM drawn WHERE {who}"
    answers = {"gender": "gender", "birth_on": "CAST(born AS VARCHAR)", "labour": "labour", "education": "CAST(education AS VARCHAR)"}
    for trait, value in answers.items():
        yield _trait(trait, value, "true")
    yield _trait("unemployed_since", "CAST(enquired - since AS VARCHAR)", "labour = 'unemployed'")
    for trait, percent in YES.items():
        yield _trait(trait, "'yes'", f"{_draw(trait, 100)} < {percent}")
    yield (
        "INSERT INTO plans SELECT "
        + _values("plans", version_id="i", enrolment_id="i", active_on="enquired + 30", recorded_at=NOON)
        + (f" FROM drawn WHERE taken AND {_draw('plan', 100)} < 60")
    )
    for number, after, kinds in (
        (1, "10 + stay - 20", "['employment', 'job-search', 'education']"),
        (2, "stay", "['employment', 'confidence', 'none']"),
    ):
        kind = f"{kinds}[1 + {_draw(f'kind{number}', 3)}]"
        until = f"CASE WHEN {_draw(f'until{number}', 5)} = 0 THEN enquired + {after} + 60 END"
        fact = _fact(fact_id=f"2 * i + {number}", kind=kind, learning="''", valid_on=f"enquired + {after}", until_on=until)
        yield f"INSERT INTO outcomes SELECT {_values('outcomes', **fact)} FROM drawn WHERE taken AND {_draw(f'some{number}', 2)} = 0"
    asked = {
        "follow_up_id": "i", "enrolment_id": "i", "moment": "'6-months'", "due_on": "enquired + 192 + stay", "asked_on": "enquired + 199 + stay",
        "answer": f"['in-work', 'seeking', 'not-reached'][1 + {_draw('answer', 3)}]", "recorded_at": NOON,
    }  # fmt: skip
    yield f"INSERT INTO follow_ups SELECT {_values('follow_ups', **asked)} FROM drawn WHERE taken AND gone"
    yield _attendances()


def _trait(trait: str, value: str, who: str) -> str:
    fact = _fact(trait=f"'{trait}'", asked="'given'", value=value, valid_on="enquired")
    return f"INSERT INTO traits SELECT {_values('traits', **fact)} FROM drawn WHERE {who}"


def _attendances() -> str:
    number = f"{ACTIVITIES} * i + n"
    values = {
        "attendance_id": number, "activity_id": number, "programme_id": "1", "organisation_id": "provider", "region_id": "region", "person_id": "i",
        "kind": "CASE WHEN n = 0 THEN 'outreach' WHEN n % 3 = 0 THEN 'group' ELSE 'consultation' END",
        "place_type": "CASE WHEN n = 0 THEN 'neighbourhood' ELSE '' END",
        "presence": "CASE WHEN hash(i, n) % 10 = 0 THEN 'absent' ELSE 'present' END", "held_on": "enquired - 10 + CAST(n * 12 AS INTEGER)",
        "minutes": "30 + CAST(hash(n, i) % 60 AS INTEGER)", "recorded_at": NOON,
    }  # fmt: skip
    return f"INSERT INTO attendances SELECT {_values('attendances', **values)} FROM drawn CROSS JOIN range({ACTIVITIES}) t(n)"


def _word(text: str) -> str:
    return f"'{text}'"
