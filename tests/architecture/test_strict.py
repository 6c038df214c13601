"""The strictness of the tests is there: no network, shuffled rows, warnings and unknown template variables fail."""

import socket
import warnings
from datetime import datetime

import pytest
from django.template import engines

from tests.strict import NetworkCut
from vieta.organisations.choices import Kind
from vieta.organisations.models import Organisation


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("example.org", 443)])
def test_no_other_machine_is_reached(address):
    with socket.socket() as outward, pytest.raises(NetworkCut):
        outward.connect(address)


def test_this_machine_is_reached():
    with socket.socket() as server, socket.socket() as client:
        server.bind(("127.0.0.1", 0))
        server.listen()

        assert client.connect_ex(server.getsockname()) == 0


def test_a_warning_is_an_error():
    with pytest.raises(UserWarning):
        warnings.warn("something is off", stacklevel=1)


@pytest.mark.django_db
def test_a_naive_datetime_is_refused():
    from vieta.people.models import Person

    with pytest.raises(RuntimeWarning, match="naive datetime"):
        Person.objects.filter(entered_at=datetime(2021, 3, 15)).exists()  # noqa: DTZ001 - the fault the test is about


def test_an_unknown_variable_of_a_template_fails():
    with pytest.raises(pytest.fail.Exception, match="Undefined template variable 'nobody.name'"):
        engines["django"].from_string("{{ nobody.name }}").render({})


@pytest.mark.django_db
def test_rows_without_an_order_come_in_any_order():
    for number in range(20):
        Organisation.objects.create(code=f"o{number}", name=f"Organisation {number}", kind=Kind.MUNICIPAL, country="BE")
    seen = {tuple(row.code for row in Organisation.objects.order_by()) for _ in range(3)}
    ordered = {tuple(row.code for row in Organisation.objects.order_by("code")) for _ in range(3)}

    assert len(seen) == 3
    assert len(ordered) == 1
