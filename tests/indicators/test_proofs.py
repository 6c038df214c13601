"""Worlds as they are kept with a release, and releases that were made before worlds were kept."""

from datetime import date
from importlib import import_module

import pytest

from tests import cast as the_cast
from tests.indicators.attacker import Attacker, Book
from tests.indicators.released import truth_of
from vieta.indicators import actions, proofs
from vieta.indicators.linked import linked
from vieta.indicators.models import Release

JUNE, DECEMBER, JANUARY = date(2020, 6, 30), date(2020, 12, 31), date(2021, 1, 31)


@pytest.fixture
def grown(cast, world):
    """A programme that two more came to after June, and one in January."""
    for n in range(2):
        world.enrol(entered=date(2020, 8, 1 + n), traits=world.WHOLE)
    world.enrol(entered=date(2021, 1, 4), traits=world.WHOLE)


def release(cast, day) -> Release:
    return actions.release(by=cast.farid, at=the_cast.NOW, code="gent", day=day)


def narrowed() -> list[str]:
    rows = list(Release.objects.order_by("day"))
    return Attacker([Book(row.figures, day=row.day) for row in rows]).narrow([truth_of(row) for row in rows], 5)


def test_the_worlds_are_kept_with_what_was_released_last_and_read_as_they_were(cast, grown):
    for day in (DECEMBER, JUNE):
        release(cast, day)
    rows = list(Release.objects.order_by("day", "number"))
    assert [row.proofs is None for row in rows] == [False, True]
    answers = [linked(row.counted) for row in rows]
    worlds = proofs.read(rows, answers)
    assert worlds
    assert proofs.written(worlds, rows, answers) == rows[0].proofs
    assert all(answers[n].cells[cell] + by >= 0 for world in worlds for n, one in world.items() for cell, by in one.items())


def test_releases_of_former_times_are_proven_anew(cast, grown):
    release(cast, DECEMBER)
    row = Release.objects.get()
    old = {name: [value, value, value] for name, value in linked(row.counted).cells.items()} | {"not|EECO12|women|": [6, 6, 6]}
    row.counted, row.proofs = import_module("vieta.indicators.migrations.0003_proofs").as_counted(old), None
    row.save()
    assert row.counted["places"] is None
    assert truth_of(row)["EECO01", "total", ""] == 14
    release(cast, JUNE)
    release(cast, JANUARY)
    assert narrowed() == []
