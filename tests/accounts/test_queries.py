"""Accounts as administrators see them, colleagues, names, and who looked."""

import pytest

from tests.cast import NAMES, NOW, TODAY
from vieta.accounts import queries
from vieta.accounts.models import Account, Assignment
from vieta.audit.actions import record, record_read
from vieta.base.refusal import NotFound, Refused


def names(cards) -> list[str]:
    return [card.name for card in cards]


def test_administrators_see_the_staff_in_their_reach_and_never_a_participant(cast, offices):
    def seen(viewer):
        return set(queries.accounts(viewer).values_list("username", flat=True))

    assert seen(offices.ivo) == {"bram", "chloe", "dario", "ivo"}
    assert seen(offices.jana) == {"bram", "chloe", "dario", "edda", "farid", "greta", "jana"}
    assert seen(offices.hana) == {*NAMES, "hana", "ivo", "jana"} - {"amina"}
    assert all(seen(cast.viewer(name)) == set() for name in NAMES)


def test_accounts_are_narrowed(cast, offices):
    found = queries.accounts(offices.hana, text="peet", role="coach", active=True)
    assert list(found.values_list("username", flat=True)) == ["bram"]
    assert not queries.accounts(offices.hana, text="peet", active=False).exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_account_cards_cost_four_statements(cast, offices, rows, django_assert_num_queries):
    found = list(queries.accounts(offices.hana).order_by("name")[:rows])
    with django_assert_num_queries(4):
        assert len(queries.account_cards(offices.hana, found)) == rows


def test_a_card_tells_roles_in_words(cast, offices):
    card = queries.account(offices.ivo, cast.accounts["bram"].pk)
    assert (card.role_labels, card.second_factor, card.needs_second_factor) == ("Coach", True, True)
    assert [(r.place, r.in_force, r.may_end) for r in card.roles] == [("Compaan, Jobteam", True, True)]
    assert card.teams == ("Jobteam (Jobteam)",)
    with pytest.raises(NotFound):
        queries.account(offices.ivo, cast.accounts["edda"].pk)


def test_places_offer_only_ones_reach(cast, offices):
    w = cast.world
    assert queries.places(offices.ivo).organisations == ((w.provider.pk, "Compaan"),)
    assert queries.places(offices.ivo).home_organisations == ((w.provider.pk, "Compaan"),)
    assert queries.places(offices.jana).home_organisations == ()
    assert queries.places(offices.jana).programmes == ((w.programme.pk, "Jobteam"),)
    assert queries.places(cast.bram).programmes == ()


def test_colleagues_are_found_by_speciality_across_organisations(cast):
    cast.accounts["edda"].specialities.add(cast.world.addiction)
    assert names(queries.find_colleagues(cast.bram)) == ["Bram Peeters", "Chloé Martin", "Edda Lind"]
    found = queries.find_colleagues(cast.bram, speciality_id=cast.world.addiction.pk)
    assert [(c.name, c.organisation, c.specialities, c.teams) for c in found] == [
        ("Edda Lind", "Groep", ("Substance abuse",), ("Jobteam",))
    ]
    assert names(queries.find_colleagues(cast.bram, text="compa")) == ["Bram Peeters", "Chloé Martin"]
    assert names(queries.find_colleagues(cast.bram, profession="lawyer")) == []


@pytest.mark.parametrize("who", ["amina", "dario", "greta"])
def test_colleagues_are_for_those_who_work_in_the_programme(cast, who):
    assert queries.find_colleagues(cast.viewer(who)) == []


def test_no_colleagues_in_a_programme_that_is_not_ones_own(cast):
    assert queries.find_colleagues(cast.bram, programme_id=cast.world.programme.pk + 1) == []


def test_ended_accounts_and_roles_are_no_colleagues(cast):
    edda = cast.accounts["edda"]
    edda.assignments.update(until_on=TODAY)
    edda.memberships.update(until_on=TODAY)
    Account.objects.filter(username="chloe").update(is_active=False)
    assert names(queries.find_colleagues(cast.bram)) == ["Bram Peeters"]


@pytest.mark.parametrize("rows", [1, 3])
def test_finding_colleagues_costs_three_statements(cast, rows, django_assert_num_queries):
    viewer = cast.bram
    Account.objects.exclude(username__in=("bram", "chloe", "edda")[:rows]).update(is_active=False)
    with django_assert_num_queries(3):
        assert len(queries.find_colleagues(viewer)) == rows


def test_names_of_who_recorded(cast, django_assert_num_queries):
    ids = [cast.accounts["bram"].pk, None, 987654]
    with django_assert_num_queries(1):
        assert queries.names_of(ids) == {cast.accounts["bram"].pk: "Bram Peeters"}
    with django_assert_num_queries(0):
        assert queries.names_of([None]) == {}


@pytest.fixture
def looked(cast):
    """Bram opened Amina's file twice, Amina herself once, and Bram wrote in it once."""
    about = {"person_id": cast.world.amina.pk, "programme_id": cast.world.programme.pk}
    for who in ("bram", "amina", "bram"):
        record_read(by=cast.viewer(who), at=NOW, deed="plans.opened", **about)
    record(by=cast.bram, at=NOW, deed="plans.agree", **about)
    return cast


def test_the_participant_learns_who_looked_as_what_and_from_where(looked):
    looks = queries.reads_of(looked.amina, looked.world.amina.pk)
    assert [(x.name, x.roles, x.organisation, x.deed, x.at) for x in looks] == [
        ("Bram Peeters", ("Coach",), "Compaan", "plans.opened", NOW)
    ] * 2


@pytest.mark.parametrize("who", ["bram", "chloe", "edda", "farid", "greta"])
def test_nobody_else_learns_who_looked(looked, who):
    with pytest.raises(NotFound):
        queries.reads_of(looked.viewer(who), looked.world.amina.pk)


def test_looking_back_costs_three_statements(looked, django_assert_num_queries):
    viewer = looked.amina
    with django_assert_num_queries(3):
        queries.reads_of(viewer, looked.world.amina.pk)


def officer(cast, **place):
    Assignment.objects.create(account=cast.accounts["dario"], role="protection", from_on=TODAY, **place)
    return cast.viewer("dario")


def test_the_officer_reads_the_trail_of_their_reach(looked):
    record(by=looked.edda, at=NOW, deed="other.deed")
    w = looked.world
    assert queries.trail(officer(looked)).count() == 5
    looked.accounts["dario"].assignments.all().delete()
    assert queries.trail(officer(looked, programme=w.programme)).count() == 4
    looked.accounts["dario"].assignments.all().delete()
    assert queries.trail(officer(looked, organisation=w.other)).count() == 1
    assert queries.trail(looked.viewer("dario"), kind="read").count() == 0


def test_the_trail_is_narrowed(looked):
    viewer = officer(looked)
    assert queries.trail(viewer, kind="read", name="bram").count() == 2
    assert queries.trail(viewer, deed="plans.ag").count() == 1
    assert queries.trail(viewer, person_id=looked.world.amina.pk + 1).count() == 0
    assert queries.trail(viewer, from_on=TODAY, until_on=TODAY).count() == 4
    assert len(queries.reads_of(viewer, looked.world.amina.pk)) == 3


@pytest.mark.parametrize("who", NAMES)
def test_the_trail_is_closed_to_the_cast(cast, who):
    with pytest.raises(Refused):
        queries.trail(cast.viewer(who))
