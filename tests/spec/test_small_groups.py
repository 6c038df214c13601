"""Which groups may be told, as a small drawn table; the one rule for shares by group, wherever they are shown."""

import pytest

from vieta.base.small_groups import hidden

CASES = [
    # groups as (people, to how many it happened), threshold 5, hidden
    ({"a": (6, 0), "b": (7, 0)}, set()),
    ({"a": (12, 6), "b": (20, 10)}, set()),
    ({"a": (4, 0), "b": (9, 0), "c": (20, 10)}, {"a", "b"}),  # one small group would follow from the total
    ({"a": (3, 0), "b": (4, 0), "c": (20, 10)}, {"a", "b"}),  # together they are seven
    ({"a": (2, 0), "b": (2, 0), "c": (9, 0), "d": (20, 10)}, {"a", "b", "c"}),  # together they are still too few
    ({"a": (12, 1), "b": (20, 10), "c": (30, 10)}, {"a", "b"}),  # one to whom it happened can be told apart
    ({"a": (12, 11), "b": (20, 10), "c": (30, 10)}, {"a", "b"}),  # so can one to whom it did not
    ({"a": (4, 0)}, {"a"}),
    ({}, set()),
]


@pytest.mark.parametrize(("groups", "out"), CASES)
def test_small_groups_cannot_be_worked_out(groups, out):
    assert hidden(groups, 5) == out
