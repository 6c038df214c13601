"""Named questions about reports, their checks and moves, samples for audit, documents as evidence, and claims."""

from .causes import Cause
from .cells import Cell, cell
from .claims import ClaimCard, Unit, claim, claimable, claims, claims_of_costs
from .compose import composed
from .documents import Falling, OnDocument, on_document, withdrawable
from .faults import Checked, FindingCard, before, checked, finding, mended_since
from .moves import Comparison, Move, Moved, Reason, Step, comparison, movers, moves
from .people import Face, faces
from .reports import (
    CountedAgain,
    ReportCard,
    changed_since,
    contracts,
    counting_again,
    layouts_offered,
    may_prepare_in,
    periods_offered,
    replaced_by,
    report,
    reports,
    sent_back,
    to_sign,
)
from .samples import RecordCard, SampleCard, may_draw, measures_offered, report_of_sample, sample, samples
from .signing import barred
from .stopping import StoppingCard, stopping
from .twice import Twice, funded_twice

__all__ = [
    "Cell",
    "barred",
    "before",
    "cell",
    "Cause",
    "Checked",
    "ClaimCard",
    "Comparison",
    "CountedAgain",
    "Face",
    "Falling",
    "FindingCard",
    "Move",
    "Moved",
    "Reason",
    "Step",
    "StoppingCard",
    "OnDocument",
    "RecordCard",
    "ReportCard",
    "SampleCard",
    "Twice",
    "Unit",
    "changed_since",
    "checked",
    "claim",
    "claimable",
    "claims",
    "claims_of_costs",
    "comparison",
    "composed",
    "contracts",
    "counting_again",
    "faces",
    "finding",
    "funded_twice",
    "layouts_offered",
    "may_draw",
    "may_prepare_in",
    "mended_since",
    "measures_offered",
    "movers",
    "moves",
    "on_document",
    "periods_offered",
    "replaced_by",
    "report",
    "report_of_sample",
    "reports",
    "sample",
    "samples",
    "sent_back",
    "stopping",
    "to_sign",
    "withdrawable",
]
