"""What the tests of releases begin with."""

from datetime import date

import pytest

from tests.indicators.world import World


@pytest.fixture
def world(cast, settings):
    settings.DEMO = True
    world = World(cast)
    for n in range(12):
        world.enrol(entered=date(2020, 6, 1 + n), traits=world.WHOLE | {"gender": "WM"[n % 2]})
    return world
