"""The people behind one number of a report, as they were counted when it was prepared."""

from dataclasses import dataclass
from datetime import date

from vieta.base.refusal import NotFound
from vieta.base.viewer import Viewer
from vieta.indicators import queries as indicators
from vieta.indicators.access import reach_into

from ..access import opened_by
from .people import Face, faces, special_open
from .scope import as_prepared, how


@dataclass(frozen=True)
class Cell:
    """One number of a report with a page of the people behind it; `closed` counts those closed to the viewer on this page.

    `days` says of each from which day they count and, for what is looked at in a window, what began when.
    """

    code: str
    name: str
    rule: str
    article: str
    number: int
    frozen: int
    faces: tuple[Face, ...]
    closed: int
    days: dict[int, tuple[date, tuple[str, ...]]]

    @property
    def rows(self) -> list[tuple[Face, date, tuple[str, ...]]]:
        """Each person with the day from which they count and what began when."""
        return [(face, *self.days[face.person_id]) for face in self.faces]


def cell(viewer: Viewer, report_id: int, code: str, column: str = "total", *, first: int = 0, limit: int = 50) -> Cell:
    """The people of one cell, so many at a time; NotFound for a number that the report does not hold."""
    report = opened_by(viewer, report_id)
    figures, found = report.figures, how(code)
    rows = {row["code"]: row for row in (*figures["indicators"], *figures["others"], *figures["headline"])}
    if found is None or code not in rows or column not in ("total", *indicators.GENDERS):
        raise NotFound(f"cell {code} {column}")
    counting = as_prepared(viewer, report)
    counted = indicators.members(reach_into(counting, report.programme), code, report.as_of, known=report.prepared_at)
    people = [person for person, gender in counted.items() if column == "total" or gender == indicators.GENDERS[column]]
    page = people[first : first + limit]
    if found.special:
        page = special_open(viewer, report.programme_id, page)
    shown = faces(viewer, report.programme_id, page)
    row = rows[code]
    return Cell(
        code, row["name"], str(found.rule), found.article, len(people), row.get(column, row.get("value", 0)), tuple(shown.values()),
        len(people[first : first + limit]) - len(page),
        indicators.counted_days(counting, report.programme.code, code, report.as_of, shown, known=report.prepared_at),
    )  # fmt: skip
