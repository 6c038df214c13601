"""Commissioned evaluations: from the questions through anonymised data to findings that are followed until they are done."""

import csv
import io
from collections import Counter
from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests import cast as the_cast
from tests.access.rows_evaluation import give
from tests.evaluation.conftest import DAY, ENTERED
from vieta.accounts.models import Account, Assignment
from vieta.audit.models import Entry
from vieta.base.refusal import NotFound, Refused
from vieta.evaluation import actions, queries
from vieta.evaluation.models import Dataset, Finding
from vieta.organisations.choices import Kind
from vieta.organisations.models import Organisation

AT = the_cast.NOW
ASKED = {
    "code": "gent", "title": "Mid-term evaluation", "questions": "Does it reach those furthest away?\nWhat should change?",
    "from_on": date(2020, 2, 1), "until_on": date(2021, 2, 1), "due_on": date(2022, 3, 1),
}  # fmt: skip
QUASI = (
    "gender",
    "age",
    "education",
    "labour",
    "background",
    "place",
    "entered",
    "months_seen",
)  # whoever knows the day of entry knows the last


@pytest.fixture
def evaluator(cast):
    """Hanna of a university, who follows the programme by figures only."""
    house = Organisation.objects.create(code="university", name="University", kind=Kind.RESEARCH, country="BE")
    account = Account.objects.create(username="hanna", name="Hanna Weiss", organisation=house)
    Assignment.objects.create(account=account, role="funder", programme=cast.world.programme, from_on=date(2020, 2, 1))
    cast.accounts["hanna"] = account
    return house


@pytest.fixture
def row(evaluator, farid):
    """The evaluation as commissioned."""
    return actions.commission(by=farid, at=AT, evaluator_id=evaluator.pk, **ASKED)


def fill(crowd) -> None:
    """A crowd of different people, one of whom stands alone."""
    for n, (gender, level, background) in enumerate((g, e, b) for g in "WM" for e in "135" for b in ("yes", "no")):
        traits = {
            "gender": gender,
            "birth_on": f"{1970 + n}-06-15",
            "education": level,
            "labour": "unemployed",
            "foreign_background": background,
        }
        crowd.begin_work(crowd.many(10, traits=traits, entered=ENTERED + timedelta(days=7 * n))[:4], 150)
    crowd.many(1, traits={"gender": "N", "birth_on": "1935-01-01", "education": "8", "labour": "inactive", "foreign_background": "yes"})


def given(cast, row) -> list[dict]:
    return list(csv.DictReader(io.StringIO(actions.receive(by=cast.viewer("hanna", DAY), at=AT, commission_id=row.pk))))


def test_a_mid_term_evaluation_from_its_questions_to_what_was_done(crowd, cast, farid, row):
    hanna, fund = cast.viewer("hanna", DAY), cast.viewer("greta", DAY)
    assert [(one.asked_of_you, one.may_find) for one in queries.followed_evaluations(hanna)] == [(True, False)]
    assert queries.followed_evaluations(fund) == []  # nothing is told yet
    fill(crowd)
    actions.give_data(by=farid, at=AT, commission_id=row.pk, alike=10)
    assert len(given(cast, row)) == queries.commission(hanna, row.pk).dataset.people
    finding = actions.find(
        by=hanna,
        at=AT,
        commission_id=row.pk,
        text="Women wait longer.",
        recommendation="Talk to employers of women.",
        addressee_id=cast.world.lead.pk,
    )
    card = queries.commission(farid, row.pk)
    assert [(one.standing, one.may_respond, one.addressee) for one in card.found] == [("waiting", True, "City of Gent")]
    with pytest.raises(Refused):
        actions.close(by=farid, at=AT, commission_id=row.pk)
    actions.respond(by=farid, at=AT, finding_id=finding.pk, stance="agree", text="From spring on.", by_on=DAY)
    assert queries.finding(cast.viewer("greta", DAY + timedelta(days=1)), finding.pk).late  # the funder sees that the promise is late
    actions.report(by=farid, at=AT, finding_id=finding.pk, state="begun", note="Three talks.")
    actions.report(by=farid, at=AT, finding_id=finding.pk, state="done", note="Twelve employers.")
    one = queries.finding(fund, finding.pk)
    assert (one.standing, one.late, [step.note for step in one.steps]) == ("done", False, ["Three talks.", "Twelve employers."])
    assert actions.close(by=farid, at=AT, commission_id=row.pk).closed_on == DAY
    with pytest.raises(Refused):
        actions.report(by=farid, at=AT, finding_id=finding.pk, state="begun", note="Again.")
    assert [one.by for one in queries.commission(farid, row.pk).received] == ["Hanna Weiss"]
    for name in ("amina", "bram", "chloe", "dario", "edda"):
        with pytest.raises(NotFound):
            queries.commission(cast.viewer(name, DAY), row.pk)


