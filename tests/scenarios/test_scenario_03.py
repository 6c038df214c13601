"""Ziemeļkurzeme. Contract 29 Sep 2020 - 30 Jul 2021, quota 60, three counties; 26 with result; the report shows 43.3 %, the 85/15
split to the cent, project number, each obligation; a 61st entry is warned; an entry on 31 Jul 2021 is refused; a person of 49
under ground "age" is refused; "disability and low education" with ISCED 5 is refused."""

from datetime import date
from types import SimpleNamespace

import pytest

from tests.scenarios.conftest import answers, moment
from vieta.base.refusal import Refused
from vieta.enrolments import actions
from vieta.enrolments.models import Enrolment, GroundHeld
from vieta.indicators import queries
from vieta.jobs.demo import kurzeme
from vieta.jobs.demo.load import SEED
from vieta.programmes import queries as agreed
from vieta.programmes.models import Programme
from vieta.reports import actions as reports
from vieta.reports import queries as report_queries

FIRST, LAST, REPORTED = date(2020, 9, 29), date(2021, 7, 30), date(2021, 8, 20)
# Brought in in 2026, so a report that knows of it is younger; it tells the figures of the contract's last day all the same.
TODAY = date(2026, 1, 6)


def MADE():  # noqa: N802  the module's data, named for the fixture that brings it in
    return kurzeme.lines(SEED)


@pytest.fixture
def w(published):
    """The programme's rows that an enquiry names, and Ilze who takes people in."""
    programme = Programme.objects.get(code=published.code)
    found = SimpleNamespace(programme=programme, region=programme.regions.get(), code=published.code)
    found.contract = programme.contracts.get()
    found.grounds = {ground.code: ground for ground in agreed.grounds(published.viewer("solvita", REPORTED), published.code)}
    found.act = lambda day=REPORTED: {"by": published.viewer("ilze", day), "at": moment(day)}
    return found


def ask(w, on=FIRST, **identity):
    """Somebody asks, and is told what is kept."""
    who = {
        "first_name": "Rasma",
        "last_name": "Vītola",
        "birth_on": date(1960, 1, 1),
        "gender": "W",
        "apart_reason": "Spoke to her.",
    } | identity
    stay = actions.enquire(**w.act(), programme_id=w.programme.pk, provider_id=w.contract.provider_id, region_id=w.region.pk, on=on, **who)
    for purpose in agreed.purposes(w.act()["by"], w.code):
        actions.give_notice(**w.act(), enrolment_id=stay.pk, purpose_id=purpose.pk, form="paper", language="lv", on=on)
    return stay


def let_in(w, stay, ground, on=FIRST, **more):
    given = [actions.GroundGiven(w.grounds[ground].pk)]
    return actions.admit(**w.act(), enrolment_id=stay.pk, on=on, reason="The ground was found to hold.", grounds=given, **more)


def test_the_contract_as_signed(published, w):
    contract = agreed.contracts(published.viewer("solvita", REPORTED), w.code)[0]
    assert (contract.from_on, contract.until_on, contract.persons) == (FIRST, date(2021, 7, 31), 60)  # ends are exclusive
    assert sorted(place.name for place in contract.region.municipalities.all()) == ["Alsunga county", "Kuldīga county", "Ventspils county"]
    entered = Enrolment.objects.filter(contract=contract)
    assert (entered.count(), entered.order_by().values("municipality").distinct().count()) == (60, 3)
    assert not entered.exclude(entered_on__range=(FIRST, LAST)).exists()


