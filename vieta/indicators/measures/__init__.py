"""The measures: declared once, read by dashboards, reports, exports and drill-down alike."""

from vieta.base.refusal import NotFound

from .declare import Certainty, Measure, Pack, Timing, Unit
from .labour import ENDLESS
from .own import own_measures, own_version
from .packs import ESF_PLUS_PACK, PACKS
from .participants import ended, participants, unsettled
from .pathways import pathways
from .programme import FUNNEL, PROGRAMME
from .record import Asking

ESF_PLUS: tuple[Measure, ...] = ESF_PLUS_PACK.people
MEASURES: dict[str, Measure] = {m.code: m for m in (*PROGRAMME, *(m for pack in PACKS.values() for m in pack.measures))}

__all__ = [
    "ENDLESS",
    "ESF_PLUS",
    "FUNNEL",
    "MEASURES",
    "PACKS",
    "PROGRAMME",
    "Asking",
    "Certainty",
    "Measure",
    "Pack",
    "Timing",
    "Unit",
    "ended",
    "measure",
    "own_measures",
    "own_version",
    "participants",
    "pathways",
    "unsettled",
]


def measure(code: str | Measure) -> Measure:
    """A measure by its code (a programme's own by that of its version), or NotFound."""
    if isinstance(code, Measure):
        return code
    if code in MEASURES:
        return MEASURES[code]
    found = own_version(code)
    if found is None:
        raise NotFound(code)
    return found
