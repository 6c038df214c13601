"""The capabilities of figures and reports, through public actions, queries and pages."""

import csv
import io
from datetime import date
from zipfile import ZipFile

import pytest
from django.urls import reverse

from tests import cast as the_cast
from tests.indicators.world import World
from vieta.accounts.models import Account, Assignment
from vieta.activities.models import Activity
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import system
from vieta.indicators import actions as indicators
from vieta.indicators import queries
from vieta.programmes import actions as programmes
from vieta.programmes.models import Contract, Obligation, Region
from vieta.reports import actions as reports
from vieta.reports import queries as report_queries

YEAR = date(2021, 2, 1)


@pytest.fixture
def world(cast, settings):
    """More people in the cast's world; its pages ask for no second factor here."""
    settings.DEMO = True
    return World(cast)


def signed_in(client, cast, name: str):
    client.force_login(cast.accounts[name], backend=the_cast.BACKEND)
    return client


def numbers(viewer, day, *codes) -> tuple:
    card = queries.figures(viewer, "gent", day)
    found = {row.code: row for row in (*card.headline, *card.others)}
    return tuple(found[code].value for code in codes)


@pytest.mark.mission("S1-21", "S1-22")
def test_targets_and_actuals_on_any_day_and_an_extension_that_changes_none_before_it(cast, world):
    lead = cast.viewer("farid", date(2022, 6, 1))
    street = [world.met(day=date(2020, 3, 1 + n)) for n in range(6)]
    world.met(street[0], day=date(2020, 9, 1))
    world.met(street[0], day=date(2021, 5, 1))
    world.met(day=date(2021, 9, 1))
    world.enrol(entered=date(2020, 6, 1), plan=date(2020, 7, 1))
    world.enrol(entered=date(2021, 6, 1), plan=date(2021, 7, 1))
    before = queries.figures(lead, "gent", YEAR)
    shown = {row.code: (row.value, row.target, str(row.percent)) for row in before.headline}
    assert shown == {"reached": (8, 1500, "0.5"), "intensive": (1, 920, "0.1")}  # Amina, six in the street and one enrolled
    assert numbers(lead, date(2022, 1, 31), "reached", "intensive") == (10, 2)
    programmes.extend(
        by=lead,
        at=the_cast.NOW,
        code="gent",
        until_on=date(2024, 1, 1),
        decided_on=date(2022, 1, 20),
        reason="It works.",
        targets={"reached": 2000, "intensive": 1250},
    )
    assert queries.figures(lead, "gent", YEAR) == before
    after = queries.figures(lead, "gent", date(2022, 6, 1))
    assert {row.code: row.target for row in after.headline} == {"reached": 2000, "intensive": 1250}
    course = queries.trends(lead, "gent", date(2022, 1, 31))[0]
    assert dict(course.points)[date(2021, 2, 1)] == 8
    assert course.points[-1] == (date(2022, 1, 31), 10)
    assert course.target[-1] == (date(2022, 1, 31), 1500)
    with pytest.raises(NotFound):
        queries.figures(cast.bram, "gent", YEAR)


@pytest.mark.mission("S1-16")
def test_intensive_guidance_is_told_from_reach_by_the_rule_in_force(cast, world):
    world.met(day=date(2020, 3, 1))
    stay = world.enrol(entered=date(2020, 6, 1))
    world.support(stay, day=date(2020, 8, 1), minutes=480)
    assert numbers(cast.farid, YEAR, "reached", "intensive") == (3, 0)
    world.support(stay, day=date(2020, 9, 1), minutes=1)
    assert numbers(cast.farid, YEAR, "reached", "intensive") == (3, 1)
    assert numbers(cast.farid, date(2020, 8, 31), "intensive") == (0,)
    why = queries.why(cast.farid, "gent", "intensive", stay.person_id, YEAR)
    assert dict(why.inputs)["Support passed the threshold"] == date(2020, 9, 1)
    assert sorted(fact.value for fact in why.facts) == ["1 minutes", "480 minutes"]


