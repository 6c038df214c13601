"""Whose figures somebody may see: all of a programme, those of their own organisation or region, or safe ones only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from vieta.base.refusal import NotFound
from vieta.base.viewer import Permission, Scope, Viewer
from vieta.enrolments.access import all_open
from vieta.enrolments.models import Enrolment
from vieta.people.choices import Level
from vieta.programmes.access import holds, opened_by, places_in, visible_to
from vieta.programmes.models import Programme
from vieta.programmes.rules import seen_from

from .engine import Question
from .measures import Measure


@dataclass(frozen=True)
class Reach:
    """A programme and how far somebody sees into its figures; `providers` and `regions` are None where all are open."""

    programme: Programme
    providers: frozenset[int] | None = None
    regions: frozenset[int] | None = None

    @property
    def whole(self) -> bool:
        """Whether all of the programme is open."""
        return self.providers is None and self.regions is None

    def asks(self, day: date, known: datetime | None = None) -> Question:
        """The question of this reach on a day."""
        return Question(self.programme.pk, day, known, self.providers, self.regions)

    def sees(self, before: str = "", provider: str = "provider_id") -> Q:
        """The rows of the providers and regions seen, as a condition on a table by the path to its place."""
        places = {provider: self.providers, "region_id": self.regions}
        return Q(**{f"{before}{name}__in": ids for name, ids in places.items() if ids is not None})


def reach(viewer: Viewer, code: str) -> Reach:
    """How far a viewer sees into the exact figures of a programme, or NotFound; a funder's figures are not exact ones."""
    return reach_into(viewer, opened_by(viewer, code, Permission.SEE_FIGURES))


def reach_into(viewer: Viewer, programme: Programme) -> Reach:
    """The same for a programme that is at hand, without asking the database."""
    places = places_in(viewer, programme, Permission.SEE_FIGURES)
    if not places:
        raise NotFound(programme.code)
    return Reach(programme, *seen_from(places, programme.lead_id))


def tells_special(viewer: Viewer, reach: Reach) -> bool:
    """Whether a viewer may know of any day how many a special category counts: where the special data of all of them are open,
    of those who left long ago too.

    To anybody else two days beside each other, or a part of few, would tell of whom it is so (decision 19).
    """
    if viewer.job:
        return True
    needed = {Permission.SEE_FIGURES, Permission.READ_FILES, Permission.READ_SPECIAL}
    at_home = reach.providers == frozenset({viewer.organisation_id})
    if not at_home or not any(needed <= one.permissions and _within(reach, one.scope) for one in viewer.held):
        return False
    return all_open(viewer, Level.SPECIAL, Enrolment.objects.filter(reach.sees(), programme=reach.programme))


def _within(reach: Reach, scope: Scope) -> bool:
    """Whether a part of a programme lies where a role holds, its providers left aside."""
    regions = scope.region_id is None or reach.regions == frozenset({scope.region_id})
    provider = scope.organisation_id is None or reach.providers == frozenset({scope.organisation_id})
    return regions and provider and scope.programme_id in (None, reach.programme.pk)


def told(viewer: Viewer, reach: Reach, hows: Iterable[Measure], *, every: bool = False) -> list[Measure]:
    """Those of some measures that a viewer may know of any day. `every` one of the packs, whoever asks, is for reports alone; what a
    programme composed of special data itself stands in none, since one person could be asked for so (decision 19)."""
    found = list(hows)
    if every:
        return [how for how in found if how.own_of is None or not how.special]
    if any(how.special for how in found) and not tells_special(viewer, reach):
        return [how for how in found if not how.special]
    return found


def safe_reach(viewer: Viewer, code: str) -> Programme:
    """A programme whose figures a viewer may see after disclosure control, or NotFound."""
    return opened_by(viewer, code, Permission.SEE_SAFE_FIGURES)


def programmes_with_figures(viewer: Viewer, permission: Permission = Permission.SEE_FIGURES) -> list[Programme]:
    """The programmes of whose figures a viewer sees some, by name. One statement."""
    found = visible_to(viewer).select_related("lead").order_by("name", "pk")
    return [programme for programme in found if holds(viewer, permission, programme)]


def measure_of(viewer: Viewer, reach: Reach, how: Measure) -> Measure:
    """A measure if this programme may ask for it and the viewer know it of any day, or NotFound: another programme's own stays
    with that one."""
    if how.own_of not in (None, reach.programme.pk) or not told(viewer, reach, [how]):
        raise NotFound(how.code)
    return how
