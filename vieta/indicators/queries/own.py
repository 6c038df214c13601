"""The programme's own measures as their lead reads them: versions in words, the columns there are, what a text would count."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.utils.translation import gettext as _

from vieta.base.refusal import Refused
from vieta.base.viewer import Permission, Viewer
from vieta.programmes.access import opened_by
from vieta.programmes.models import Ground, Programme

from ..measures import MEASURES
from ..measures.columns import COLUMNS, FACTS, Column
from ..measures.language import AGE_BOUNDS, Condition, singles_out
from ..measures.own import PREFIX
from ..measures.text import Unreadable, read, written
from ..models import OwnMeasure, OwnVersion

MOST_MEASURES = 60
LONGEST = 4000
_CODE = re.compile(r"^[A-Za-z][A-Za-z0-9-]{1,19}$")


@dataclass(frozen=True)
class VersionCard:
    """One version of an own measure; `figure` is the code under which it is counted."""

    number: int
    name: str
    rule: str
    conditions: str
    from_on: date
    figure: str


@dataclass(frozen=True)
class OwnCard:
    """An own measure with its versions, the latest first."""

    id: int
    code: str
    ended_on: date | None
    versions: tuple[VersionCard, ...]

    @property
    def latest(self) -> VersionCard:
        """The version composed last."""
        return self.versions[0]


@dataclass(frozen=True)
class ColumnCard:
    """A column that conditions may look at, what it holds, and an example of a condition."""

    name: str
    label: str
    words: tuple[tuple[str, str], ...]
    example: str
    special: bool


def own(viewer: Viewer, code: str) -> list[OwnCard]:
    """Every own measure of a programme, ended ones last. For those who see its figures or set it up."""
    programme = opened_by(viewer, code, Permission.SEE_FIGURES, Permission.SET_UP)
    rows = OwnMeasure.objects.filter(programme=programme).prefetch_related("versions").order_by("code")
    cards = [OwnCard(row.pk, row.code, row.ended_on, tuple(_version(v) for v in row.versions.all())) for row in rows]
    return sorted(cards, key=lambda card: card.ended_on is not None)


def _version(row: OwnVersion) -> VersionCard:
    return VersionCard(row.number, row.name, row.rule, written(row.conditions), row.from_on, f"{PREFIX}{row.pk}")


def columns(viewer: Viewer, code: str) -> list[ColumnCard]:
    """The columns that conditions of this programme may look at."""
    programme = opened_by(viewer, code, Permission.SEE_FIGURES, Permission.SET_UP)
    grounds = tuple(Ground.objects.filter(programme=programme).order_by("position", "id").values_list("code", "name"))
    cards = [_column(name, column) for name, column in COLUMNS.items()]
    ground = ColumnCard("ground", str(FACTS["ground"].label), grounds, f"ground is {grounds[0][0]}" if grounds else "", True)
    outcome = ColumnCard(
        "outcome",
        str(FACTS["outcome"].label),
        _words(FACTS["outcome"]),
        "outcome is employment or education within 90 days of leaving",
        False,
    )
    return [ground, outcome, *cards]


def _column(name: str, column: Column) -> ColumnCard:
    words = _words(column)
    example = {
        "number": f"{name} {column.example}", "day": f"{name} from 2026-01-01", "yes": f"{name} is yes",
        "word": f"{name} is {words[0][0]}" if words else "",
    }[column.kind]  # fmt: skip
    return ColumnCard(name, str(column.label), words, example, column.special)


def _words(column: Column) -> tuple[tuple[str, str], ...]:
    if column.kind == "yes":
        return (("yes", _("Yes")), ("no", _("No")))
    return tuple((code, str(label)) for code, label in (column.words or {}).items())


# What a measure needs before it is composed ---------------------------------------------------------------------------
def own_checks(viewer: Viewer, code: str) -> dict[str, Callable[[str], object]]:
    """For fields of a form that composes a measure: what refuses what is typed there, before anything is done with it."""
    programme = opened_by(viewer, code, Permission.SET_UP)
    return {"own_code": partial(free_code, programme), "conditions": partial(conditions_of, programme)}


def free_code(programme: Programme, own_code: str) -> str:
    """A code for one more measure of a programme; Refused for one that is taken or is none."""
    own_code = own_code.strip()
    if not _CODE.match(own_code):
        raise Refused(_("A code has 2 to 20 letters, digits or hyphens and begins with a letter."), field="own_code")
    mine = OwnMeasure.objects.filter(programme=programme)
    if mine.filter(code__iexact=own_code).exists() or any(own_code.casefold() == taken.casefold() for taken in MEASURES):
        raise Refused(_("There is already a measure with this code."), field="own_code")
    if mine.count() >= MOST_MEASURES:
        raise Refused(_("A programme has at most %(number)s measures of its own.") % {"number": MOST_MEASURES}, field="own_code")
    return own_code


def conditions_of(programme: Programme, text: str) -> list[Condition]:
    """The conditions a text says; Refused where it cannot be read, with the line and why, and where it could tell of one person."""
    if len(text) > LONGEST:
        raise Refused(_("Write at most %(number)s characters.") % {"number": LONGEST}, field="conditions")
    grounds = list(Ground.objects.filter(programme=programme).order_by("position", "id").values_list("code", flat=True))
    try:
        conditions = read(text, grounds)
    except Unreadable as wrong:
        raise Refused(str(wrong), field="conditions") from None
    if singles_out(conditions):
        words = _(
            "With a ground, disability or minority, days cannot be asked for, and ages only from %(ages)s: it could tell of one person."
        )
        raise Refused(words % {"ages": ", ".join(map(str, AGE_BOUNDS))}, field="conditions")
    return conditions
