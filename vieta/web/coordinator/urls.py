"""Addresses of the coordinator's place, by slice."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from vieta.web.coach.standing import coordinates
from vieta.web.coordinator.views import colleagues, engagement, flow
from vieta.web.parts import shell

shell.place(
    "coordinator",
    _("Coordinator"),
    view="flow",
    may=coordinates,
    items=(
        shell.Item(_("Flow"), "flow"),
        shell.Item(_("Engagement"), "engagement"),
        shell.Item(_("Colleagues"), "colleagues"),
        shell.Item(_("Enquiries"), "enquiries"),
        shell.Item(_("People"), "people"),
        shell.Item(_("Calendar"), "calendar"),
    ),
)

FRAME: list[URLPattern] = [path("colleagues/", colleagues.colleagues, name="colleagues")]
# The flow and engagement
WORK: list[URLPattern] = [path("flow/", flow.flow, name="flow"), path("engagement/", engagement.engagement, name="engagement")]

urlpatterns = [*FRAME, *WORK]
