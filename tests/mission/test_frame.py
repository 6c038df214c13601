"""Capabilities of the frame: one team out of several organisations, and finding the right colleague in it."""

import pytest
from django.urls import reverse

from tests.cast import BACKEND, NOW
from vieta.accounts.models import TeamMember
from vieta.accounts.queries import find_colleagues
from vieta.accounts.queries import team as team_card
from vieta.enrolments import actions as enrolments
from vieta.enrolments.access import visible_to
from vieta.programmes.models import Team

pytestmark = pytest.mark.usefixtures("as_of_the_cast")


@pytest.fixture
def skilled(cast):
    """Bram knows youth work, Edda of another organisation substance abuse and social services."""
    cast.accounts["bram"].specialities.add(cast.world.youth)
    cast.accounts["edda"].specialities.add(cast.world.addiction, cast.world.youth)
    return cast


def enter(client, cast, name):
    client.force_login(cast.accounts[name], backend=BACKEND)
    return client


@pytest.mark.mission("S1-01")
def test_one_team_out_of_several_organisations(client, skilled):
    cast = skilled
    enter(client, cast, "farid").post(reverse("set_up", args=["gent", "team"]), {"name": "Rabot", "region_id": ""})
    team = Team.objects.get(name="Rabot")
    for name in ("bram", "edda"):
        assert client.post(reverse("team", args=[team.pk]), {"account_id": cast.accounts[name].pk}).status_code == 302
    page = client.get(reverse("team", args=[team.pk])).content.decode()
    members = team_card(cast.farid, team.pk).members
    assert [(m.name, m.organisation, m.specialities) for m in members] == [
        ("Bram Peeters", "Compaan", ("Youth work",)),
        ("Edda Lind", "Groep", ("Substance abuse", "Youth work")),
    ]
    assert all(words in page for m in members for words in (m.name, m.organisation, *m.specialities))
    edda = TeamMember.objects.get(team=team, account=cast.accounts["edda"])
    client.post(reverse("team_leave", args=[team.pk, edda.pk]))
    assert not TeamMember.objects.filter(pk=edda.pk, until_on__isnull=True).exists()


@pytest.mark.mission("S1-01")
@pytest.mark.parametrize("name", ["amina", "bram", "chloe", "dario", "edda", "greta"])
def test_nobody_but_the_lead_forms_it(client, cast, name):
    team = reverse("team", args=[cast.world.team.pk])
    member = TeamMember.objects.get(account=cast.accounts["bram"])
    enter(client, cast, name)
    assert client.get(team).status_code == 404
    assert client.post(team, {"account_id": cast.accounts["dario"].pk}).status_code == 404
    assert client.post(reverse("team_leave", args=[cast.world.team.pk, member.pk])).status_code == 404
    assert TeamMember.objects.filter(until_on__isnull=True).count() == 3


@pytest.mark.mission("S1-01")
@pytest.mark.parametrize("who", ["amina", "bram", "nobody"])
def test_only_staff_of_the_programmes_organisations_who_are_not_on_it_join(client, cast, who):
    account_id = cast.accounts[who].pk if who in cast.accounts else 987654
    answer = enter(client, cast, "farid").post(reverse("team", args=[cast.world.team.pk]), {"account_id": account_id})
    assert answer.status_code == 422
    assert "account_id" in answer.context["form"].errors
    assert TeamMember.objects.count() == 3


@pytest.mark.mission("S1-04")
def test_the_right_colleague_is_found_by_speciality_and_added_to_the_case(client, skilled):
    cast, w = skilled, skilled.world
    page = enter(client, cast, "bram").get(reverse("colleagues"), {"speciality": w.addiction.pk}).content.decode()
    assert "Edda Lind" in page
    assert "Groep" in page
    assert "Chloé Martin" not in page
    (edda,) = find_colleagues(cast.bram, speciality_id=w.addiction.pk)
    assert not visible_to(cast.edda).filter(pk=w.enrolment.pk).exists()
    enrolments.add_to_team(by=cast.bram, at=NOW, enrolment_id=w.enrolment.pk, account_id=edda.account_id)
    assert visible_to(cast.edda).filter(pk=w.enrolment.pk).exists()


@pytest.mark.mission("S1-04")
@pytest.mark.parametrize("name", ["amina", "dario", "greta"])
def test_colleagues_are_nobody_elses_to_find(client, skilled, name):
    answer = enter(client, skilled, name).get(reverse("colleagues"))
    assert answer.status_code == 403
    assert "Edda Lind" not in answer.content.decode()
