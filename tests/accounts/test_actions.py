"""Giving and ending accounts, roles, codes and teams: what changes, and what refuses it."""

from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator

from tests.cast import NOW, PASSWORD, TODAY
from vieta.accounts import actions, queries
from vieta.accounts.actions import Entered
from vieta.accounts.models import Account, Assignment, SignInCode, TeamMember
from vieta.accounts.rules import Term
from vieta.audit.models import Entry
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import system

TOMORROW = TODAY + timedelta(days=1)


def give(by, w, **more):
    values = {"username": "kim", "name": "Kim Peters", "organisation_id": w.provider.pk, "profession": "coach"} | more
    return actions.give_account(by=by, at=NOW, **values)


def assign(by, account, role, w, **more):
    place = {"organisation_id": w.provider.pk, "programme_id": w.programme.pk} | more
    return actions.assign_role(by=by, at=NOW, account_id=account.pk, role=role, **place)


def test_an_account_is_given_with_a_code_that_is_kept_nowhere(cast, offices):
    given = give(offices.ivo, cast.world, speciality_ids=[cast.world.youth.pk])
    assert not given.account.has_usable_password()
    assert queries.account(offices.ivo, given.account.pk).specialities == ("Youth work",)
    kept = SignInCode.objects.get(account=given.account)
    assert given.code.replace("-", "") not in kept.code_hash
    assert all(given.code not in str(entry.content()) for entry in Entry.objects.order_by("id"))
    assert actions.use_code(at=NOW, typed=given.code) == Entered(given.account, None)


@pytest.mark.parametrize("who", ["jana", "bram", "farid"])
def test_accounts_are_given_only_where_one_gives_them(cast, offices, who):
    by = getattr(offices, who, None) or cast.viewer(who)
    with pytest.raises(Refused) as refusal:
        give(by, cast.world)
    assert refusal.value.field == "organisation_id"
    assert not Account.objects.filter(username="kim").exists()


def test_an_administrator_of_one_organisation_gives_none_in_another(cast, offices):
    with pytest.raises(Refused):
        give(offices.ivo, cast.world, organisation_id=cast.world.other.pk)


@pytest.mark.parametrize("username", ["bram", "BRAM"])
def test_a_user_name_is_given_once(cast, offices, username):
    with pytest.raises(Refused) as refusal:
        give(offices.hana, cast.world, username=username)
    assert refusal.value.field == "username"


def test_a_role_is_given_in_ones_reach(cast, offices):
    assignment = assign(offices.ivo, cast.accounts["dario"], "coach", cast.world)
    assert (assignment.from_on, assignment.until_on, assignment.given_by) == (TODAY, None, offices.ivo.account_id)
    assert [held.role for held in cast.viewer("dario").held] == ["mentor", "coach"]


@pytest.mark.parametrize(
    ("who", "place"),
    [
        ("ivo", {"organisation_id": None}),
        ("jana", {"programme_id": None}),
        ("ivo", {"organisation_id": None, "programme_id": None}),
    ],
)
def test_no_role_reaches_further_than_the_givers(cast, offices, who, place):
    with pytest.raises(Refused):
        assign(getattr(offices, who), cast.accounts["bram"], "specialist", cast.world, **place)
    assert not Assignment.objects.filter(role="specialist").exists()


def test_nobody_gives_a_role_to_themselves(cast, offices):
    for name in ("hana", "ivo"):
        with pytest.raises(Refused, match="themselves"):
            assign(getattr(offices, name), offices.accounts[name], "coach", cast.world)


def test_an_account_outside_ones_reach_is_not_there(cast, offices):
    for account in ("edda", "amina"):
        with pytest.raises(NotFound):
            assign(offices.ivo, cast.accounts[account], "coach", cast.world, organisation_id=cast.world.other.pk)
    with pytest.raises(NotFound):
        assign(offices.hana, cast.accounts["amina"], "coach", cast.world)


def test_incompatible_roles_are_refused_while_they_meet(cast, offices):
    w, bram = cast.world, cast.accounts["bram"]
    with pytest.raises(Refused) as refusal:
        assign(offices.hana, bram, "funder", w, organisation_id=None)
    assert refusal.value.field == "role"
    actions.end_role(by=offices.hana, at=NOW, assignment_id=bram.assignments.get().pk)
    assert assign(offices.hana, bram, "funder", w, organisation_id=None).role == "funder"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"from_on": TODAY - timedelta(days=1)}, "from_on"),
        ({"until_on": TODAY}, "until_on"),
        ({"from_on": TOMORROW, "until_on": TOMORROW}, "until_on"),
    ],
)
def test_a_role_begins_today_or_later_and_ends_after(cast, offices, more, field):
    with pytest.raises(Refused) as refusal:
        assign(offices.hana, cast.accounts["dario"], "coach", cast.world, **more)
    assert refusal.value.field == field


