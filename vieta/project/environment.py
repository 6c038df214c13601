"""What an administrator can set: one typed field per variable of the environment, each beginning with VIETA_."""

import base64
import os
import secrets
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent.parent

Listed = Annotated[list[str], NoDecode]


class Environment(BaseSettings):
    """The variables, read once at start; docs/server.md explains each."""

    model_config = SettingsConfigDict(env_prefix="VIETA_")

    secret_key: str = ""
    field_keys: Listed = []
    database_url: str = ""
    data_dir: Path = ROOT / "var"
    debug: bool = False
    demo: bool = False
    https: bool | None = None
    hsts_seconds: int = Field(default=31_536_000, ge=0)
    allowed_hosts: Listed = ["localhost", "127.0.0.1", "[::1]"]
    trusted_proxies: Listed = []
    time_zone: str = "Europe/Brussels"
    funder_threshold: int = Field(default=5, ge=2)
    idle_minutes: int = Field(default=30, ge=1)
    session_hours: int = Field(default=12, ge=1)
    upload_megabytes: int = Field(default=10, ge=1)
    sign_in_failures: int = Field(default=5, ge=1)

    @field_validator("field_keys", "allowed_hosts", "trusted_proxies", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value

    @field_validator("field_keys")
    @classmethod
    def _keys_of_32_bytes(cls, value: list[str]) -> list[str]:
        for key in value:
            if len(base64.b64decode(key, validate=True)) != 32:
                raise ValueError("each key must be 32 bytes in base64")
        return value

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in ("postgres", "postgresql"):
            raise ValueError("must begin with postgres:// (leave it out for the embedded database)")
        return value

    @property
    def secure(self) -> bool:
        """Whether browsers reach us by https only: yes, unless said otherwise or in the demo or debug mode."""
        return not (self.demo or self.debug) if self.https is None else self.https

    def key(self) -> str:
        """The key that signs sessions; made and kept in the data folder when none is given."""
        return self.secret_key or self._kept("VIETA_SECRET_KEY", "secret_key", 48)

    def ring(self) -> list[str]:
        """The keys of encrypted fields, newest first; one is made and kept in the data folder when none is given."""
        return self.field_keys or [self._kept("VIETA_FIELD_KEYS", "field_key", 32)]

    def _kept(self, variable: str, name: str, length: int) -> str:
        """Keeps a key beside the embedded database; beside a database elsewhere it would be lost with this machine."""
        if self.database_url and not (self.demo or self.debug):
            raise ImproperlyConfigured(f"{variable} must be set when VIETA_DATABASE_URL names a server")
        folder = self.data_dir / "keys"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return _read_or_make(folder / name, length)

    def database(self) -> dict[str, Any]:
        """Django's description of the database."""
        return _postgres(self.database_url) if self.database_url else _sqlite(self.data_dir / "vieta.sqlite3")


def read() -> Environment:
    """The environment as it is; raises ImproperlyConfigured with one line that names every wrong variable."""
    try:
        return Environment()
    except ValidationError as error:
        wrong = (f"VIETA_{str(part['loc'][0]).upper()}: {part['msg']}" for part in error.errors())
        raise ImproperlyConfigured("; ".join(wrong)) from None


def _read_or_make(path: Path, length: int) -> str:
    """The key in a file; the first process that asks makes it, whole at once, readable by the owner only."""
    if not path.exists():
        fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        fresh.touch(mode=0o600)
        fresh.write_text(base64.b64encode(secrets.token_bytes(length)).decode())
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass  # another process was first; its key is the one
        finally:
            fresh.unlink()
    return path.read_text().strip()


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000;",
        },
    }


def _postgres(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(options.pop("port", parts.port or "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
