"""Which files are taken in: content and ending must both say an allowed kind."""

import io
import zipfile

import pytest

from vieta.documents.rules import is_allowed, kind_of, plain_name


def archive(**files: bytes) -> bytes:
    """A zip file with these members (two underscores stand for a slash, one for a dot)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in files.items():
            file.writestr(name.replace("__", "/").replace("_", "."), content)
    return buffer.getvalue()


def docx(**more: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in {"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>", **more}.items():
            file.writestr(name, content)
    return buffer.getvalue()


def odt(kind: bytes = b"application/vnd.oasis.opendocument.text") -> bytes:
    return archive(mimetype=kind, content_xml=b"<x/>")


PDF = b"%PDF-1.7\n..."
PNG = b"\x89PNG\r\n\x1a\n..."
JPG = b"\xff\xd8\xff\xe0..."


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "pdf"),
        (PNG, "png"),
        (JPG, "jpg"),
        (docx(), "docx"),
        (odt(), "odt"),
        ("Kārlis, ļoti labi\r\n".encode(), "txt"),
        ("\ufeffwith a mark".encode(), "txt"),
        (docx(**{"word/vbaProject.bin": b"macro"}), None),
        (odt(b"application/vnd.oasis.opendocument.spreadsheet"), None),
        (archive(a_txt=b"x"), None),
        (b"PK\x03\x04 broken", None),
        (b"MZ\x90\x00", None),
        (b"\x00\x01\x02", None),
        (b"pl\x07ain", None),
        ("žluťoučký".encode("cp1250"), None),
        (b"GIF89a\x01", None),
    ],
)
def test_the_content_speaks(content, kind):
    assert kind_of(content) == kind


@pytest.mark.parametrize(
    ("name", "content", "answer"),
    [
        ("contract.pdf", PDF, True),
        ("CONTRACT.PDF", PDF, True),
        ("photo.jpeg", JPG, True),
        ("photo.jpg", JPG, True),
        ("photo.png", JPG, False),
        ("contract.pdf.exe", PDF, False),
        ("page.html", b"<script>alert(1)</script>", False),
        ("picture.svg", b"<svg onload='x'/>", False),
        ("note.txt", b"<script>only text</script>", True),
        ("contract", PDF, False),
        ("letter.docm", docx(), False),
        ("letter.docx", odt(), False),
    ],
)
def test_name_and_content_must_agree(name, content, answer):
    assert is_allowed(name, content) is answer


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("contract.pdf", "contract.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\secret\\contract.pdf", "contract.pdf"),
        ("con\x00tract\u202efdp.pdf", "contractfdp.pdf"),
        ("", "document"),
        ("līgums №1.pdf", "līgums №1.pdf"),
    ],
)
def test_only_a_plain_name_is_kept(given, kept):
    assert plain_name(given) == kept


def test_a_long_name_keeps_its_ending():
    kept = plain_name("x" * 300 + ".pdf")
    assert len(kept) <= 200
    assert kept.endswith(".pdf")