@pytest.mark.parametrize("role", ["participant", "emperor", ""])
def test_only_roles_of_the_list_are_given(cast, offices, role):
    with pytest.raises(Refused) as refusal:
        assign(offices.hana, cast.accounts["dario"], role, cast.world)
    assert refusal.value.field == "role"


def test_a_role_is_not_given_twice_at_once(cast, offices):
    with pytest.raises(Refused, match="already"):
        assign(offices.hana, cast.accounts["bram"], "coach", cast.world)


def test_a_foreign_region_is_refused(cast, offices):
    with pytest.raises(Refused) as refusal:
        assign(offices.hana, cast.accounts["dario"], "coach", cast.world, programme_id=None, region_id=cast.world.region.pk)
    assert refusal.value.field == "region_id"


def test_ending_a_role_closes_it_at_once(cast, offices):
    actions.end_role(by=offices.ivo, at=NOW, assignment_id=cast.accounts["bram"].assignments.get().pk)
    assert cast.viewer("bram").held == ()
    assert cast.accounts["bram"].assignments.get().until_on == TODAY


def test_a_role_ended_on_its_first_day_leaves_only_the_trail(cast, offices):
    row = assign(offices.ivo, cast.accounts["dario"], "coach", cast.world)
    actions.end_role(by=offices.ivo, at=NOW, assignment_id=row.pk)
    assert [held.role for held in cast.viewer("dario").held] == ["mentor"]
    assert list(Entry.objects.filter(row_id=str(row.pk), deed__startswith="accounts.").values_list("deed", flat=True).order_by("id")) == [
        "accounts.assign_role", "accounts.end_role",
    ]  # fmt: skip


def test_a_wider_role_is_ended_only_by_a_wider_administrator(cast, offices):
    row = Assignment.objects.create(account=cast.accounts["bram"], role="specialist", from_on=TODAY)
    with pytest.raises(Refused):
        actions.end_role(by=offices.ivo, at=NOW, assignment_id=row.pk)
    actions.end_role(by=offices.hana, at=NOW, assignment_id=row.pk)
    assert not Assignment.objects.filter(pk=row.pk).exists()


def test_ending_an_account_ends_all_it_opens(cast, offices):
    bram = cast.accounts["bram"]
    later = Assignment.objects.create(
        account=bram, role="outreach", organisation=cast.world.provider, from_on=TODAY, until_on=TODAY + timedelta(days=90)
    )
    code = actions.renew_access(by=offices.ivo, at=NOW, account_id=bram.pk).code
    actions.end_account(by=offices.ivo, at=NOW, account_id=bram.pk)
    bram.refresh_from_db()
    assert not bram.is_active
    assert not Assignment.objects.filter(pk=later.pk).exists()
    assert TeamMember.objects.get(account=bram).until_on == TODAY
    assert cast.viewer("bram").held == ()
    assert actions.use_code(at=NOW, typed=code) is None
    with pytest.raises(Refused):
        assign(offices.ivo, bram, "coach", cast.world)


def test_an_open_account_is_not_taken_over_by_opening_it_again(cast, offices):
    with pytest.raises(Refused):
        actions.reopen_account(by=offices.ivo, at=NOW, account_id=cast.accounts["bram"].pk)


def test_a_reopened_account_has_no_former_role(cast, offices):
    bram = cast.accounts["bram"]
    actions.end_account(by=offices.ivo, at=NOW, account_id=bram.pk)
    given = actions.reopen_account(by=offices.ivo, at=NOW, account_id=bram.pk)
    assert actions.use_code(at=NOW, typed=given.code) == Entered(bram, None)
    assert cast.viewer("bram").held == ()


def test_nobody_ends_or_renews_their_own_account(cast, offices):
    for deed in (actions.end_account, actions.renew_access):
        with pytest.raises(Refused):
            deed(by=offices.ivo, at=NOW, account_id=offices.ivo.account_id)


def test_renewing_takes_the_password_and_if_asked_the_second_factor(cast, offices):
    bram = cast.accounts["bram"]
    actions.renew_access(by=offices.ivo, at=NOW, account_id=bram.pk)
    bram.refresh_from_db()
    assert not bram.check_password(PASSWORD)
    assert Authenticator.objects.filter(user=bram).exists()
    actions.renew_access(by=offices.ivo, at=NOW, account_id=bram.pk, second_factor=True)
    assert not Authenticator.objects.filter(user=bram).exists()


def test_nobody_takes_over_an_account_that_reaches_further(cast, offices):
    chief = Account.objects.create(username="chief", name="Chief", organisation=cast.world.provider)
    Assignment.objects.create(account=chief, role="administrator", from_on=TODAY)
    with pytest.raises(Refused, match="further"):
        actions.renew_access(by=offices.ivo, at=NOW, account_id=chief.pk)
    assert actions.renew_access(by=offices.hana, at=NOW, account_id=chief.pk).code


def test_nobody_opens_notes_by_changing_their_own_trade(cast, offices):
    values = {"name": "Ivo", "email": "", "speciality_ids": []}
    with pytest.raises(Refused) as refusal:
        actions.describe_account(by=offices.ivo, at=NOW, account_id=offices.ivo.account_id, profession="psychologist", **values)
    assert refusal.value.field == "profession"


