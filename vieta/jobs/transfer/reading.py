"""Reads a folder of CSV files into typed rows, and says of every cell that is wrong where it stands."""

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vieta.base.text import meant

from .columns import FILES, REQUIRED_FILES, Column, Wrong, columns_of

LARGEST = 1 << 30


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where: file, line (the first line of a file is 1; 0 = the whole file) and column."""

    file: str
    line: int
    column: str
    words: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.column}: {self.words}" if self.column else f"{place}: {self.words}"


@dataclass(frozen=True)
class Row:
    """One line as typed values by column name."""

    file: str
    line: int
    values: dict[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.values[column]


@dataclass
class Tables:
    """Every file's rows, and what was wrong with them."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: {file: [] for file in FILES})
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, row: Row, column: str, words: str) -> None:
        """Notes a problem of one cell."""
        self.problems.append(Problem(row.file, row.line, column, words))

    def wrong_file(self, file: str, words: str, line: int = 0, column: str = "") -> None:
        """Notes a problem of a whole file or line."""
        self.problems.append(Problem(file, line, column, words))


def read(folder: Path) -> Tables:
    """Reads every file of the format that lies in a folder; a file that is not of the format is a problem too."""
    tables = Tables()
    if not folder.is_dir():
        tables.wrong_file(str(folder), "there is no such folder")
        return tables
    for path in sorted(folder.glob("*.csv")):
        if path.name not in FILES:
            tables.wrong_file(path.name, "is not one of " + ", ".join(FILES))
    for file in FILES:
        path = folder / file
        if path.is_file():
            _read_file(path, tables)
        elif file in REQUIRED_FILES:
            tables.wrong_file(file, "is missing")
    return tables


def _read_file(path: Path, tables: Tables) -> None:
    file = path.name
    if path.stat().st_size > LARGEST:
        tables.wrong_file(file, "is larger than one gigabyte")
        return
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        tables.wrong_file(file, "is not UTF-8 text here", line)
        return
    lines = csv.reader(io.StringIO(content, newline=""), strict=True)
    try:
        _read_lines(file, lines, tables)
    except csv.Error as error:
        tables.wrong_file(file, f"cannot be read as CSV: {error}", lines.line_num)


def _read_lines(file: str, lines, tables: Tables) -> None:
    head = next(lines, None)
    if not head:
        tables.wrong_file(file, "is empty; its first line must name the columns", 1)
        return
    columns = columns_of(file)
    if not _head_is_right(file, head, columns, tables):
        return
    begins = lines.line_num + 1
    for cells in lines:
        line, begins = begins, lines.line_num + 1
        if not cells:
            continue
        if len(cells) != len(head):
            tables.wrong_file(file, f"has {len(cells)} cells where the first line names {len(head)} columns", line)
            continue
        tables.rows[file].append(_row(file, line, dict(zip(head, cells, strict=True)), columns, tables))


def _head_is_right(file: str, head: list[str], columns: dict[str, Column], tables: Tables) -> bool:
    before = len(tables.problems)
    for name in head:
        if name not in columns:
            tables.wrong_file(file, "is not a column of this file", 1, name)
        elif head.count(name) > 1:
            tables.wrong_file(file, "stands twice", 1, name)
    for name, column in columns.items():
        if column.required and name not in head:
            tables.wrong_file(file, "is missing", 1, name)
    return len(tables.problems) == before


def _row(file: str, line: int, cells: dict[str, str], columns: dict[str, Column], tables: Tables) -> Row:
    values = {}
    for name, column in columns.items():
        cell = meant(cells.get(name, "").strip())
        values[name] = column.empty
        if cell == "":
            if column.required:
                tables.wrong_file(file, "must not be empty", line, name)
            continue
        try:
            values[name] = column.parse(cell)
        except Wrong as wrong:
            tables.wrong_file(file, f"“{cell[:40]}” {wrong}", line, name)
    return Row(file, line, values)