@pytest.mark.mission("S1-08")
def test_where_reached_and_enrolled_people_come_from(cast, world):
    for n in range(3):
        world.met(day=date(2020, 3, 1 + n), place="neighbourhood")
    one = world.met(day=date(2020, 4, 1), place="household")
    world.enrol(one, entered=date(2020, 6, 1))
    rows = {row.label: row.values[:4] for row in queries.funnel_by(cast.farid, "gent", "place_type", YEAR)}
    assert rows == {"Neighbourhood": (3, 0, 0, 0), "Household": (1, 1, 1, 1), "Not through outreach": (1, 1, 1, 1)}
    rows = {row.label: row.values[:2] for row in queries.funnel_by(cast.farid, "gent", "municipality_id", YEAR)}
    assert rows == {"Rabot": (5, 2)}


@pytest.mark.mission("S3-21", "S3-22")
def test_the_result_apart_from_positive_change_and_each_obligation_with_its_count(cast, world):
    stays = [world.enrol(entered=date(2020, 10, 1)) for _ in range(59)]
    for stay in stays[:26]:
        world.outcome(stay, "employment", date(2021, 5, 1))
    for stay in stays[20:50]:
        world.outcome(stay, "confidence", date(2021, 4, 1))
    for quantity, kind in ((60, "persons"), (26, "results"), (3, "group"), (0, "statement")):
        programmes.add_obligation(
            by=cast.farid,
            at=the_cast.NOW,
            code="gent",
            contract_id=cast.world.contract.pk,
            name=kind,
            kind=kind,
            quantity=quantity,
            due_on=date(2021, 7, 30),
        )
    for n in range(2):
        world.group(day=date(2021, 2, 1 + n), people=stays[:3])
    day = date(2021, 7, 30)
    lead = cast.viewer("farid", day)
    included = next(row for row in queries.figures(lead, "gent", day).others if row.code == "included")
    assert (included.value, str(included.share), included.share_of) == (26, "43.3", "Persons supported")
    assert numbers(lead, day, "supported", "positive") == (60, 30)
    shown = [(row.name, row.counted, row.met) for row in queries.obligations(lead, "gent", day)]
    assert shown == [("persons", 60, True), ("results", 26, True), ("group", 2, False), ("statement", None, False)]
    assert [(q.persons, q.supported, q.included, str(q.share)) for q in queries.quotas(lead, "gent", day)] == [(60, 60, 26, "43.3")]


@pytest.mark.mission("S3-22")
def test_an_activity_without_a_region_counts_only_where_its_provider_has_one_contract(cast, world):
    w = cast.world
    contracts = [w.contract]
    for n in (1, 2):
        region = Region.objects.create(programme=w.programme, code=f"south-{n}", name=f"South {n}")
        contracts.append(
            Contract.objects.create(
                programme=w.programme,
                provider=w.provider,
                region=region,
                number=f"C-SOUTH-{n}",
                signed_on=date(2020, 1, 20),
                from_on=date(2021, 2, n),
                until_on=date(2022, 2, 1),
                persons=60,
            )  # fmt: skip
        )
    for contract in contracts:
        Obligation.objects.create(contract=contract, name="Talks", kind="individual", quantity=1, due_on=date(2021, 12, 1))
    stay = world.enrol(entered=date(2021, 1, 4))
    for day in (date(2021, 1, 5), date(2021, 2, 3), date(2021, 2, 4)):
        world.support(stay, day=day, minutes=30)
    Activity.objects.filter(on=date(2021, 2, 4)).update(region=contracts[1].region)
    told = "1 more belongs to no contract: the provider had several in force on its day."
    shown = [(row.contract, row.counted, row.met, row.note) for row in queries.obligations(cast.farid, "gent")]
    assert shown == [("C-1", 1, True, told), ("C-SOUTH-1", 1, True, told), ("C-SOUTH-2", 0, False, told)]


@pytest.mark.mission("S3-26")
def test_a_person_in_two_programmes_counts_once_in_the_total(cast, world):
    other = world.another_programme()
    world.enrol(cast.world.amina, programme=other, entered=date(2021, 1, 10))
    world.enrol(programme=other, entered=date(2021, 1, 11))
    everywhere = system("fund", the_cast.TODAY)
    assert queries.figures(everywhere, "gent").others[0].value + queries.figures(everywhere, other.code).others[0].value >= 3
    assert queries.across(everywhere, "supported").total == 2


