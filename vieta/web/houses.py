"""Which houses' part of somebody's own place a session opens: those whose codes were typed in it, or what the password opens.

A code proves what one house says of who holds it, never more; so a house cannot let itself into what another keeps (decision 18).
"""

from typing import Any

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

KEY = "houses"


def open_houses(request: HttpRequest) -> frozenset[int] | None:
    """The houses whose part is open in this session; None for staff, whose roles say where."""
    account = request.user
    if account.organisation_id is not None:
        return None
    session = getattr(request, "session", {})
    kept = session.get(KEY, {})
    if kept.get("account") == account.pk:
        return frozenset(kept["houses"])
    by_code = any(one["method"] == "code" for one in get_authentication_records(request, account)) if session else False
    return frozenset() if by_code else frozenset(account.opens)


def open_house(request: HttpRequest, account: Any, organisation_id: int) -> None:
    """Opens a house's part besides those that are open already; told to this account alone, whoever signs in here next."""
    same = request.user.is_authenticated and request.user.pk == account.pk
    before = (open_houses(request) if same else None) or frozenset()
    request.session[KEY] = {"account": account.pk, "houses": sorted(before | {organisation_id})}
