"""Makes it physical that a GET writes nothing but the trail: the database connection itself refuses."""

import re
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar

from django.db import connections

_WRITES = re.compile(r"^\s*(?:INSERT|UPDATE|DELETE|REPLACE|MERGE|ALTER|CREATE|DROP|TRUNCATE)\b", re.IGNORECASE)
# Signing in and out keeps its own books: the session, the count of failed tries, the used one-time code.
_BOOKS = re.compile(r'"(?:django_session|axes_\w+|mfa_\w+|account_\w+)"', re.IGNORECASE)
_door_open: ContextVar[bool] = ContextVar("audit_door_open", default=False)


class WroteOnGet(Exception):
    """Code tried to write while only a page was asked for."""


@contextmanager
def open_door():
    """Lets the trail itself through."""
    token = _door_open.set(True)
    try:
        yield
    finally:
        _door_open.reset(token)


def refuse_writes(execute, sql, params, many, context):
    """Database execute wrapper: passes questions, refuses writes unless the trail's door is open."""
    if _WRITES.match(sql) and not _door_open.get() and not _BOOKS.search(sql):
        raise WroteOnGet(sql.split("(")[0][:120])
    return execute(sql, params, many, context)


class ReadOnlyGet:
    """Middleware: answers GET and HEAD with writing switched off on every connection."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            return self.get_response(request)
        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(refuse_writes))
            return self.get_response(request)
