"""Addresses of the mentor's place, by slice."""

from django.urls import URLPattern, path

from vieta.web.mentor.views import duos, families, support

DUOS: list[URLPattern] = [
    path("mentor/", duos.mentor, name="mentor"),
    path("mentor/duos/<int:duo_id>/", duos.mentor_duo, name="mentor_duo"),
    path("mentor/duos/<int:duo_id>/log/", duos.mentor_log, name="mentor_log"),
    path("mentor/duos/<int:duo_id>/plan/", duos.mentor_plan, name="mentor_plan"),
    path("mentor/duos/<int:duo_id>/check-in/", duos.mentor_check_in, name="mentor_check_in"),
    path("mentor/duos/<int:duo_id>/answer/", duos.mentor_answer, name="mentor_answer"),
    path("mentor/duos/<int:duo_id>/evaluation/", duos.mentor_evaluation, name="mentor_evaluation"),
    path("mentor/duos/<int:duo_id>/meetings/<int:meeting_id>/back/", duos.mentor_meeting_back, name="mentor_meeting_back"),
]
# The family whose plan one leads
FAMILIES: list[URLPattern] = [
    path("mentor/families/", families.mentor_families, name="mentor_families"),
    path("mentor/families/<int:household_id>/", families.mentor_family, name="mentor_family"),
    path("mentor/families/<int:household_id>/<slug:what>/", families.mentor_family_part, name="mentor_family_question"),
    path("mentor/families/<int:household_id>/<slug:what>/<int:number>/", families.mentor_family_part, name="mentor_family_part"),
]
# What supports mentors: handbook, training, dates
SUPPORT: list[URLPattern] = [
    path("mentor/handbook/", support.mentor_handbooks, name="mentor_handbooks"),
    path("mentor/handbook/<int:programme_id>/", support.mentor_handbook, name="mentor_handbook"),
    path("mentor/dates/", support.mentor_dates, name="mentor_dates"),
    path("mentor/profile/", support.mentor_profile, name="mentor_profile"),
    path("mentor/profile/change/", support.mentor_profile_edit, name="mentor_profile_edit"),
    path("mentor/profile/pause/", support.mentor_own_pause, name="mentor_own_pause"),
    path("mentor/profile/pause/<int:pause_id>/end/", support.mentor_own_pause_end, name="mentor_own_pause_end"),
    path("mentor/profile/programme/", support.mentor_offer_again, name="mentor_offer_again"),
    path("mentor/conduct/<int:programme_id>/", support.mentor_conduct, name="mentor_conduct"),
]

urlpatterns = [*DUOS, *FAMILIES, *SUPPORT]
