"""A role of a whole organisation opens the programmes that organisation leads, and of others what fits its part there today."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cast import BACKEND, NOW, TODAY, Cast
from vieta.accounts.models import Assignment
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Permission, Viewer
from vieta.indicators.access import reach
from vieta.programmes import access, actions
from vieta.programmes.choices import PartnerRole
from vieta.programmes.models import Partner, Period, Programme

LEADS_ONLY = (Permission.SET_UP, Permission.MANAGE_MONEY, Permission.PREPARE_REPORT, Permission.SIGN_REPORT, Permission.READ_NAMES)
CLOSED = ("programme", "money", "shares", "releases", "reports", "report_new", "evaluation", "mentoring_set_up")


@pytest.fixture
def foreign(cast):
    """Another programme, led by the other provider."""
    w = cast.world
    row = Programme.objects.create(code="duo", name="Duo", country="BE", lead=w.other)
    Period.objects.create(programme=row, number=1, from_on=date(2020, 2, 1), until_on=date(2022, 2, 1), decided_on=date(2020, 1, 15))
    return row


def holds(cast: Cast, role: str) -> Viewer:
    """Farid with one role, for the whole City of Gent."""
    Assignment.objects.filter(account=cast.accounts["farid"]).delete()
    Assignment.objects.create(account=cast.accounts["farid"], role=role, organisation=cast.world.lead, from_on=date(2020, 2, 1))
    return cast.viewer("farid")


def part(cast, programme, role, **days):
    return Partner.objects.create(programme=programme, organisation=cast.world.lead, role=role, **({"from_on": date(2020, 2, 1)} | days))


@pytest.mark.parametrize("role", PartnerRole.values)
def test_no_part_in_anothers_programme_makes_a_lead_of_it(cast, begun, foreign, client, as_of_the_cast, role):
    part(cast, foreign, role)
    farid = holds(cast, "lead")
    assert not any(farid.may(permission, programme_id=foreign.pk) for permission in LEADS_ONLY)
    assert not access.may_set_up(farid, foreign)
    client.force_login(cast.accounts["farid"], backend=BACKEND)
    opened = {name: client.get(reverse(name, args=["duo"])).status_code for name in CLOSED}
    own = {"programme", "money", "reports", "evaluation"} if role != "funder" else set()  # the exact figures of its own people
    assert {name for name, status in opened.items() if status != 404} <= own, opened


def test_whoever_leads_sets_up_and_founds(cast, foreign):
    farid = holds(cast, "lead")
    assert all(
        farid.may(permission, programme_id=cast.world.programme.pk) for permission in LEADS_ONLY if permission != Permission.SIGN_REPORT
    )
    assert access.may_set_up(farid, cast.world.programme)
    assert reach(farid, "gent").providers is None
    days = {"from_on": TODAY, "until_on": date(2023, 1, 1), "decided_on": TODAY}
    made = actions.found(by=farid, at=NOW, code="new", name="New", country="BE", lead_id=cast.world.lead.pk, **days)
    assert access.may_set_up(cast.viewer("farid"), made)
    with pytest.raises(Refused):
        actions.found(by=farid, at=NOW, code="theirs", name="Theirs", country="BE", lead_id=cast.world.other.pk, **days)


def test_a_lead_of_one_programme_founds_none(cast):
    days = {"from_on": TODAY, "until_on": date(2023, 1, 1), "decided_on": TODAY}
    with pytest.raises(Refused):
        actions.found(by=cast.farid, at=NOW, code="new", name="New", country="BE", lead_id=cast.world.lead.pk, **days)


@pytest.mark.parametrize("role", ["provider", "partner"])
def test_a_part_opens_the_own_figures_while_it_is_in_force(cast, foreign, role):
    one = part(cast, foreign, role)
    assert reach(holds(cast, "coordinator"), "duo").providers == {cast.world.lead.pk}
    for days in ({"until_on": TODAY}, {"from_on": date(2021, 3, 16), "until_on": None}):
        Partner.objects.filter(pk=one.pk).update(**days)
        assert not cast.viewer("farid").may(Permission.SEE_FIGURES, programme_id=foreign.pk), days
        with pytest.raises(NotFound):
            access.opened_by(cast.viewer("farid"), "duo")


@pytest.mark.parametrize(("role", "opens"), [("funder", True), ("provider", False)])
def test_safe_figures_open_to_the_part_that_pays(cast, foreign, role, opens):
    part(cast, foreign, role)
    assert holds(cast, "funder").may(Permission.SEE_SAFE_FIGURES, programme_id=foreign.pk) is opens


def test_a_part_ends_on_the_page_of_the_set_up(cast, begun, client, as_of_the_cast):
    w = cast.world
    there = Partner.objects.get(programme=w.programme, organisation=w.other)
    client.force_login(cast.accounts["farid"], backend=BACKEND)
    assert reverse("set_up", args=["gent", "part-end"]) in client.get(reverse("programme", args=["gent"])).text
    page = client.get(reverse("set_up", args=["gent", "part-end"])).text
    assert f"{w.other.name}: Provider" in page
    assert f"{w.lead.name}: Lead organisation" not in page
    given = {"partner_id": there.pk, "until_on_day": "31", "until_on_month": "3", "until_on_year": "2021"}
    assert client.post(reverse("set_up", args=["gent", "part-end"]), given).status_code == 302
    there.refresh_from_db()
    assert there.until_on == date(2021, 4, 1)


def test_the_leads_own_part_never_ends(cast, begun):
    own = Partner.objects.get(programme=cast.world.programme, organisation=cast.world.lead)
    with pytest.raises(Refused):
        actions.end_part(by=cast.farid, at=NOW, code="gent", partner_id=own.pk, until_on=date(2021, 4, 1))


def test_a_part_taken_up_again_leaves_the_former_one_as_it_was(cast, begun, client, as_of_the_cast):
    w, act = cast.world, {"by": cast.farid, "at": NOW, "code": "gent"}
    again = act | {"organisation_id": w.other.pk, "role": "provider"}
    former = Partner.objects.get(programme=w.programme, organisation=w.other)
    actions.end_part(**act, partner_id=former.pk, until_on=date(2020, 9, 1))
    later = actions.agree_part(**again, from_on=date(2021, 2, 1))
    former.refresh_from_db()
    assert (former.from_on, former.until_on) == (date(2020, 2, 1), date(2020, 9, 1))
    assert (later.from_on, later.until_on) == (date(2021, 2, 1), None)
    gone_on = actions.agree_part(
        **again, from_on=date(2021, 3, 1), names_to_lead=True, until_on=date(2021, 9, 1)
    )  # other terms from then on
    later.refresh_from_db()
    assert (later.from_on, later.until_on, later.names_to_lead) == (date(2021, 2, 1), date(2021, 3, 1), False)
    assert (gone_on.from_on, gone_on.until_on, gone_on.names_to_lead) == (date(2021, 3, 1), date(2021, 9, 1), True)
    with pytest.raises(Refused, match="the same part until 31 Aug") as refusal:
        actions.agree_part(**again, from_on=date(2021, 8, 15))
    assert refusal.value.field == "from_on"
    with pytest.raises(Refused, match="the same part until"):
        actions.agree_part(**again, from_on=date(2020, 2, 1))
    said_anew = actions.agree_part(**again, from_on=date(2021, 3, 1), until_on=date(2021, 9, 1))
    assert (said_anew.pk, said_anew.names_to_lead) == (gone_on.pk, False)
    assert Partner.objects.filter(programme=w.programme, organisation=w.other).count() == 3
    client.force_login(cast.accounts["farid"], backend=BACKEND)
    assert client.get(reverse("programme", args=["gent"])).text.count(w.other.name) >= 2
    offered = client.get(reverse("set_up", args=["gent", "part-end"])).text  # a day mistyped is set anew
    assert f"{w.other.name}: Provider, until 31 Aug" in offered
    assert offered.count(f"{w.other.name}: Provider") == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [({"role": "lead"}, "role"), ({"from_on": date(2099, 1, 1)}, "from_on"), ({"until_on": date(2021, 1, 1)}, "until_on")],
)
def test_no_second_lead_and_no_part_outside_the_programme(cast, begun, change, field):
    asked = {"organisation_id": cast.world.other.pk, "role": "partner", "from_on": date(2021, 2, 1)} | change
    with pytest.raises(Refused) as refusal:
        actions.agree_part(by=cast.farid, at=NOW, code="gent", **asked)
    assert refusal.value.field == field
    own = Partner.objects.get(programme=cast.world.programme, organisation=cast.world.other)
    with pytest.raises(Refused, match="ended by then"):
        actions.end_part(by=cast.farid, at=NOW, code="gent", partner_id=own.pk, until_on=date(2099, 1, 2))


def test_an_enquiry_goes_to_no_other_house_unsaid(cast, begun, client, as_of_the_cast):
    client.force_login(cast.accounts["chloe"], backend=BACKEND)
    house = cast.accounts["chloe"].organisation
    asked = client.get(reverse("enquiry_new")).context["form"]
    assert asked.initial["provider"] == str(house.pk)
    Partner.objects.filter(programme=cast.world.programme, organisation=house).update(until_on=date(2021, 3, 1))
    asked = client.get(reverse("enquiry_new")).context["form"]
    assert cast.world.other.name in str(asked["provider"])
    assert asked.initial["provider"] == ""
