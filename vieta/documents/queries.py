"""Where a document's bytes lie and what they are; the room that filed it asks only after its own check of access."""

import hashlib
from pathlib import Path

from django.conf import settings

from vieta.base.fields import unseal
from vieta.base.refusal import NotFound

from .models import Document


class Damaged(Exception):
    """The kept bytes are no longer what was laid down."""


def open_bytes(document: Document) -> bytes:
    """The document's content, checked against its checksum; NotFound when it was withdrawn."""
    if document.withdrawn_at is not None:
        raise NotFound(f"document {document.pk}")
    content = unseal(place_of(document.kept_as).read_bytes(), document.kept_as.encode())
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise Damaged(document.kept_as)
    return content


def place_of(kept_as: str) -> Path:
    """Where the bytes of a kept file lie: outside every folder the web server serves."""
    return Path(settings.MEDIA_ROOT) / kept_as[:2] / kept_as
