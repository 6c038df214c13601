"""The pages of evaluations as somebody uses them: every form takes odd letters and refuses what cannot be."""

from datetime import date

import pytest
from django.urls import reverse

from tests.access.rows_evaluation import commission as with_data
from tests.access.rows_evaluation import finding, give, without_data
from tests.cast import BACKEND, NOW
from vieta.audit.models import Entry
from vieta.evaluation.models import Commission, Dataset, Finding, Progress, Response

NUL, OVERRIDE = "a\x00b", "a\u202eb"
GOOD = ["=1+1", "مرحبا بكم", "e\u0301te\u0301 👩🏽‍🍳 bakery", '<script>alert(1)</script> O\'Brien & "co"']


def day(on: date, name: str) -> dict:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


COMMISSION = {
    "title": "Mid-term", "questions": "Whom does it reach?", **day(date(2020, 2, 1), "from_on"), **day(date(2021, 2, 1), "until_on"),
    **day(date(2021, 9, 1), "due_on"),
}  # fmt: skip


@pytest.fixture
def post(cast, client, as_of_the_cast, settings):
    settings.DEMO = True

    def posted(by, name, typed, **needs):
        client.force_login(cast.accounts[by], backend=BACKEND)
        return client.post(reverse(name, kwargs=needs), typed)

    return posted


def refused(answer, *typed: str) -> None:
    """422, a problem beside a field, and what was typed is still there."""
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "govuk-error-message" in page
    for words in typed:
        assert words in page


@pytest.mark.parametrize("words", GOOD)
def test_a_whole_evaluation_in_any_script(cast, post, words):
    esf = cast.world.funder.pk
    assert post("farid", "commission_new", COMMISSION | {"title": words, "evaluator_id": esf}, code="gent").status_code == 302
    row = Commission.objects.get()
    assert row.title == words
    give(row)
    found = {"text": words, "recommendation": words, "addressee_id": cast.world.lead.pk}
    assert post("greta", "finding_new", found, commission_id=row.pk).status_code == 302
    number = Finding.objects.get().pk
    told = {"stance": "agree", "text": words, **day(date(2021, 12, 1), "by_on")}
    assert post("farid", "finding_respond", told, finding_id=number).status_code == 302
    assert post("farid", "finding_report", {"state": "done", "note": words}, finding_id=number).status_code == 302
    assert post("farid", "commission_close", {}, commission_id=row.pk).status_code == 302
    assert Commission.objects.get().closed_on == NOW.date()
    assert Finding.objects.get().text == words


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""}, {"title": "x" * 10_000}, {"title": NUL}, {"title": OVERRIDE}, {"questions": ""}, {"questions": "x" * 10_000},
        {"evaluator_id": ""}, {"evaluator_id": "999999"}, {"evaluator_id": "lead"}, {"evaluator_id": "x"}, day(date(2020, 1, 1), "until_on"),
        {"from_on_day": "31", "from_on_month": "2"}, {"due_on_year": ""}, day(date(2021, 3, 1), "due_on"),
    ],
)  # fmt: skip
def test_what_is_not_commissioned(cast, post, change):
    typed = {"evaluator_id": str(cast.world.funder.pk)} | COMMISSION | change
    if typed["evaluator_id"] == "lead":
        typed["evaluator_id"] = str(cast.world.lead.pk)
    before = Entry.objects.filter(kind="write").count()
    kept = [] if "title" in change else ["Mid-term"]
    refused(post("farid", "commission_new", typed, code="gent"), *kept)
    assert Commission.objects.count() == 0
    assert Entry.objects.filter(kind="write").count() == before


def test_the_lead_sees_why_no_data_can_be_given(cast, post, client):
    needs = without_data(cast.world)
    client.force_login(cast.accounts["farid"], backend=BACKEND)
    address = reverse("dataset_new", kwargs=needs)
    page = client.get(address)
    assert page.status_code == 200
    assert "Too few people entered in this period" in page.content.decode()
    assert "Give these data" not in page.content.decode()
    assert client.get(address, {"alike": "x"}).status_code == 422