def test_the_data_point_to_nobody(crowd, cast, farid, row):
    fill(crowd)
    kept = actions.give_data(by=farid, at=AT, commission_id=row.pk, alike=10)
    lines = given(cast, row)
    assert min(Counter(tuple(line[name] for name in QUASI) for line in lines).values()) >= 10
    assert len(lines) + kept.left_out == 122  # all who entered in the period, with Amina
    assert kept.left_out >= 13  # a tenth by lot: taking the file from what was released tells of nobody
    assert "N" not in {line["gender"] for line in lines}  # who stands alone is left out or made alike
    assert list(lines[0]) == [column["name"] for column in kept.columns]
    text = kept.content
    numbers = ["gent", "north", "compaan"]
    assert not any(word in text for word in (the_cast.SECRET, "Amina", "Somebody", "C-", "P-", "1970-", *numbers))
    assert {line["work_after"] for line in lines} <= {"up to 3", "up to 6", "up to 12", "up to 24", "later", "none by then"}
    assert queries.commission(farid, row.pk).dataset.left_out == str(kept.left_out)
    entry = Entry.objects.get(deed="evaluation.receive")
    assert (entry.by, entry.kind, entry.details) == ("Hanna Weiss", "read", {"what": kept.checksum[:16]})


def test_the_data_are_looked_at_before_they_are_given(crowd, cast, farid, row, monkeypatch):
    monkeypatch.setattr("vieta.evaluation.queries.datasets.lot_of", lambda row, alike: 0)
    with pytest.raises(Refused, match="Too few"):
        queries.dataset_look(farid, row.pk, 10)
    fill(crowd)
    look = queries.dataset_look(farid, row.pk, 10)
    assert not Dataset.objects.exists()
    columns = {one.name: one for one in look.columns}
    assert columns["gender"].values == ("M", "W")
    assert (columns["place"].values, columns["row"].values) == (("place 1",), ())
    assert len(columns["age"].values) > 1  # nothing is given up for the sake of a few
    assert (look.people, columns["education"].untold) == (107, 64)
    actions.give_data(by=farid, at=AT, commission_id=row.pk, alike=10)
    card = queries.commission(cast.viewer("hanna", DAY), row.pk).dataset
    assert (card.people, card.columns) == (look.people, look.columns)
    for name, told in columns.items():
        if name != "row":
            values = {line[name] for line in given(cast, row)} - {"any"}
            assert {value or "not recorded" for value in values} == set(told.values)
    for name in ("hanna", "greta", "edda"):
        with pytest.raises(NotFound):
            queries.dataset_look(cast.viewer(name, DAY), row.pk, 10)


def test_no_data_are_given_that_nobody_could_open(crowd, cast, farid, row):
    fill(crowd)
    Assignment.objects.filter(account=cast.accounts["hanna"]).delete()
    with pytest.raises(Refused, match="Nobody of"):
        queries.dataset_look(farid, row.pk, 10)
    with pytest.raises(Refused, match="Nobody of"):
        actions.give_data(by=farid, at=AT, commission_id=row.pk, alike=10)
    assert not Dataset.objects.exists()


def test_the_data_are_given_once_and_only_to_the_evaluator(crowd, cast, farid, row):
    with pytest.raises(Refused, match="Too few"):
        actions.give_data(by=farid, at=AT, commission_id=row.pk, alike=10)
    fill(crowd)
    with pytest.raises(Refused, match="At least 5"):
        actions.give_data(by=farid, at=AT, commission_id=row.pk, alike=4)
    for name in ("hanna", "greta", "bram"):
        with pytest.raises(NotFound):
            actions.give_data(by=cast.viewer(name, DAY), at=AT, commission_id=row.pk, alike=10)
    actions.give_data(by=farid, at=AT, commission_id=row.pk, alike=5)
    with pytest.raises(Refused, match="once"):
        actions.give_data(by=farid, at=AT, commission_id=row.pk, alike=10)
    assert Dataset.objects.count() == 1
    actions.find(by=cast.viewer("hanna", DAY), at=AT, commission_id=row.pk, text="x", recommendation="y", addressee_id=cast.world.lead.pk)
    assert queries.commission(cast.viewer("greta", DAY), row.pk).may_receive is False
    for name in ("greta", "edda", "amina"):
        with pytest.raises(NotFound):
            actions.receive(by=cast.viewer(name, DAY), at=AT, commission_id=row.pk)


