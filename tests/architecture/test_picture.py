"""The picture shows the imports and keys there are, all running down, and is the same every time."""

from argparse import Namespace

from vieta.jobs.commands import picture


def test_every_line_runs_down():
    rooms = picture.open_rooms()
    lines = [*picture.imports_between(rooms), *picture.keys_between(rooms)]

    assert [(a, b) for a, b in lines if rooms.index(a) >= rooms.index(b)] == []


def test_it_finds_what_is_there():
    rooms = picture.open_rooms()

    assert ("enrolments", "people") in picture.keys_between(rooms)
    assert ("web", "audit") in picture.imports_between(rooms)
    assert ("people", "base") in picture.imports_between(rooms)


def test_it_is_the_same_every_time(tmp_path):
    for name in ("one", "two"):
        picture.run(Namespace(into=tmp_path / name))

    for file in ("rooms.svg", "rooms.md"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
