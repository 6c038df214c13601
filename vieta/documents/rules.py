"""Which files are taken in: the kind is read from the content, and the name's ending must say the same."""

import io
import re
import zipfile
from pathlib import PurePosixPath

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "txt": "text/plain",
}
_ODT = MEDIA_TYPES["odt"].encode()
_NOT_IN_A_NAME = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069/\\]")


def kind_of(content: bytes) -> str | None:
    """The ending that the content itself speaks of ("jpg" for every JPEG), or None for anything else."""
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith(b"PK\x03\x04"):
        return _kind_of_archive(content)
    return "txt" if is_plain_text(content) else None


def ending_of(name: str) -> str:
    """The ending of a file's name in lower case, "jpeg" read as "jpg"."""
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower().removeprefix(".")
    return "jpg" if ending == "jpeg" else ending


def is_allowed(name: str, content: bytes) -> bool:
    """Whether the content is of an allowed kind and the name says the same kind."""
    return ending_of(name) in MEDIA_TYPES and kind_of(content) == ending_of(name)


def is_plain_text(content: bytes) -> bool:
    """Whether bytes are readable text in UTF-8 without control characters."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return all(sign >= " " or sign in "\n\r\t\f" for sign in text) and "\x7f" not in text


def plain_name(name: str, longest: int = 200) -> str:
    """The last part of a file's name without control, direction or path characters, its ending kept when shortened."""
    bare = _NOT_IN_A_NAME.sub("", PurePosixPath(name.replace("\\", "/")).name).strip() or "document"
    return bare if len(bare) <= longest else f"{bare[: longest - 10]}….{ending_of(bare)[:8]}"


def _kind_of_archive(content: bytes) -> str | None:
    """A word processor's file by what lies in it; one with macros is no document of ours."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in names):
                return None
            if {"[Content_Types].xml", "word/document.xml"} <= names:
                return "docx"
            if "mimetype" in names and archive.getinfo("mimetype").file_size == len(_ODT):
                return "odt" if archive.read("mimetype") == _ODT else None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError):
        return None
    return None
