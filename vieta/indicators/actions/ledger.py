"""Filling a ledger from a partner's files, and keeping it."""

from datetime import datetime
from pathlib import Path

from vieta.audit.actions import record
from vieta.base.refusal import Refused
from vieta.base.viewer import Permission, Viewer

from ..ledger import files
from ..ledger.tables import TABLES


def fill_ledger(*, by: Viewer, at: datetime, folder: Path, code: str, rules: dict) -> dict[str, int]:
    """Fills and keeps a programme's ledger from the files of a folder; returns the rows of each table. `rules` are
    the programme's own, by name, as an export writes them.

    Refused without the right to set up everywhere, and for a file that lacks a needed column or holds a wrong date; then
    nothing is kept. A programme of the database goes on being counted from the database.
    """
    if by.programme_ids(Permission.SET_UP) is not None:
        raise Refused("only who sets up every programme fills ledgers")
    known = {name: rules[name] for name in ("intensive_rule", "short_support_minutes") if rules.get(name)}
    if kinds := rules.get("result_kinds"):
        known["result_kinds"] = f",{','.join(map(str, kinds))},"
    book = files.read_folder(folder, code, known)
    codes = [row[0] for row in book.connection.execute("SELECT code FROM programmes").fetchall()]
    for one in codes:
        files.keep(book, files.place_of(one))
    counted = {name: book.connection.execute(f"SELECT count(*) FROM {name}").fetchone() for name in TABLES}
    record(by=by, at=at, deed="indicators.fill_ledger", codes=codes)
    return {name: row[0] for name, row in counted.items() if row and row[0]}
