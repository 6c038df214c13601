"""The page on which the data-protection officer reads who looked at and changed what."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vieta.accounts import queries
from vieta.audit.actions import record_read
from vieta.base.viewer import Permission
from vieta.web.lead.forms.accounts import TrailFilter
from vieta.web.parts import lists


class Trail(lists.List):
    """Entries of the trail, the newest first; details name fields and numbers, never what stood in them."""

    name = "trail"
    filter_class = TrailFilter
    columns = (
        lists.Column("at", gettext_lazy("When"), lambda entry: entry.at, kind="date"),
        lists.Column("by", gettext_lazy("Who"), lambda entry: entry.by),
        lists.Column("kind", gettext_lazy("What"), lambda entry: entry.get_kind_display()),
        lists.Column("deed", gettext_lazy("Deed"), lambda entry: entry.deed),
        lists.Column("person", gettext_lazy("Person's file"), lambda entry: str(entry.person_id or "")),
        lists.Column("thing", gettext_lazy("Thing"), lambda entry: f"{entry.table} {entry.row_id}".strip()),
        lists.Column("details", gettext_lazy("Details"), lambda entry: _details(entry.details), kind="long"),
    )

    def rows(self):
        wanted = dict(self.wanted)
        wanted["person_id"] = wanted.pop("person", None)
        return queries.trail(self.request.viewer, **wanted)

    def exported(self):
        record_read(
            by=self.request.viewer, at=self.request.at, deed="audit.exported", filters=sorted(k for k, v in self.wanted.items() if v)
        )


def trail(request: HttpRequest) -> HttpResponse:
    """The trail, narrowed and exported."""
    if not request.viewer.scopes(Permission.READ_TRAIL):
        raise PermissionDenied(_("Only the data-protection officer reads the trail."))
    return Trail(request).respond("lead/trail.html", title=_("Trail"))


def _details(details: dict) -> str:
    return ", ".join(f"{key}: {_brief(value)}" for key, value in sorted(details.items()))


def _brief(value) -> str:
    return _("%(count)s numbers") % {"count": len(value)} if isinstance(value, list) and len(value) > 5 else str(value)
