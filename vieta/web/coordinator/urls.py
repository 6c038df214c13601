"""Addresses of the coordinator's place, by slice."""

from django.urls import URLPattern, path

from vieta.web.coordinator.views import colleagues

FRAME: list[URLPattern] = [path("colleagues/", colleagues.colleagues, name="colleagues")]
# The flow and engagement
WORK: list[URLPattern] = []

urlpatterns = [*FRAME, *WORK]
