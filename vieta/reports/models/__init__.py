"""Tables of reports, of samples for audit and of claims of unit costs."""

from .audit import Sample, SampledRecord
from .claims import Claim, ClaimedUnit
from .reports import Finding, Report

__all__ = ["Claim", "ClaimedUnit", "Finding", "Report", "Sample", "SampledRecord"]
