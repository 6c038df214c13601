"""Addresses of the funder's place."""

from django.urls import path

from vieta.web.funder import views

urlpatterns = [
    path("funder/", views.funder, name="funder"),
    path("funder/<slug:code>/", views.funder_programme, name="funder_programme"),
]
