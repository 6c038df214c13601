"""Pytest plugin: silence made into failures.

The network is cut, queries without an order come shuffled, an unknown variable in a template of ours fails. The rest
stands in pyproject.toml: warnings are errors (a naive datetime is one), the order of tests is random.
"""

import ipaddress
import random
import socket
import sys

import pytest

_connect, _connect_ex = socket.socket.connect, socket.socket.connect_ex
_shuffler = random.Random()


class NetworkCut(Exception):
    """A test tried to reach another machine."""


def pytest_configure(config: pytest.Config) -> None:
    _shuffler.seed(config.getoption("randomly_seed", default=0))
    _cut_network()
    _shuffle_unordered()


def pytest_sessionstart() -> None:
    from django.conf import settings

    settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UnknownVariable("%s")


class UnknownVariable(str):
    """Stands where a template names what its context does not hold; libraries' own templates may."""

    def __mod__(self, name: object) -> str:
        origin = _template_of(sys._getframe(1))
        if "site-packages" in origin:
            return ""
        pytest.fail(f"Undefined template variable '{name}' in '{origin}'")


def _template_of(frame) -> str:
    """The template whose node is being rendered."""
    while frame:
        origin = getattr(frame.f_locals.get("self"), "origin", None)
        if origin:
            return str(origin.name)
        frame = frame.f_back
    return "<unknown source>"


def _cut_network() -> None:
    """Sockets reach this machine only."""

    def connect(self, address):
        return _connect(self, _near(self, address))

    def connect_ex(self, address):
        return _connect_ex(self, _near(self, address))

    socket.socket.connect, socket.socket.connect_ex = connect, connect_ex  # type: ignore[method-assign]


def _near(sock: socket.socket, address):
    if sock.family in (socket.AF_INET, socket.AF_INET6):
        host = address[0]
        if host != "localhost" and not (_is_address(host) and ipaddress.ip_address(host).is_loopback):
            raise NetworkCut(f"tests reach this machine only, not {host}")
    return address


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _shuffle_unordered() -> None:
    """Rows that nobody put in an order come in any order, as a database may give them."""
    from django.db.models.query import QuerySet

    fetch_all = QuerySet._fetch_all

    def fetch_shuffled(self):
        fresh = self._result_cache is None
        fetch_all(self)
        if fresh and len(self._result_cache) > 1 and not self.ordered:
            _shuffler.shuffle(self._result_cache)

    QuerySet._fetch_all = fetch_shuffled