def test_the_report(published, w):
    solvita, rolands = published.viewer("solvita", TODAY), published.viewer("rolands", TODAY)
    report = reports.prepare(by=solvita, at=moment(TODAY), code=w.code, as_of=LAST)
    with pytest.raises(Refused):
        reports.sign(by=solvita, at=moment(TODAY), report_id=report.pk)
    finding = report.findings.get(severity="warning")
    assert finding.check_id == "P19"  # the contract sets no target for results
    reports.note_reason(by=solvita, at=moment(TODAY), report_id=report.pk, finding_id=finding.pk, reason="None was agreed.")
    reports.sign(by=rolands, at=moment(TODAY), report_id=report.pk)
    card = report_queries.report(solvita, report.pk)
    told = {row["code"]: row for row in card.figures["headline"]}
    assert (told["supported"]["value"], told["supported"]["target"]) == (60, 60)
    assert (told["included"]["value"], told["included"]["share"]) == (26, "43.3")
    assert card.figures["programme"]["project_number"] == "9.1.4.4./16/I/001"
    assert (card.state, card.intact, card.prepared_by, card.signed_by) == ("signed", True, "Solvita Auziņa", "Rolands Egle")

    costs = [584_311, 1_204_467, 1_811_903, 2_317_225, 129_993]
    parts = [(cents * 85 // 100 + (1 if cents * 85 % 100 and cents * 15 % 100 else 0), cents * 15 // 100) for cents in costs]
    assert [sum(part) for part in parts] == costs  # the remaining cent goes to the largest share
    shares = {row["percent"]: row["cents"] for row in card.figures["shares"]}
    assert shares == {"85.00": sum(esf for esf, _state in parts), "15.00": sum(state for _esf, state in parts)}
    assert sum(shares.values()) == card.figures["cost_cents"] == 6_047_899

    obliged = {row["name"]: row for row in card.figures["obligations"]}
    assert set(obliged) == {"Persons supported", "Individual consultations", "Group sessions", "Final report handed in"}
    assert (obliged["Persons supported"]["counted"], obliged["Persons supported"]["met"]) == (60, True)
    held = {row.name: (row.counted, row.quantity, row.met) for row in queries.obligations(solvita, w.code, LAST)}
    for name in ("Individual consultations", "Group sessions"):
        counted, quantity, met = held[name]
        assert (obliged[name]["counted"], obliged[name]["met"]) == (counted, counted >= quantity)
        assert met
    assert not obliged["Final report handed in"]["met"]  # handed in on 10 August
    assert {row.name: row.met for row in queries.obligations(solvita, w.code, REPORTED)}["Final report handed in"]


def test_a_sixty_first_entry_is_warned(w):
    stay = ask(w)
    with pytest.raises(actions.QuotaReached, match="60 people have entered under this contract, which is for 60") as warned:
        let_in(w, stay, "age-50")
    assert warned.value.field == "over_quota_reason"
    assert Enrolment.objects.get(pk=stay.pk).state == "enquiry"
    assert let_in(w, stay, "age-50", over_quota_reason="A place moved here from Kurzeme.").state == "admitted"


def test_an_entry_the_day_after_the_contract_is_refused(w):
    late = let_in(w, ask(w), "age-50", over_quota_reason="A place moved here.")
    with pytest.raises(Refused) as refused:
        actions.begin_support(**w.act(), enrolment_id=late.pk, on=date(2021, 7, 31))
    assert refused.value.field == "on"
    assert Enrolment.objects.get(pk=late.pk).entered_on is None
    assert actions.begin_support(**w.act(), enrolment_id=late.pk, on=LAST).entered_on == LAST
    other = ask(w, on=LAST, first_name="Velta", last_name="Kalna")
    with pytest.raises(Refused) as refused:
        let_in(w, other, "age-50", on=date(2021, 7, 31), over_quota_reason="A place moved here.")
    assert refused.value.field == "on"


def test_forty_nine_is_refused_under_age(w):
    young, old = ask(w, birth_on=date(1970, 9, 30)), ask(w, birth_on=date(1970, 9, 29), first_name="Velta", last_name="Kalna")
    with pytest.raises(Refused, match="49 years old") as refused:
        let_in(w, young, "age-50", over_quota_reason="A place moved here.")
    assert refused.value.field == "grounds"
    assert not GroundHeld.objects.filter(enrolment=young).exists()
    let_in(w, old, "age-50", over_quota_reason="A place moved here.")
    assert set(GroundHeld.objects.filter(enrolment=old).values_list("ground__code", flat=True)) == {"age", "age-50"}


def test_isced_5_is_refused_under_disability_and_low_education(w):
    stay = ask(w)
    actions.record_traits(**w.act(), enrolment_id=stay.pk, answers=answers({"education": "5", "disability": "yes"}))
    with pytest.raises(Refused, match="ISCED 5") as refused:
        let_in(w, stay, "disability-education", over_quota_reason="A place moved here.")
    assert refused.value.field == "grounds"
    actions.record_traits(**w.act(), enrolment_id=stay.pk, answers=answers({"education": "2"}))
    assert let_in(w, stay, "disability-education", over_quota_reason="A place moved here.").state == "admitted"
