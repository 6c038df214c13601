"""A session ends after a while without a click, and after a working day however busy."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.messages import get_messages
from django.contrib.sessions.models import Session

START = datetime(2021, 3, 15, 8, 0, tzinfo=UTC)
PAGE = "/"


@pytest.fixture
def signed_in(client, cast):
    """Bram's browser, signed in at eight o'clock."""
    with time_machine.travel(START, tick=False):
        client.force_login(cast.accounts["bram"], backend=settings.AUTHENTICATION_BACKENDS[1])
        client.get(PAGE)
    return client


def _is_signed_in(client, after: timedelta) -> bool:
    with time_machine.travel(START + after, tick=False):
        client.last = client.get(PAGE)
        return "_auth_user_id" in client.session


@pytest.mark.parametrize(("minutes", "stays"), [(29, True), (30, True), (31, False)])
def test_it_ends_without_a_click(signed_in, minutes, stays):
    assert _is_signed_in(signed_in, timedelta(minutes=minutes)) is stays


def test_a_click_prolongs_it(signed_in):
    assert _is_signed_in(signed_in, timedelta(minutes=20))
    assert _is_signed_in(signed_in, timedelta(minutes=45))


def test_it_ends_after_a_working_day_however_busy(signed_in):
    clicks = [_is_signed_in(signed_in, timedelta(minutes=25 * n)) for n in range(1, 30)]

    assert clicks == [25 * n <= 12 * 60 for n in range(1, 30)]


def test_the_reason_is_told(signed_in):
    _is_signed_in(signed_in, timedelta(hours=1))

    assert ["nothing was done for a while" in str(message) for message in get_messages(signed_in.last.wsgi_request)] == [True]


def test_clicks_within_a_minute_write_nothing(signed_in):
    def kept() -> tuple[str, str]:
        return tuple(Session.objects.values_list("session_key", "session_data").get())

    before = kept()
    _is_signed_in(signed_in, timedelta(seconds=59))
    within = kept()
    _is_signed_in(signed_in, timedelta(seconds=60))

    assert within == before
    assert kept() != before
