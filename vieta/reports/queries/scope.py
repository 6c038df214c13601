"""How far the figures of a report reach, frozen with it, so that whoever opens it counts the same part again."""

from collections.abc import Mapping, Sequence

from vieta.base.refusal import NotFound
from vieta.base.viewer import Held, Permission, Scope, Viewer
from vieta.indicators.measures import Measure, measure
from vieta.organisations.models import Organisation
from vieta.programmes.access import places_in
from vieta.programmes.models import Programme, Region

from ..models import Report


def scope_of(viewer: Viewer, programme: Programme) -> list[list[int | None]]:
    """Where a viewer sees exact figures of a programme: organisations and regions, as a report freezes them."""
    return sorted(([*place] for place in places_in(viewer, programme, Permission.SEE_FIGURES)), key=str)


def names_of(part: Mapping[str, Sequence[int]]) -> list[str]:
    """The organisations and regions of a part of a programme, by name."""
    if not part:
        return []
    houses = Organisation.objects.filter(pk__in=part.get("providers", ())).order_by("name")
    places = Region.objects.filter(pk__in=part.get("regions", ())).order_by("name")
    return [*houses.values_list("name", flat=True), *places.values_list("name", flat=True)]


def as_prepared(viewer: Viewer, report: Report) -> Viewer:
    """The viewer of a report they opened, seeing figures exactly as far as whoever prepared it; used for counting only."""
    places = report.figures.get("scope") or [[None, None]]
    held = tuple(
        Held("as prepared", frozenset({Permission.SEE_FIGURES}), Scope(organisation, report.programme_id, region))
        for organisation, region in places
    )
    return Viewer(viewer.account_id, viewer.name, viewer.today, viewer.organisation_id, held=held, language=viewer.language)


def how(code: str) -> Measure | None:
    """The measure of a code that counts people (a programme's own too), or None where there is none any more."""
    try:
        found = measure(code)
    except NotFound:
        return None
    return found if found.unit == "people" else None
