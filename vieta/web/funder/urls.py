"""Addresses of the funder's place."""

from django.urls import path

from vieta.web.funder import evaluations, views

urlpatterns = [
    path("funder/", views.funder, name="funder"),
    path("funder/evaluations/", evaluations.evaluations, name="evaluations"),
    path("funder/evaluations/<int:commission_id>/", evaluations.evaluation_read, name="evaluation_read"),
    path("funder/evaluations/<int:commission_id>/data.csv", evaluations.evaluation_data, name="evaluation_data"),
    path("funder/evaluations/<int:commission_id>/findings/new/", evaluations.finding_new, name="finding_new"),
    path("funder/findings/<int:finding_id>/", evaluations.finding_reword, name="finding_reword"),
    path("funder/findings/<int:finding_id>/take-back/", evaluations.finding_take_back, name="finding_take_back"),
    path("funder/across/", views.funder_across, name="funder_across"),
    path("funder/<slug:code>/", views.funder_programme, name="funder_programme"),
    path("funder/<slug:code>/figures.csv", views.funder_file, name="funder_file"),
]
