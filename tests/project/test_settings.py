"""What every answer carries, what log lines leave out, and which SQLite is in use."""

import logging
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse

from vieta.project.logs import PlainFormatter

POLICY = {"default-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/account/login/", "/there-is-no-such-page/"])
def test_every_answer_carries_the_headers(client, address):
    response = client.get(address)

    assert {name: response.headers[name] for name in HEADERS} == HEADERS
    assert set(response.headers["Content-Security-Policy"].split("; ")) == POLICY
    assert "camera=()" in response.headers["Permissions-Policy"]
    assert "no-store" in response.headers["Cache-Control"]


def test_a_public_server_passes_djangos_own_check(tmp_path):
    done = _vieta(tmp_path, "check", "--deploy", VIETA_ALLOWED_HOSTS="vieta.example")

    assert (done.returncode, done.stderr) == (0, "")


def test_a_wrong_variable_is_one_line_and_status_2(tmp_path):
    done = _vieta(tmp_path, "check", VIETA_FUNDER_THRESHOLD="1")

    assert done.returncode == 2
    assert done.stderr.startswith("vieta: VIETA_FUNDER_THRESHOLD: ")
    assert done.stderr.count("\n") == 1


def test_guessing_a_password_takes_many_rounds(tmp_path):
    done = _vieta(
        tmp_path, "manage", "shell", "--verbosity=0", "-c", "from django.contrib.auth.hashers import make_password as m; print(m('x'))"
    )

    algorithm, rounds, _rest = done.stdout.split("$", 2)
    assert (algorithm, int(rounds) >= 600_000) == ("pbkdf2_sha256", True), done.stderr


def test_an_error_is_logged_without_what_it_says():
    try:
        int("Amina Zephyrine")
    except ValueError:
        record = logging.LogRecord("vieta", logging.ERROR, __file__, 1, "Internal Server Error: %s", ("/people/1/",), sys.exc_info())
    line = PlainFormatter("%(levelname)s %(message)s").format(record)

    assert "ValueError" in line
    assert "test_settings.py" in line
    assert "Zephyrine" not in line


def test_a_line_of_the_log_stays_one_and_steers_no_terminal():
    record = logging.LogRecord("vieta", logging.WARNING, __file__, 1, "Not Found: %s", ("/x\x1b[2J\u202e\r\n2026 INFO all is well",), None)
    line = PlainFormatter("%(levelname)s %(message)s").format(record)

    assert line == "WARNING Not Found: /x\\x1b[2J\\u202e\\r\\n2026 INFO all is well"


def test_sqlite_is_the_bundled_one_with_the_repaired_log():
    import sqlite3

    assert sqlite3.sqlite_version_info >= (3, 51, 3)


@pytest.mark.django_db
@pytest.mark.skipif(settings.DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3", reason="asks SQLite itself")
def test_sqlite_keeps_foreign_keys():
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)


@pytest.mark.django_db
def test_a_name_is_locked_after_a_few_wrong_passwords(client, django_user_model):
    account = django_user_model(username="bram", name="Bram Peeters")
    account.set_password("the right one, long")
    account.save()
    address = reverse("account_login")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        last = client.post(address, {"login": "bram", "password": "wrong"})
    client.post(address, {"login": "bram", "password": "the right one, long"})

    assert last.status_code == 429
    assert "_auth_user_id" not in client.session


def _vieta(folder, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("VIETA_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-c", "import sys; from vieta.jobs.cli import main; sys.exit(main(sys.argv[1:]))", *arguments],
        env=environment | {"VIETA_DATA_DIR": str(folder)} | variables,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
