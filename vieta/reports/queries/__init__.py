"""Named questions about reports."""

from .compose import composed
from .faults import Checked, FindingCard, checked, finding
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

__all__ = [
    "Checked",
    "Face",
    "FindingCard",
    "checked",
    "faces",
    "finding",
    "CountedAgain",
    "ReportCard",
    "changed_since",
    "composed",
    "contracts",
    "counting_again",
    "layouts_offered",
    "may_prepare_in",
    "periods_offered",
    "report",
    "reports",
]