def test_an_evaluator_cannot_set_two_files_of_the_same_days_against_each_other(crowd, cast, farid, evaluator, row):
    fill(crowd)
    actions.give_data(by=farid, at=AT, commission_id=row.pk, alike=5)
    days = {"from_on": date(2020, 2, 1), "until_on": date(2021, 1, 31)}  # a day less, so whoever differs entered on that day
    again = actions.commission(by=farid, at=AT, evaluator_id=evaluator.pk, **ASKED | days)
    with pytest.raises(Refused, match="set against"):
        actions.give_data(by=farid, at=AT, commission_id=again.pk, alike=5)
    later = actions.commission(
        by=farid, at=AT, evaluator_id=evaluator.pk, **ASKED | {"from_on": date(2021, 2, 1), "until_on": date(2022, 2, 1)}
    )
    with pytest.raises(Refused, match="Too few"):  # other days are other people
        actions.give_data(by=farid, at=AT, commission_id=later.pk, alike=5)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"evaluator_id": "lead"}, "evaluator_id"),
        ({"evaluator_id": "provider"}, "evaluator_id"),
        ({"evaluator_id": 0}, "evaluator_id"),
        ({"until_on": date(2020, 2, 1)}, "until_on"),
        ({"from_on": date(2010, 1, 1), "until_on": date(2011, 1, 1)}, "from_on"),
        ({"due_on": DAY - timedelta(days=1)}, "due_on"),
        ({"title": "x" * 201}, "title"),
        ({"questions": ""}, "questions"),
    ],
)
def test_what_cannot_be_commissioned(cast, farid, evaluator, change, field):
    values = ASKED | {"evaluator_id": evaluator.pk} | change
    if isinstance(values["evaluator_id"], str):
        values["evaluator_id"] = getattr(cast.world, values["evaluator_id"]).pk
    with pytest.raises(Refused) as refusal:
        actions.commission(by=farid, at=AT, **values)
    assert refusal.value.field == field


def test_a_partner_answers_only_what_is_addressed_to_them(cast, farid, row):
    world = cast.world
    Assignment.objects.create(
        account=cast.accounts["chloe"], role="coordinator", organisation=world.provider, programme=world.programme, from_on=date(2020, 2, 1)
    )
    hanna, chloe = cast.viewer("hanna", DAY), cast.viewer("chloe", DAY)
    assert queries.commissions(chloe, "gent") == []
    give(row)
    theirs = actions.find(by=hanna, at=AT, commission_id=row.pk, text="a", recommendation="b", addressee_id=world.provider.pk)
    others = actions.find(by=hanna, at=AT, commission_id=row.pk, text="c", recommendation="d", addressee_id=world.lead.pk)
    assert [one.title for one in queries.commissions(chloe, "gent")] == ["Mid-term evaluation"]
    with pytest.raises(NotFound):
        actions.respond(by=chloe, at=AT, finding_id=others.pk, stance="disagree", text="No.")
    with pytest.raises(Refused) as refusal:
        actions.respond(by=chloe, at=AT, finding_id=theirs.pk, stance="agree", text="Yes.")
    assert refusal.value.field == "by_on"
    with pytest.raises(Refused, match="still to come"):
        actions.respond(by=chloe, at=AT, finding_id=theirs.pk, stance="agree", text="Yes.", by_on=DAY - timedelta(days=1))
    actions.respond(by=chloe, at=AT, finding_id=theirs.pk, stance="disagree", text="It would cost too much.")
    assert queries.finding(farid, theirs.pk).standing == "refused"
    with pytest.raises(Refused, match="has its response"):
        actions.respond(by=farid, at=AT, finding_id=theirs.pk, stance="disagree", text="Again.")
    with pytest.raises(Refused, match="Nothing is promised"):
        actions.report(by=farid, at=AT, finding_id=others.pk, state="done", note="x")
    with pytest.raises(NotFound):
        actions.find(by=farid, at=AT, commission_id=row.pk, text="x", recommendation="y", addressee_id=world.lead.pk)
    assert Finding.objects.count() == 2


