"""The one-time code and the demo's one click: what they open, and to whom they stay shut."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from tests.cast import PASSWORD
from vieta.accounts import actions
from vieta.accounts.models import SignInCode
from vieta.audit.models import Entry
from vieta.jobs.demo.cast import CAST, STORIES

CODE = "/code/"


@pytest.fixture(autouse=True)
def fresh_counters():
    cache.clear()


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def participant_code(cast) -> str:
    house = cast.world.provider.pk
    return actions.give_participant_code(by=cast.bram, at=timezone.now(), account_id=cast.accounts["amina"].pk, organisation_id=house).code


def test_a_participant_enters_with_a_code_once(client, cast):
    code = participant_code(cast)
    assert client.post(CODE, {"code": code.lower()}).status_code == 302
    assert signed_in(client)
    assert Entry.objects.get(deed="accounts.signed_in").details == {"way": "code"}
    client.logout()
    answer = client.post(CODE, {"code": code})
    assert (answer.status_code, signed_in(client)) == (422, False)
    assert "does not work" in answer.content.decode()


def test_a_link_brings_the_code_and_uses_nothing_up(client, cast):
    code = participant_code(cast)
    for _look in range(2):
        answer = client.get(CODE, {"code": code})
        assert (answer.status_code, answer.context["form"]["code"].value()) == (200, code)
        assert not signed_in(client)
    assert client.get(CODE, {"code": "x" * 10_000}).context["form"]["code"].value() == "x" * 20
    assert client.post(f"{CODE}?code={code}", {"code": code}).status_code == 302
    assert signed_in(client)


def test_a_code_is_too_old_after_two_days(client, cast):
    code = participant_code(cast)
    SignInCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    client.post(CODE, {"code": code})
    assert not signed_in(client)


@pytest.mark.parametrize(
    "typed", ["", "   ", "K7MQ2-XH4RT", "x" * 21, "=1+1", "K7MQ2\x00XH4R", "\u202eK7MQ2XH4RT", "😀" * 5, "e\u0301" * 5, "' OR 1=1 --"]
)
def test_anything_else_is_told_beside_the_field_and_kept(client, cast, typed):
    participant_code(cast)
    answer = client.post(CODE, {"code": typed})
    assert answer.status_code == 422
    assert "code" in answer.context["form"].errors
    assert answer.context["form"]["code"].value() == typed
    assert not signed_in(client)
    assert not SignInCode.objects.filter(used_at__isnull=False).exists()


def test_guessing_codes_is_locked_by_address(client, cast):
    code = participant_code(cast)
    for n in range(5):
        answer = client.post(CODE, {"code": f"K7MQ2-XH4R{n + 2}"})
    assert answer.status_code == 429
    assert client.post(CODE, {"code": code}).status_code == 429
    assert not signed_in(client)
    assert client.post(CODE, {"code": code}, REMOTE_ADDR="10.1.2.3").status_code == 302


def test_ones_own_code_does_not_reset_the_count(client, cast):
    for n in range(4):
        client.post(CODE, {"code": f"K7MQ2-XH4R{n + 2}"})
    client.post(CODE, {"code": participant_code(cast)})
    client.logout()
    assert client.post(CODE, {"code": "K7MQ2-XH4R9"}).status_code == 429


def test_new_staff_choose_a_password_before_anything_else(client, cast, offices):
    given = actions.give_account(
        by=offices.hana, at=timezone.now(), username="kim", name="Kim Peters", organisation_id=cast.world.provider.pk, profession="coach"
    )
    client.post(CODE, {"code": given.code})
    assert client.get(reverse("colleagues"))["Location"] == reverse("account_set_password")
    page = client.get(reverse("account_set_password")).content.decode()
    assert "kim" in page
    new = {"password1": "lamp river onion seven", "password2": "lamp river onion seven"}
    assert client.post(reverse("account_set_password"), new).status_code == 302
    client.logout()
    client.post(reverse("account_login"), {"login": "kim", "password": "lamp river onion seven"})
    assert signed_in(client)


def test_a_code_does_not_go_round_the_second_factor(client, cast, offices):
    given = actions.renew_access(by=offices.ivo, at=timezone.now(), account_id=cast.accounts["bram"].pk)
    assert client.post(CODE, {"code": given.code})["Location"] == reverse("mfa_authenticate")
    assert not signed_in(client)


def test_a_lost_phone_is_set_up_anew(client, cast, offices):
    given = actions.renew_access(by=offices.ivo, at=timezone.now(), account_id=cast.accounts["bram"].pk, second_factor=True)
    client.post(CODE, {"code": given.code})
    new = {"password1": "lamp river onion seven", "password2": "lamp river onion seven"}
    client.post(reverse("account_set_password"), new)
    assert client.get(reverse("colleagues"))["Location"] == reverse("mfa_activate_totp")


def test_who_gets_a_code_for_somebody_cannot_step_in_unnoticed(client, cast, offices):
    """Ivo gives himself a code for Bram and uses it; Bram is told at each sign-in, whatever Ivo chose and read."""
    new = {"password1": "lamp river onion seven", "password2": "lamp river onion seven"}
    given = actions.renew_access(by=offices.ivo, at=timezone.now(), account_id=cast.accounts["bram"].pk, second_factor=True)
    client.post(CODE, {"code": given.code})
    client.post(reverse("account_set_password"), new)
    client.logout()
    for _again in range(2):
        client.post(reverse("account_login"), {"login": "bram", "password": "lamp river onion seven"})
        shown = client.get(reverse("mfa_activate_totp")).text
        assert "Ivo took back the password and the second factor of your account on" in shown
        assert "It was used on" in shown
        client.logout()
    SignInCode.objects.update(given_at=timezone.now() - timedelta(days=31))
    client.post(reverse("account_login"), {"login": "bram", "password": "lamp river onion seven"})
    assert "Ivo took back" not in client.get(reverse("mfa_activate_totp")).text


def test_whose_password_nobody_took_back_is_told_nothing(client, cast):
    Authenticator.objects.all().delete()
    client.post(reverse("account_login"), {"login": "bram", "password": PASSWORD})
    assert "took back" not in client.get(reverse("mfa_activate_totp")).text


def test_outside_the_demo_nobody_steps_in(client, cast):
    for username in ("bram", "amina", "hana"):
        assert client.post(reverse("enter", args=[username])).status_code == 404
    assert not signed_in(client)
    assert "Step in" not in client.get("/").content.decode()


@pytest.fixture
def demo(settings):
    settings.DEMO = True


@pytest.mark.usefixtures("demo")
def test_in_the_demo_one_click_steps_in_as_one_of_the_cast_only(client, cast, offices):
    Authenticator.objects.all().delete()
    answer = client.post(reverse("enter", args=["bram"]))
    assert (answer.status_code, signed_in(client)) == (302, True)
    client.logout()
    for username in ("hana", "ivo", "nobody"):
        assert client.post(reverse("enter", args=[username])).status_code == 404
    assert client.get(reverse("enter", args=["bram"])).status_code == 405
    assert not signed_in(client)


@pytest.mark.usefixtures("demo")
def test_the_demos_first_page_shows_the_cast_and_three_stories(client, db):
    page = client.get("/").content.decode()
    for member in CAST:
        assert f"/enter/{member.username}/" in page
        assert member.name in page
    assert len(STORIES) == 3
    assert {story.username for story in STORIES} <= {member.username for member in CAST}
    assert re.search(r"nobody in it is real", page)


@pytest.mark.usefixtures("demo")
def test_an_ended_account_is_no_longer_of_the_cast(client, cast):
    cast.accounts["bram"].is_active = False
    cast.accounts["bram"].save()
    assert client.post(reverse("enter", args=["bram"])).status_code == 404


def test_the_first_page_outside_the_demo_says_what_vieta_is(client, db):
    page = client.get("/").content.decode()
    assert "Enter with your code" in page
    assert reverse("account_login") in page


def test_whoever_holds_no_role_is_told_so(client, cast):
    cast.accounts["dario"].assignments.all().delete()
    client.post(reverse("account_login"), {"login": "dario", "password": PASSWORD})
    assert "no role was given to you yet" in client.get("/").content.decode()
