"""Named questions about reports, their checks and moves, samples for audit, documents as evidence, and claims."""

from .cells import Cell, cell
from .claims import ClaimCard, Twice, Unit, claim, claimable, claims, funded_twice
from .compose import composed
from .documents import Falling, OnDocument, on_document, withdrawable
from .faults import Checked, FindingCard, checked, finding
from .moves import Cause, Comparison, Move, Moved, comparison
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
    report,
    reports,
)
from .samples import RecordCard, SampleCard, may_draw, measures_offered, report_of_sample, sample, samples

__all__ = [
    "Cell",
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
    "measures_offered",
    "on_document",
    "periods_offered",
    "report",
    "report_of_sample",
    "reports",
    "sample",
    "samples",
    "withdrawable",
]
