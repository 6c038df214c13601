"""How many persons several programmes reached together, each counted once over providers, cycles and years (S3-26)."""

from dataclasses import dataclass
from datetime import date

from vieta.base.viewer import Permission, Viewer

from .. import access
from ..engine import Question, engine
from ..measures import MEASURES
from ..models import Release
from ..rules import told_across

MEASURES_ACROSS = ("supported", "included", "intensive", "reached", "EECO01")
SAFE_ACROSS = ("supported", "included", "intensive", "reached")


@dataclass(frozen=True)
class Part:
    """One programme's own number on a day; None where it is hidden."""

    code: str
    name: str
    day: date | None
    value: int | None


@dataclass(frozen=True)
class Across:
    """A measure over several programmes: the parts, the different persons in them, and how many count in more than one.

    For a funder `total` is the most there may be and `least` the least: how many count again is told in steps of `step`, so that
    nobody is worked out by subtracting; both are None where the total stays hidden.
    """

    measure: str
    name: str
    parts: tuple[Part, ...]
    total: int | None
    several: int | None
    step: int = 1
    least: int | None = None


def across_offered(*, safe: bool = False) -> list[tuple[str, str]]:
    """The measures that may be asked for over several programmes: code and name."""
    return [(code, str(MEASURES[code].name)) for code in (SAFE_ACROSS if safe else MEASURES_ACROSS)]


def across(viewer: Viewer, measure: str, day: date | None = None) -> Across:
    """The exact number over all programmes whose whole figures the viewer sees, on a day."""
    how, day = MEASURES[measure if measure in MEASURES_ACROSS else "supported"], day or viewer.today
    reaches = [access.reach(viewer, programme.code) for programme in access.programmes_with_figures(viewer)]
    asked = {reach.programme: reach.asks(day) for reach in reaches if reach.providers is None and reach.regions is None}
    parts = tuple(Part(one.code, one.name, day, engine().total(question, how)) for one, question in asked.items())
    total, several, _alone = engine().persons_across([*asked.values()], how)
    return Across(how.code, str(how.name), parts, total, several)


def safe_across(viewer: Viewer, measure: str) -> Across:
    """The number over all programmes a funder follows, on the days of their latest releases and as known then.

    In steps, and shown only where every programme's own number is; hidden where few are in one alone or in more and it would show.
    """
    how = MEASURES[measure if measure in SAFE_ACROSS else "supported"]
    parts, asked, threshold = [], [], 1
    for programme in access.programmes_with_figures(viewer, Permission.SEE_SAFE_FIGURES):
        row = Release.objects.filter(programme=programme).defer("counted").order_by("-day", "-number").first()
        told = row.figures["progress"].get(how.code) if row else None
        parts.append(Part(programme.code, programme.name, row.day if row else None, told["value"] if told else None))
        if row:
            asked.append(Question(programme.pk, row.day, row.released_at))
        threshold = max(threshold, programme.safe_threshold)
    if not parts or any(part.value is None for part in parts):
        return Across(how.code, str(how.name), tuple(parts), None, None, 2 * threshold)
    if [engine().total(question, how) for question in asked] != [part.value for part in parts]:
        return Across(
            how.code, str(how.name), tuple(parts), None, None, 2 * threshold
        )  # rules have changed: nothing but what was released is told
    told = told_across([part.value or 0 for part in parts], engine().persons_across(asked, how).total, threshold)
    least, most = told or (None, None)
    return Across(how.code, str(how.name), tuple(parts), most, None, 2 * threshold, least)
