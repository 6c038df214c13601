"""Road 1: imports follow the river, between rooms and inside a room; each contract is shown to fire."""

import pytest

LINT = ("-c", "import sys; from importlinter.cli import lint_imports_command as lint; sys.argv = ['lint']; lint()", "--no-cache")


def test_the_house_keeps_every_contract(house):
    done = house.run(*LINT)

    assert " 0 broken" in done.stdout
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("contract", "file", "line"),
    [
        ("Rooms know only the rooms below them", "vieta/base/tide.py", "import vieta.people.models"),
        ("Rooms know only the rooms below them", "vieta/people/tide.py", "def later():\n    import vieta.outcomes.choices"),
        ("Rooms know only the rooms below them", "vieta/jobs/tide.py", "from vieta.web import trail"),
        ("Rooms know only the rooms below them", "vieta/reports/tide.py", "import vieta.project.settings"),
        ("Choices know nothing of a room", "vieta/people/choices.py", "from vieta.people import models"),
        ("Rules know words only", "vieta/people/rules.py", "from vieta.people import models"),
        ("Rules know words only", "vieta/enrolments/rules.py", "from vieta.people.queries import viewer_with_own_place"),
        ("Models know no access, query or action", "vieta/people/models.py", "from vieta.people import access"),
        ("Models know no access, query or action", "vieta/enrolments/models.py", "from vieta.people import actions"),
        ("Access knows no query or action", "vieta/people/access.py", "from vieta.people import queries"),
        ("Queries know no action", "vieta/people/queries.py", "from vieta.people import actions"),
        ("Pages never touch tables", "vieta/web/tide.py", "from vieta.people.models import Person"),
        ("Pages never touch tables", "vieta/web/parts/tide.py", "from vieta.people import access"),
    ],
)
def test_each_contract_fires(house, contract, file, line):
    house.add(file, line)

    done = house.run(*LINT)

    assert f"{contract} BROKEN" in done.stdout
    assert done.returncode == 1


def test_an_unplaced_room_fails(house):
    house.add("vieta/cellar/__init__.py", '"""A room nobody placed."""')

    done = house.run(*LINT)

    assert "cellar" in done.stdout
    assert done.returncode == 1
