"""Pytest plugin and table: which capability of the mission each test proves, and how its last run went.

A test says `@pytest.mark.mission("S1-05")`. An unknown id, a skipped test or one without any assertion is refused.
Results lie in var/mission.json; `make mission` prints them, one line per capability.
"""

import ast
import csv
import inspect
import json
import os
import textwrap
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CAPABILITIES = ROOT / "docs" / "reference" / "capabilities.csv"
DEFECTS = ("skip", "skipif", "xfail")


def results() -> Path:
    """The file of the last results; the plugin's own tests, which run it inside of themselves, name another."""
    return Path(os.environ.get("VIETA_MISSION_RESULTS") or ROOT / "var" / "mission.json")


def capabilities() -> dict[str, str]:
    """Every capability: id and sentence."""
    with CAPABILITIES.open(newline="") as file:
        return {row["id"]: row["capability"] for row in csv.DictReader(file)}


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "mission(*ids): the capabilities of the mission this test proves")
    if "PYTEST_XDIST_WORKER" not in os.environ:
        config.pluginmanager.register(Results(config))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    known = capabilities()
    for item in items:
        ids = [id for mark in item.iter_markers("mission") for id in mark.args]
        if ids or item.get_closest_marker("mission"):
            if problem := refusal(item, ids, known):
                raise pytest.UsageError(f"{item.nodeid}: {problem}")
            item.user_properties.append(("mission", sorted(set(ids))))


def refusal(item: pytest.Item, ids: list[str], known: dict[str, str]) -> str | None:
    """Why a test cannot count for the mission; None when it can."""
    if not ids:
        return "the mark mission names no capability"
    if unknown := sorted(set(ids) - set(known)):
        return f"there is no capability {', '.join(unknown)}"
    if marks := [name for name in DEFECTS if item.get_closest_marker(name)]:
        return f"a test of the mission is never marked {marks[0]}"
    if not asserts(item.function):  # type: ignore[attr-defined]
        return "a test of the mission asserts something"
    return None


def asserts(function) -> bool:
    """Whether a test's own body holds an assert, `pytest.raises` or Playwright's `expect`."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    return any(isinstance(node, ast.Assert) or _claims(node) for node in ast.walk(tree))


def _claims(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name in ("raises", "expect")


class Results:
    """Collects how each test of the mission went and keeps it when the run ends."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.outcomes: dict[str, dict] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if ids := dict(report.user_properties).get("mission"):
            entry = self.outcomes.setdefault(report.nodeid, {"ids": ids, "passed": True})
            entry["passed"] = entry["passed"] and report.passed

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        """A run of everything replaces the database's former results, a part adds to them; a broken run changes nothing."""
        if exitstatus not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
            return
        database = os.environ.get("VIETA_TEST_DB") or "sqlite"
        kept = _read()
        kept[database] = ({} if self._whole() else kept.get(database, {})) | self.outcomes
        file = results()
        file.parent.mkdir(exist_ok=True)
        fresh = file.with_suffix(f".{os.getpid()}")
        fresh.write_text(json.dumps(kept, indent=1, sort_keys=True))
        fresh.replace(file)

    def _whole(self) -> bool:
        option = self.config.option
        narrowed = option.keyword or option.markexpr or getattr(option, "lf", False) or option.deselect
        return not narrowed and self.config.args == self.config.getini("testpaths")


def _read() -> dict:
    file = results()
    return json.loads(file.read_text()) if file.exists() else {}


def table() -> list[str]:
    """One line per capability: id, state and sentence."""
    states: dict[str, list[bool]] = defaultdict(list)
    for tests in _read().values():
        for entry in tests.values():
            for id in entry["ids"]:
                states[id].append(entry["passed"])
    word = {id: "pass" if all(passed) else "fail" for id, passed in states.items()}
    return [f"{id} {word.get(id, 'missing')}  {sentence}" for id, sentence in capabilities().items()]


if __name__ == "__main__":
    print("\n".join(table()))
