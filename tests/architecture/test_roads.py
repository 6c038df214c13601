"""Roads 2 to 5, rules and declared privacy: the house keeps them, and each check is shown to fire."""

from pathlib import Path

import pytest

from tests.architecture import ladder
from tests.architecture.conftest import House
from tests.architecture.roads import CHECKS, ROOT, order

# Checks over tables need them loaded: (check, file, a table put at its end, the fault). All stand in one copy, each under its own name.
TABLES = [
    (
        "keys",
        "vieta/organisations/models.py",
        'class Tide(Table):\n    who = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")',
        "organisations.Tide.who: the key points up, from organisations to people",
    ),
    (
        "keys",
        "vieta/people/models.py",
        'class Tide(Table):\n    stays = models.ManyToManyField("enrolments.Enrolment", related_name="+")',
        "people.Tide.stays: the key points up, from people to enrolments",
    ),
    (
        "reverse_names",
        "vieta/enrolments/models.py",
        'class Tide(Table):\n    who = models.ForeignKey("people.Person", on_delete=models.CASCADE)',
        "enrolments.Tide.who: related_name must be '+', since people may not know enrolments",
    ),
    (
        "reverse_names",
        "vieta/enrolments/models.py",
        'class Ebb(Table):\n    who = models.ManyToManyField("people.Person", related_name="ebbs")',
        "enrolments.Ebb.who: related_name must be '+', since people may not know enrolments",
    ),
    (
        "privacy",
        "vieta/people/models.py",
        "class Flood(Table):\n    height = models.IntegerField()",
        "people.Flood.height: no privacy class is declared",
    ),
    ("privacy", "vieta/people/models.py", "class Spring(Table):\n    pass", "people.Spring: no retention is declared"),
    (
        "privacy",
        "vieta/people/models.py",
        'class Neap(Table):\n    privacy = {"ebb": Privacy.PUBLIC}',
        "people.Neap: a privacy class for ebb, which is no field",
    ),
]
# The others read files only: (check, file, its text, the fault).
FILES = [
    ("signals", "vieta/people/tide.py", "from django.db.models.signals import post_save", "signals are not used here"),
    ("signals", "vieta/people/tide.py", "from django.dispatch import receiver", "signals are not used here"),
    ("signals", "vieta/people/tide.py", "from django.db import models\nwait = models.signals.pre_save", "signals are not used here"),
    ("templates", "vieta/people/templates/people/tide.html", "<p>here</p>", "templates lie in web/<place>/templates"),
    ("templates", "vieta/web/tide/templates/tide/page.html", '{% include "ebb/page.html" %}', "belongs to ebb"),
    ("templates", "vieta/web/tide/templates/tide/page.html", '{% extends "ebb/page.html" %}', "belongs to ebb"),
    ("templates", "vieta/web/tide/templates/tide/page.html", "{% include whatever %}", "is not a name"),
    ("templates", "vieta/web/tide/templates/tide/page.html", "<c-ebb-drop />", "belongs to ebb"),
    ("templates", "vieta/web/tide/views.py", 'PAGE = "ebb/page.html"', "belongs to ebb"),
    ("rules", "vieta/people/rules.py", "from django.db import models", "rules do not import django.db"),
    ("rules", "vieta/people/rules.py", "from django.utils import timezone", "rules do not import django.utils.timezone"),
    ("rules", "vieta/people/rules.py", "from datetime import date\nday = date.today()", "rules do not ask the clock"),
]


@pytest.mark.parametrize("name", CHECKS)
def test_the_house_keeps_the_road(name):
    assert list(CHECKS[name](ROOT / "vieta")) == []


@pytest.fixture(scope="module")
def faults(house) -> list[str]:
    """Every fault that the checks over tables find in a copy where each table of the cases was added."""
    for _name, file, text, _fault in TABLES:
        house.add(file, text)
    done = house.run("-m", "tests.architecture.roads", *dict.fromkeys(name for name, *_ in TABLES))
    assert done.returncode == 1, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize(("name", "file", "text", "fault"), TABLES)
def test_each_check_of_tables_fires(faults, name, file, text, fault):
    assert f"{name}: {fault}" in faults


@pytest.mark.parametrize(("name", "file", "text", "fault"), FILES)
def test_each_check_of_files_fires(tmp_path: Path, name, file, text, fault):
    house = House(tmp_path)
    house.add("vieta/web/ebb/templates/ebb/page.html", "<p>ebb</p>")
    house.add("vieta/web/ebb/templates/cotton/ebb_drop.html", "<p>drop</p>")
    house.add(file, text)

    assert {fault in line for line in CHECKS[name](tmp_path / "vieta")} == {True}


def test_every_check_has_a_case_that_fires():
    assert {name for name, *_ in (*TABLES, *FILES)} == set(CHECKS)


def test_the_order_holds_every_room():
    rooms = {path.parent.name for path in (ROOT / "vieta").glob("*/__init__.py")}

    assert rooms <= set(order())


def test_every_room_says_what_it_keeps():
    without = [path for path in sorted((ROOT / "vieta").glob("*/__init__.py")) if not path.read_text().startswith('"""')]

    assert without == []


@pytest.mark.parametrize(
    ("file", "text", "fault"),
    [
        ("vieta/people/tide.py", "def long():\n" + "    x = 1\n" * 40, "long has 41 lines; 40 is the end"),
        ("vieta/people/tide.py", "x = 1\n" * 401, "a file of 401 lines; 400 is the end"),
        ("tests/tide.py", "x = 1\n" * 501, "a file of 501 lines; 500 is the end"),
        ("vieta/web/tide/templates/tide.html", "<p>\n" * 121, "a template of 121 lines; 120 is the end"),
    ],
)
def test_the_ladder_fires(tmp_path: Path, file, text, fault):
    path = tmp_path / file
    path.parent.mkdir(parents=True)
    path.write_text(text)

    assert [fault in line for line in ladder.faults(tmp_path)] == [True]


def test_the_ladder_lets_the_last_rung_pass(tmp_path: Path):
    path = tmp_path / "vieta" / "tide.py"
    path.parent.mkdir()
    path.write_text("def long():\n" + "    x = 1\n" * 39)

    assert list(ladder.faults(tmp_path)) == []
