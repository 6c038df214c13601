"""Lists and worklists cost the same number of statements for a dozen people as for fifty, and every statement finds an index."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import BACKEND
from tests.scale.crowd import coordinator, gather

PAGES = [
    ("bram", "/today/"),
    ("bram", "/calendar/"),
    ("bram", "/people/"),
    ("bram", "/follow-ups/"),
    ("cora", "/people/"),
    ("cora", "/people/?state=active&sort=-name"),
    ("cora", "/people/?name=kim"),
    ("cora", "/enquiries/"),
    ("cora", "/follow-ups/"),
    ("cora", "/flow/"),
    ("cora", "/calendar/?whose=organisation"),
]
# The tables that grow with the people; reading one from end to end is what must not happen.
GROWING = {
    "people_person", "people_grant", "people_searchkey", "enrolments_enrolment", "enrolments_caseteammember", "activities_activity",
    "activities_attendance", "outcomes_followup", "plans_planversion", "plans_step", "audit_entry",
}  # fmt: skip


@pytest.fixture
def crowd(cast, as_of_the_cast):
    """The cast with a coordinator and three people at each stage."""
    coordinator(cast)
    gather(cast, 3, "a")
    return cast


def _asked(client, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as told:
        answer = client.get(address)
    assert answer.status_code == 200
    return [one["sql"] for one in told.captured_queries]


@pytest.mark.parametrize(("who", "address"), PAGES)
def test_many_cost_no_more_statements_than_few(who, address, crowd, client):
    client.force_login(crowd.accounts[who], backend=BACKEND)
    client.get(address)
    few = _asked(client, address)
    gather(crowd, 9, "b")  # together just under a page of fifty
    many = _asked(client, address)
    assert len(many) == len(few)


@pytest.mark.parametrize(("who", "address"), PAGES)
def test_no_growing_table_is_read_from_end_to_end(who, address, crowd, client):
    client.force_login(crowd.accounts[who], backend=BACKEND)
    asked = [sql for sql in _asked(client, address) if sql.startswith("SELECT")]
    assert any("enrolments_enrolment" in sql for sql in asked)
    assert {(table, sql) for sql in asked for table in _read_whole(sql)} == set()


def test_a_statement_without_an_index_is_found_out(crowd):
    assert _read_whole("SELECT * FROM people_person WHERE first_name = 'Kim'") == {"people_person"}


def _read_whole(sql: str) -> set[str]:
    """The growing tables that a statement reads from end to end."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            if re.search(r'ORDER BY "\w+"."id" DESC LIMIT 1$', sql):
                return set()  # the last row by primary key: SQLite calls that a scan and stops at once
            names = _names(sql)
            steps = [re.match(r"SCAN (\w+)(?! USING)$", row[-1]) for row in cursor.fetchall()]
            return {names.get(step[1], step[1]) for step in steps if step} & GROWING
        # with few rows the server would read everything; told not to, it does so only where no index helps
        cursor.execute("SET enable_seqscan = off")
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
        plan = cursor.fetchone()[0]
        cursor.execute("RESET enable_seqscan")
    nodes = _nodes((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"])
    return {node["Relation Name"] for node in nodes if node["Node Type"] == "Seq Scan"} & GROWING


def _names(sql: str) -> dict[str, str]:
    """What each alias of a statement stands for."""
    return {alias: table for table, alias in re.findall(r'"(\w+)" ([UVWT]\d+)', sql)}


def _nodes(plan: dict):
    yield plan
    for part in plan.get("Plans", ()):
        yield from _nodes(part)
