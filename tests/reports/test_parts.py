"""A report of a part of a programme opens to whoever sees that part, says that it is one, and is held against no other."""

import csv
import io
import json
from datetime import date
from importlib import import_module
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.urls import reverse

from tests import cast as the_cast
from tests.cast import BACKEND, FACTOR, PASSWORD
from vieta.accounts.models import Account, Assignment
from vieta.base.refusal import NotFound
from vieta.programmes import actions as programmes
from vieta.reports import actions, queries
from vieta.reports.models import Report
from vieta.reports.queries.faults import former_of
from vieta.reports.rules import lies_within, part_of

EARLIER = date(2021, 2, 28)


def coordinator(cast, name: str, home, of) -> None:
    account = Account(username=name, name=name.capitalize(), organisation=home, profession="office")
    account.password = make_password(PASSWORD)
    account.save()
    Assignment.objects.create(
        account=account, role="coordinator", organisation=of, programme=cast.world.programme, from_on=date(2020, 2, 1)
    )
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": encrypt(FACTOR)})
    cast.accounts[name] = account


@pytest.fixture
def houses(cast, sofia):
    """Wannes coordinates at the provider; Pia is at home there, too, and coordinates for the other one."""
    w = cast.world
    coordinator(cast, "wannes", w.provider, w.provider)
    coordinator(cast, "pia", w.provider, w.other)
    coordinator(cast, "otto", w.other, w.other)
    return cast


def opens(cast, name: str, report: Report) -> bool:
    listed = report.number in [one.number for one in queries.reports(cast.viewer(name), "gent")]
    try:
        queries.report(cast.viewer(name), report.pk)
    except NotFound:
        assert not listed
        return False
    assert listed
    return True


def test_a_report_opens_by_its_part_and_not_by_who_prepared_it(houses, prepare):
    whole, mine, theirs = (prepare(by=houses.viewer(name)) for name in ("farid", "wannes", "pia"))
    assert (whole.part, mine.part, theirs.part) == ({}, {"providers": [houses.world.provider.pk]}, {"providers": [houses.world.other.pk]})
    opened = {name: [opens(houses, name, one) for one in (whole, mine, theirs)] for name in ("farid", "sofia", "wannes", "pia", "otto")}
    assert opened == {
        "farid": [True, True, True],
        "sofia": [True, True, True],
        "wannes": [False, True, False],
        "pia": [False, False, True],
        "otto": [False, False, True],
    }


def test_whoever_gets_another_part_does_not_open_what_they_prepared_of_the_former(houses, prepare):
    theirs = prepare(by=houses.viewer("pia"))
    Assignment.objects.filter(account=houses.accounts["pia"]).update(organisation=houses.world.provider)
    assert not opens(houses, "pia", theirs)


def sign(cast, report: Report) -> Report:
    for one in report.findings.filter(severity="warning"):
        actions.note_reason(by=cast.viewer("sofia"), at=the_cast.NOW, report_id=report.pk, finding_id=one.pk, reason="So it is.")
    return actions.sign(by=cast.viewer("sofia"), at=the_cast.NOW, report_id=report.pk)


def test_no_report_is_held_against_one_of_another_part(houses, world, prepare):
    for _number in range(3):
        world.enrol(entered=date(2020, 5, 1), traits=world.WHOLE)
    whole = sign(houses, prepare(as_of=EARLIER))
    part = prepare(by=houses.viewer("pia"))
    assert former_of(part) is None
    assert not part.findings.filter(check_id="P09").exists()  # it would tell the number of the whole
    assert queries.before(houses.viewer("pia"), part.pk) is None
    assert former_of(prepare()) == whole
    earlier = sign(houses, prepare(by=houses.viewer("pia"), as_of=EARLIER))
    assert former_of(prepare(by=houses.viewer("otto"))) == earlier  # of the same part, whoever prepared it
    assert former_of(prepare()) == whole
    with pytest.raises(NotFound):
        queries.comparison(houses.farid, whole.pk, earlier.pk)


