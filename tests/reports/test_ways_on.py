"""No report is a dead end: what was mended since is said, it is prepared anew or withdrawn, and whoever signs reads first."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast as the_cast
from vieta.accounts.models import Assignment
from vieta.audit.models import Entry
from vieta.base.refusal import Refused
from vieta.enrolments.models import Event
from vieta.programmes import actions as programmes
from vieta.reports import actions, queries
from vieta.reports.models import Finding

NOW = the_cast.NOW


@pytest.fixture
def sent_back(prepare, cast, sofia):
    report = prepare()
    return actions.send_back(by=cast.viewer("sofia"), at=NOW, report_id=report.pk, reason="Rent is missing.")


def test_what_was_mended_since_is_said_with_the_way_on(cast, client, page, untargeted):
    assert "Mended since" not in page("farid", untargeted).text
    programmes.set_target(by=cast.farid, at=NOW, code="gent", period=1, measure="intensive", value=5, due_on=date(2022, 1, 31))
    shown = page("farid", untargeted).text
    assert "Mended since" in shown
    assert "Mend it: set the target" not in shown
    assert "Prepare the report anew" in shown
    answer = client.post(reverse("report_anew", args=[untargeted.pk]))
    made = untargeted.__class__.objects.get(number=2)
    assert answer["Location"] == reverse("report", args=[made.pk])
    assert not made.findings.exists()
    untargeted.refresh_from_db()
    assert untargeted.state == "withdrawn"
    assert f'<a href="{answer["Location"]}">Read report 2' in page("farid", untargeted).text


def test_a_finding_that_is_not_mended_stays(cast, page, untargeted):
    assert queries.mended_since(cast.farid, untargeted.pk, NOW) == frozenset()
    assert "Mend it: set the target" in page("farid", untargeted).text


def test_a_report_sent_back_is_prepared_anew_once(cast, client, page, sent_back):
    shown = page("farid", sent_back).text
    assert "Rent is missing." in shown
    assert f'action="{reverse("report_anew", args=[sent_back.pk])}"' in shown
    client.post(reverse("report_anew", args=[sent_back.pk]))
    sent_back.refresh_from_db()
    assert sent_back.state == "returned"
    shown = page("farid", sent_back).text
    assert "Report 2 took its place" in shown
    assert reverse("report_anew", args=[sent_back.pk]) not in shown
    with pytest.raises(Refused, match="Report 2 took its place already"):
        actions.prepare_anew(by=cast.farid, at=NOW, report_id=sent_back.pk)


def test_who_prepared_withdraws_until_it_is_signed(cast, client, page, prepare, sofia):
    report = prepare(note="By mistake.")
    with pytest.raises(Refused, match="Whoever prepared"):
        actions.withdraw(by=cast.viewer("sofia"), at=NOW, report_id=report.pk)
    assert reverse("report_withdraw", args=[report.pk]) in page("farid", report).text
    client.post(reverse("report_withdraw", args=[report.pk]))
    shown = page("farid", report).text
    assert "Withdrawn before it was signed" in shown
    assert reverse("report_withdraw", args=[report.pk]) not in shown
    assert Entry.objects.filter(deed="reports.withdraw").count() == 1
    with pytest.raises(Refused, match="does not wait"):
        actions.sign(by=cast.viewer("sofia"), at=NOW, report_id=report.pk)
    assert prepare().number == 2


def test_a_signed_report_is_neither_withdrawn_nor_prepared_anew(cast, signed):
    report = signed()
    for deed in (actions.withdraw, actions.prepare_anew):
        with pytest.raises(Refused):
            deed(by=cast.farid, at=NOW, report_id=report.pk)


def test_corrected_is_said_once_the_correction_is_signed(cast, page, signed, prepare):
    first = signed()
    second = prepare(corrects_id=first.pk, correction_reason="One entry came late.")
    shown = page("farid", first).text
    assert "Corrected by report 2" not in shown
    assert "Report 2 was prepared to correct this one" in shown
    assert "This is to correct report 1, once it is signed" in page("farid", second).text
    actions.sign(by=cast.viewer("sofia"), at=NOW, report_id=second.pk)
    assert "Corrected by report 2" in page("farid", first).text
    assert "This corrects report 1" in page("farid", second).text


def test_a_correction_prepared_anew_corrects_the_same(cast, signed, prepare):
    first = signed()
    second = prepare(corrects_id=first.pk, correction_reason="One entry came late.")
    third = actions.prepare_anew(by=cast.farid, at=NOW, report_id=second.pk)
    assert (third.corrects_id, third.correction_reason, third.as_of) == (first.pk, "One entry came late.", first.as_of)
    assert queries.report(cast.farid, first.pk).correcting == ((third.pk, 3),)


# Whoever signs -----------------------------------------------------------------------------------------------------------
def test_signing_stands_below_the_checks_with_what_is_signed(page, untargeted, sofia, cast):
    shown = page("sofia", untargeted).text
    assert "This report waits for your signature" in shown
    assert reverse("report_sign", args=[untargeted.pk]) not in shown
    finding = untargeted.findings.get(check_id="P19")
    actions.note_reason(by=cast.farid, at=NOW, report_id=untargeted.pk, finding_id=finding.pk, reason="The council sets it in June.")
    shown = page("sofia", untargeted).text
    checks, sign = shown.index("Checks before signing"), shown.index(reverse("report_sign", args=[untargeted.pk]))
    assert checks < shown.index(f"the checksum {untargeted.checksum[:16]}") < sign
    assert "P19: “" in shown[shown.index("stand beside your signature") : sign]


def test_the_checks_that_hold_are_listed_too(page, untargeted):
    shown = page("farid", untargeted).text
    assert "The 20 checks that hold" in shown
    assert "P20: Whoever signs did not prepare" in shown


def test_whoever_signs_reads_first_what_waits_for_them(cast, client, as_of_the_cast, settings, prepare, sofia):
    settings.DEMO = True
    report = prepare()
    client.force_login(sofia, backend=the_cast.BACKEND)
    shown = client.get(reverse("programmes")).text
    assert f'<a href="{reverse("report", args=[report.pk])}">Report 1 waits for your signature</a>' in shown
    assert "Jobteam, as of 15 Mar 2021, prepared by Farid Haddad" in shown
    actions.sign(by=cast.viewer("sofia"), at=NOW, report_id=report.pk)
    assert "waits for your signature" not in client.get(reverse("programmes")).text


def test_the_list_of_programmes_says_why_one_reads_it(cast, client, as_of_the_cast, settings):
    settings.DEMO = True
    for who, words in (("farid", "What you lead, finance or sign for."), ("chloe", "The programmes whose figures you see.")):
        if who == "chloe":
            Assignment.objects.create(
                account=cast.accounts["chloe"], role="coordinator", organisation=cast.world.provider, programme=cast.world.programme,
                from_on=the_cast.TODAY,
            )  # fmt: skip
        client.force_login(cast.accounts[who], backend=the_cast.BACKEND)
        assert words in client.get(reverse("programmes")).text


# The address of a deed ---------------------------------------------------------------------------------------------------
def test_the_address_of_a_button_says_what_it_is_and_leads_back(client, page, untargeted):
    page("farid", untargeted)
    answer = client.get(reverse("report_sign", args=[untargeted.pk]))
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "This address belongs to a button" in answer.text
    assert f'<a href="{reverse("report", args=[untargeted.pk])}">' in answer.text


def test_who_prepared_a_report_is_told_that_it_was_sent_back_until_another_takes_its_place(cast, client, sent_back, as_of_the_cast):
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)
    assert "Report 1 was sent back to you" in client.get(reverse("programmes")).content.decode()
    assert queries.sent_back(cast.viewer("sofia")) == []
    actions.prepare_anew(by=cast.farid, at=NOW, report_id=sent_back.pk)
    assert "was sent back to you" not in client.get(reverse("programmes")).content.decode()


def test_a_correction_asked_for_in_a_second_tab_leads_to_the_first(cast, client, signed, as_of_the_cast):
    report = signed()
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)
    form = reverse("report_correct", args=[report.pk])
    sent = {"correction_reason": "One entry was recorded late."}
    assert client.post(form, sent).status_code == 302
    answer = client.post(form, sent, follow=True)
    assert answer.redirect_chain == [(reverse("report", args=[report.pk]), 302)]
    assert "There is a correction of this report already." in answer.content.decode()
    assert type(report).objects.filter(corrects=report).count() == 1


# Whoever cannot sign -----------------------------------------------------------------------------------------------------
@pytest.fixture
def error(prepare):
    report = prepare()
    Finding.objects.create(report=report, check_id="P10", severity="error", words="Left before support began.", number=1)
    return report


def test_an_error_that_stops_signing_invites_nobody_to_sign(cast, client, page, error, sofia):
    shown = page("sofia", error).text
    assert "waits for your signature" not in shown
    assert "You cannot sign this report" in shown
    assert "A check found an error (P10)." in shown
    assert reverse("report_sign", args=[error.pk]) not in shown
    assert reverse("report_return", args=[error.pk]) in shown
    first = client.get(reverse("programmes")).text
    assert "waits for your signature" not in first
    assert f'<a href="{reverse("report", args=[error.pk])}">Report 1 is to be sent back</a>' in first
    assert "A check found an error (P10)." in first


@pytest.mark.parametrize("role", ["recorded_by", "certified_by"])
def test_who_vouched_for_facts_is_not_invited_to_sign_and_reads_why(cast, client, page, prepare, sofia, role):
    report = prepare()
    assert reverse("report_sign", args=[report.pk]) in page("sofia", report).text
    Event.objects.filter(enrolment=cast.world.enrolment).update(**{role: sofia.pk})
    shown = page("sofia", report).text
    assert reverse("report_sign", args=[report.pk]) not in shown
    assert "waits for your signature" not in shown
    assert "You recorded or certified facts that this report rests on. Somebody else signs it." in shown
    assert reverse("report_return", args=[report.pk]) in shown
    assert queries.to_sign(cast.viewer("sofia")) == []


def test_changed_figures_are_not_signed_on_the_page_either(cast, page, prepare, sofia):
    report = prepare()
    type(report).objects.filter(pk=report.pk).update(checksum="0" * 64)
    assert reverse("report_sign", args=[report.pk]) not in page("sofia", report).text


def test_what_waits_is_found_in_as_many_statements_for_one_as_for_three(cast, prepare, sofia, django_assert_num_queries):
    prepare()
    viewer = cast.viewer("sofia")
    with CaptureQueriesContext(connection) as once:
        assert len(queries.to_sign(viewer)) == 1
    for note in ("Two.", "Three."):
        prepare(note=note)
    with django_assert_num_queries(len(once)):
        assert len(queries.to_sign(viewer)) == 3
