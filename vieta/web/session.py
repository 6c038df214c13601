"""Ends a session after a while without a click, and after a working day in any case."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

BEGAN, SEEN = "began_at", "seen_at"
# The session is written at most this often, so that reading pages does not write all the time.
GRAIN = timedelta(minutes=1)


class SessionEnds:
    """Signs out who was away too long; the page itself then asks to sign in again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            self._look(request, timezone.now())
        return self.get_response(request)

    def _look(self, request: HttpRequest, now: datetime) -> None:
        began, seen = _moment(request, BEGAN, now), _moment(request, SEEN, now)
        if now - seen > settings.SESSION_IDLE:
            self._end(request, _("You were signed out because nothing was done for a while. What was not saved is gone."))
        elif now - began > timedelta(seconds=settings.SESSION_COOKIE_AGE):
            self._end(request, _("You were signed out because a session ends after a working day. Please sign in again."))
        elif now - seen >= GRAIN or BEGAN not in request.session:
            request.session[BEGAN], request.session[SEEN] = began.isoformat(), now.isoformat()

    def _end(self, request: HttpRequest, reason: str) -> None:
        logout(request)
        messages.warning(request, reason)


def _moment(request: HttpRequest, name: str, otherwise: datetime) -> datetime:
    kept = request.session.get(name)
    return datetime.fromisoformat(kept) if kept else otherwise
