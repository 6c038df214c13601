"""Road 1: imports follow the river, between rooms and inside a room; each contract is shown to fire."""

import re
import tomllib

import pytest

from tests.architecture.conftest import House
from tests.architecture.roads import ROOT

LINT = ("-c", "import sys; from importlinter.cli import lint_imports_command as lint; sys.argv = ['lint']; lint()", "--no-cache")
# (contract, the file that is broken, the line put at its end, what it then imports)
FIRES = [
    ("Rooms know only the rooms below them", "vieta/base/tide.py", "import vieta.people.models", "vieta.people.models"),
    (
        "Rooms know only the rooms below them",
        "vieta/people/tide.py",
        "def later():\n    import vieta.outcomes.choices",
        "vieta.outcomes.choices",
    ),
    ("Rooms know only the rooms below them", "vieta/jobs/tide.py", "from vieta.web import trail", "vieta.web.trail"),
    ("Rooms know only the rooms below them", "vieta/reports/tide.py", "import vieta.project.settings", "vieta.project.settings"),
    ("Choices know nothing of a room", "vieta/people/choices.py", "from vieta.people import models", "vieta.people.models"),
    ("Rules know words only", "vieta/people/rules.py", "from vieta.people import models", "vieta.people.models"),
    (
        "Rules know words only",
        "vieta/enrolments/rules.py",
        "from vieta.people.queries import viewer_with_own_place",
        "vieta.people.queries",
    ),
    ("Models know no access, query or action", "vieta/people/models.py", "from vieta.people import access", "vieta.people.access"),
    ("Models know no access, query or action", "vieta/enrolments/models.py", "from vieta.people import actions", "vieta.people.actions"),
    ("Access knows no query or action", "vieta/people/access.py", "from vieta.people import queries", "vieta.people.queries"),
    ("Queries know no action", "vieta/people/queries.py", "from vieta.people import actions", "vieta.people.actions"),
    ("Pages never touch tables", "vieta/web/tide.py", "from vieta.people.models import Person", "vieta.people.models"),
    ("Pages never touch tables", "vieta/web/parts/tide.py", "from vieta.people import access", "vieta.people.access"),
]


@pytest.fixture(scope="module")
def faults(house) -> dict[str, str]:
    """What the linter says of a house with every fault at once and a room nobody placed, by contract."""
    for _contract, file, line, _imported in FIRES:
        house.add(file, line)
    house.add("vieta/cellar/__init__.py", '"""A room nobody placed."""')
    done = house.run(*LINT)
    assert done.returncode == 1, done.stdout
    _head, _line, broken = done.stdout.partition("Broken contracts")
    parts = re.split(r"\n([A-Z][^\n]+)\n-{5,}\n", broken)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_the_house_keeps_every_contract():
    done = House(ROOT).run(*LINT)

    assert " 0 broken" in done.stdout
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("contract", "file", "line", "imported"), FIRES)
def test_each_contract_fires(faults, contract, file, line, imported):
    module = file.removesuffix(".py").replace("/", ".")

    assert re.search(rf"^-\s+{re.escape(f'{module} -> {imported} (l.')}\d+\)$", faults[contract], re.MULTILINE)


def test_every_contract_has_a_case_that_fires():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]

    assert {contract for contract, *_ in FIRES} == {contract["name"] for contract in contracts}


def test_an_unplaced_room_fails(faults):
    assert "- vieta.cellar\n" in faults["Rooms know only the rooms below them"]
