"""The house with its duos."""

import pytest

from tests.mentoring.duo_house import House, build


@pytest.fixture
def house(cast) -> House:
    """The cast with Cora the coordinator, a code of conduct, and short ways to form duos."""
    return build(cast)