@pytest.fixture
def sofia(cast):
    """Signs reports for the lead."""
    account = Account(username="sofia", name="Sofia Signs", organisation=cast.world.lead, profession="office")
    account.set_unusable_password()
    account.save()
    Assignment.objects.create(account=account, role="signatory", programme=cast.world.programme, from_on=date(2020, 2, 1))
    cast.accounts["sofia"] = account
    return account


@pytest.mark.mission("S3-28", "S3-29")
def test_a_report_names_the_project_splits_the_costs_and_is_signed_by_another(cast, world, sofia, client, as_of_the_cast):
    lead = cast.farid
    programmes.describe(
        by=lead,
        at=the_cast.NOW,
        code="gent",
        words={"name": "Jobteam", "specific_objective": "ESO4.8", "visibility_text": "=Co-funded by the European Union"},
    )
    programmes.record_cost(by=lead, at=the_cast.NOW, code="gent", on=date(2021, 1, 10), what="Rent", cents=10001)
    report = reports.prepare(by=lead, at=the_cast.NOW, code="gent", as_of=the_cast.TODAY)
    assert [(s["percent"], s["cents"]) for s in report.figures["shares"]] == [("85.00", 8501), ("15.00", 1500)]
    assert report.figures["programme"]["project_number"] == "9.1.4.4./16/I/001"
    with pytest.raises(Refused):
        reports.sign(by=lead, at=the_cast.NOW, report_id=report.pk)
    with pytest.raises(NotFound):
        reports.sign(by=cast.greta, at=the_cast.NOW, report_id=report.pk)
    client = signed_in(client, cast, "sofia")
    assert client.post(reverse("report_sign", args=[report.pk])).status_code == 302
    page = client.get(reverse("report", args=[report.pk])).content.decode()
    for words in ("9.1.4.4./16/I/001", "ESO4.8", "Co-funded by the European Union", "85.00 %", "€ 85.01", "Sofia Signs", "Farid Haddad"):
        assert words in page
    lines = list(csv.reader(io.StringIO(client.get(reverse("report_file", args=[report.pk, "csv"])).content.decode("utf-8-sig"))))
    assert ["Visibility", "'=Co-funded by the European Union"] in lines
    assert ["ESF Flanders", "85.00", "85.01"] in lines
    book = ZipFile(io.BytesIO(client.get(reverse("report_file", args=[report.pk, "xlsx"])).content))
    assert not any(b"<f>" in book.read(name) for name in book.namelist() if name.startswith("xl/worksheets"))


@pytest.mark.mission("S1-22")
def test_a_signed_report_keeps_its_figures_and_tells_what_was_mended_since(cast, world, sofia):
    report = reports.prepare(by=cast.farid, at=the_cast.NOW, code="gent", as_of=the_cast.TODAY)
    signer = cast.viewer("sofia")
    reports.sign(by=signer, at=the_cast.NOW, report_id=report.pk)
    frozen = report_queries.report(signer, report.pk)
    world.enrol(entered=date(2021, 3, 1), at=the_cast.NOW.replace(month=4))
    assert report_queries.report(signer, report.pk) == frozen
    assert frozen.intact
    assert ("Persons supported", 1, 2) in report_queries.changed_since(signer, report.pk)
    again = report_queries.composed(cast.farid, "gent", the_cast.TODAY, known=the_cast.NOW)
    assert again == report.figures
    for deed in (reports.sign, lambda **about: reports.send_back(reason="No.", **about)):
        with pytest.raises(Refused):
            deed(by=signer, at=the_cast.NOW, report_id=report.pk)


