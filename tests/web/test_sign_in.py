"""Signing in: password, forced second factor with real codes, guessing locked, sessions fresh, cookies and headers closed."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.urls import reverse

from tests.cast import BACKEND, FACTOR, PASSWORD
from vieta.accounts.models import Assignment
from vieta.audit.models import Entry

pytestmark = pytest.mark.usefixtures("cast")


@pytest.fixture(autouse=True)
def fresh_counters():
    """No test inherits another's count of tries or used codes."""
    cache.clear()


def app_shows(secret: str, steps: int = 0) -> str:
    """The six digits an authenticator app shows now (or some steps later)."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def sign_in(client, username, password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": username, "password": password, **more})


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_without_a_role_for_special_data_a_password_is_enough(client):
    answer = sign_in(client, "farid")
    assert (answer.status_code, answer["Location"]) == (302, reverse("programmes"))
    assert signed_in(client)
    assert Entry.objects.get(deed="accounts.signed_in").details == {"way": "password"}


@pytest.mark.parametrize(
    ("username", "password"), [("farid", "wrong"), ("nobody", PASSWORD), ("FARID", PASSWORD + " "), ("fa\x00rid", PASSWORD)]
)
def test_a_wrong_name_or_password_is_told_alike(client, username, password):
    answer = sign_in(client, username, password)
    assert answer.status_code == 200
    assert not signed_in(client)
    if "\x00" not in username:
        assert "do not belong together" in answer.content.decode()
        assert password not in answer.content.decode()


def test_the_second_factor_is_asked_and_wrong_digits_do_not_pass(client):
    answer = sign_in(client, "bram")
    assert answer["Location"] == reverse("mfa_authenticate")
    assert not signed_in(client)
    assert client.get(reverse("colleagues")).status_code == 302
    right = app_shows(FACTOR)
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    assert client.post(answer["Location"], {"code": wrong}).status_code == 200
    assert not signed_in(client)
    answer = client.post(answer["Location"], {"code": right})
    assert answer.status_code == 302
    assert signed_in(client)
    assert Entry.objects.get(deed="accounts.signed_in").details == {"way": "mfa"}


def test_digits_work_once(client, cast):
    page, digits = reverse("mfa_authenticate"), app_shows(FACTOR)
    sign_in(client, "bram")
    client.post(page, {"code": digits})
    assert signed_in(client)
    client.logout()
    cache.clear()  # as another process of the same server, which has its own memory
    sign_in(client, "bram")
    client.post(page, {"code": digits})
    assert not signed_in(client)
    client.post(page, {"code": f"{digits[:3]} {digits[3:]}"})
    assert not signed_in(client)


def test_the_second_factor_locks_whatever_the_address(client):
    page = reverse("mfa_authenticate")
    sign_in(client, "bram")
    for n in range(5):
        answer = client.post(page, {"code": f"{n:06}"}, REMOTE_ADDR=f"10.0.0.{n}")
    assert answer.status_code == 429
    answer = client.post(page, {"code": app_shows(FACTOR)}, REMOTE_ADDR="10.0.0.99")
    assert answer.status_code == 429
    assert not signed_in(client)


def test_who_sees_special_data_sets_a_second_factor_up_first(client, cast):
    bram = cast.accounts["bram"]
    Authenticator.objects.filter(user=bram).delete()
    assert sign_in(client, "bram").status_code == 302
    set_up = reverse("mfa_activate_totp")
    for name in ("colleagues", "programmes"):
        assert client.get(reverse(name))["Location"] == set_up
    assert client.post(reverse("account_new"), {"name": "x"})["Location"] == set_up
    page = client.get(set_up).content.decode()
    secret = re.search(r"<code>([A-Z2-7]{16,})</code>", page)[1]
    assert "<svg" in page
    assert "data:image" not in page
    assert client.post(set_up, {"code": "000000"}).status_code == 200
    assert not Authenticator.objects.filter(user=bram).exists()
    answer = client.post(set_up, {"code": app_shows(secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get(reverse("colleagues")).status_code == 200
    kept = str(list(Authenticator.objects.filter(user=bram).order_by("id").values_list("data", flat=True)))
    assert secret not in kept


def test_recovery_codes_sign_in_once(client, cast):
    client.force_login(cast.accounts["bram"], backend=BACKEND)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["_account_authentication_methods_user"] = str(cast.accounts["bram"].pk)
    session.save()
    sign_in_page = reverse("mfa_authenticate")
    client.logout()
    sign_in(client, "bram")
    client.post(sign_in_page, {"code": app_shows(FACTOR)})
    client.post(reverse("mfa_generate_recovery_codes"))
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    codes = re.findall(r"<code>(\d{8})</code>", page)
    assert len(codes) == 10
    for passes in (True, False):
        client.logout()
        sign_in(client, "bram")
        client.post(sign_in_page, {"code": codes[0]})
        assert signed_in(client) is passes


def test_who_needs_the_second_factor_cannot_take_it_away(client, cast):
    sign_in(client, "bram")
    client.post(reverse("mfa_authenticate"), {"code": app_shows(FACTOR)})
    page = reverse("mfa_deactivate_totp")
    assert "cannot do without" in client.get(page).content.decode()
    client.post(page)
    assert Authenticator.objects.filter(user=cast.accounts["bram"], type="totp").exists()
    Assignment.objects.filter(account=cast.accounts["bram"]).delete()
    client.post(page)
    assert not Authenticator.objects.filter(user=cast.accounts["bram"]).exists()


def test_only_the_demo_does_without_and_says_so(client, cast, settings):
    settings.DEMO = True
    Authenticator.objects.filter(user=cast.accounts["bram"]).delete()
    client.force_login(cast.accounts["bram"], backend=BACKEND)
    page = client.get(reverse("colleagues"))
    assert page.status_code == 200
    assert "This is a demonstration" in page.content.decode()


def test_guessing_a_password_is_locked_in_words(client):
    for n in range(5):
        answer = sign_in(client, "farid", f"wrong {n}")
    assert answer.status_code == 429
    assert "quarter of an hour" in answer.content.decode()
    assert sign_in(client, "farid").status_code == 429
    assert not signed_in(client)
    assert sign_in(client, "greta").status_code == 302, "others at the same address are let in"


def test_the_lock_counts_one_account_however_its_name_is_spelled(client):
    spellings = ("farid", "Farid", " farid", "FARID ", "fariD\u00a0")
    for spelling in spellings:
        answer = sign_in(client, spelling, "wrong")
    assert answer.status_code == 429
    for spelling in spellings:
        assert sign_in(client, spelling).status_code == 429
    assert not signed_in(client)


def test_signing_in_starts_the_count_anew(client):
    for _again in range(2):
        for n in range(4):
            sign_in(client, "FARID", f"wrong {n}")
        assert sign_in(client, "Farid").status_code == 302
        client.logout()


def test_the_lock_keeps_no_password_and_no_code(client):
    from axes.models import AccessAttempt

    sign_in(client, "farid", "a nearly right password")
    client.post(reverse("code"), {"code": "K7MQ2-XH4RT"})
    kept = str(list(AccessAttempt.objects.order_by("id").values_list("post_data", "get_data")))
    assert "nearly right" not in kept
    assert "K7MQ2" not in kept


def test_a_session_planted_before_is_not_the_session_after(client):
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = before = session.session_key
    sign_in(client, "farid")
    assert signed_in(client)
    assert client.session.session_key != before


def test_a_changed_password_ends_other_sessions(client, cast):
    other = type(client)()
    sign_in(other, "farid")
    sign_in(client, "farid")
    new = {"oldpassword": PASSWORD, "password1": "lamp river onion seven", "password2": "lamp river onion seven"}
    assert client.post(reverse("account_change_password"), new).status_code == 302
    assert client.get(reverse("programmes")).status_code == 200
    assert other.get(reverse("programmes")).status_code == 302
    assert Entry.objects.filter(deed="accounts.chose_password").exists()


@pytest.mark.parametrize("password", ["short", "123456789012", "password1234", "farid haddad"])
def test_weak_passwords_are_refused_beside_the_field(client, cast, password):
    sign_in(client, "farid")
    page = client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": password, "password2": password})
    assert "password1" in page.context["form"].errors
    cast.accounts["farid"].refresh_from_db()
    assert cast.accounts["farid"].check_password(PASSWORD)


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"])
def test_next_leads_nowhere_else(client, address):
    assert sign_in(client, "farid", next=address)["Location"] == reverse("programmes")
    answer = client.post(reverse("account_logout"), {"next": address})
    assert answer["Location"] == "/"


def test_next_leads_back_to_the_page_that_was_asked_for(client):
    asked = client.get(reverse("organisations"))
    assert asked["Location"] == f"{reverse('account_login')}?next={reverse('organisations')}"
    assert sign_in(client, "farid", next=reverse("organisations"))["Location"] == reverse("organisations")


def test_an_ended_account_signs_nobody_in(client, cast):
    farid = cast.accounts["farid"]
    sign_in(client, "farid")
    farid.is_active = False
    farid.save()
    assert client.get(reverse("programmes")).status_code == 302
    client.cookies.clear()
    sign_in(client, "farid")
    assert not signed_in(client)


@pytest.mark.parametrize("address", ["/account/signup/", "/account/email/", "/account/password/reset/", "/account/3rdparty/", "/admin/"])
def test_there_is_no_other_way_in(client, address):
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404


def test_cookies_are_closed(client, settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    client.get(reverse("account_login"), secure=True)
    sign_in(client, "farid")
    for name in ("sessionid", "csrftoken"):
        cookie = client.cookies[name]
        assert (cookie["httponly"], cookie["samesite"], cookie["secure"]) == (True, "Lax", True)
    assert not client.cookies["sessionid"]["expires"], "the session ends with the browser"


@pytest.mark.parametrize("name", ["home", "account_login", "code", "privacy"])
def test_headers_are_closed(client, name):
    answer = client.get(reverse(name))
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cache-Control"] in ("no-store", "max-age=0, no-cache, no-store, must-revalidate, private")
    page = answer.content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=|<style", page)


def test_a_form_from_elsewhere_is_refused_in_words(cast):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(reverse("account_login"), {"login": "farid", "password": PASSWORD})
    assert answer.status_code == 403
    assert "open too long" in answer.content.decode()


@pytest.mark.parametrize(("who", "statements"), [("bram", 3), ("farid", 2)])
def test_the_viewer_costs_at_most_three_statements(client, cast, who, statements, django_assert_num_queries, as_of_the_cast):
    client.force_login(cast.accounts[who], backend=BACKEND)
    client.get(reverse("own_account"))
    with django_assert_num_queries(2 + statements):  # the session and the account before it
        client.get(reverse("own_account"))
