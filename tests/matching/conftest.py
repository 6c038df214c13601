"""The matching meeting in Amina's house."""

import pytest

from tests.matching.room import Room, build


@pytest.fixture
def room(cast) -> Room:
    """The house with short ways to the meeting."""
    return build(cast)
