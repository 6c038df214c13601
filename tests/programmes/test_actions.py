"""Programmes: extension, shares, costs, contracts, grounds, notices; who may and who may not."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import NOW, TODAY
from vieta.accounts.models import Assignment
from vieta.base.money import split_cents
from vieta.base.refusal import NotFound, Refused
from vieta.organisations import actions as organisations
from vieta.programmes import actions, queries
from vieta.programmes.choices import GroundRule, ObligationKind
from vieta.programmes.models import CostPart, FundingShare, Ground, Period, Programme, Purpose, Target


@pytest.fixture
def finance(cast):
    Assignment.objects.create(account=cast.accounts["farid"], role="finance", programme=cast.world.programme, from_on=date(2020, 1, 1))
    return cast


def extend(cast, **changes):
    given = {"until_on": date(2024, 1, 1), "decided_on": TODAY, "reason": "It works", "targets": {"reached": 2500}} | changes
    return actions.extend(by=cast.farid, at=NOW, code="gent", **given)


def test_an_extension_keeps_the_former_period_and_its_targets(cast):
    extend(cast)
    assert [(p.number, p.from_on, p.until_on) for p in queries.periods(cast.farid, "gent")] == [
        (1, date(2020, 2, 1), date(2022, 2, 1)),
        (2, date(2022, 2, 1), date(2024, 1, 1)),
    ]
    before = {t.measure: t.value for t in queries.targets_on(cast.farid, "gent", date(2022, 1, 31))}
    after = {t.measure: t.value for t in queries.targets_on(cast.farid, "gent", date(2022, 2, 1))}
    assert before == {"reached": 1500, "intensive": 920}
    assert after == {"reached": 2500}


def test_an_extension_must_end_later(cast):
    with pytest.raises(Refused) as refused:
        extend(cast, until_on=date(2022, 2, 1))
    assert refused.value.field == "until_on"
    assert Period.objects.count() == 1


def test_the_target_of_a_period_that_is_over_stays(cast):
    extend(cast)
    later = cast.viewer("farid", date(2022, 3, 1))
    with pytest.raises(Refused):
        actions.set_target(by=later, at=NOW, code="gent", period=1, measure="reached", value=1, due_on=date(2022, 1, 1))
    actions.set_target(by=later, at=NOW, code="gent", period=2, measure="reached", value=2600, due_on=date(2023, 12, 31))
    assert sorted(Target.objects.filter(measure="reached").values_list("value", flat=True)) == [1500, 2600]


@pytest.mark.parametrize("name", ["amina", "bram", "chloe", "dario", "edda", "greta"])
def test_only_the_lead_sets_up(cast, name):
    with pytest.raises(NotFound):
        actions.extend(by=cast.viewer(name), at=NOW, code="gent", until_on=date(2024, 1, 1), decided_on=TODAY, reason="", targets={})
    assert Period.objects.count() == 1


def test_shares_must_sum_to_a_hundred(finance):
    w = finance.world
    for percents in ([85, 14], [85, 16], [100, 0], [Decimal("85.005"), Decimal("14.995")]):
        shares = list(zip((w.funder.pk, w.lead.pk), map(Decimal, percents), strict=True))
        with pytest.raises(Refused):
            actions.set_shares(by=finance.farid, at=NOW, code="gent", shares=shares)
    assert sorted(FundingShare.objects.values_list("percent", flat=True)) == [15, 85]


def test_a_cost_is_divided_to_the_cent(finance):
    for cents, parts in ((10_001, [8501, 1500]), (1, [1, 0]), (333, [284, 49]), (680_000_000, [578_000_000, 102_000_000])):
        cost = actions.record_cost(by=finance.farid, at=NOW, code="gent", on=TODAY, what="Rooms", cents=cents)
        assert [p.cents for p in CostPart.objects.filter(cost=cost).order_by("share__position")] == parts
    assert queries.money(finance.farid, "gent").cents == 10_001 + 1 + 333 + 680_000_000


def test_shares_stay_once_costs_were_divided(finance):
    w = finance.world
    actions.record_cost(by=finance.farid, at=NOW, code="gent", on=TODAY, what="Rooms", cents=100)
    with pytest.raises(Refused):
        actions.set_shares(by=finance.farid, at=NOW, code="gent", shares=[(w.lead.pk, Decimal(100))])


def test_a_withdrawn_cost_leaves_the_sums_and_stays_readable(finance):
    cost = actions.record_cost(by=finance.farid, at=NOW, code="gent", on=TODAY, what="Rooms", cents=100)
    actions.withdraw_cost(by=finance.farid, at=NOW, code="gent", cost_id=cost.pk, reason="Paid twice")
    money = queries.money(finance.farid, "gent")
    assert (money.cents, queries.cost(finance.farid, "gent", cost.pk).withdrawn_reason) == (0, "Paid twice")
    with pytest.raises(NotFound):
        actions.withdraw_cost(by=finance.farid, at=NOW, code="gent", cost_id=cost.pk, reason="Again")


@pytest.mark.parametrize("reason", ["", " ", "y" * 301])
def test_a_cost_is_withdrawn_with_a_reason_that_can_be_kept(finance, reason):
    cost = actions.record_cost(by=finance.farid, at=NOW, code="gent", on=TODAY, what="Rooms", cents=100)
    with pytest.raises(Refused):
        actions.withdraw_cost(by=finance.farid, at=NOW, code="gent", cost_id=cost.pk, reason=reason)
    assert queries.money(finance.farid, "gent").cents == 100


@given(st.integers(1, 10**12), st.lists(st.integers(1, 9999), min_size=1, max_size=5))
def test_parts_always_sum_to_the_cost(cents, weights):
    whole = sum(weights)
    shares = [Decimal(10_000 * w // whole) / 100 for w in weights]
    shares[0] += Decimal(100) - sum(shares)
    parts = split_cents(cents, shares)
    assert sum(parts) == cents
    assert all(abs(part - cents * share / 100) < len(shares) for part, share in zip(parts, shares, strict=True))


def test_a_contract_needs_a_provider_and_a_region_of_the_programme(cast):
    w = cast.world
    given = {
        "provider_id": w.other.pk, "region_id": w.region.pk, "number": "C-2", "signed_on": TODAY, "from_on": TODAY,
        "until_on": date(2021, 7, 31), "persons": 60,
    }  # fmt: skip
    for changes, field in (
        ({"provider_id": w.funder.pk}, "provider_id"),
        ({"region_id": 987_654}, "region_id"),
        ({"number": "c-1"}, "number"),
        ({"until_on": TODAY}, "until_on"),
        ({"persons": 0}, "persons"),
    ):
        with pytest.raises(Refused) as refused:
            actions.sign_contract(by=cast.farid, at=NOW, code="gent", **(given | changes))
        assert refused.value.field == field
    contract = actions.sign_contract(by=cast.farid, at=NOW, code="gent", **given)
    assert contract.persons == 60


def test_a_stated_obligation_needs_no_count_and_a_counted_one_no_statement(cast):
    w = cast.world
    add = {"by": cast.farid, "at": NOW, "code": "gent", "contract_id": w.contract.pk, "due_on": TODAY}
    counted = actions.add_obligation(name="Persons", kind=ObligationKind.PERSONS, quantity=60, **add)
    stated = actions.add_obligation(name="Final report", kind=ObligationKind.STATEMENT, **add)
    with pytest.raises(Refused):
        actions.add_obligation(name="Persons again", kind=ObligationKind.PERSONS, **add)
    with pytest.raises(Refused):
        actions.state_obligation(by=cast.farid, at=NOW, code="gent", obligation_id=counted.pk, statement="Done", stated_on=TODAY)
    actions.state_obligation(by=cast.farid, at=NOW, code="gent", obligation_id=stated.pk, statement="Handed in", stated_on=TODAY)
    stated.refresh_from_db()
    assert stated.statement == "Handed in"


def test_a_sub_ground_takes_the_secrecy_of_its_ground(cast):
    w = cast.world
    made = actions.add_ground(by=cast.farid, at=NOW, code="gent", name="Other minority", family="ethnicity", under_id=w.ethnicity.pk)
    assert made.special
    with pytest.raises(Refused) as refused:
        actions.add_ground(by=cast.farid, at=NOW, code="gent", name="55 or older", family="age", rule=GroundRule.AGE_AT_LEAST)
    assert refused.value.field == "limit"
    actions.end_ground(by=cast.farid, at=NOW, code="gent", ground_id=w.ethnicity.pk)
    assert set(Ground.objects.filter(active=False).values_list("code", flat=True)) == {"ethnicity", "roma", "other-minority"}


def test_a_new_notice_is_a_new_version(cast):
    actions.publish_notice(
        by=cast.farid, at=NOW, code="gent", purpose="support", name="Support", legal_basis="e", notice="New words.", from_on=TODAY
    )
    versions = list(Purpose.objects.order_by("version").values_list("version", "from_on", "until_on", "notice"))
    assert versions == [(1, date(2020, 2, 1), TODAY, "We keep what we need to support you."), (2, TODAY, None, "New words.")]


def test_a_programme_of_another_organisation_is_not_there(cast):
    w = cast.world
    Assignment.objects.filter(account=cast.accounts["farid"]).update(programme=None, organisation=w.other.pk)
    assert [p.code for p in queries.programmes(cast.farid)] == ["gent"]
    Assignment.objects.filter(account=cast.accounts["farid"]).update(organisation=None, programme=w.programme.pk)
    made = actions.found
    with pytest.raises(Refused):
        made(
            by=cast.farid,
            at=NOW,
            code="new",
            name="New",
            country="BE",
            lead_id=w.lead.pk,
            from_on=TODAY,
            until_on=date(2022, 1, 1),
            decided_on=TODAY,
        )


def test_names_that_differ_only_by_digits_or_signs_get_codes_of_their_own(cast):
    made = [
        actions.add_region(by=cast.farid, at=NOW, code="gent", name=name).code for name in ("Zone 1", "Zone 2", "Zone-2", "Зона 2", "☂")
    ]
    assert made == ["zone-1", "zone-2", "zone-2-2", "zona-2", made[-1]]
    assert len(set(made)) == 5
    kept = [
        organisations.register(by=cast.farid, at=NOW, name=f"Partner {n}", kind="company", country="BE", code=f"p-{n}").code for n in (1, 2)
    ]
    assert kept == ["p-1", "p-2"]
    with pytest.raises(Refused):
        organisations.register(by=cast.farid, at=NOW, name="Partner 3", kind="company", country="BE", code="p-1")


@pytest.mark.parametrize(
    ("rules", "field"),
    [
        ({"safe_threshold": 2}, "safe_threshold"),
        ({"safe_threshold": "few"}, "safe_threshold"),
        ({"headline_measures": ["supported", "nonsense"]}, "headline_measures"),
        ({"headline_measures": "supported"}, "headline_measures"),
        ({"intensive_rule": "nonsense"}, "intensive_rule"),
        ({"nonsense": 1}, None),
    ],
)
def test_rules_that_cannot_be(cast, rules, field):
    before = queries.rules_in_force(cast.farid, "gent")
    with pytest.raises(Refused) as refusal:
        actions.set_rules(by=cast.farid, at=NOW, code="gent", rules=rules)
    assert refusal.value.field == field
    assert queries.rules_in_force(cast.farid, "gent") == before
    actions.set_rules(by=cast.farid, at=NOW, code="gent", rules={"safe_threshold": 3, "headline_measures": []})


def test_no_programme_shows_figures_of_two_persons(cast):
    with pytest.raises(IntegrityError):
        Programme.objects.filter(code="gent").update(safe_threshold=2)
