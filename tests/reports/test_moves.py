"""Two reports beside each other: how many came, went and why in groups first, the persons of one number on demand, a page at a time."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast as the_cast
from vieta.accounts.models import Assignment
from vieta.audit.models import Entry
from vieta.base.refusal import NotFound
from vieta.enrolments.models import EntryTrait, Event
from vieta.indicators import ledger
from vieta.people.models import Person
from vieta.programmes.models import Programme
from vieta.reports import queries
from vieta.reports.queries.causes import words_of
from vieta.reports.rules import Heard, way_of, why_of

FIRST, LATER = date(2020, 12, 31), the_cast.NOW + timedelta(days=1)


@pytest.fixture
def two(cast, world, prepare):
    """A report of the end of 2020 with one participant, and one of today with some more, one of whom was entered late."""

    def made(number: int):
        world.enrol(entered=date(2020, 6, 1), traits=world.WHOLE)
        first = prepare(as_of=FIRST)
        for _ in range(number):
            world.enrol(entered=date(2021, 2, 1), traits=world.WHOLE, at=LATER)
        world.enrol(entered=date(2020, 6, 1), traits=world.WHOLE, at=LATER)
        return first, prepare(at=LATER + timedelta(hours=1))

    return made


@pytest.fixture
def read(client, cast, as_of_the_cast):
    def answered(name: str, args: list, **query):
        client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)
        return client.get(reverse(name, args=args), query)

    return answered


def test_the_summary_says_how_many_came_and_why_and_names_nobody(two, read, cast):
    first, second = two(3)
    page = read("report_changes", [first.pk], against=second.pk)
    [one] = [moved for moved in page.context["compared"].measures if moved.code == "EECO01"]
    assert (one.before, one.after, one.came, one.went, one.changed) == (1, 5, 4, 0, 0)
    assert [(reason.words, reason.number) for reason in one.reasons] == [
        ("Support began: since the earlier day", 3), ("Support began: recorded later", 1),
    ]  # fmt: skip
    assert f"{reverse('report_moves', args=[first.pk, 'EECO01'])}?against={second.pk}&amp;why=event-entered-late" in page.text
    assert not [reference for reference in Person.objects.values_list("reference", flat=True) if reference in page.text]
    assert not Entry.objects.filter(deed="reports.comparison").exists()


def test_the_summary_asks_and_says_as_much_for_many_as_for_few(two, read, cast, world):
    first, second = two(2)

    def asked() -> tuple[int, int]:
        ledger.forget()
        with CaptureQueriesContext(connection) as seen:
            page = read("report_changes", [first.pk], against=second.pk)
        return len(seen), len(page.content)

    asked()
    few = asked()
    for _ in range(40):
        world.enrol(entered=date(2021, 2, 1), traits=world.WHOLE, at=LATER)
    many = asked()
    [one] = [moved for moved in queries.comparison(cast.farid, first.pk, second.pk).measures if moved.code == "EECO01"]
    assert one.came == 43
    assert many[0] <= few[0]
    assert many[1] < few[1] + 500 < 300_000


def test_persons_stand_on_pages_of_one_number_and_whole_in_the_file(two, read, cast):
    first, second = two(30)
    page = read("report_moves", [first.pk, "EECO01"], against=second.pk)
    assert (len(page.context["list"].shown), page.context["list"].count_text) == (25, "1–25 of 31")
    assert "in: women" in page.text
    rest = read("report_moves", [first.pk, "EECO01"], against=second.pk, page=2)
    assert len(rest.context["list"].shown) == 6
    late = read("report_moves", [first.pk, "EECO01"], against=second.pk, why="event-entered-late", way="came")
    assert len(late.context["list"].shown) == 1
    assert "Support began (1 Jun 2020), recorded" in late.text
    nobody = read("report_moves", [first.pk, "EECO01"], against=second.pk, way="went")
    assert (nobody.status_code, nobody.context["list"].shown) == (200, [])
    file = b"".join(read("report_moves", [first.pk, "EECO01"], against=second.pk, export="csv").streaming_content).decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(file)))) == 32
    assert "<br>" not in file


def test_a_wrong_filter_is_refused_beside_its_field(two, read):
    first, second = two(1)
    page = read("report_moves", [first.pk, "EECO01"], against=second.pk, why="nonsense")
    assert page.status_code == 422
    assert "why" in page.context["list"].filter.errors


def test_a_report_of_another_programme_is_no_comparison(two, cast):
    first, second = two(0)
    other = Programme.objects.create(code="other", name="Other", country="BE", lead=cast.world.lead)
    Assignment.objects.create(account=cast.accounts["farid"], role="lead", programme=other, from_on=date(2020, 2, 1))
    second.pk, second.programme = None, other
    second.save()
    viewer = cast.viewer("farid", LATER.date())
    assert queries.report(viewer, second.pk).programme_code == "other"
    with pytest.raises(NotFound):
        queries.comparison(viewer, first.pk, second.pk)


def test_who_is_mended_beside_a_special_question_is_not_told_by_it(cast, world, prepare):
    stay = world.enrol(entered=date(2020, 6, 1), traits=world.WHOLE | {"minority": "yes"})
    report = prepare()
    EntryTrait.objects.filter(enrolment=stay, trait="minority").update(retracted_at=LATER)
    Event.objects.filter(enrolment=stay).update(retracted_at=LATER, retracted_by=cast.accounts["bram"].pk)
    ledger.forget()
    viewer = cast.viewer("farid", LATER.date())
    moved = queries.movers(viewer, report.pk, "EECO01")
    [move] = queries.moves(viewer, report.pk, "EECO01", None, moved.steps)
    assert [reason.key for reason in moved.reasons] == ["event-entered-back"]
    assert all("minority" not in cause.what.lower() for cause in move.causes)


# Judgements ------------------------------------------------------------------------------------------------------------
def heard(kind: str, about: str, *, back: bool = False, on: date | None = FIRST) -> Heard:
    return Heard(frozenset({kind}), about, back, on)


@pytest.mark.parametrize(
    ("facts", "key"),
    [
        ([], "nothing"),
        ([heard("trait:education", "trait-education", back=True)], "trait-education-back"),
        ([heard("trait:education", "trait-education", back=True), heard("trait:education", "trait-education")], "trait-education-anew"),
        ([heard("outcome", "outcome-employment"), heard("trait:labour", "trait-labour")], "trait-labour-late"),
        ([heard("event", "event-left", on=LATER.date())], "event-left-since"),
        ([heard("event", "event-left"), heard("event", "event-entered", on=LATER.date())], "event-entered-since"),
        ([heard("event", "event-entered"), heard("merge", "merge", on=None)], "merge-joined"),
    ],
)
def test_the_weightiest_fact_gives_the_reason(facts, key):
    assert why_of(facts, FIRST, {"event-entered"})[0] == key


def test_how_somebody_moved():
    assert [way_of(None, "W"), way_of("M", None), way_of("", "W")] == ["came", "went", "changed"]


def test_answers_are_told_in_words(cast, world):
    trait = EntryTrait(trait="education", value="2", asked="given")
    assert words_of(trait) == ("Highest education completed", "Lower secondary (ISCED 2)")
    assert words_of(EntryTrait(trait="unemployed_since", value="2020-01-05", asked="given"))[1] == "5 Jan 2020"
