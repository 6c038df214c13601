"""The lead's set-up pages: good input goes in, bad input is told beside its field, kept, and writes nothing."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cast import BACKEND, NOW
from vieta.accounts.models import Assignment
from vieta.audit.models import Entry
from vieta.organisations.models import Organisation, Speciality
from vieta.programmes.models import Contract, Cost, CostPart, FundingShare, Ground, Period, Programme, Region, Target

pytestmark = pytest.mark.usefixtures("as_of_the_cast")


@pytest.fixture
def lead(cast, client):
    client.force_login(cast.accounts["farid"], backend=BACKEND)
    return client


def day(name: str, value: str) -> dict[str, str]:
    year, month, of_month = value.split("-")
    return {f"{name}_day": of_month, f"{name}_month": month, f"{name}_year": year}


def post(client, what: str, **given):
    return client.post(reverse("set_up", args=["gent", what]), given)


def test_the_programme_page_shows_what_was_agreed(lead):
    page = lead.get(reverse("programme", args=["gent"])).content.decode()
    for words in ("9.1.4.4./16/I/001", "1,500", "Compaan", "Rabot", "44021", "C-1", "Roma", "Jobteam"):
        assert words in page


def test_extending_on_the_page(lead):
    answer = post(lead, "extension", **day("until_on", "2023-12-31"), **day("decided_on", "2021-03-01"), reason="It works")
    assert answer.status_code == 302
    assert Period.objects.get(number=2).until_on == date(2024, 1, 1)
    assert set(Target.objects.filter(period__number=2).values_list("measure", "value")) == {("reached", 1500), ("intensive", 920)}


BAD = (
    ("region", {"name": ""}, "name", Region),
    ("region", {"name": "x" * 101}, "name", Region),
    ("region", {"name": "a\x00b"}, "name", Region),
    ("region", {"name": "a\u202eb"}, "name", Region),
    ("region", {"name": "North"}, "name", Region),
    ("municipality", {"name": "Sluizeken", "region_id": "987654"}, "region_id", Region),
    ("cycle", {"name": "One", **day("from_on", "2021-02-30"), **day("until_on", "2021-03-30")}, "from_on", Programme),
    ("cycle", {"name": "One", **day("from_on", "2021-03-30"), **day("until_on", "2021-03-01")}, "until_on", Programme),
    ("target", {"period": "9", "measure": "reached", "value": "5", **day("due_on", "2021-03-30")}, "period", Target),
    ("target", {"period": "1", "measure": "reached", "value": "-5", **day("due_on", "2021-03-30")}, "value", Target),
    ("target", {"period": "1", "measure": "nonsense", "value": "5", **day("due_on", "2021-03-30")}, "measure", Target),
    ("ground", {"name": "Young", "family": "age", "rule": "age-below", "special": "no"}, "limit", Ground),
    ("contract", {"provider_id": "1", "region_id": "1", "number": "=1+1", "persons": "many"}, "persons", Contract),
)


@pytest.mark.parametrize(("what", "given", "field", "table"), BAD)
def test_bad_input_is_told_kept_and_not_written(lead, what, given, field, table):
    rows, entries = table.objects.count(), Entry.objects.filter(kind="write").count()
    answer = post(lead, what, **given)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    for name, typed in given.items():
        if "\x00" not in typed and name in answer.context["form"].fields:
            assert answer.context["form"][name].value() in (typed, [typed]) or str(answer.context["form"][name].value()) == typed
    assert (table.objects.count(), Entry.objects.filter(kind="write").count()) == (rows, entries)


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "مرحبا", "Zoë́ 🧭", "x" * 100])
def test_any_honest_name_is_kept(lead, name):
    assert post(lead, "region", name=name).status_code == 302
    assert name in lead.get(reverse("programme", args=["gent"])).content.decode().replace("&#x27;", "'")


def test_an_unknown_question_and_programme_are_not_there(lead):
    assert post(lead, "nonsense").status_code == 404
    assert lead.post(reverse("set_up", args=["other", "region"]), {"name": "X"}).status_code == 404


@pytest.mark.parametrize("name", ["amina", "bram", "chloe", "dario", "edda", "greta"])
def test_nobody_else_posts(cast, client, name):
    client.force_login(cast.accounts[name], backend=BACKEND)
    w = cast.world
    for address in (
        reverse("set_up", args=["gent", "region"]),
        reverse("ground_end", args=["gent", w.roma.pk]),
        reverse("cost_new", args=["gent"]),
        reverse("shares", args=["gent"]),
    ):
        assert client.post(address, {"name": "X"}).status_code == 404
    assert client.post(reverse("organisation_new"), {"name": "X"}).status_code == 403
    assert client.post(reverse("speciality_end", args=[w.youth.pk])).status_code == 403
    assert Speciality.objects.filter(active=False).count() == 0


def test_money_on_the_page(cast, lead):
    w = cast.world
    Assignment.objects.create(account=cast.accounts["farid"], role="finance", programme=w.programme, from_on=date(2020, 1, 1))
    wrong = lead.post(
        reverse("shares", args=["gent"]), {"funder_1": w.funder.pk, "percent_1": "85", "funder_2": w.lead.pk, "percent_2": "14"}
    )
    assert wrong.status_code == 422
    assert FundingShare.objects.filter(percent=15).exists()
    right = lead.post(
        reverse("shares", args=["gent"]), {"funder_1": w.lead.pk, "percent_1": "60", "funder_2": w.funder.pk, "percent_2": "40"}
    )
    assert right.status_code == 302
    paid = lead.post(reverse("cost_new", args=["gent"]), {"what": "Rooms", "cents": "100,01", **day("on", "2021-03-01")})
    assert paid.status_code == 302
    assert sorted(CostPart.objects.values_list("cents", flat=True)) == [4000, 6001]
    page = lead.get(reverse("money", args=["gent"])).content.decode()
    assert "60.01" in page
    assert "40.00" in page
    future = lead.post(reverse("cost_new", args=["gent"]), {"what": "Rooms", "cents": "100", **day("on", "2021-03-16")})
    assert future.status_code == 422
    assert Cost.objects.count() == 1


def test_costs_are_shown_a_page_at_a_time_and_the_oldest_can_be_taken_out(cast, lead, django_assert_max_num_queries):
    w, share = cast.world, FundingShare.objects.order_by("pk")[0]
    rows = Cost.objects.bulk_create(
        Cost(programme=w.programme, on=date(2021, 1, 1), what=f"Cost {n}", cents=n, recorded_at=NOW) for n in range(501)
    )
    CostPart.objects.bulk_create(CostPart(cost=cost, share=share, cents=cost.cents) for cost in rows)
    address, oldest = reverse("money", args=["gent"]), reverse("cost_withdraw", args=["gent", rows[0].pk])
    with django_assert_max_num_queries(30):
        first = lead.get(address).text
    assert "1–50 of 501" in first
    assert oldest not in first
    assert oldest in lead.get(address, {"page": "11"}).text
    assert lead.get(oldest).status_code == 200
    assert lead.post(oldest, {"reason": "Paid twice."}).status_code == 302
    last = lead.get(address, {"page": "11"}).text
    assert "Taken out" in last
    assert "Paid twice." in last
    assert oldest not in last
    assert "Take out" not in last
    assert lead.get(oldest).status_code == 404


def test_registering_and_changing_an_organisation(cast, lead):
    given = {"name": "Kuldīgas novads", "kind": "municipal", "country": "lv", "place": "Kuldīga", "speciality_ids": [cast.world.youth.pk]}
    assert lead.post(reverse("organisation_new"), given).status_code == 302
    made = Organisation.objects.get(name="Kuldīgas novads")
    assert (made.code, made.country, made.kind) == ("kuldigas-novads", "LV", "municipal")
    twice = lead.post(reverse("organisation_new"), given)
    assert twice.status_code == 422
    assert "name" in twice.context["form"].errors
    foreign = lead.post(reverse("organisation_new"), given | {"name": "Other", "speciality_ids": ["987654"]})
    assert foreign.status_code == 422
    assert "speciality_ids" in foreign.context["form"].errors
    assert lead.post(reverse("organisation", args=[made.code]), given | {"kind": "civil-society"}).status_code == 302
    assert Organisation.objects.get(pk=made.pk).kind == "civil-society"