def test_a_code_works_once_and_for_two_days(cast, offices):
    bram = cast.accounts["bram"]
    first = actions.renew_access(by=offices.ivo, at=NOW, account_id=bram.pk).code
    second = actions.renew_access(by=offices.ivo, at=NOW, account_id=bram.pk).code
    later = NOW + timedelta(hours=47, minutes=59)
    assert actions.use_code(at=later, typed=first) is None, "a new code ends the former one"
    assert actions.use_code(at=NOW + timedelta(hours=48), typed=second) is None
    assert actions.use_code(at=later, typed=second.lower().replace("-", " ")) == Entered(bram, None)
    assert actions.use_code(at=later, typed=second) is None


def test_a_participants_code_opens_no_staff_account(cast):
    with pytest.raises(NotFound):
        actions.give_participant_code(by=cast.bram, at=NOW, account_id=cast.accounts["bram"].pk, organisation_id=cast.world.provider.pk)
    given = actions.give_participant_code(
        by=cast.bram, at=NOW, account_id=cast.accounts["amina"].pk, organisation_id=cast.world.provider.pk
    )
    assert actions.use_code(at=NOW, typed=given.code) == Entered(cast.accounts["amina"], cast.world.provider.pk)


@pytest.mark.parametrize("who", ["bram", "greta", "edda"])
def test_teams_are_formed_by_those_who_set_up_or_coordinate(cast, who):
    with pytest.raises(NotFound):
        actions.join_team(by=cast.viewer(who), at=NOW, team_id=cast.world.team.pk, account_id=cast.accounts["dario"].pk)


def test_a_coordinator_takes_their_own_houses_people_in_and_out_of_a_team(cast):
    w, dario, greta = cast.world, cast.accounts["dario"], cast.accounts["greta"]
    Assignment.objects.create(
        account=cast.accounts["chloe"], role="coordinator", organisation=w.provider, programme=w.programme, from_on=date(2020, 2, 1)
    )
    theirs = TeamMember.objects.get(team=w.team, account=cast.accounts["edda"])
    with pytest.raises(Refused):
        actions.leave_team(by=cast.chloe, at=NOW, membership_id=theirs.pk)
    with pytest.raises(NotFound):
        actions.join_team(by=cast.chloe, at=NOW, team_id=w.team.pk, account_id=greta.pk)
    actions.join_team(by=cast.chloe, at=NOW, team_id=w.team.pk, account_id=dario.pk)
    assert {one.name: one.may_leave for one in queries.team(cast.chloe, w.team.pk).members} == {
        "Bram Peeters": True,
        "Chloé Martin": True,
        "Dario Rossi": True,
        "Edda Lind": False,
    }
    assert {name for _id, name in queries.who_may_join(cast.chloe, w.team.pk)} == set()
    actions.leave_team(by=cast.farid, at=NOW, membership_id=theirs.pk)


def test_nobody_signs_where_they_follow_as_funder(cast, offices):
    with pytest.raises(Refused):
        actions.assign_role(
            by=offices.hana, at=NOW, account_id=cast.accounts["greta"].pk, role="signatory", programme_id=cast.world.programme.pk
        )


def test_who_left_a_team_may_join_again_and_a_participant_never(cast):
    w, dario = cast.world, cast.accounts["dario"]
    member = actions.join_team(by=cast.farid, at=NOW, team_id=w.team.pk, account_id=dario.pk, from_on=date(2021, 1, 1))
    with pytest.raises(Refused, match="already"):
        actions.join_team(by=cast.farid, at=NOW, team_id=w.team.pk, account_id=dario.pk)
    actions.leave_team(by=cast.farid, at=NOW, membership_id=member.pk)
    assert actions.join_team(by=cast.farid, at=NOW, team_id=w.team.pk, account_id=dario.pk).pk != member.pk
    with pytest.raises(NotFound):
        actions.join_team(by=cast.farid, at=NOW, team_id=w.team.pk, account_id=cast.accounts["amina"].pk)


def test_only_a_job_brings_staff_in(cast):
    w = cast.world
    values = {"username": "lex", "name": "Lex", "organisation_id": w.provider.pk, "password": PASSWORD, "team_ids": [w.team.pk]}
    terms = [Term("coach", w.programme.pk, date(2020, 2, 1))]
    with pytest.raises(Refused):
        actions.bring_in_staff(by=cast.farid, at=NOW, roles=terms, **values)
    account = actions.bring_in_staff(by=system("demo", TODAY), at=NOW, roles=terms, **values)
    assert account.check_password(PASSWORD)
    assert account.assignments.get().organisation == w.provider
    clashing = [*terms, Term("funder", None, date(2020, 2, 1))]
    with pytest.raises(Refused):
        actions.bring_in_staff(by=system("demo", TODAY), at=NOW, roles=clashing, **values | {"username": "max"})
