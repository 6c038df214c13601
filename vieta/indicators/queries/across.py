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
    """One programme's own number on a day; None where it is hidden, and where nothing was released yet: then there is no day."""

    code: str
    name: str
    day: date | None
    value: int | None


@dataclass(frozen=True)
class Across:
    """A measure over several programmes: the parts, the different persons in them, and how many count in more than one.

    For a funder `total` is the most there may be and `least` the least: how many count again is told in steps of `step`, so that
    nobody is worked out by subtracting; both are None where the total stays hidden, and where some programme released nothing yet.
    """

    measure: str
    name: str
    parts: tuple[Part, ...]
    total: int | None
    several: int | None
    step: int = 1
    least: int | None = None

    @property
    def unreleased(self) -> list[str]:
        """The programmes that released nothing yet, by name."""
        return [part.name for part in self.parts if part.day is None]


def across_offered(*, safe: bool = False) -> list[tuple[str, str]]:
    """The measures that may be asked for over several programmes: code and name."""
    return [(code, str(MEASURES[code].name)) for code in (SAFE_ACROSS if safe else MEASURES_ACROSS)]


def across(viewer: Viewer, measure: str, day: date | None = None) -> Across:
    """The exact number over all programmes whose whole figures the viewer sees, on a day."""
    how, day = MEASURES[measure if measure in MEASURES_ACROSS else "supported"], day or viewer.today
    reaches = [access.reach_into(viewer, programme) for programme in access.programmes_with_figures(viewer)]
    asked = {reach.programme: reach.asks(day) for reach in reaches if reach.whole}
    persons = engine().persons_across([*asked.values()], how)
    parts = tuple(Part(one.code, one.name, day, number) for one, number in zip(asked, persons.each, strict=True))
    return Across(how.code, str(how.name), parts, persons.total, persons.several)


def safe_across(viewer: Viewer, measure: str) -> Across:
    """The number over all programmes a funder follows, on the days of their latest releases and as known then.

    In steps, and shown only where every programme's own number is; hidden where the rules of a programme have moved since.
    """
    how = MEASURES[measure if measure in SAFE_ACROSS else "supported"]
    parts, asked, threshold = [], [], 1
    for programme in access.programmes_with_figures(viewer, Permission.SEE_SAFE_FIGURES):
        row = Release.objects.filter(programme=programme).defer("counted", "proofs").order_by("-day", "-number").first()
        told = row.figures["progress"].get(how.code) if row else None
        parts.append(Part(programme.code, programme.name, row.day if row else None, told["value"] if told else None))
        if row:
            asked.append(Question(programme.pk, row.day, row.released_at))
        threshold = max(threshold, programme.safe_threshold)
    between, values = None, [part.value for part in parts]
    if parts and None not in values:
        persons = engine().persons_across(asked, how)
        if list(persons.each) == values:  # else rules have moved since: nothing but what was released is told
            between = told_across(persons.each, persons.total, threshold)
    least, most = between or (None, None)
    return Across(how.code, str(how.name), tuple(parts), most, None, 2 * threshold, least)
