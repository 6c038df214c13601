"""What the demo shows to those outside, read from its pages and files: nobody can be worked out by all of it, and its papers are for all."""

from datetime import date

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests import cast as the_cast
from tests.indicators.attacker import COLUMNS, PEOPLE, RESULTS, Attacker, Book, without
from tests.indicators.reader import Reader
from tests.indicators.reader import number as number_in
from tests.indicators.released import truth_of
from tests.reports.test_paper import broken
from tests.scenarios.conftest import LOADED_ON, bring, found, moment
from vieta.accounts.models import Account
from vieta.base.viewer import Viewer
from vieta.indicators import actions, queries
from vieta.indicators.engine import Question, engine
from vieta.indicators.models import Release
from vieta.indicators.rules import seal
from vieta.jobs.demo import gent, kurzeme
from vieta.jobs.demo.load import SEED
from vieta.people.queries import viewer_with_own_place
from vieta.reports import actions as reporting
from vieta.reports import queries as reported

pytestmark = pytest.mark.django_db
THRESHOLD = 5
# The first of each is what the demo itself releases; the earlier days, on which few had come, are released after it.
RELEASED = {
    "motivation-zk": ("solvita", (date(2022, 6, 30), date(2020, 12, 31), date(2021, 3, 31), date(2021, 6, 30))),
    "jobteam-gent": ("farid", (date(2024, 12, 31), date(2020, 6, 30), date(2020, 7, 31))),
}
PUBLIC = {"motivation-zk": (0, 3), "jobteam-gent": (0,)}


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """The published years of both programmes with their releases; rolled back after the last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        found()
        for made in (kurzeme.lines(SEED), gent.lines(SEED)):
            bring(made, tmp_path_factory.mktemp(made.frame["code"]))
        for code, (_lead, days) in RELEASED.items():
            by = lead_of(code)
            assert queries.months_due(by, code)[0] == days[0]
            rows = [actions.release(by=by, at=moment(LOADED_ON), code=code, day=day) for day in days]
            for n in PUBLIC[code]:
                actions.make_public(by=by, at=moment(LOADED_ON), release_id=rows[n].pk)
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _no_second_factor(demo, settings):
    settings.DEMO = True


@pytest.fixture
def funder() -> Reader:
    client = Client()
    client.force_login(Account.objects.get(username="greta"), backend=the_cast.BACKEND)
    return Reader(client, "funder")


@pytest.fixture
def anybody() -> Reader:
    return Reader(Client(), "public")


def lead_of(code: str) -> Viewer:
    """Who releases and reports a programme."""
    return viewer_with_own_place(Account.objects.get(username=RELEASED[code][0]), LOADED_ON)


def book(row: Release, read: dict) -> Book:
    """A release as read; at a month's end the indicators shown beside it are those of an earlier release, told there."""
    tables = read["tables"] if read["indicators"] == row.day.isoformat() else {}
    kinds = tuple(dict.fromkeys(part.partition(":")[0] for part in tables if part))
    places = engine().places(Question(row.programme_id, row.day), kinds) if len(kinds) > 1 else set()
    named = [tuple(f"{kind}:{'' if key is None else key}" for kind, key in zip(kinds, place, strict=True)) for place in places]
    return Book({"progress": read["progress"], "tables": tables}, named, row.day)


def narrowed(reader: Reader, code: str, house: int | None = None) -> list[str]:
    """What an attacker works out of everything a reader can open of a programme, who works in a house if one is named."""
    read = reader.releases(code)
    rows = [Release.objects.get(pk=number) for number in read]
    assert [row.day.isoformat() for row in rows] == [one["day"] for one in read.values()]
    books, truths = [book(row, read[row.pk]) for row in rows], [truth_of(row) for row in rows]
    if house is None:
        return Attacker(books).narrow(truths, THRESHOLD)
    each, insider = [own(row, house) for row in rows], f"provider_id:{house}"
    others = [{name: value - mine.get(name, 0) for name, value in truth.items()} for truth, mine in zip(truths, each, strict=True)]
    left = [without(one, mine, insider) for one, mine in zip(books, each, strict=True)]
    return Attacker(left).narrow(others, THRESHOLD)


