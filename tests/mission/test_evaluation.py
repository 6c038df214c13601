"""The capabilities of evaluation, as the pages tell them: whom it works for, how wellbeing moved, what an evaluator found."""

import csv
import io
from collections import Counter
from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse

from tests import cast as the_cast
from tests.evaluation.conftest import DAY, ENTERED, crowd
from tests.evaluation.test_evaluations import QUASI, evaluator, fill
from tests.evaluation.test_pages import day
from tests.indicators.world import JOB
from vieta.evaluation.models import Commission, Finding
from vieta.plans.actions.bring_in import ReviewIn, bring_in_reviews
from vieta.plans.actions.reviews import RatingGiven

__all__ = ["crowd", "evaluator"]


@pytest.fixture
def page(cast, client, monkeypatch):
    """The words of a page as one of the cast reads it at the end of 2021, and its status."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: the_cast.NOW.replace(year=DAY.year, month=DAY.month, day=DAY.day))

    def read(name, address, query="", **needs):
        client.force_login(cast.accounts[name], backend=the_cast.BACKEND)
        answer = client.get(reverse(address, kwargs=needs) + query)
        return answer.status_code, unescape(answer.content.decode()).replace("\u00a0", " ")

    return read


@pytest.mark.mission("S0-16")
def test_the_gap_between_people_of_migrant_background_and_others(crowd, page):
    background = {word: {"foreign_background": word, "labour": "unemployed"} for word in ("yes", "no")}
    crowd.begin_work(crowd.many(60, traits=background["yes"])[:15], 100)
    crowd.begin_work(crowd.many(60, traits=background["no"])[:33], 100)
    status, words = page("farid", "evaluation_question", code="gent", what="groups")
    assert status == 200
    assert "Foreign background: 30 of 100 fewer than “No foreign background” (between −45 and −13 percentage points)." in words
    assert "55 % (between 42 % and 67 %)" in words  # the others' share in the table
    assert "A gap says that the groups fare differently, not why" in words
    assert "Somebody" not in words
    for name, kept_out in (("bram", 404), ("edda", 404), ("greta", 404), ("amina", 404)):
        assert page(name, "evaluation_question", code="gent", what="groups")[0] == kept_out


@pytest.mark.mission("S0-16")
def test_where_the_data_do_not_bear_a_gap_none_is_claimed(crowd, page):
    for word, number in (("yes", 3), ("no", 60)):
        crowd.begin_work(crowd.many(number, traits={"foreign_background": word, "labour": "unemployed"})[:2], 100)
    _status, words = page("farid", "evaluation_question", code="gent", what="groups")
    assert "Too few people for an answer: with fewer than 5 alike, somebody might be recognised." in words
    assert "Foreign background / No foreign background" not in words


@pytest.mark.mission("S1-14")
def test_wellbeing_of_all_at_the_start_on_the_way_and_at_leaving(crowd, page, instruments):
    stays = crowd.many(40)
    rows = [
        ReviewIn(
            stay.pk,
            instruments["life-domains"].pk,
            moment,
            ENTERED + timedelta(days=after),
            ratings=[RatingGiven("housing", by_person=level, by_worker=2)],
        )
        for n, stay in enumerate(stays)
        for moment, after, level in (("entry", 0, 2), ("interim", 60, 2 if n < 30 else 3), ("exit", 120, 4 if n < 30 else 2))
    ]
    bring_in_reviews(by=JOB, at=the_cast.NOW, rows=rows)
    read = lambda query: page("farid", "evaluation_question", query, code="gent", what="distance")[1]  # noqa: E731
    assert "More moved up than down: by +75 of 100 people (between +57 and +86 percentage points)." in read("?until=exit")
    assert "More moved up than down: by +25 of 100 people" in read("?until=interim")
    assert "It cannot be told whether more moved up or down" in read("?view=by_worker")
    assert "Too few people for an answer" in read("?until=follow-up")
    assert page("greta", "evaluation_question", code="gent", what="distance")[0] == 404


@pytest.fixture
def post(cast, client, page):
    """Sends a form of a page as one of the cast; the deed must succeed."""

    def send(name, address, typed, **needs):
        client.force_login(cast.accounts[name], backend=the_cast.BACKEND)
        answer = client.post(reverse(address, kwargs=needs), typed)
        assert answer.status_code == 302, unescape(answer.content.decode())

    return send


@pytest.mark.mission("S3-27")
def test_a_fund_commissions_an_evaluation_gives_anonymised_data_and_follows_what_was_found(crowd, evaluator, page, post, cast):
    fill(crowd)
    asked = {
        "title": "Mid-term evaluation", "questions": "Whom does it reach?", "evaluator_id": evaluator.pk, **day(date(2020, 2, 1), "from_on"),
        **day(date(2021, 2, 1), "until_on"), **day(date(2022, 3, 1), "due_on"),
    }  # fmt: skip
    post("farid", "commission_new", asked, code="gent")
    number = {"commission_id": Commission.objects.get().pk}
    post("farid", "dataset_new", {"alike": "10"}, **number)
    status, text = page("hanna", "evaluation_data", **number)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert status == 200
    assert min(Counter(tuple(row[name] for name in QUASI) for row in rows).values()) >= 10
    assert the_cast.SECRET not in text
    assert page("greta", "evaluation_data", **number)[0] == 404  # the funder is not the evaluator
    found = {"text": "Women wait longer.", "recommendation": "Talk to employers.", "addressee_id": cast.world.lead.pk}
    post("hanna", "finding_new", found, **number)
    finding = {"finding_id": Finding.objects.get().pk}
    assert "Waits for a response" in page("greta", "evaluation_read", **number)[1]
    post("farid", "finding_respond", {"stance": "agree", "text": "In spring.", **day(date(2022, 3, 1), "by_on")}, **finding)
    assert "Promised" in page("greta", "evaluation_read", **number)[1]
    post("farid", "finding_report", {"state": "done", "note": "Twelve employers."}, **finding)
    status, words = page("farid", "commission", **number)
    assert "Twelve employers." in words
    assert "Hanna Weiss, 31 Dec 2021" in words  # who received the data, and when
    post("farid", "commission_close", {}, **number)
    assert "Closed" in page("greta", "evaluations")[1]
    for name, kept_out in (("bram", 404), ("edda", 404), ("amina", 404), ("dario", 404)):
        assert page(name, "commission", **number)[0] == kept_out
