"""Who gets what at the addresses of sign-in, accounts, the trail and colleagues. The cast holds no administrator: see tests/web."""

from tests.access.row import Row

_ALL = ("amina", "bram", "chloe", "dario", "edda", "farid", "greta")
OPEN = dict.fromkeys((*_ALL, "public"), 200)
CLOSED = dict.fromkeys(_ALL, 403)
NOT_BY_GET = dict.fromkeys((*_ALL, "public"), 405)
ACCOUNT = lambda w: {"account_id": 1}  # noqa: E731

ROWS = [
    # To the signed-in the home page is the way to their own place; Dario holds no role.
    Row("home", **dict.fromkeys(("amina", "bram", "chloe", "dario", "edda", "farid", "greta"), 302), public=200),
    Row("about", **OPEN),
    Row("privacy", **OPEN),
    Row("accessibility", **OPEN),
    Row("code", **OPEN),
    Row("enter", lambda w: {"username": "bram"}, **NOT_BY_GET),
    Row("own_account", **dict.fromkeys(_ALL, 302)),
    Row("accounts", **CLOSED),
    Row("account_new", **CLOSED),
    Row("account", ACCOUNT, **CLOSED),
    Row("account_change", ACCOUNT, **CLOSED),
    Row("account_access", ACCOUNT, **CLOSED),
    Row("account_end", ACCOUNT, **CLOSED),
    Row("role_new", ACCOUNT, **CLOSED),
    Row("role_end", lambda w: ACCOUNT(w) | {"assignment_id": 1}, **CLOSED),
    Row("team", lambda w: {"team_id": w.team.pk}, farid=200),
    Row("team_leave", lambda w: {"team_id": w.team.pk, "membership_id": 1}, **dict.fromkeys(_ALL, 405)),
    Row("trail", **CLOSED),
    Row("colleagues", **dict.fromkeys(("bram", "chloe", "edda", "farid"), 200), **dict.fromkeys(("amina", "dario", "greta"), 403)),
]
