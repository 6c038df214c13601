"""Addresses of one's own place."""

from django.urls import path

from vieta.web.participant.views import duos, home, plans, rights, together

urlpatterns = [
    path("me/", home.me, name="me"),
    path("me/plan/", plans.my_plan, name="my_plan"),
    path("me/plan/<int:enrolment_id>/words/", plans.my_words, name="my_words"),
    path("me/plan/<int:enrolment_id>/goals/new/", plans.my_goal, name="my_goal_new"),
    path("me/plan/<int:enrolment_id>/goals/<int:goal_id>/", plans.my_goal, name="my_goal"),
    path("me/plan/<int:enrolment_id>/goals/<int:goal_id>/steps/new/", plans.my_step, name="my_step_new"),
    path("me/plan/<int:enrolment_id>/steps/<int:step_id>/", plans.my_step, name="my_step"),
    path("me/plan/<int:enrolment_id>/withdraw/", plans.my_withdraw, name="my_withdraw"),
    path("me/plan/<int:enrolment_id>/versions/<int:number>/", plans.my_plan_version, name="my_plan_version"),
    path("me/family/", together.my_family, name="my_family"),
    path("me/family/<slug:what>/<int:number>/", together.my_family_part, name="my_family_part"),
    path("me/venture/", together.my_venture, name="my_venture"),
    path("me/venture/<int:enrolment_id>/", together.my_venture, name="my_venture_of"),
    path("me/venture/<int:enrolment_id>/<slug:what>/", together.my_venture_question, name="my_venture_question"),
    path("me/venture/<int:enrolment_id>/<slug:what>/<int:number>/", together.my_venture_question, name="my_venture_part"),
    path("me/duo/", duos.my_duo, name="my_duo"),
    path("me/duo/<int:duo_id>/share/", duos.my_duo_share, name="my_duo_share"),
    path("me/duo/<int:duo_id>/log/", duos.my_duo_log, name="my_duo_log"),
    path("me/duo/<int:duo_id>/plan/", duos.my_duo_plan, name="my_duo_plan"),
    path("me/duo/<int:duo_id>/check-in/", duos.my_duo_check_in, name="my_duo_check_in"),
    path("me/duo/<int:duo_id>/answer/", duos.my_duo_answer, name="my_duo_answer"),
    path("me/duo/<int:duo_id>/evaluation/", duos.my_duo_evaluation, name="my_duo_evaluation"),
    path("me/duo/<int:duo_id>/meetings/<int:meeting_id>/back/", duos.my_duo_meeting_back, name="my_duo_meeting_back"),
    path("me/wish/<int:enrolment_id>/", duos.my_wish, name="my_wish"),
    path("me/wish/<int:enrolment_id>/withdraw/", duos.my_wish_withdraw, name="my_wish_withdraw"),
    path("me/access/", home.my_access, name="my_access"),
    path("me/rights/", rights.my_rights, name="my_rights"),
    path("me/rights/unequal/<int:enrolment_id>/", rights.my_unequal, name="my_unequal"),
]
