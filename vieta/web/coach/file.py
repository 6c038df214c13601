"""The frame of every page of a file: whose it is, its sub-pages, and the entry in the trail that it was opened."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from vieta.enrolments import queries
from vieta.people.choices import Level
from vieta.web.trail import opened

# The sub-pages of a file in their order: the name of the address (also the word for `active`) and what it is called.
PAGES = (
    ("enrolment", _("Overview")),
    ("entry", _("Entry")),
    ("plan", _("Plan")),
    ("reviews", _("Reviews")),
    ("work", _("Work")),
    ("outcomes", _("Outcomes")),
    ("case_team", _("Team and access")),
    ("file_documents", _("Documents")),
    ("unequal", _("Unequal treatment")),
)
TAGS = {"enquiry": "amber", "admitted": "teal", "active": "teal", "refused": "red"}


@dataclass(frozen=True)
class SubPage:
    """One entry of a file's sub-navigation."""

    label: Any
    address: str
    current: bool


def file_page(request: HttpRequest, enrolment_id: int, active: str, *, level: Level = Level.FILE, under: str = "") -> dict[str, Any]:
    """The context every page of a file needs (template `coach/file.html`), or NotFound; says in the trail that it was opened.

    `active` is the name of the sub-page's address; a page that is no sub-page itself says which one it lies `under`.
    One file page is one entry: call it once per answer.
    """
    if request.viewer.person_id is not None:
        raise PermissionDenied(_("Your own file is open to you in your own place."))
    bar = queries.bar(request.viewer, enrolment_id, level)
    opened(request, f"file.{active}", person_id=bar.person_id, enrolment_id=bar.enrolment_id)
    return {
        "bar": bar,
        "initials": "".join(word[0] for word in bar.name.split()[:2]).upper(),
        "state_tag": TAGS.get(bar.state, ""),
        "subpages": [page for name, label in PAGES if (page := _subpage(name, label, enrolment_id, under or active))],
    }


def _subpage(name: str, label: Any, enrolment_id: int, active: str) -> SubPage | None:
    try:
        address = reverse(name, kwargs={"enrolment_id": enrolment_id})
    except NoReverseMatch:
        return None
    return SubPage(label, address, name == active)
