"""What an administrator sets is checked at the start, in one line that names the variable."""

import base64
import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from vieta.project import environment

KEY = base64.b64encode(b"k" * 32).decode()


@pytest.fixture
def variables(monkeypatch, tmp_path):
    """An environment with nothing set but a data folder of its own."""
    for name in ("SECRET_KEY", "FIELD_KEYS", "HTTPS", "DATABASE_URL"):
        monkeypatch.delenv(f"VIETA_{name}", raising=False)
    monkeypatch.setenv("VIETA_DATA_DIR", str(tmp_path))
    return monkeypatch


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://db/vieta"),
        ("FUNDER_THRESHOLD", "1"),
        ("FUNDER_THRESHOLD", "many"),
        ("FIELD_KEYS", "short"),
        ("FIELD_KEYS", f"{KEY},{base64.b64encode(b'short').decode()}"),
        ("DEBUG", "perhaps"),
        ("IDLE_MINUTES", "0"),
    ],
)
def test_a_wrong_value_is_refused_by_name(variables, name, value):
    variables.setenv(f"VIETA_{name}", value)

    with pytest.raises(ImproperlyConfigured, match=f"^VIETA_{name}: [^\n]+$"):
        environment.read()


def test_lists_are_split_at_commas(variables):
    variables.setenv("VIETA_ALLOWED_HOSTS", "vieta.example, www.vieta.example,")

    assert environment.read().allowed_hosts == ["vieta.example", "www.vieta.example"]


@pytest.mark.parametrize(
    ("given", "secure"),
    [({}, True), ({"DEMO": "1"}, False), ({"DEBUG": "1"}, False), ({"HTTPS": "0"}, False), ({"DEMO": "1", "HTTPS": "1"}, True)],
)
def test_only_the_demo_and_debug_do_without_https(variables, given, secure):
    for name, value in given.items():
        variables.setenv(f"VIETA_{name}", value)

    assert environment.read().secure is secure


def test_keys_are_made_once_and_only_the_owner_reads_them(variables, tmp_path):
    first, second = environment.read(), environment.read()

    assert (first.key(), first.ring()) == (second.key(), second.ring())
    assert len(base64.b64decode(first.ring()[0])) == 32
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "keys").iterdir()} == {0o600}
    assert sorted(path.name for path in (tmp_path / "keys").iterdir()) == ["field_key", "secret_key"]


@pytest.mark.parametrize(("given", "missing"), [({}, "VIETA_SECRET_KEY"), ({"SECRET_KEY": "s" * 50}, "VIETA_FIELD_KEYS")])
def test_beside_a_database_elsewhere_keys_must_be_given(variables, given, missing):
    variables.setenv("VIETA_DATABASE_URL", "postgres://db/vieta")
    for name, value in given.items():
        variables.setenv(f"VIETA_{name}", value)
    settings = environment.read()

    with pytest.raises(ImproperlyConfigured, match=missing):
        (settings.key(), settings.ring())


def test_a_database_address_is_read_in_full(variables):
    variables.setenv("VIETA_DATABASE_URL", "postgres://vieta:p%40ss@db.example:5433/vieta_prod?sslmode=require")
    database = environment.read().database()

    assert {name: database[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")} == {
        "NAME": "vieta_prod",
        "USER": "vieta",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


def test_a_socket_folder_can_be_named(variables):
    variables.setenv("VIETA_DATABASE_URL", "postgres://postgres@/vieta?host=/run/postgresql")

    assert environment.read().database()["HOST"] == "/run/postgresql"
