"""The measures: declared once, read by dashboards, reports, exports and drill-down alike."""

from vieta.base.refusal import NotFound

from .declare import Measure
from .esf_plus import ESF_PLUS
from .participants import Asking, stages
from .programme import FUNNEL, PROGRAMME

MEASURES: dict[str, Measure] = {measure.code: measure for measure in (*PROGRAMME, *ESF_PLUS)}

__all__ = ["ESF_PLUS", "FUNNEL", "MEASURES", "PROGRAMME", "Asking", "Measure", "measure", "stages"]


def measure(code: str) -> Measure:
    """A measure by its code, or NotFound."""
    if code not in MEASURES:
        raise NotFound(code)
    return MEASURES[code]
