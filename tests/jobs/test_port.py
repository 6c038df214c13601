"""A port that cannot be listened on is told in words, at once."""

import socket

import pytest

from vieta.jobs.failure import Failure
from vieta.jobs.port import refuse_taken_port


def test_a_free_port_is_fine():
    with socket.socket() as finder:
        finder.bind(("127.0.0.1", 0))
        free = finder.getsockname()[1]

    assert refuse_taken_port("127.0.0.1", free) is None


def test_a_taken_port_is_told_with_another_to_try():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]

        with pytest.raises(Failure, match=f"^port {taken} is taken by another program; choose another one, for example {taken + 1}$"):
            refuse_taken_port("127.0.0.1", taken)


def test_a_number_that_is_no_port_is_told():
    with pytest.raises(Failure, match="99999 is no port"):
        refuse_taken_port("127.0.0.1", 99999)


def test_an_address_of_another_machine_is_told():
    with pytest.raises(Failure, match="cannot listen on 192.0.2.1 port 8000"):
        refuse_taken_port("192.0.2.1", 8000)
