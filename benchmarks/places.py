"""Where the worlds lie: in var/bench, kept between runs, in the embedded database and in a PostgreSQL server of our own."""

import hashlib
import os
import pwd
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "bench"


def mark() -> str:
    """Changes when the tables or the world change, so that an old world is not taken for a new one."""
    read = [
        ROOT / "benchmarks" / "world.py",
        ROOT / "benchmarks" / "repeat.py",
        *ROOT.glob("vieta/*/models.py"),
        *ROOT.glob("vieta/*/migrations/0*.py"),
    ]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(read))).hexdigest()[:12]


def built(folder: Path) -> bool:
    """Whether a whole world of today's tables lies there."""
    stamp = folder / "mark"
    return stamp.exists() and stamp.read_text() == mark()


def environment(folder: Path, url: str = "") -> dict[str, str]:
    """What a process needs to work in a world; the settings of production otherwise."""
    folder.mkdir(parents=True, exist_ok=True)
    plain = {name: value for name, value in os.environ.items() if not name.startswith("VIETA_")}
    own = {
        "VIETA_DATA_DIR": str(folder), "VIETA_SECRET_KEY": "the key of the benchmarks", "VIETA_HTTPS": "false",
        "VIETA_FIELD_KEYS": "dGhlIHRlc3RzJyBrZXkgaXMgMzIgYnl0ZXMgbG9uZy4=", "VIETA_DATABASE_URL": url, "VIETA_ALLOWED_HOSTS": "testserver",
    }  # fmt: skip
    return plain | own


class Embedded:
    """Worlds in SQLite: a folder each."""

    name = "SQLite"

    def prepared(self, size: int) -> dict[str, str]:
        """The environment of a world, emptied when it is of another day."""
        folder = KEPT / f"sqlite-{size}"
        if not built(folder):
            for path in sorted(folder.glob("vieta.sqlite3*")):
                path.unlink()
        return environment(folder)

    def stop(self) -> None:
        """Nothing runs."""


class Server:
    """Worlds in PostgreSQL: a database each in one cluster in var/bench, reachable by a socket file only."""

    name = "PostgreSQL"

    def __init__(self) -> None:
        self.bin = _programs()
        self.data = KEPT / "postgresql"
        self.socket = Path(tempfile.mkdtemp(prefix="vieta-bench-"))
        self.fresh = not (self.data / "PG_VERSION").exists()
        self.data.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:  # the server refuses root, so the package's own user runs it
            for folder in (self.data, self.socket):
                os.chown(folder, pwd.getpwnam("postgres").pw_uid, -1)
        if self.fresh:
            self._run(
                "initdb", "-D", str(self.data), "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"
            )
        elif (self.data / "postmaster.pid").exists():  # a run that was cut off left it behind
            self._run("pg_ctl", "-D", str(self.data), "stop", "--mode=fast", "--silent", strict=False)
        options = f"-c listen_addresses='' -c fsync=off -c max_wal_size=4GB -c maintenance_work_mem=256MB -c shared_buffers=512MB -k {self.socket}"
        self._run("pg_ctl", "-D", str(self.data), "start", "--wait", "--silent", f"--log={self.socket}/log", f"--options={options}")

    def prepared(self, size: int) -> dict[str, str]:
        """The environment of a world, emptied when it is of another day."""
        name, folder = f"people_{size}", KEPT / f"postgresql-{size}"
        if not built(folder):
            self._sql(f"DROP DATABASE IF EXISTS {name}")
            self._sql(f"CREATE DATABASE {name}")
        return environment(folder, f"postgres://postgres@/{name}?host={self.socket}")

    def stop(self) -> None:
        """Ends the server; its folder stays."""
        self._run("pg_ctl", "-D", str(self.data), "stop", "--mode=fast", "--silent")

    def _sql(self, statement: str) -> str:
        return self._run("psql", "-h", str(self.socket), "-U", "postgres", "-At", "-c", statement)

    def _run(self, program: str, *arguments: str, strict: bool = True) -> str:
        user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        # no pipes: the server keeps what it inherits open
        with tempfile.TemporaryFile("w+") as told:
            done = subprocess.run(
                [*user, str(self.bin / program), *arguments],
                cwd=self.socket,
                stdin=subprocess.DEVNULL,
                stdout=told,
                stderr=subprocess.STDOUT,
                check=False,
            )
            told.seek(0)
            words = told.read()
        if done.returncode and strict:
            raise SystemExit(f"PostgreSQL: {program} failed: {words.strip()}")
        return words


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise SystemExit("PostgreSQL is not installed; run once: sudo apt-get install -y postgresql")
    return found[-1].parent
