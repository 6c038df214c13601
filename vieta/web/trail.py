"""How a page tells the trail that somebody was read about."""

from collections.abc import Iterable

from vieta.audit.actions import record_read


def opened(request, deed: str, *, person_id: int, enrolment_id: int | None = None, **details) -> None:
    """One file was opened: `deed` as room.what, such as `plans.opened`."""
    record_read(by=request.viewer, at=request.at, deed=deed, person_id=person_id, enrolment_id=enrolment_id, **details)


def listed(request, deed: str, people: Iterable[int]) -> None:
    """A list with names was shown: one entry with the people on the page."""
    if ids := sorted(set(people)):
        record_read(by=request.viewer, at=request.at, deed=deed, people=ids)
