"""The house with its specialists."""

import pytest

from tests.activities.house import staff


@pytest.fixture
def house(cast):
    """The cast with psychologist, lawyer, career consultant and two coordinators."""
    return staff(cast)
