"""The mission's marks count only for tests that are known, run and assert something; the table says the rest is missing."""

import json

import pytest

from tests import mission_plugin

pytest_plugins = ["pytester"]
GOOD = "import pytest\n\n@pytest.mark.mission('S1-05')\ndef test_it():\n    assert 1 + 1 == 2\n"


@pytest.fixture
def results(pytester, monkeypatch):
    """A project of its own whose results lie in its own file."""
    file = pytester.path / "mission.json"
    monkeypatch.setenv("VIETA_MISSION_RESULTS", str(file))
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    monkeypatch.setenv("VIETA_TEST_DB", "sqlite")
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # only the plugin under test: each run of its own loads the others anew
    return file


def _run(pytester, source: str, *arguments: str):
    pytester.makepyfile(test_it=source)
    return pytester.runpytest_inprocess(
        "-p", "tests.mission_plugin", "-p", "no:django", "-p", "no:randomly", "-p", "no:cacheprovider", *arguments
    )


def _table() -> dict[str, str]:
    return {line.split()[0]: line.split()[1] for line in mission_plugin.table()}


def test_there_are_120_capabilities():
    assert len(mission_plugin.capabilities()) == 120


@pytest.mark.parametrize(
    ("source", "state"),
    [(GOOD, "pass"), (GOOD.replace("== 2", "== 3"), "fail"), ("def test_it():\n    assert True\n", "missing")],
)
def test_a_result_is_kept(pytester, results, source, state):
    _run(pytester, source)

    assert _table()["S1-05"] == state
    assert _table()["S1-06"] == "missing"
    assert len(_table()) == 120


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (GOOD.replace("S1-05", "S9-99"), "there is no capability S9-99"),
        (GOOD.replace("'S1-05'", ""), "names no capability"),
        (GOOD.replace("def test", "@pytest.mark.skip\ndef test"), "never marked skip"),
        (GOOD.replace("def test", "@pytest.mark.xfail\ndef test"), "never marked xfail"),
        (GOOD.replace("    assert 1 + 1 == 2", "    print(1)"), "asserts something"),
    ],
)
def test_a_mark_that_proves_nothing_is_refused(pytester, results, source, reason):
    done = _run(pytester, source)

    assert done.ret == pytest.ExitCode.USAGE_ERROR
    done.stderr.fnmatch_lines([f"*{reason}*"])
    assert not results.exists()


def test_a_test_that_skips_itself_fails_its_capability(pytester, results):
    _run(pytester, GOOD.replace("    assert", "    pytest.skip('later')\n    assert"))

    assert _table()["S1-05"] == "fail"


def test_one_failure_on_either_database_fails_the_capability(pytester, results):
    _run(pytester, GOOD)
    kept = json.loads(results.read_text())
    results.write_text(json.dumps(kept | {"postgres": {"test_it.py::test_it": {"ids": ["S1-05"], "passed": False}}}))

    assert _table()["S1-05"] == "fail"


def test_a_part_adds_and_a_whole_run_replaces(pytester, results):
    results.write_text(json.dumps({"sqlite": {"test_gone.py::test_gone": {"ids": ["S1-06"], "passed": True}}}))
    _run(pytester, GOOD, "test_it.py")
    after_part = _table()
    pytester.makeini("[pytest]\ntestpaths = .")
    _run(pytester, GOOD)

    assert (after_part["S1-05"], after_part["S1-06"]) == ("pass", "pass")
    assert (_table()["S1-05"], _table()["S1-06"]) == ("pass", "missing")
