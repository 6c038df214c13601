"""Addresses of the coach's place, by slice."""

from django.urls import URLPattern, path

from vieta.web.coach.views import plans, profile, reviews

# From the street to a programme
ENTRY: list[URLPattern] = []
# Plans, reviews, profile
PLANS: list[URLPattern] = [
    path("enrolments/<int:enrolment_id>/plan/", plans.plan, name="plan"),
    path("enrolments/<int:enrolment_id>/plan/words/", plans.plan_words, name="plan_words"),
    path("enrolments/<int:enrolment_id>/plan/goals/new/", plans.plan_goal, name="plan_goal_new"),
    path("enrolments/<int:enrolment_id>/plan/goals/<int:goal_id>/", plans.plan_goal, name="plan_goal"),
    path("enrolments/<int:enrolment_id>/plan/goals/<int:goal_id>/steps/new/", plans.plan_step, name="plan_step_new"),
    path("enrolments/<int:enrolment_id>/plan/steps/<int:step_id>/", plans.plan_step, name="plan_step"),
    path("enrolments/<int:enrolment_id>/plan/agreement/", plans.plan_agreement, name="plan_agreement"),
    path("enrolments/<int:enrolment_id>/plan/withdraw/", plans.plan_withdraw, name="plan_withdraw"),
    path("enrolments/<int:enrolment_id>/plan/versions/<int:number>/", plans.plan_version, name="plan_version"),
    path("enrolments/<int:enrolment_id>/reviews/", reviews.reviews, name="reviews"),
    path("enrolments/<int:enrolment_id>/reviews/new/<slug:code>/", reviews.review_new, name="review_new"),
    path("enrolments/<int:enrolment_id>/reviews/<int:review_id>/take-back/", reviews.review_take_back, name="review_take_back"),
    path("enrolments/<int:enrolment_id>/profile/", profile.profile, name="profile"),
    path("enrolments/<int:enrolment_id>/own-place/", profile.own_place, name="own_place"),
]
# Activities, notes, calendar, today, outcomes, follow-ups
WORK: list[URLPattern] = []

urlpatterns = [*ENTRY, *PLANS, *WORK]
