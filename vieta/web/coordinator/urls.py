"""Addresses of the coordinator's place, by slice."""

from django.urls import URLPattern, path

from vieta.web.coordinator.views import colleagues, engagement, flow

FRAME: list[URLPattern] = [path("colleagues/", colleagues.colleagues, name="colleagues")]
# The flow and engagement
WORK: list[URLPattern] = [path("flow/", flow.flow, name="flow"), path("engagement/", engagement.engagement, name="engagement")]

urlpatterns = [*FRAME, *WORK]