def test_nobody_is_chosen_beforehand(cast, post, client):
    refused(post("farid", "commission_new", COMMISSION, code="gent"), '<option value="" selected>Choose …</option>')
    needs = with_data(cast.world)
    refused(post("greta", "finding_new", {"text": "kept", "recommendation": "x"}, **needs), '<option value="" selected>Choose …</option>')


def test_a_finding_is_mended_on_its_page(cast, post):
    needs, home = finding(cast.world), {"addressee_id": cast.world.lead.pk}
    refused(post("greta", "finding_reword", home | {"text": "", "recommendation": "kept"}, **needs), "kept")
    assert post("greta", "finding_reword", home | {"text": "Men wait longer.", "recommendation": "x"}, **needs).status_code == 302
    assert Finding.objects.get().text == "Men wait longer."
    assert post("farid", "finding_take_back", {}, **needs).status_code == 403
    assert post("greta", "finding_take_back", {}, **needs).status_code == 302
    assert not Finding.objects.exists()


def test_a_mistaken_evaluation_is_called_off_on_its_page(cast, post):
    assert post("farid", "commission_call_off", {}, **without_data(cast.world)).status_code == 302
    assert Commission.objects.get().closed_on == NOW.date()


@pytest.mark.parametrize("alike", ["", "1", "4", "-3", "x", "99999999999", "5"])
def test_data_that_would_point_to_somebody_are_not_given(cast, post, alike):
    needs = without_data(cast.world)
    refused(post("farid", "dataset_new", {"alike": alike}, **needs))  # Amina alone entered, so five are too few as well
    assert Dataset.objects.count() == 0


@pytest.mark.parametrize(
    ("by", "name", "typed"),
    [
        ("greta", "finding_new", {"text": "", "recommendation": "x"}),
        ("greta", "finding_new", {"text": "x" * 10_000, "recommendation": "x"}),
        ("greta", "finding_new", {"text": NUL, "recommendation": "x"}),
        ("greta", "finding_new", {"text": "kept", "recommendation": "x", "addressee_id": "999999"}),
        ("farid", "finding_respond", {"stance": "", "text": "kept"}),
        ("farid", "finding_respond", {"stance": "never", "text": "kept"}),
        ("farid", "finding_respond", {"stance": "agree", "text": "kept"}),
        ("farid", "finding_respond", {"stance": "disagree", "text": "x" * 10_000}),
        ("farid", "finding_report", {"state": "x", "note": "kept"}),
        ("farid", "finding_report", {"state": "done", "note": ""}),
        ("farid", "finding_report", {"state": "done", "note": OVERRIDE}),
    ],
)
def test_what_is_not_written_about_findings(cast, post, by, name, typed):
    needs = with_data(cast.world) if name == "finding_new" else finding(cast.world, promised=name == "finding_report")
    counts = [model.objects.count() for model in (Finding, Response, Progress)]
    refused(post(by, name, typed, **needs), *(["kept"] if "kept" in typed.values() else []))
    assert [model.objects.count() for model in (Finding, Response, Progress)] == counts


@pytest.mark.parametrize("by", ["amina", "bram", "chloe", "dario", "edda", "greta"])
def test_nobody_else_writes(cast, post, by):
    needs = finding(cast.world)
    kept_out = (403, 404)
    assert post(by, "commission_new", COMMISSION, code="gent").status_code in kept_out
    assert post(by, "finding_respond", {"stance": "disagree", "text": "x"}, **needs).status_code in kept_out
    number = {"commission_id": Finding.objects.get().commission_id}
    assert post(by, "commission_close", {}, **number).status_code in kept_out
    if by != "greta":
        assert post(by, "finding_new", {"text": "x", "recommendation": "x"}, **number).status_code in kept_out
    assert (Commission.objects.count(), Response.objects.count()) == (1, 0)


@pytest.mark.parametrize("query", ["?as_of=2021-02-30", "?months=5", "?months=x", "?outcome=none", "?outcome=%00"])
def test_a_wrong_choice_says_so_and_answers_anyway(cast, client, as_of_the_cast, settings, query):
    settings.DEMO = True
    client.force_login(cast.accounts["farid"], backend=BACKEND)
    answer = client.get(reverse("evaluation_question", kwargs={"code": "gent", "what": "groups"}) + query)
    assert answer.status_code == 422
    assert "Does it work as well for everybody?" in answer.content.decode()
