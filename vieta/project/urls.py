"""Every address of the product, by who stands there."""

from importlib.util import find_spec

from django.urls import include, path

PLACES = ("public", "parts", "participant", "mentor", "coach", "coordinator", "lead", "funder")

urlpatterns = [
    path("language/", include("django.conf.urls.i18n")),
]
urlpatterns += [
    path("", include(f"vieta.web.{place}.urls"))
    for place in PLACES
    if find_spec(f"vieta.web.{place}") and find_spec(f"vieta.web.{place}.urls")
]
