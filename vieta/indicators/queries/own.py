"""The programme's own measures as their lead reads them: versions in words, the columns there are, what a text would count."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from vieta.base.viewer import Permission, Viewer
from vieta.programmes.access import opened_by
from vieta.programmes.models import Ground

from ..measures.columns import COLUMNS, FACTS, Column
from ..measures.own import PREFIX
from ..measures.text import written
from ..models import OwnMeasure, OwnVersion


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
