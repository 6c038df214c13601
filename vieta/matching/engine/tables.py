"""Reads the files of a matching strictly, naming file, line and column of a fault, and writes them all or nothing."""

import csv
import hashlib
import io
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
WHOLE = re.compile(r"[+-]?[0-9]+", re.ASCII)


class InputError(Exception):
    """A file that cannot be used as it is; says where and why."""

    def __init__(self, path: str | Path, line: int, column: str, fault: str):
        super().__init__(f"{Path(path).name}, line {line}, column {column}: {fault}")
        self.path, self.line, self.column, self.fault = str(path), line, column, fault


class Table:
    """One CSV file, its header and the width of its rows checked; cells are read column by column.

    `lines[k]` is the line on which row k begins. `may_be_bare` allows a header without rows.
    """

    def __init__(self, path: str | Path, needed: tuple[str, ...], allowed: tuple[str, ...] = (), may_be_bare: bool = False):
        self.path = Path(path)
        data = _bytes(self.path)
        self.sha256 = hashlib.sha256(data).hexdigest()
        text = _decoded(self.path, data)
        if not text.strip():
            raise InputError(path, 1, needed[0], "the file is empty")
        self.lines, self._rows = _parsed(self.path, text, needed[0])
        self.columns = self._header(needed, needed + allowed)
        width = len(self.columns)
        for line, row in zip(self.lines, self._rows, strict=True) if {len(row) for row in self._rows} != {width} else ():
            if len(row) != width:
                column = self.columns[min(len(row), width - 1)]
                raise InputError(path, line, column, f"{len(row)} fields where the header has {width}")
        del self.lines[0], self._rows[0]
        if not self._rows and not may_be_bare:
            raise InputError(path, 2, needed[0], "the file has a header and no rows")
        self._cells: list[tuple[str, ...]] = list(zip(*self._rows, strict=True)) if self._rows else [()] * width
        del self._rows

    def _header(self, needed: tuple[str, ...], known: tuple[str, ...]) -> list[str]:
        line, names = self.lines[0], [name.strip() for name in self._rows[0]]
        for at, name in enumerate(names):
            if not name:
                raise InputError(self.path, line, str(at + 1), "the column has no name")
            if name in names[:at]:
                raise InputError(self.path, line, name, "the column stands twice")
            if name not in known:
                raise InputError(self.path, line, name, f"unknown column; known are {', '.join(known)}")
        for name in needed:
            if name not in names:
                raise InputError(self.path, line, name, "the column is missing")
        return names

    def __len__(self) -> int:
        return len(self.lines)

    def cells(self, column: str) -> tuple[str, ...]:
        """The cells of a column as they stand."""
        return self._cells[self.columns.index(column)]

    def read(self, column: str, reader: Callable[[str], T]) -> list[T]:
        """The cells of a column as `reader` takes them, each text read once; its ValueError becomes an InputError."""
        cells = self.cells(column)
        known: dict[str, T] = {}
        faults: dict[str, ValueError] = {}
        for text in set(cells):
            try:
                known[text] = reader(text)
            except ValueError as fault:
                faults[text] = fault
        if faults:
            line, text = next((line, text) for line, text in zip(self.lines, cells, strict=True) if text in faults)
            raise self.fault(line, column, str(faults[text]))
        return [known[text] for text in cells]

    def names(self, column: str) -> list[str]:
        """Identifiers as they stand: not empty, no spaces around them that would make two of one."""
        return self.read(column, _name)

    def once(self, *columns: str) -> None:
        """Refuses two rows with the same cells in these columns."""
        keys = list(zip(*(self.cells(column) for column in columns), strict=True))
        if len(set(keys)) == len(keys):
            return
        seen: dict[tuple[str, ...], int] = {}
        for line, key in zip(self.lines, keys, strict=True):
            if key in seen:
                raise self.fault(line, columns[-1], f"{', '.join(key)} stands in line {seen[key]} already")
            seen[key] = line

    def fault(self, line: int, column: str, text: str) -> InputError:
        return InputError(self.path, line, column, text)


def _name(text: str) -> str:
    if not text or text != text.strip():
        raise ValueError(f"“{text}” has spaces around it" if text.strip() else "empty")
    return text


def whole(text: str) -> int:
    """A whole number in plain digits, of any size."""
    if not WHOLE.fullmatch(text):
        raise ValueError(f"“{text}” is not a whole number")
    if len(text) > 400:
        raise ValueError("a number of more than 400 digits")
    return int(text)


def count(text: str) -> int:
    """A whole number that is not below 0."""
    number = whole(text)
    if number < 0:
        raise ValueError(f"{text} is less than 0")
    return number


def _parsed(path: Path, text: str, column: str) -> tuple[list[int], list[list[str]]]:
    """The rows that are not blank, the header first, with the line on which each begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines, rows, line = [], [], 1
    try:
        for row in reader:
            if row:
                lines.append(line)
                rows.append(row)
            line = reader.line_num + 1
    except csv.Error as fault:
        raise InputError(path, line, column, f"not a well-formed line ({fault})") from fault
    return lines, rows


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
        for _, target in ready:
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
