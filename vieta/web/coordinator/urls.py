"""Addresses of the coordinator's place, by slice."""

from django.urls import URLPattern, path

from vieta.web.coordinator.views import colleagues, engagement, flow, requests

FRAME: list[URLPattern] = [path("colleagues/", colleagues.colleagues, name="colleagues")]
# The flow and engagement
WORK: list[URLPattern] = [
    path("flow/", flow.flow, name="flow"),
    path("flow/mentor-requests/", requests.mentor_requests, name="mentor_requests"),
    path("flow/mentor-requests/<int:request_id>/", requests.mentor_request, name="mentor_request"),
    path("engagement/", engagement.engagement, name="engagement"),
    path("engagement/<slug:code>/restrictions/new/", engagement.restriction_new, name="restriction_new"),
    path("engagement/<slug:code>/restrictions/<int:restriction_id>/", engagement.restriction_lift, name="restriction_lift"),
]

urlpatterns = [*FRAME, *WORK]
