"""Pytest plugin: the environment tests run in, and the PostgreSQL server that a run starts for itself.

`VIETA_TEST_DB=postgres pytest` uses PostgreSQL from the system's package, one cluster per run in a temporary folder,
reachable by a socket file only; anything else uses SQLite in memory.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
_cluster: "Cluster | None" = None
_data: tempfile.TemporaryDirectory | None = None


class Cluster:
    """A PostgreSQL server of our own: no network, no fsync, gone afterwards."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="vieta-pg-"))
        self.bin = self._programs()
        if os.geteuid() == 0:
            os.chown(self.folder, pwd.getpwnam("postgres").pw_uid, -1)
        self._run("initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        fast = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"
        self._run("pg_ctl", "start", "--wait", "--silent", f"--log={self.folder}/log", f"--options={fast} -k {self.folder}")

    @property
    def url(self) -> str:
        """What VIETA_DATABASE_URL must say."""
        return f"postgres://postgres@/postgres?host={self.folder}"

    def stop(self) -> None:
        """Ends the server and removes its folder."""
        self._run("pg_ctl", "stop", "--mode=immediate", "--silent")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        # initdb refuses root, so the package's own user does it
        user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        command = [*user, str(self.bin / program), "-D", str(self.folder / "data"), *arguments]
        done = subprocess.run(
            command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        if done.returncode:
            raise pytest.UsageError(f"PostgreSQL: {program} failed: {done.stderr.strip()}")

    @staticmethod
    def _programs() -> Path:
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
        if not found:
            raise pytest.UsageError("PostgreSQL is not installed; run once: sudo apt-get install -y postgresql")
        return found[-1].parent


def chromium() -> str:
    """The browser that `make test` saw to, for Playwright's `executable_path`."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    for path in sorted((ROOT / "var" / "browsers").glob("chromium-*/chrome-linux*/chrome")):
        return str(path)
    raise pytest.UsageError("Chromium is not installed; run once: sudo apt-get install -y chromium")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Before Django reads its settings: a fixed environment and a fresh data folder, the same on every machine."""
    global _cluster, _data
    if "PYTEST_XDIST_WORKER" in os.environ:
        return  # the run that started us has prepared everything
    for name in [name for name in os.environ if name.startswith("VIETA_") and name != "VIETA_TEST_DB"]:
        del os.environ[name]
    _data = tempfile.TemporaryDirectory(prefix="vieta-data-")
    os.environ |= {
        "VIETA_DATA_DIR": _data.name,
        "VIETA_SECRET_KEY": "the key of the tests",
        "VIETA_FIELD_KEYS": "dGhlIHRlc3RzJyBrZXkgaXMgMzIgYnl0ZXMgbG9uZy4=",
        "VIETA_HTTPS": "false",
    }
    if os.environ.get("VIETA_TEST_DB") == "postgres":
        _cluster = Cluster()
        os.environ["VIETA_DATABASE_URL"] = _cluster.url


def pytest_sessionstart(session: pytest.Session) -> None:
    """Pages need the gathered static files; this does nothing when they are up to date."""
    if "PYTEST_XDIST_WORKER" not in os.environ and not session.config.option.collectonly:
        subprocess.run([ROOT / "scripts" / "look"], check=True, stdin=subprocess.DEVNULL, env=_plain())


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--tables-only", action="store_true", help="leave out the tests that ask no database anything")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A test that touches no table says the same whichever database the others use: one run of it is enough."""
    if config.option.tables_only:
        config.hook.pytest_deselected(items=[item for item in items if not _touches_tables(item)])
        items[:] = [item for item in items if _touches_tables(item)]


def _touches_tables(item: pytest.Item) -> bool:
    # pytest-django lets nobody else near a database; `django_db_setup` is what fixtures of a whole module ask for
    return bool(item.get_closest_marker("django_db")) or "django_db_setup" in item.fixturenames  # type: ignore[attr-defined]


def pytest_report_header() -> str:
    return f"database: {'PostgreSQL' if 'VIETA_DATABASE_URL' in os.environ else 'SQLite'}"


def pytest_unconfigure() -> None:
    global _cluster, _data
    if _cluster:
        _cluster.stop()
        _cluster = None
    if _data:
        _data.cleanup()
        _data = None


def _plain() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("VIETA_")}
