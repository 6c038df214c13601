"""Addresses of the coach's place, by slice."""

from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from vieta.web.coach.views import (
    activities,
    admission,
    attendance,
    calendar,
    contacts,
    documents,
    enrolment,
    entry,
    family,
    follow_ups,
    handbook,
    mentor,
    outcomes,
    outreach,
    people,
    plans,
    profile,
    reviews,
    standards,
    team,
    today,
    unequal,
    venture,
    withdrawals,
    work,
)

# From the street to a programme
FILE = "enrolments/<int:enrolment_id>/"
ENTRY: list[URLPattern] = [
    path("outreach/", outreach.outreach, name="outreach"),
    path("outreach/new/", outreach.outreach_new, name="outreach_new"),
    path("outreach/<int:activity_id>/", outreach.outreach_visit, name="outreach_visit"),
    path("outreach/<int:activity_id>/people/<int:person_id>/take-off/", outreach.outreach_unmeet, name="outreach_unmeet"),
    path("contacts/", contacts.contacts, name="contacts"),
    path("contacts/<int:person_id>/", contacts.contact, name="contact"),
    path("contacts/<int:person_id>/change/", contacts.contact_edit, name="contact_edit"),
    path("contacts/<int:person_id>/join/<int:repeated_id>/", contacts.contact_join, name="contact_join"),
    path("contacts/<int:person_id>/part/<int:repeated_id>/", contacts.contact_part, name="contact_part"),
    path("enquiries/", people.enquiries, name="enquiries"),
    path("enquiries/new/", people.enquiry_new, name="enquiry_new"),
    path("people/", people.people, name="people"),
    path(FILE, enrolment.enrolment, name="enrolment"),
    path(FILE + "person/", enrolment.person_edit, name="person_edit"),
    path(FILE + "days/", enrolment.correct_day, name="correct_day"),
    path(FILE + "entry/", entry.entry, name="entry"),
    path(FILE + "entry/answers/", entry.entry_answers, name="entry_answers"),
    path(FILE + "entry/grounds/", entry.entry_ground, name="entry_ground"),
    path(FILE + "entry/grounds/<int:ground_id>/take-back/", entry.ground_drop, name="ground_drop"),
    path(FILE + "entry/notices/<int:purpose_id>/", entry.notice_give, name="notice_give"),
    path(FILE + "entry/notices/<int:notice_id>/take-back/", entry.notice_withdraw, name="notice_withdraw"),
    path(FILE + "standards/", standards.mentee_standards, name="mentee_standards"),
    path(FILE + "admission/", admission.admission, name="admission"),
    path(FILE + "admission/refuse/", admission.admission_refuse, name="admission_refuse"),
    path(FILE + "admission/withdraw/", admission.admission_withdraw, name="admission_withdraw"),
    path(FILE + "team/", team.case_team, name="case_team"),
    path(FILE + "team/add/", team.case_team_add, name="case_team_add"),
    path(FILE + "team/end/", team.case_team_end, name="case_team_end"),
    path(FILE + "team/responsible/", team.case_team_responsible, name="case_team_responsible"),
    path(FILE + "documents/", documents.file_documents, name="file_documents"),
    path(FILE + "documents/<int:document_id>/", documents.file_document, name="file_document"),
    path(FILE + "documents/<int:document_id>/withdraw/", withdrawals.document_withdraw, name="document_withdraw"),
    path(FILE + "unequal-treatment/", unequal.unequal, name="unequal"),
    path(FILE + "unequal-treatment/<int:unequal_id>/take-up/", unequal.unequal_take_up, name="unequal_take_up"),
    path(FILE + "unequal-treatment/<int:unequal_id>/close/", unequal.unequal_close, name="unequal_close"),
]
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
# The family's one plan, and a business of one's own
TOGETHER: list[URLPattern] = [
    path(FILE + "family/", family.family, name="family"),
    path(FILE + "family/<slug:what>/", family.family_question, name="family_question"),
    path(FILE + "family/<slug:what>/<int:number>/", family.family_question, name="family_part"),
    path(FILE + "venture/", venture.venture, name="venture"),
    path(FILE + "venture/<slug:what>/", venture.venture_question, name="venture_question"),
    path(FILE + "venture/<slug:what>/<int:number>/", venture.venture_question, name="venture_part"),
]
# Activities, notes, calendar, today, outcomes, follow-ups
WORK: list[URLPattern] = [
    path("today/", today.today, name="today"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("activities/new/", activities.activity_new, name="activity_new"),
    path("activities/<int:activity_id>/", activities.activity, name="activity"),
    path("activities/<int:activity_id>/attendance/", attendance.attendance, name="attendance"),
    path("activities/<int:activity_id>/move/", activities.activity_move, name="activity_move"),
    path("activities/<int:activity_id>/call-off/", activities.activity_call_off, name="activity_call_off"),
    path("activities/<int:activity_id>/take-back/", activities.activity_withdraw, name="activity_withdraw"),
    path("activities/<int:activity_id>/obstacle/", activities.activity_obstacle, name="activity_obstacle"),
    path("activities/<int:activity_id>/people/", activities.activity_people, name="activity_people"),
    path(
        "activities/<int:activity_id>/people/<int:enrolment_id>/take-off/",
        require_POST(activities.activity_take_off),
        name="activity_take_off",
    ),
    path("enrolments/<int:enrolment_id>/work/", work.work, name="work"),
    path("enrolments/<int:enrolment_id>/work/notes/new/", work.note_new, name="note_new"),
    path("enrolments/<int:enrolment_id>/work/notes/<int:note_id>/open/", work.note_open, name="note_open"),
    path("enrolments/<int:enrolment_id>/outcomes/", outcomes.outcomes, name="outcomes"),
    path("enrolments/<int:enrolment_id>/outcomes/new/", outcomes.outcome_new, name="outcome_new"),
    path("enrolments/<int:enrolment_id>/outcomes/<int:outcome_id>/correct/", outcomes.outcome_correct, name="outcome_correct"),
    path("enrolments/<int:enrolment_id>/outcomes/<int:outcome_id>/take-back/", outcomes.outcome_withdraw, name="outcome_withdraw"),
    path("enrolments/<int:enrolment_id>/outcomes/<int:outcome_id>/kept/", outcomes.outcome_kept, name="outcome_kept"),
    path("enrolments/<int:enrolment_id>/leave/", follow_ups.leave, name="leave"),
    path("enrolments/<int:enrolment_id>/leave/take-back/", follow_ups.leave_undo, name="leave_undo"),
    path("follow-ups/", follow_ups.follow_ups, name="follow_ups"),
    path("follow-ups/<int:follow_up_id>/", follow_ups.follow_up, name="follow_up"),
]

# The mentor of a person
MENTOR: list[URLPattern] = [
    path(f"{FILE}mentor/", mentor.file_mentor, name="file_mentor"),
    path(f"{FILE}mentor/wish/", mentor.file_wish, name="file_wish"),
    path(f"{FILE}mentor/wish/withdraw/", mentor.file_wish_withdraw, name="file_wish_withdraw"),
    path(f"{FILE}mentor/apart/", mentor.file_apart, name="file_apart"),
    path(f"{FILE}mentor/apart/<int:apart_id>/lift/", mentor.file_apart_lift, name="file_apart_lift"),
    path(f"{FILE}mentor/<int:duo_id>/share/", mentor.file_share, name="file_share"),
]

# What supports mentors, as staff read it
HANDBOOK: list[URLPattern] = [
    path("handbook/", handbook.handbooks, name="handbooks"),
    path("handbook/<int:programme_id>/", handbook.handbook, name="handbook"),
    path("handbook/editions/<int:edition_id>/document/", handbook.handbook_document, name="handbook_document"),
    path("handbook/resources/<int:resource_id>/document/", handbook.resource_document, name="resource_document"),
]

urlpatterns = [*HANDBOOK, *MENTOR, *ENTRY, *PLANS, *TOGETHER, *WORK]
