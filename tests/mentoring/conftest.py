"""The house with its duos."""

import pytest

from tests.mentoring import family_house
from tests.mentoring.duo_house import House, build


@pytest.fixture
def house(cast) -> House:
    """The cast with Cora the coordinator, a code of conduct, and short ways to form duos."""
    return build(cast)


@pytest.fixture
def family(house) -> family_house.Family:
    """Amina and Josef, who live together, with those who could lead their family's plan."""
    return family_house.build(house)
