"""Each finding leads to the very page on which it is mended, for those who may open it; the others read who can mend it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests import cast as the_cast
from vieta.accounts.models import Assignment
from vieta.activities.queries import capacity
from vieta.base.refusal import Refused
from vieta.indicators.engine import Count
from vieta.indicators.queries.facts import _outcome_words
from vieta.indicators.queries.indicators import Indicator
from vieta.outcomes.models import Outcome
from vieta.programmes import actions as programmes
from vieta.programmes.models import CostPart, Period, Target, UnitCost
from vieta.reports import actions
from vieta.reports.models import Finding


def test_a_missing_target_leads_to_setting_that_very_target(cast, client, page, untargeted):
    address = f"{reverse('set_up', args=['gent', 'target'])}?period=1&measure=intensive"
    shown = page("farid", untargeted)
    assert address.replace("&", "&amp;") in shown.text
    form = client.get(address).context["form"]
    assert (form["period"].value(), form["measure"].value()) == ("1", "intensive")


def test_who_signs_reads_who_mends_and_gets_no_link_that_is_shut(cast, client, page, untargeted, sofia):
    shown = page("sofia", untargeted)
    assert "Whoever sets up the programme mends this." in shown.text
    assert reverse("set_up", args=["gent", "target"]) not in shown.text
    assert client.get(reverse("set_up", args=["gent", "target"])).status_code == 404


def test_a_target_of_a_period_that_is_over_is_neither_linked_nor_offered(cast, client, page, untargeted):
    Period.objects.update(until_on=the_cast.TODAY)
    untargeted.as_of = the_cast.TODAY - timedelta(days=1)
    untargeted.save()
    shown = page("farid", untargeted)
    assert "The period of that day is over" in shown.text
    assert reverse("set_up", args=["gent", "target"]) not in shown.text
    form = client.get(reverse("set_up", args=["gent", "target"])).context["form"]
    assert [value for value, _label in form.fields["period"].choices] == [""]
    assert "Every period is over" in str(form.fields["period"].help_text)


def test_periods_are_offered_by_their_last_day_as_people_write_days(cast, client, as_of_the_cast):
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)
    form = client.get(reverse("set_up", args=["gent", "target"])).context["form"]
    [_empty, (number, label)] = form.fields["period"].choices
    assert (number, label) == (1, "1: 1 Feb 2020 – 31 Jan 2022")


def test_money_is_mended_by_who_keeps_it(cast, page, prepare, sofia):
    programmes.record_cost(by=cast.farid, at=the_cast.NOW, code="gent", on=date(2021, 3, 1), what="Rent", cents=10_000)
    CostPart.objects.filter(cents__gt=0).update(cents=1)
    report = prepare()
    assert report.findings.filter(check_id="P21").exists()
    assert f'<a href="{reverse("money", args=["gent"])}">Mend it: money' in page("farid", report).text
    assert "Whoever keeps the money of the programme mends this." in page("sofia", report).text


def test_a_fallen_number_leads_to_who_moved_since_the_report_before(cast, world, page, signed, prepare):
    stay = world.enrol(entered=date(2020, 6, 1), traits=world.WHOLE)
    first = signed(as_of=date(2020, 12, 31))
    type(stay).objects.filter(pk=stay.pk).update(arm="comparison")
    second = prepare()
    assert second.findings.filter(check_id="P09", cells=["EECO01"]).exists()
    address = f"{reverse('report_moves', args=[second.pk, 'EECO01'])}?against={first.pk}"
    assert address in page("farid", second).text


def test_a_record_is_linked_for_who_opens_the_file_only(cast, page, prepare):
    report = prepare()
    Finding.objects.create(report=report, check_id="P14", severity="error", words="Odd.", people=[cast.world.amina.pk], number=1)
    address = reverse("entry", args=[cast.world.enrolment.pk])
    assert address not in page("farid", report).text
    assert "Compaan mends this" in page("farid", report).text
    Assignment.objects.create(
        account=cast.accounts["chloe"], role="coordinator", organisation=cast.world.provider, programme=cast.world.programme,
        from_on=date(2020, 2, 1),
    )  # fmt: skip
    report.part = {"providers": [cast.world.provider.pk]}
    report.save()
    assert f'<a href="{address}">' in page("chloe", report).text


def test_a_warning_with_its_reason_waits_for_nothing(cast, client, page, untargeted):
    assert "Warning: needs a reason" in page("farid", untargeted).text
    finding = untargeted.findings.get(check_id="P19")
    client.post(reverse("finding_note", args=[untargeted.pk, finding.pk]), {"reason": "The council sets it in June."})
    shown = page("farid", untargeted).text
    assert "Warning: may stand" in shown
    assert "needs a reason" not in shown


def test_a_report_prepared_anew_takes_the_reasons_over_where_the_check_still_warns(cast, client, page, sofia, untargeted):
    Target.objects.filter(measure="reached").delete()
    first = actions.prepare_anew(by=cast.farid, at=the_cast.NOW, report_id=untargeted.pk)
    for one in first.findings.filter(check_id="P19"):
        why = f"The council sets that of {one.cells[0]} in June."
        actions.note_reason(by=cast.viewer("sofia"), at=the_cast.NOW, report_id=first.pk, finding_id=one.pk, reason=why)
    programmes.set_target(by=cast.farid, at=the_cast.NOW, code="gent", period=1, measure="reached", value=5, due_on=date(2021, 12, 31))
    later = the_cast.NOW + timedelta(hours=1)
    anew = actions.prepare_anew(by=cast.farid, at=later, report_id=first.pk)
    [kept] = anew.findings.filter(check_id="P19")
    told = ("The council sets that of intensive in June.", cast.accounts["sofia"].pk, the_cast.NOW)
    assert (kept.cells, kept.reason, kept.noted_by_id, kept.noted_at) == (["intensive"], *told)
    assert "Taken over from the report before" not in page("farid", first).text
    assert "Taken over from the report before" in page("farid", anew).text
    actions.note_reason(by=cast.farid, at=later, report_id=anew.pk, finding_id=kept.pk, reason="It is set in July.")
    assert "Taken over from the report before" not in page("farid", anew).text
    actions.sign(by=cast.viewer("sofia"), at=later, report_id=anew.pk)


# The form ----------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({}, "period", "Choose a period, or enter a day below."),
        ({"period": "202012", "as_of_day": "1", "as_of_month": "3", "as_of_year": "2021"}, "as_of", "not both"),
        ({"period": "190012"}, "period", "Select a valid choice"),
        ({"as_of_day": "31", "as_of_month": "2", "as_of_year": "2021"}, "as_of", "no such day"),
        ({"as_of_day": "1", "as_of_month": "1", "as_of_year": "2031"}, "as_of", "up to today"),
        ({"as_of_day": "1", "as_of_month": "1", "as_of_year": "2020"}, "as_of", "had not begun"),
    ],
)
def test_a_form_without_its_day_prepares_nothing(cast, client, as_of_the_cast, begun, sent, field, words):
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)
    address = reverse("report_new", args=["gent"])
    fields = client.get(address).context["form"]
    assert fields["as_of"].value() in (None, "")
    answer = client.post(address, {"note": "Kept.", **sent})
    assert answer.status_code == 422
    assert words in " ".join(answer.context["form"].errors[field])
    assert "Kept." in answer.text
    assert not Finding.objects.exists()


def test_a_period_or_a_day_is_enough(cast, client, as_of_the_cast, begun):
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)
    address = reverse("report_new", args=["gent"])
    for sent in ({"period": "202012"}, {"as_of_day": "1", "as_of_month": "3", "as_of_year": "2021"}):
        assert client.post(address, sent).status_code == 302, sent


# Ends of periods -----------------------------------------------------------------------------------------------------------
def test_an_extension_is_refused_and_promised_by_last_days(cast, begun):
    act = {"by": cast.farid, "at": the_cast.NOW, "code": "gent", "decided_on": the_cast.TODAY, "reason": "More to do."}
    with pytest.raises(Refused, match="31 Jan 2022"):
        programmes.extend(**act, until_on=date(2022, 2, 1), targets={})
    period = programmes.extend(**act, until_on=date(2023, 1, 1), targets={"reached": 9})
    assert [target.due_on for target in period.targets.all()] == [date(2022, 12, 31)]


def test_a_price_holds_up_to_its_last_day(cast, client, as_of_the_cast):
    UnitCost.objects.create(
        programme=cast.world.programme, kind="consultation", name="Talk", cents=4500, from_on=date(2020, 2, 1), until_on=date(2021, 1, 1)
    )
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)
    page = client.get(reverse("unit_costs", args=["gent"])).text
    assert "1 Feb 2020 – 31 Dec 2020" in page


def test_a_contract_runs_until_its_last_day_in_the_flow(cast, as_of_the_cast):
    Assignment.objects.create(
        account=cast.accounts["chloe"], role="coordinator", organisation=cast.world.provider, programme=cast.world.programme,
        from_on=date(2020, 2, 1),
    )  # fmt: skip
    [place] = capacity(cast.viewer("chloe"))
    assert place.last_on == cast.world.contract.last_on == cast.world.contract.until_on - timedelta(days=1)


def test_an_indicator_is_asked_for_up_to_its_last_day():
    assert Indicator("CO12", "", "", "", Count(), until_on=date(2018, 8, 2)).last_on == date(2018, 8, 1)
    assert Indicator("CO01", "", "", "", Count()).last_on is None


def test_evidence_tells_the_last_day_of_a_job_as_people_write_days(cast):
    outcome = Outcome(kind="employment", employer="Care home", until_on=date(2021, 7, 1))
    assert _outcome_words(outcome) == "Care home, until 30 Jun 2021"
