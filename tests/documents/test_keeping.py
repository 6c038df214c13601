"""Documents are kept sealed under random names outside the web root, and come back whole or not at all."""

import stat
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile

from tests.cast import NOW
from vieta.audit.models import Entry
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Viewer
from vieta.documents import actions, queries
from vieta.documents.models import Document

BY = Viewer(account_id=5, name="Bram", today=NOW.date())
TEXT = b"%PDF-1.7 Zephyrine's contract of employment"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path, db) -> Path:
    """A folder of this test alone."""
    settings.MEDIA_ROOT = tmp_path / "documents"
    return settings.MEDIA_ROOT


def keep(content: bytes = TEXT, name: str = "contract.pdf") -> Document:
    return actions.keep(by=BY, at=NOW, name=name, file=ContentFile(content))


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


def test_what_is_kept_comes_back(folder):
    document = keep()
    assert queries.open_bytes(document) == TEXT
    assert (document.name, document.media_type, document.size) == ("contract.pdf", "application/pdf", len(TEXT))


def test_the_bytes_lie_sealed_under_a_random_name_for_the_owner_only(folder):
    document = keep()
    (path,) = files(folder)
    assert b"Zephyrine" not in path.read_bytes()
    assert "contract" not in str(path.relative_to(folder))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert keep().kept_as != document.kept_as


def test_no_document_lies_where_the_web_server_serves():
    assert not Path(settings.MEDIA_ROOT).is_relative_to(Path(settings.STATIC_ROOT))
    assert settings.MEDIA_URL == "/" or not settings.MEDIA_URL


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("contract.pdf", b"", "empty"),
        ("contract.pdf", b"MZ not a pdf", "what the name says"),
        ("page.html", b"<p>x</p>", "Only PDF"),
        ("contract.pdf", b"%PDF-" + b"x" * 200, "too large"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(settings, folder, name, content, words):
    settings.UPLOAD_BYTES = 100
    with pytest.raises(Refused, match=words) as refusal:
        keep(content, name)
    assert refusal.value.field == "file"
    assert (Document.objects.count(), files(folder), Entry.objects.count()) == (0, [], 0)


def test_a_file_that_lies_about_its_size_is_measured(settings):
    settings.UPLOAD_BYTES = 10
    file = ContentFile(TEXT)
    file.size = 5
    with pytest.raises(Refused, match="too large"):
        actions.keep(by=BY, at=NOW, name="contract.pdf", file=file)


def test_changed_bytes_are_never_served(folder):
    document = keep()
    (path,) = files(folder)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(Exception, match=document.kept_as):
        queries.open_bytes(document)


def test_bytes_moved_under_another_name_do_not_open(folder):
    one, other = keep(), keep(b"%PDF-1.7 another")
    queries.place_of(one.kept_as).write_bytes(queries.place_of(other.kept_as).read_bytes())
    with pytest.raises(Exception, match=one.kept_as):
        queries.open_bytes(one)


def test_a_withdrawn_document_is_not_there(folder):
    document = keep()
    actions.withdraw(by=BY, at=NOW, document_id=document.pk)
    actions.withdraw(by=BY, at=NOW, document_id=document.pk)
    document.refresh_from_db()
    with pytest.raises(NotFound):
        queries.open_bytes(document)
    assert list(Entry.objects.order_by("id").values_list("deed", flat=True)) == ["documents.keep", "documents.withdraw"]
    with pytest.raises(NotFound):
        actions.withdraw(by=BY, at=NOW, document_id=document.pk + 1)


def test_the_trail_does_not_tell_the_name():
    keep(name="diagnosis of Amina.pdf")
    assert "Amina" not in str(Entry.objects.get().content())
