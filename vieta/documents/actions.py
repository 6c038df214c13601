"""Keeping files and withdrawing them; who may read one is decided by the room that filed it."""

import hashlib
import os
import secrets
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from vieta.audit.actions import record
from vieta.base.fields import seal
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Viewer

from .models import Document
from .queries import place_of
from .rules import MEDIA_TYPES, ending_of, is_allowed, plain_name


@transaction.atomic
def keep(*, by: Viewer, at: datetime, name: str, file: File, field: str = "file") -> Document:
    """Keeps a file encrypted under a random name; its kind is read from its content.

    Refused when it is empty, larger than settings.UPLOAD_BYTES, of a kind we do not take, or not what its name says.
    """
    if file.size is not None and file.size > settings.UPLOAD_BYTES:
        raise _too_large(field)
    content = file.read(settings.UPLOAD_BYTES + 1)
    if len(content) > settings.UPLOAD_BYTES:
        raise _too_large(field)
    if not content:
        raise Refused(_("This file is empty."), field)
    if not is_allowed(name, content):
        raise Refused(_("Only PDF, PNG, JPEG, DOCX, ODT and plain text are kept, and the content must be what the name says."), field)
    document = Document.objects.create(
        name=plain_name(name),
        media_type=MEDIA_TYPES[ending_of(name)],
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        kept_as=_lay_down(content),
        uploaded_at=at,
        uploaded_by=by.account_id,
    )
    record(by=by, at=at, deed="documents.keep", thing=document, size=document.size, media_type=document.media_type)
    return document


@transaction.atomic
def withdraw(*, by: Viewer, at: datetime, document_id: int) -> Document:
    """Takes a document out of use: it is no longer served, while facts still name it. The room that filed it decides who may."""
    document = Document.objects.select_for_update().filter(pk=document_id).first()
    if document is None:
        raise NotFound(f"document {document_id}")
    if document.withdrawn_at is None:
        document.withdrawn_at = at
        document.save(update_fields=["withdrawn_at"])
        record(by=by, at=at, deed="documents.withdraw", thing=document)
    return document


def _too_large(field: str) -> Refused:
    return Refused(_("This file is too large: at most %(size)s are kept.") % {"size": filesizeformat(settings.UPLOAD_BYTES)}, field)


def _lay_down(content: bytes) -> str:
    """Writes the sealed bytes, safe on disk before the row that names them; returns the random name."""
    kept_as = secrets.token_hex(16)
    path = place_of(kept_as)
    _make_folder(path.parent)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(seal(content, kept_as.encode()))
        file.flush()
        os.fsync(file.fileno())
    return kept_as


def _make_folder(folder: Path) -> None:
    for level in (folder.parent, folder):
        level.mkdir(mode=0o700, parents=True, exist_ok=True)
