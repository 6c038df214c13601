"""Who may open Amina's file, and how far."""

import pytest

from tests.cast import NAMES
from vieta.people.access import may_read
from vieta.people.choices import Level

EXPECTED = {
    Level.IDENTITY: {"amina", "bram", "chloe"},
    Level.FILE: {"amina", "bram"},
    Level.SPECIAL: {"amina", "bram"},
}


@pytest.mark.parametrize("level", list(Level))
def test_only_those_with_a_grant_open_the_file(cast, level):
    assert {name for name in NAMES if may_read(cast.viewer(name), cast.world.amina, level)} == EXPECTED[level]