def test_a_finding_reaches_whom_it_is_addressed_to(cast, farid, row, client, as_of_the_cast):
    world = cast.world
    for role, name in (("coordinator", "chloe"), ("coordinator", "edda")):
        Assignment.objects.create(
            account=cast.accounts[name], role=role, organisation=world.provider if name == "chloe" else world.lead, programme=world.programme,
            from_on=date(2020, 2, 1),
        )  # fmt: skip
    give(row)
    hanna, chloe = cast.viewer("hanna", DAY), cast.viewer("chloe", DAY)
    theirs = actions.find(
        by=hanna, at=AT, commission_id=row.pk, text="a", recommendation="Open on Saturday.", addressee_id=world.provider.pk
    )
    actions.find(by=hanna, at=AT, commission_id=row.pk, text="c", recommendation="Pay sooner.", addressee_id=world.lead.pk)
    assert [one.recommendation for one in queries.findings_waiting(chloe)] == ["Open on Saturday."]
    assert [one.recommendation for one in queries.findings_waiting(farid)] == ["Pay sooner."]
    assert queries.findings_waiting(hanna) == queries.findings_waiting(cast.viewer("greta", DAY)) == []
    for name, place in (("chloe", "flow"), ("farid", "programmes")):
        client.force_login(cast.accounts[name], backend=the_cast.BACKEND)
        page = client.get(reverse(place)).content.decode()
        assert ("Open on Saturday." in page, "Pay sooner." in page) == (name == "chloe", name == "farid")
        assert reverse("commission", args=[row.pk]) in page
        assert client.get(reverse("commission", args=[row.pk])).status_code == 200
    actions.respond(by=chloe, at=AT, finding_id=theirs.pk, stance="agree", text="Yes.", by_on=DAY)
    assert queries.findings_waiting(chloe) == []
    assert [one.late for one in queries.findings_waiting(cast.viewer("chloe", DAY + timedelta(days=1)))] == [True]


def test_lists_take_the_same_number_of_statements_for_one_and_for_three(cast, farid, evaluator):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in (1, 2):
        for _n in range(number):
            made = actions.commission(by=farid, at=AT, evaluator_id=evaluator.pk, **ASKED)
            give(made)
            actions.find(
                by=cast.viewer("hanna", DAY), at=AT, commission_id=made.pk, text="a", recommendation="b", addressee_id=cast.world.lead.pk
            )
        with CaptureQueriesContext(
            connection,
        ) as caught:
            queries.commissions(farid, "gent")
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_nothing_is_found_before_the_data_are_there(cast, farid, row):
    found = {"commission_id": row.pk, "text": "x", "recommendation": "y", "addressee_id": cast.world.lead.pk}
    with pytest.raises(Refused, match="before the data"):
        actions.find(by=cast.viewer("hanna", DAY), at=AT, **found)
    assert not queries.commission(cast.viewer("hanna", DAY), row.pk).may_find


def test_a_finding_is_corrected_or_taken_back_until_it_is_answered(cast, farid, row):
    give(row)
    hanna, world = cast.viewer("hanna", DAY), cast.world
    one, two = (
        actions.find(by=hanna, at=AT, commission_id=row.pk, text=text, recommendation="y", addressee_id=world.lead.pk) for text in "ab"
    )
    new = {"text": "Men wait longer.", "recommendation": "Ask why.", "addressee_id": world.provider.pk}
    actions.reword(by=hanna, at=AT, finding_id=one.pk, **new)
    card = queries.finding(hanna, one.pk)
    assert (card.text, card.recommendation, card.addressee, card.may_reword) == ("Men wait longer.", "Ask why.", "Compaan", True)
    for name in ("farid", "greta"):  # the lead answers it and changes no word of it
        with pytest.raises(NotFound):
            actions.reword(by=cast.viewer(name, DAY), at=AT, finding_id=one.pk, **new)
        with pytest.raises(NotFound):
            actions.take_back(by=cast.viewer(name, DAY), at=AT, finding_id=one.pk)
    actions.respond(by=farid, at=AT, finding_id=one.pk, stance="disagree", text="No.")
    for deed in (
        lambda: actions.reword(by=hanna, at=AT, finding_id=one.pk, **new),
        lambda: actions.take_back(by=hanna, at=AT, finding_id=one.pk),
    ):
        with pytest.raises(Refused, match="has its response"):
            deed()
    actions.take_back(by=hanna, at=AT, finding_id=two.pk)
    assert [one.number for one in queries.commission(hanna, row.pk).found] == [1]
    assert Entry.objects.filter(deed="evaluation.take_back", row_id=str(two.pk)).count() == 1


def test_an_evaluation_commissioned_by_mistake_is_called_off_until_data_are_given(cast, farid, row, evaluator):
    assert queries.commission(farid, row.pk).may_call_off
    with pytest.raises(NotFound):
        actions.call_off(by=cast.viewer("hanna", DAY), at=AT, commission_id=row.pk)
    actions.call_off(by=farid, at=AT, commission_id=row.pk)
    card = queries.commission(cast.viewer("hanna", DAY), row.pk)
    assert (card.called_off, card.closed_on, card.asked_of_you) == (True, DAY, False)
    other = actions.commission(by=farid, at=AT, evaluator_id=evaluator.pk, **ASKED)
    give(other)
    with pytest.raises(Refused, match="only before data"):
        actions.call_off(by=farid, at=AT, commission_id=other.pk)