def own(row: Release, house: int) -> dict[tuple, int]:
    """What a house counts of its own people on the day of a release, of which it knows everything."""
    codes = [*row.figures["progress"], *PEOPLE, "30-54", *RESULTS]
    counts = engine().counts(Question(row.programme_id, row.day, providers=frozenset({house})), codes)[None]
    return {
        (code.replace("30-54", "middle"), column, part): getattr(count, column)
        for code, count in counts.items()
        for column in COLUMNS
        for part in ("", f"provider_id:{house}")
    }


@pytest.mark.parametrize("code", RELEASED)
def test_nobody_is_worked_out_by_all_that_a_funder_can_open(funder, code):
    assert any(0 < value < THRESHOLD for row in Release.objects.filter(programme__code=code) for value in truth_of(row).values())
    for row in Release.objects.filter(programme__code=code, half_year=True):  # the attack is measured by what the lead sees
        exact = {one.code: one.count.total for one in queries.indicators(lead_of(code), code, row.day, every=True)}
        assert {
            cell[0]: value for cell, value in truth_of(row).items() if cell[0] in exact and cell[1:] == ("total", "")
        }.items() <= exact.items()
    assert narrowed(funder, code) == []


def test_no_house_works_out_a_figure_of_the_others_by_all_that_is_shown(funder):
    houses = {part for row in Release.objects.filter(programme__code="jobteam-gent") for part, _name in row.figures["parts"]}
    assert len(houses) == 7
    for house in sorted(int(part.removeprefix("provider_id:")) for part in houses):
        assert (house, narrowed(funder, "jobteam-gent", house)) == (house, [])


@pytest.mark.parametrize("code", RELEASED)
def test_everybody_reads_a_part_of_what_the_funder_reads_and_no_other_number(funder, anybody, code):
    theirs, ours = funder.releases(code), anybody.releases(code)
    assert len(ours) == len(PUBLIC[code])
    for number, read in ours.items():
        assert {name: read[name] for name in ("progress", "tables", "day")} == {
            name: theirs[number][name] for name in ("progress", "tables", "day")
        }
        days = {one["day"]: one["progress"] for one in ours.values()}
        for measure, value in read["last"].items():
            assert value in [progress[measure]["value"] for day, progress in days.items() if day < read["day"]]


def test_the_attack_finds_a_number_that_a_page_forgot_to_hide(funder):
    row = Release.objects.filter(programme__code="motivation-zk").earliest("day")
    small = next(
        (code, told) for code, told in row.figures["tables"][""].items() if truth_of(row)[code, "total", ""] in range(1, THRESHOLD)
    )
    assert small[1][-1] is None
    small[1][-1] = truth_of(row)[small[0], "total", ""]
    row.checksum = seal(row.figures)
    row.save()
    assert narrowed(funder, "motivation-zk") != []


def test_all_programmes_together_show_what_each_shows_and_no_total_while_one_shows_none(funder):
    latest = {code: max(funder.releases(code).values(), key=lambda read: read["day"])["progress"] for code in RELEASED}
    for measure, name in queries.across_offered(safe=True):
        page = funder.page("funder_across", measure=measure)
        (heads, *rows), by_name = (
            page.tables[0],
            dict(queries.safe_programmes(viewer_with_own_place(Account.objects.get(username="greta"), LOADED_ON))),
        )
        shown = {next(code for code, called in by_name.items() if called == row[0]): row[2] for row in rows}
        assert heads[2] == name
        assert page.stats == []
        assert {row[1] for row in rows if row[2] == "–"} == {"nothing released yet"}
        assert {code: number_in(words) for code, words in shown.items() if words != "–"} == {
            code: latest[code][measure]["value"] for code in by_name if code in latest
        }


@pytest.mark.parametrize("code", RELEASED)
def test_the_papers_of_a_programme_break_no_rule_of_pdf_ua(code):
    by, client = lead_of(code), Client()
    client.force_login(Account.objects.get(username=RELEASED[code][0]), backend=the_cast.BACKEND)
    layouts = [layout for layout, _name in reported.layouts_offered(by, code)]
    assert len(layouts) > 1
    for layout in layouts:
        row = reporting.prepare(by=by, at=moment(LOADED_ON), code=code, as_of=RELEASED[code][1][0], layout=layout)
        answer = client.get(reverse("report_file", args=[row.pk, "pdf"]))
        assert broken(answer.content) == [], layout
