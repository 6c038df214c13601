"""Where in somebody's file a fault of their record is mended."""

from django.urls import reverse

from vieta.reports.choices import Mending

_PAGES = {Mending.ENTRY: "entry", Mending.FOLLOW_UP: "outcomes", Mending.OUTCOMES: "outcomes"}


def in_file(mending: str, enrolment_id: int) -> str:
    """The address in a stay's file at which a fault is mended."""
    return reverse(_PAGES.get(Mending(mending), "enrolment"), args=[enrolment_id])
