"""Reports refuse what they should, on the page as in the action."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse

from tests import cast as the_cast
from vieta.base.refusal import NotFound, Refused
from vieta.enrolments.models import Event
from vieta.indicators.rules import seal
from vieta.programmes.models import Contract, Programme
from vieta.reports import actions, queries
from vieta.reports.models import Report
from vieta.reports.rules import differences

TODAY = the_cast.TODAY


def prepare(cast, **more):
    return actions.prepare(**({"by": cast.farid, "at": the_cast.NOW, "code": "gent", "as_of": TODAY} | more))


@pytest.mark.parametrize(("as_of", "field"), [(date(2021, 3, 16), "as_of"), (date(2020, 1, 31), "as_of")])
def test_a_report_tells_what_has_been(cast, as_of, field):
    with pytest.raises(Refused) as refusal:
        prepare(cast, as_of=as_of)
    assert refusal.value.field == field
    assert not Report.objects.exists()


def test_a_contract_of_another_programme_is_no_choice(cast):
    other = Programme.objects.create(code="other", name="Other", country="BE", lead=cast.world.lead)
    contract = Contract.objects.create(
        programme=other, provider=cast.world.provider, region=cast.world.region, number="X", signed_on=TODAY, from_on=TODAY,
        until_on=date(2022, 1, 1), persons=1,
    )  # fmt: skip
    with pytest.raises(Refused) as refusal:
        prepare(cast, contract_id=contract.pk)
    assert refusal.value.field == "contract_id"


@pytest.mark.parametrize("name", ["amina", "bram", "edda", "greta"])
def test_nobody_else_prepares_or_opens(cast, name):
    with pytest.raises(NotFound):
        prepare(cast, by=cast.viewer(name))
    report = prepare(cast)
    with pytest.raises(NotFound):
        queries.report(cast.viewer(name), report.pk)


def test_numbers_run_on_and_a_checksum_tells_a_change(cast):
    first, second = prepare(cast), prepare(cast)
    assert (first.number, second.number) == (1, 2)
    assert queries.report(cast.farid, first.pk).intact
    first.figures["cost_cents"] = 1
    first.save()
    assert not queries.report(cast.farid, first.pk).intact


@pytest.mark.parametrize("role", ["recorded_by", "certified_by"])
def test_who_recorded_or_certified_what_a_report_rests_on_does_not_sign_it(cast, sofia, role):
    report = prepare(cast)
    fact = Event.objects.filter(enrolment=cast.world.enrolment).first()
    Event.objects.filter(pk=fact.pk).update(**{role: sofia.pk})
    with pytest.raises(Refused, match="You recorded or certified facts"):
        actions.sign(by=cast.sofia, at=the_cast.NOW, report_id=report.pk)
    Event.objects.filter(pk=fact.pk).update(**{role: None})
    assert actions.sign(by=cast.sofia, at=the_cast.NOW, report_id=report.pk).state == "signed"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Choose a period"),
        ({"as_of": "2021-02-30"}, "no such day"),
        ({"as_of": "2021-03-16", "note": "Kept <b>."}, "has been"),
        ({"as_of": "2021-03-01", "contract_id": "999999", "note": "Two\nlines"}, "not one of the available choices"),
        ({"as_of": "2021-03-01", "note": "Before\x00after"}, "cannot be kept"),
        ({"as_of": "2021-03-01", "note": "x" * 4001}, "4000"),
    ],
)
def test_bad_input_stays_typed_and_writes_nothing(cast, client, as_of_the_cast, settings, typed, words):
    settings.DEMO = True
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)
    answer = client.post(reverse("report_new", args=["gent"]), typed)
    assert answer.status_code == 422
    assert words in answer.text
    if "note" in typed:
        [kept] = re.findall(r'<textarea name="note"[^>]*>\s*(.*?)</textarea>', answer.text, re.DOTALL)
        assert unescape(kept) == typed["note"]
    assert not Report.objects.exists()


def test_a_note_in_any_script_is_kept_and_shown_as_written(cast, client, as_of_the_cast, settings):
    settings.DEMO = True
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)
    note = "=SUM(A1) مرحبا é 🙂 <b>"
    answer = client.post(reverse("report_new", args=["gent"]), {"as_of": "2021-03-01", "note": note})
    page = client.get(answer["Location"]).content.decode()
    assert "=SUM(A1) مرحبا é 🙂 &lt;b&gt;" in page


def test_a_form_sent_twice_prepares_one_report(cast, client, as_of_the_cast, settings):
    settings.DEMO = True
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)

    def send(**typed):
        return client.post(reverse("report_new", args=["gent"]), {"as_of": "2021-03-01"} | typed)["Location"]

    first = send()
    assert send() == first
    assert len({first, send(as_of="2021-03-02"), send(note="Another one.")}) == 3
    about = {"by": cast.farid, "code": "gent", "as_of": date(2021, 3, 1)}
    assert actions.prepare_once(at=the_cast.NOW + timedelta(minutes=2), **about).number == 4
    with pytest.raises(NotFound):
        actions.prepare_once(at=the_cast.NOW, **about | {"by": cast.greta})
    actions.withdraw(by=cast.farid, at=the_cast.NOW, report_id=Report.objects.get(number=4).pk)
    assert actions.prepare_once(at=the_cast.NOW + timedelta(minutes=2), **about).number == 5


def test_differences_name_what_moved():
    part = {"others": [], "indicators": [{"code": "EECO01", "name": "Total", "total": 3}]}
    then = {"headline": [{"code": "reached", "name": "Reached", "value": 5}]} | part
    now = {"headline": [{"code": "reached", "name": "Reached", "value": 6}]} | part
    assert list(differences(then, now)) == [("Reached", 5, 6)]
    assert seal(then) != seal(now)
    assert seal(then) == seal(dict(reversed(list(then.items()))))


def test_the_list_of_reports_costs_the_same_however_many(cast, django_assert_max_num_queries):
    prepare(cast)
    with django_assert_max_num_queries(6) as one:
        queries.reports(cast.farid, "gent")
    prepare(cast)
    prepare(cast)
    with django_assert_max_num_queries(len(one)):
        assert len(queries.reports(cast.farid, "gent")) == 3


def test_reasons_that_cannot_be_kept_are_refused(cast, sofia, untargeted):
    who = {"by": cast.viewer("sofia"), "at": the_cast.NOW, "report_id": untargeted.pk}
    warning = untargeted.findings.get(check_id="P19")
    for reason in ("", " ", "y" * 501):
        with pytest.raises(Refused):
            actions.note_reason(**who, finding_id=warning.pk, reason=reason)
        with pytest.raises(Refused):
            actions.send_back(**who, reason=reason)
    untargeted.refresh_from_db()
    warning.refresh_from_db()
    assert (untargeted.state, untargeted.returned_reason, warning.reason) == ("prepared", "", "")