def test_a_report_of_a_part_names_it_everywhere_and_leaves_the_money_out(houses, client, as_of_the_cast, prepare):
    Assignment.objects.create(account=houses.accounts["farid"], role="finance", programme=houses.world.programme, from_on=date(2020, 1, 1))
    programmes.record_cost(by=houses.farid, at=the_cast.NOW, code="gent", on=date(2021, 2, 1), what="Rooms", cents=21_437_500)
    report = sign(houses, prepare(by=houses.viewer("pia"), layout="esf-plus"))
    assert (report.figures["part"], report.figures["shares"], report.figures["cost_cents"]) == ([houses.world.other.name], [], 0)
    client.force_login(houses.accounts["otto"], backend=BACKEND)
    page = client.get(reverse("report", args=[report.pk]))
    assert page.status_code == 200, (page.status_code, page.headers)
    page = page.text
    assert f"Only a part of the programme: {houses.world.other.name}" in page
    assert "214,375" not in page
    assert "Who carries the costs" not in page
    assert f"only {houses.world.other.name}" in client.get(reverse("reports", args=["gent"])).text
    table = client.get(reverse("report_file", args=[report.pk, "csv"])).content.decode("utf-8-sig")
    assert ["Part of the programme only", houses.world.other.name] in list(csv.reader(io.StringIO(table)))
    assert "214375" not in table
    assert "Funding" not in table
    assert json.loads(client.get(reverse("report_file", args=[report.pk, "json"])).content)["part"] == [houses.world.other.name]


def test_a_report_of_a_part_tells_no_target_of_the_whole_and_asks_for_none(houses, prepare):
    part, whole = prepare(by=houses.viewer("pia")), prepare()
    assert [(row["code"], row["target"]) for row in part.figures["headline"]] == [("reached", None), ("intensive", None)]
    assert [(row["code"], row["target"]) for row in whole.figures["headline"]] == [("reached", 1500), ("intensive", 920)]
    assert not part.findings.filter(check_id="P19").exists()


def test_a_correction_and_a_report_prepared_anew_stay_of_their_part(houses, prepare):
    report = prepare(by=houses.viewer("pia"))
    Assignment.objects.create(account=houses.accounts["pia"], role="lead", programme=houses.world.programme, from_on=date(2020, 2, 1))
    anew = actions.prepare_anew(by=houses.viewer("pia"), at=the_cast.NOW, report_id=report.pk)
    assert anew.part == report.part
    corrected = prepare(corrects_id=sign(houses, anew).pk, correction_reason="A file was missing.")
    assert (corrected.part, corrected.figures["part"]) == (report.part, [houses.world.other.name])


def test_reports_of_before_are_told_their_part_by_their_frozen_scope(houses, prepare):
    part, whole = prepare(by=houses.viewer("pia")), prepare()
    Report.objects.update(part={})
    migration = import_module("vieta.reports.migrations.0004_report_part")
    migration.part_from_scope(apps, None)
    part.refresh_from_db()
    whole.refresh_from_db()
    assert (part.part, whole.part) == ({"providers": [houses.world.other.pk]}, {})


@pytest.mark.parametrize(
    ("scope", "part"),
    [
        ([], {}),
        ([[None, None]], {}),
        ([[1, None], [4, None]], {}),
        ([[4, None], [3, None]], {"providers": [3, 4]}),
        ([[None, 7], [1, 8]], {"regions": [7, 8]}),
        ([[4, 7], [4, 8], [5, 9]], {"providers": [4], "regions": [7, 8]}),
    ],
)
def test_the_part_that_a_scope_is_of(scope, part):
    assert part_of(scope, lead=1) == part


def test_what_lies_within():
    seen = SimpleNamespace(providers=frozenset({4, 5}), regions=None)
    assert lies_within({"providers": [4]}, seen.providers, seen.regions)
    assert not lies_within({"providers": [4, 6]}, seen.providers, seen.regions)
    assert not lies_within({"regions": [7]}, seen.providers, seen.regions)
    assert not lies_within({}, seen.providers, seen.regions)
    assert lies_within({"providers": [4], "regions": [7]}, frozenset({4}), frozenset({7, 8}))
    assert not lies_within({"providers": [4]}, frozenset({4}), frozenset({7}))
