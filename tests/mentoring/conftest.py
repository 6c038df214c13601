"""The house with its duos."""

import pytest

from tests.mentoring import family_house, mentor_house
from tests.mentoring.duo_house import House, build


@pytest.fixture
def house(cast) -> House:
    """The cast with Cora the coordinator, a code of conduct, and short ways to form duos."""
    return build(cast)


@pytest.fixture
def family(house) -> family_house.Family:
    """Amina and Josef, who live together, with those who could lead their family's plan."""
    return family_house.build(house)


@pytest.fixture
def mentoring(house) -> mentor_house.Mentoring:
    """The house with everything a programme of duos agreed: rules, papers, standards, a curriculum."""
    return mentor_house.build(house)
