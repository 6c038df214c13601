"""The expressions written once give the same figures on DuckDB, on PostgreSQL and over Spark Connect."""

import logging
from datetime import date, timedelta
from random import Random

import psycopg
import pytest
from pysail.spark import SparkConnectServer

from tests.indicators.book import NOON, Book
from tests.servers import Cluster
from vieta.indicators import elsewhere
from vieta.indicators.engine import Question
from vieta.indicators.measures import MEASURES
from vieta.indicators.measures.declare import Unit

CODES = [m.code for m in MEASURES.values() if m.unit == Unit.PEOPLE and m.arm == "supported"]


@pytest.fixture(scope="module")
def postgres():
    """A server of our own, whichever database the other tests use."""
    cluster = Cluster()
    with psycopg.connect(f"host={cluster.folder} user=postgres dbname=postgres") as connection:
        yield elsewhere.Postgres(connection)
    cluster.stop()


@pytest.fixture(scope="module")
def spark():
    """Sail answers as Spark does, in this process and without a Java machine."""
    logging.getLogger("pyspark").setLevel(logging.ERROR)
    from pyspark.sql import SparkSession

    server = SparkConnectServer()
    server.start()
    session = SparkSession.builder.remote(f"sc://localhost:{server.listening_address[1]}").getOrCreate()
    yield elsewhere.Spark(session)
    session.stop()
    server.stop()


@pytest.fixture(scope="module")
def book() -> Book:
    """A year and a half of two hundred people, with every kind of fact."""
    draw, book = Random(4), Book()
    for person in range(1, 201):
        entered = date(2020, 2, 1) + timedelta(days=draw.randrange(500))
        left = entered + timedelta(days=draw.randrange(30, 300)) if person % 3 else None
        stay = book.enrol(person, entered=entered, left=left, provider=1 + person % 4, **_traits(draw))
        book.met(person, entered - timedelta(days=9))
        book.met(person, entered + timedelta(days=5), kind="consultation", minutes=draw.choice((60, 480, 500)))
        if person % 2:
            book.plan(stay, entered + timedelta(days=20))
        for kind in draw.sample(("employment", "job-search", "education", "confidence", "qualification"), 2):
            on = entered + timedelta(days=draw.randrange(10, 400))
            until = on + timedelta(days=90) if person % 5 == 0 else None
            retracted = NOON + timedelta(days=500) if person % 11 == 0 else None
            book.outcome(stay, kind, on, until=until, earnings=draw.randrange(3) * 1000, retracted_at=retracted)
        if left:
            book.asked(stay, "6-months", draw.choice(("in-work", "seeking")), left + timedelta(days=182), left + timedelta(days=190))
    book.merge(7, 8)
    return book


def _traits(draw: Random) -> dict:
    days = ("1990-06-15", "2004-02-29", "1962-12-31", "2001-03-01")
    return {
        "gender": draw.choice("WMN"), "birth_on": draw.choice(days), "labour": draw.choice(("unemployed", "inactive", "employed")),
        "unemployed_since": draw.choice(("2019-07-01", "2020-08-31")), "education": draw.choice("02358"),
        "minority": draw.choice(("yes", "no")), "in_education": draw.choice(("yes", "no")),
    }  # fmt: skip


@pytest.mark.parametrize("engine", ["postgres", "spark"])
def test_the_same_figures_on_every_engine(book, engine, request):
    there: elsewhere.Elsewhere = request.getfixturevalue(engine)
    asked, counter = Question(1, date(2022, 2, 28)), book.engine()
    here = counter.counts(asked, CODES, "provider_id")
    assert sum(counts["supported"].total for counts in here.values()) == 199
    elsewhere.bring(counter.ledger, there)
    assert elsewhere.counts(there, asked, CODES, "provider_id") == here
