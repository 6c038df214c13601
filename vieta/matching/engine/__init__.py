"""The matching engine: a pure package that proposes the best set of duos, says why, and proves it; see docs/reference/matching.md."""