@pytest.mark.mission("S1-21")
def test_a_figure_opens_the_people_and_each_of_them_the_facts_behind_it(cast, world, client, as_of_the_cast):
    person = cast.world.amina.pk
    address = reverse("figure", args=["gent", "supported"])
    page = signed_in(client, cast, "farid").get(address).content.decode()
    assert cast.world.amina.reference in page
    assert the_cast.SECRET not in page
    page = client.get(reverse("figure_evidence", args=["gent", "supported", person])).content.decode()
    assert "Support began" in page
    assert the_cast.SECRET not in page
    assert client.get(reverse("figure_evidence", args=["gent", "included", person])).status_code == 404
    Assignment.objects.create(
        account=cast.accounts["chloe"],
        role="coordinator",
        organisation=cast.world.provider,
        programme=cast.world.programme,
        from_on=date(2020, 2, 1),
    )
    page = signed_in(client, cast, "chloe").get(address).content.decode()
    assert f"Amina {the_cast.SECRET}" in page
    Assignment.objects.create(
        account=cast.accounts["edda"],
        role="coordinator",
        organisation=cast.world.other,
        programme=cast.world.programme,
        from_on=date(2020, 2, 1),
    )
    page = signed_in(client, cast, "edda").get(address).content.decode()
    assert cast.world.amina.reference not in page
    assert '<b class="v-number">0</b>' in page


def test_scenario_11_and_12_through_the_database(cast, world):
    day = date(2021, 12, 31)
    lead = cast.viewer("farid", day)
    first = world.enrol(entered=date(2020, 6, 1), left=date(2020, 9, 1), traits=world.WHOLE | {"minority": None})
    world.enrol(first.person, entered=date(2021, 5, 1), left=date(2021, 7, 1), traits=world.WHOLE | {"labour": "employed"})
    world.enrol(entered=date(2021, 5, 1), traits={k: v for k, v in world.WHOLE.items() if k != "education"})
    rows = {row.code: row.count.total for row in queries.indicators(lead, "gent", day, every=True)}
    assert {c: rows[c] for c in ("EECO01", "EECO02", "EECO05", "EECO15")} == {"EECO01": 1, "EECO02": 1, "EECO05": 0, "EECO15": 0}
    missing = {one.person_id for one in queries.incomplete(lead, "gent", day)}
    assert first.person_id not in missing
    assert len(missing) == 2


def test_a_funder_sees_no_small_cell_and_nothing_exact(cast, world, client, as_of_the_cast):
    for n in range(7):
        world.enrol(entered=date(2020, 6, 1 + n), traits=world.WHOLE | ({"minority": "yes"} if n < 3 else {}))
    assert queries.safe_figures(cast.greta, "gent") is None
    assert "No figures yet" in signed_in(client, cast, "greta").get(reverse("funder_programme", args=["gent"])).content.decode()
    indicators.release_due(by=cast.farid, at=the_cast.NOW, code="gent")
    card = queries.safe_figures(cast.greta, "gent")
    rows = {row.code: row.values for row in card.indicators}
    assert rows["EECO15"] == (None, 0, 0, None)
    assert rows["EECO01"][-1] in (7, None)
    assert card.day == date(2021, 2, 28)
    assert card.indicators_on == date(2020, 12, 31)
    page = client.get(reverse("funder_programme", args=["gent"])).content.decode()
    assert "hidden" in page
    assert "fewer than 5" in page
    assert "P-" not in page
    for name in ("figures", "funnel", "esf", "obligations", "reports", "releases"):
        assert client.get(reverse(name, args=["gent"])).status_code == 404
    assert client.get(reverse("funder_programme", args=["gent"]), {"release": "0"}).status_code == 404


def test_a_funder_subtracts_no_half_year_from_the_next(cast, world):
    for n in range(16):
        late = n > 13
        traits = world.WHOLE | ({"minority": "yes"} if late or n < 6 else {})
        world.enrol(entered=date(2020, 11, 1) if late else date(2020, 4, 1 + n), traits=traits)
    first, second = (
        indicators.release(by=cast.farid, at=the_cast.NOW, code="gent", day=day).figures["tables"][""]
        for day in (date(2020, 6, 30), date(2020, 12, 31))
    )
    assert first["EECO15"][-1] == 6
    assert second["EECO15"][-1] is None
