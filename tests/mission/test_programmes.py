"""Capabilities of programmes, through the pages: kinds, specialities, regions and providers, extension, funders and shares."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cast import BACKEND
from vieta.accounts.models import Assignment
from vieta.organisations.models import Organisation
from vieta.programmes.models import Contract, Period, Region, Target

pytestmark = pytest.mark.usefixtures("as_of_the_cast")


def day(name: str, value: str) -> dict[str, str]:
    year, month, of_month = value.split("-")
    return {f"{name}_day": of_month, f"{name}_month": month, f"{name}_year": year}


@pytest.fixture
def lead(client, cast):
    client.force_login(cast.accounts["farid"], backend=BACKEND)
    return client


def set_up(lead, what: str, **given):
    answer = lead.post(reverse("set_up", args=["gent", what]), given)
    assert answer.status_code == 302, answer.context["form"].errors
    return lead.get(reverse("programme", args=["gent"])).content.decode()


@pytest.mark.mission("S1-02")
def test_organisations_are_municipal_or_civil_society(lead, cast):
    for name, kind in (("OCMW Gent", "municipal"), ("Straathoekwerk", "civil-society")):
        assert lead.post(reverse("organisation_new"), {"name": name, "kind": kind, "country": "BE"}).status_code == 302
    assert dict(Organisation.objects.filter(country="BE").values_list("name", "kind"))["OCMW Gent"] == "municipal"
    page = lead.get(reverse("organisations")).content.decode()
    for name, kind in (("OCMW Gent", "Municipal"), ("Straathoekwerk", "Civil society")):
        assert kind in page[page.index(name) :][:400]
    changed = {"name": "OCMW Gent", "kind": "civil-society", "country": "BE"}
    assert lead.post(reverse("organisation", args=["ocmw-gent"]), changed).status_code == 302
    assert Organisation.objects.get(code="ocmw-gent").kind == "civil-society"
    lead.force_login(cast.accounts["edda"], backend=BACKEND)
    assert lead.get(reverse("organisations")).status_code == 403


@pytest.mark.mission("S1-03")
def test_specialities_can_be_added_and_ended_and_the_first_set_is_there(lead):
    from vieta.jobs.demo.staff import SPECIALITIES

    assert SPECIALITIES == ("Youth work", "Substance abuse", "Social services", "Education", "Reception")
    assert lead.post(reverse("speciality_new"), {"name": "Housing"}).status_code == 302
    page = lead.get(reverse("organisations")).content.decode()
    assert "Housing" in page
    assert "Youth work" in page
    offered = [name for _id, name in lead.get(reverse("organisation_new")).context["form"].fields["speciality_ids"].choices]
    assert offered == ["Housing", "Substance abuse", "Youth work"]
    housing = next(
        i for i, name in lead.get(reverse("organisation_new")).context["form"].fields["speciality_ids"].choices if name == "Housing"
    )
    assert lead.post(reverse("speciality_end", args=[housing])).status_code == 302
    offered = [name for _id, name in lead.get(reverse("organisation_new")).context["form"].fields["speciality_ids"].choices]
    assert offered == ["Substance abuse", "Youth work"]
    again = lead.post(reverse("speciality_new"), {"name": "Youth work"})
    assert again.status_code == 422
    assert "name" in again.context["form"].errors


@pytest.mark.mission("S1-22")
def test_extending_to_2023_keeps_the_former_period_and_targets_on_the_page(lead):
    page = set_up(lead, "extension", **day("until_on", "2023-12-31"), **day("decided_on", "2021-03-01"), reason="Extended to 2023")
    set_up(lead, "target", period="2", measure="reached", value="2000", **day("due_on", "2023-12-31"))
    assert Period.objects.get(number=1).until_on == date(2022, 2, 1)
    assert list(Target.objects.filter(measure="reached").order_by("period__number").values_list("value", flat=True)) == [1500, 2000]
    assert "Extended to 2023" in page
    assert "1 Feb 2020" in page


@pytest.mark.mission("S1-23")
def test_a_finance_officer_records_several_funders(client, cast):
    w = cast.world
    Assignment.objects.filter(account=cast.accounts["farid"]).delete()
    Assignment.objects.create(account=cast.accounts["farid"], role="finance", programme=w.programme, from_on=date(2020, 1, 1))
    client.force_login(cast.accounts["farid"], backend=BACKEND)
    given = {"funder_1": w.lead.pk, "percent_1": "60", "funder_2": w.funder.pk, "percent_2": "40"}
    assert client.post(reverse("shares", args=["gent"]), given).status_code == 302
    page = client.get(reverse("money", args=["gent"])).content.decode()
    for words in ("City of Gent", "60.00 %", "ESF Flanders", "40.00 %"):
        assert words in page
    assert client.get(reverse("set_up", args=["gent", "region"])).status_code == 404


@pytest.mark.mission("S3-01")
def test_commissioning_a_provider_for_a_region_a_time_and_a_number_of_persons(lead, cast):
    w = cast.world
    page = set_up(
        lead, "contract", provider_id=w.other.pk, region_id=w.region.pk, number="SIF 2020/1", persons="60",
        **day("signed_on", "2020-09-28"), **day("from_on", "2020-09-29"), **day("until_on", "2021-07-30"),
    )  # fmt: skip
    contract = Contract.objects.get(number="SIF 2020/1")
    assert (contract.from_on, contract.until_on, contract.persons) == (date(2020, 9, 29), date(2021, 7, 31), 60)
    for words in ("SIF 2020/1", "Groep", "29 Sep 2020 – 30 Jul 2021", ">60<"):
        assert words in page
    for name in ("bram", "edda", "greta", "amina"):
        lead.force_login(cast.accounts[name], backend=BACKEND)
        assert lead.post(reverse("set_up", args=["gent", "contract"]), {"number": "X"}).status_code == 404
    assert Contract.objects.count() == 2


@pytest.mark.mission("S3-02")
def test_regions_with_their_counties_each_with_a_provider_and_a_regional_coordinator(lead, cast):
    w = cast.world
    set_up(lead, "region", name="Ziemeļkurzeme", nuts="LV003", category="less")
    region = Region.objects.get(name="Ziemeļkurzeme")
    for name, lau in (("Alsunga", "LV0060200"), ("Kuldīga", "LV0620200"), ("Ventspils", "LV0980200")):
        set_up(lead, "municipality", region_id=region.pk, name=name, lau=lau, degurba="3")
    page = set_up(
        lead, "contract", provider_id=w.provider.pk, region_id=region.pk, number="ZK-1", persons="60",
        **day("signed_on", "2020-09-28"), **day("from_on", "2020-09-29"), **day("until_on", "2021-07-30"),
    )  # fmt: skip
    assert [m.lau for m in region.municipalities.order_by("name")] == ["LV0060200", "LV0620200", "LV0980200"]
    assert "Ziemeļkurzeme: Alsunga, Kuldīga, Ventspils" in page
    Assignment.objects.create(account=_administrator(cast), role="administrator", from_on=date(2020, 1, 1))
    lead.force_login(cast.accounts["nele"], backend=BACKEND)
    role = {
        "role": "coordinator",
        "programme_id": w.programme.pk,
        "region_id": region.pk,
        "organisation_id": w.provider.pk,
        **day("from_on", "2021-03-15"),
    }
    answer = lead.post(reverse("role_new", args=[cast.accounts["chloe"].pk]), role)
    assert answer.status_code == 302, answer.context["form"].errors
    held = Assignment.objects.get(account=cast.accounts["chloe"], role="coordinator")
    assert (held.region, held.organisation) == (region, w.provider)


def _administrator(cast):
    from vieta.accounts.models import Account

    account = Account.objects.create(
        username="nele", name="Nele Wouters", organisation=cast.world.lead, profession="office", password=cast.accounts["farid"].password
    )
    cast.accounts["nele"] = account
    return account
