"""Every address of the product, by who stands there."""

from importlib.util import find_spec

from django.urls import include, path

PLACES = {
    "public": "",
    "parts": "",
    "participant": "mine/",
    "coach": "coach/",
    "coordinator": "coordinator/",
    "lead": "lead/",
    "funder": "funder/",
}

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("language/", include("django.conf.urls.i18n")),
]
urlpatterns += [
    path(address, include(f"vieta.web.{place}.urls"))
    for place, address in PLACES.items()
    if find_spec("vieta.web") and find_spec(f"vieta.web.{place}") and find_spec(f"vieta.web.{place}.urls")
]
