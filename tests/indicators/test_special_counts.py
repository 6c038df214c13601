"""Counts of special data, day by day, are for whoever may read those data in the files; others read them in releases and reports (decision 19)."""

from dataclasses import replace
from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.urls import reverse

from tests import cast as the_cast
from tests.indicators.world import World
from vieta.accounts.models import Account, Assignment
from vieta.base.refusal import NotFound
from vieta.enrolments.models import Enrolment, EntryTrait
from vieta.indicators import actions, queries
from vieta.people.models import Grant
from vieta.reports.queries.compose import composed

LAST = date(2020, 6, 30)


@pytest.fixture
def world(cast):
    """Three people who entered one a day, the second of a minority; Cora coordinates where they are."""
    world = World(cast)
    for day, answer in ((1, "no"), (2, "yes"), (3, "no")):
        world.enrol(entered=date(2020, 6, day), traits=world.WHOLE | {"minority": answer})
    cast.accounts["cora"] = Account.objects.create(username="cora", name="Cora", organisation=cast.world.provider, profession="coach")
    Assignment.objects.create(
        account=cast.accounts["cora"], role="coordinator", organisation=cast.world.provider, programme=cast.world.programme,
        from_on=date(2020, 2, 1),
    )  # fmt: skip
    Authenticator.objects.create(user=cast.accounts["cora"], type=Authenticator.Type.TOTP, data={"secret": encrypt(the_cast.FACTOR)})
    return cast


def special_of(rows) -> set[str]:
    return {row.code for row in rows} & {"EECO12", "EECO15"}


def test_no_two_days_beside_each_other_tell_the_lead_who_is_of_a_minority(world):
    lead = world.farid
    assert [queries.counted_number(lead, "gent", "EECO01", date(2020, 6, day)) for day in (1, 2)] == [1, 2]
    for ask in (queries.counted_number, queries.counted, queries.indicator, queries.refusals):
        with pytest.raises(NotFound):
            ask(lead, "gent", "EECO15", date(2020, 6, 2))
    assert special_of(queries.indicators(lead, "gent", LAST)) == set()
    for by in ("provider_id", "municipality_id"):
        assert special_of(row for row, _numbers, _total in queries.parts(lead, "gent", by, LAST).rows) == set()


def test_a_coordinator_is_told_as_long_as_every_file_of_the_house_is_open(world):
    cora = world.viewer("cora")
    assert queries.counted_number(cora, "gent", "EECO15", LAST) == 1
    Grant.objects.filter(person=Enrolment.objects.latest("pk").person).update(until_on=date(2021, 1, 1))  # somebody's has closed
    for ask in (queries.counted_number, queries.counted, queries.indicator):
        with pytest.raises(NotFound):
            ask(cora, "gent", "EECO15", LAST)
    assert special_of(queries.indicators(cora, "gent", LAST)) == set()


def test_nor_do_those_who_declined(world):
    EntryTrait.objects.filter(trait="minority", value="yes").update(asked="declined", value="")
    assert queries.declined(world.farid, "gent") is None
    assert queries.declined(world.viewer("cora"), "gent") == (1, 1)


def test_nor_does_a_target_or_a_measure_of_their_own(world):
    lead = world.farid
    own = actions.compose(
        by=lead,
        at=the_cast.NOW,
        code="gent",
        own_code="MIN",
        name="Minorities",
        rule="",
        conditions="minority is yes",
        from_on=date(2020, 2, 1),
    )
    world.world.programme.headline_measures = ["EECO15", "supported"]
    world.world.programme.save(update_fields=["headline_measures"])
    card = queries.figures(lead, "gent", LAST)
    assert special_of(card.headline) == set()
    assert "supported" in {row.code for row in card.headline}
    assert f"own-{own.pk}" not in {row.code for row in card.others}
    assert "own" not in {pack.code for pack in queries.indicators_by_pack(lead, "gent", LAST)}
    with pytest.raises(NotFound):
        queries.counted_number(lead, "gent", f"own-{own.pk}", LAST)


def test_a_report_counts_them_for_the_fund(world):
    found = {row["code"]: row["total"] for row in composed(world.farid, "gent", LAST)["indicators"]}
    assert (found["EECO01"], found["EECO15"]) == (3, 1)


def test_no_report_counts_what_a_programme_composed_of_special_data_itself(world):
    about = {"by": world.farid, "at": the_cast.NOW, "code": "gent", "rule": "", "from_on": date(2020, 2, 1)}
    one = actions.compose(**about, own_code="ONE", name="One", conditions="gender is M")
    who = actions.compose(**about, own_code="WHO", name="One of a minority", conditions="gender is M\nminority is yes")
    world.world.programme.headline_measures = [f"own-{who.pk}", "supported"]
    world.world.programme.save(update_fields=["headline_measures"])
    for viewer in (world.farid, world.cora):
        report = composed(viewer, "gent", LAST)
        codes = {row["code"] for part in ("headline", "others", "indicators") for row in report[part]}
        assert (f"own-{one.pk}" in codes, f"own-{who.pk}" in codes) == (True, False)


def test_whoever_may_read_them_in_the_files_counts_them_on_any_day(world):
    assert queries.counted_number(world.cora, "gent", "EECO15", date(2020, 6, 1)) == 0
    assert queries.counted_number(world.cora, "gent", "EECO15", LAST) == 1
    assert special_of(queries.indicators(world.cora, "gent", LAST)) == {"EECO12", "EECO15"}
    away = replace(world.cora, organisation_id=world.world.lead.pk)  # the files are open to their own organisation alone
    assert special_of(queries.indicators(away, "gent", LAST)) == set()


@pytest.mark.parametrize(("name", "said"), [("farid", True), ("cora", False)])
def test_the_page_says_where_they_stand(world, client, name, said):
    client.force_login(world.accounts[name], backend=the_cast.BACKEND)
    answer = client.get(reverse("esf", args=["gent"]))
    assert answer.status_code == 200, answer.headers
    page = answer.content.decode()
    assert ("not counted here day by day" in page) is said
    assert ("EECO15" in page) is not said
