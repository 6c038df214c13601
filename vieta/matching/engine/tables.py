"""Reads the files of a matching strictly, naming file, line and column of a fault, and writes them all or nothing."""

import csv
import hashlib
import io
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

WHOLE = re.compile(r"[+-]?[0-9]+", re.ASCII)


class InputError(Exception):
    """A file that cannot be used as it is; says where and why."""

    def __init__(self, path: str | Path, line: int, column: str, fault: str):
        super().__init__(f"{Path(path).name}, line {line}, column {column}: {fault}")
        self.path, self.line, self.column, self.fault = str(path), line, column, fault


class Table:
    """One CSV file: its header checked, its rows given out as (line, cells in the order asked for)."""

    def __init__(self, path: str | Path, needed: tuple[str, ...], allowed: tuple[str, ...] = (), may_be_bare: bool = False):
        self.path = Path(path)
        self.data = _bytes(self.path)
        self.sha256 = hashlib.sha256(self.data).hexdigest()
        self._text = _decoded(self.path, self.data)
        if not self._text.strip():
            raise InputError(path, 1, needed[0], "the file is empty")
        self._needed, self._allowed, self._may_be_bare = needed, allowed, may_be_bare
        self.columns = self._header()

    def _lines(self) -> Iterator[tuple[int, list[str]]]:
        reader = csv.reader(io.StringIO(self._text, newline=""), strict=True)
        while True:
            line = reader.line_num + 1
            try:
                row = next(reader, None)
            except csv.Error as fault:
                raise InputError(self.path, line, self._needed[0], f"not a well-formed line ({fault})") from fault
            if row is None:
                return
            if row:
                yield line, row

    def _header(self) -> list[str]:
        line, names = next(self._lines())
        names = [name.strip() for name in names]
        known = self._needed + self._allowed
        for at, name in enumerate(names):
            if not name:
                raise InputError(self.path, line, str(at + 1), "the column has no name")
            if name in names[:at]:
                raise InputError(self.path, line, name, "the column stands twice")
            if name not in known:
                raise InputError(self.path, line, name, f"unknown column; known are {', '.join(known)}")
        for name in self._needed:
            if name not in names:
                raise InputError(self.path, line, name, "the column is missing")
        return names

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """All rows after the header, with the line each begins on; refuses rows too short or too long, and none at all."""
        lines = self._lines()
        line, _ = next(lines)
        width, found = len(self.columns), False
        for line, row in lines:
            found = True
            if len(row) != width:
                column = self.columns[min(len(row), width - 1)]
                raise InputError(self.path, line, column, f"{len(row)} fields where the header has {width}")
            yield line, row
        if not found and not self._may_be_bare:
            raise InputError(self.path, line + 1, self._needed[0], "the file has a header and no rows")

    def fault(self, line: int, column: str, text: str) -> InputError:
        return InputError(self.path, line, column, text)

    def name(self, line: int, column: str, text: str) -> str:
        """An identifier as it stands: not empty, no spaces around it that would make two of one."""
        if not text or text != text.strip():
            raise self.fault(line, column, "empty" if not text.strip() else f"“{text}” has spaces around it")
        return text

    def whole(self, line: int, column: str, text: str, least: int | None = None) -> int:
        """A whole number in plain digits, of any size."""
        if not WHOLE.fullmatch(text):
            raise self.fault(line, column, f"“{text}” is not a whole number")
        if len(text) > 400:
            raise self.fault(line, column, "a number of more than 400 digits")
        number = int(text)
        if least is not None and number < least:
            raise self.fault(line, column, f"{text} is less than {least}")
        return number


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise InputError(path, 1, "1", f"cannot be read ({fault.strerror})") from fault


def _decoded(path: Path, data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line, column = _where(data, fault.start)
        raise InputError(path, line, column, "not UTF-8 text; save the file as CSV UTF-8") from fault
    if "\0" in text:
        line, column = _where(data, data.index(b"\0"))
        raise InputError(path, line, column, "a NUL character; save the file as CSV UTF-8")
    return text


def _where(data: bytes, at: int) -> tuple[int, str]:
    """Line and column name (or number) of a byte, by counting line ends and commas before it."""
    lines = data[:at].replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    number = lines[-1].count(b",")
    header = data.split(b"\n", 1)[0].decode("utf-8-sig", "replace").strip().split(",")
    named = len(lines) > 1 and number < len(header)
    return len(lines), header[number].strip('"') if named else str(number + 1)


def write_all(files: Mapping[str | Path, bytes]) -> None:
    """Writes each file beside its place first and renames them only when all are written: all or nothing."""
    ready: list[tuple[str, Path]] = []
    try:
        for path, data in files.items():
            target = Path(path)
            handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent or ".")
            ready.append((name, target))
            with os.fdopen(handle, "wb") as out:
                out.write(data)
            os.chmod(name, 0o666 & ~_umask())
        for name, target in ready:
            if target.is_dir():
                raise IsADirectoryError(21, "is a directory", str(target))
        for name, target in ready:
            os.replace(name, target)
    except OSError as fault:
        raise InputError(target, 1, "1", f"cannot be written ({fault.strerror})") from fault
    finally:
        for name, _ in ready:
            Path(name).unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def csv_bytes(header: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    """A CSV file in UTF-8 with plain line ends, quoted only where needed."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()
