"""Exact figures for the command line of the server, of the database or of a ledger filled from files."""

from datetime import date

from vieta.base.refusal import NotFound
from vieta.base.viewer import Permission, Viewer
from vieta.programmes.models import Programme

from .. import access
from ..engine import Engine, Question, engine
from ..ledger import files
from ..measures.packs import ESF_PLUS_PACK


def esf_plus(viewer: Viewer, code: str, day: date) -> dict[str, dict[str, int]]:
    """The common indicators by gender; NotFound where no such programme is open to the viewer."""
    if Programme.objects.filter(code=code).exists():
        return _figures(engine(), access.reach(viewer, code).asks(day))
    book = files.kept(files.place_of(code)) if viewer.programme_ids(Permission.SEE_FIGURES) is None else None
    if book is None:
        raise NotFound(code)
    number = book.connection.execute("SELECT programme_id FROM programmes WHERE code = ?", [code]).fetchone()
    if number is None:
        raise NotFound(code)
    return _figures(Engine(book), Question(number[0], day))


def _figures(counter: Engine, asked: Question) -> dict[str, dict[str, int]]:
    counts = counter.counts(asked, [m.code for m in ESF_PLUS_PACK.measures if not m.derived])[None]
    return {
        code: {"women": count.women, "men": count.men, "non_binary": count.non_binary, "total": count.total}
        for code, count in counts.items()
    }
