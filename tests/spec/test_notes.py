"""Which note opens to whom, as a drawn table; the first line is the one who may read."""

import pytest

from vieta.activities.rules import activity_opens, default_confidentiality, note_opens

NOBODY = {"is_author": False, "on_team": False, "same_profession": False, "coordinates": False}


@pytest.mark.parametrize(
    ("confidentiality", "reader", "opens"),
    [
        ("team", {"on_team": True}, True),
        ("team", {"coordinates": True}, True),
        ("team", {"is_author": True}, True),
        ("team", {}, False),
        ("profession", {"on_team": True, "same_profession": True}, True),
        ("profession", {"on_team": True}, False),
        ("profession", {"same_profession": True}, False),
        ("profession", {"coordinates": True}, False),
        ("profession", {"coordinates": True, "same_profession": True}, False),
        ("profession", {"is_author": True}, True),
        ("author", {"on_team": True, "same_profession": True, "coordinates": True}, False),
        ("author", {"is_author": True}, True),
    ],
)
def test_note_opens(confidentiality, reader, opens):
    assert note_opens(confidentiality, **(NOBODY | reader)) is opens


@pytest.mark.parametrize(
    ("profession", "default"),
    [
        ("psychologist", "profession"),
        ("lawyer", "profession"),
        ("coach", "team"),
        ("career", "team"),
        ("change-agent", "team"),
        ("", "team"),
    ],
)
def test_default(profession, default):
    assert default_confidentiality(profession) == default


@pytest.mark.parametrize(
    ("kind", "profession", "reader", "opens"),
    [
        ("consultation", "psychologist", {}, False),
        ("consultation", "lawyer", {}, False),
        ("talk", "psychologist", {}, False),
        ("consultation", "psychologist", {"is_leader": True}, True),
        ("consultation", "psychologist", {"same_profession": True}, True),
        ("group", "psychologist", {}, True),
        ("consultation", "career", {}, True),
        ("talk", "", {}, True),
    ],
)
def test_activity_opens(kind, profession, reader, opens):
    assert activity_opens(kind, profession, **({"is_leader": False, "same_profession": False} | reader)) is opens
