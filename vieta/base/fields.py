"""A text field whose value is encrypted in the database (AES-256-GCM, keys in a ring, newest first)."""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models


class Undecryptable(Exception):
    """No key of the ring opens a stored value: the key is missing or the value was tampered with."""


class EncryptedTextField(models.TextField):
    """Text that only the application can read; bound to its table and column, so it cannot be moved elsewhere.

    Stored as `v1:` + base64(nonce + ciphertext). It cannot be searched, sorted or filtered on.
    """

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        if value is None or value == "":
            return value
        return "v1:" + base64.b64encode(seal(value.encode(), self._bound_to())).decode()

    def from_db_value(self, value, expression, connection):
        if value is None or value == "":
            return value
        return unseal(base64.b64decode(value.removeprefix("v1:")), self._bound_to()).decode()

    def get_lookup(self, lookup_name):
        """Only emptiness can be asked of ciphertext."""
        return super().get_lookup(lookup_name) if lookup_name in ("isnull", "exact") else None

    def _bound_to(self) -> bytes:
        return f"{self.model._meta.db_table}.{self.column}".encode()


def seal(plain: bytes, bound_to: bytes) -> bytes:
    """Encrypts with the newest key; `bound_to` says where it belongs, so that it opens nowhere else."""
    nonce = os.urandom(12)
    return nonce + AESGCM(_keys()[0]).encrypt(nonce, plain, bound_to)


def unseal(sealed: bytes, bound_to: bytes) -> bytes:
    """Decrypts with the first key of the ring that fits; raises Undecryptable when none does."""
    for key in _keys():
        try:
            return AESGCM(key).decrypt(sealed[:12], sealed[12:], bound_to)
        except InvalidTag:
            continue
    raise Undecryptable(bound_to.decode(errors="replace"))


def _keys() -> list[bytes]:
    return [base64.b64decode(key) for key in settings.FIELD_KEYS]
