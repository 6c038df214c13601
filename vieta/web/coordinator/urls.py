"""Addresses of the coordinator's place, by slice."""

from django.urls import URLPattern, path

from vieta.web.coordinator.views import colleagues, duo_steps, duos, engagement, flow, gatherings, mentors, requests, training
from vieta.web.coordinator.views.matching import duo as matching_duo
from vieta.web.coordinator.views.matching import meeting as matching_table
from vieta.web.coordinator.views.matching import weights as matching_rules

FRAME: list[URLPattern] = [path("colleagues/", colleagues.colleagues, name="colleagues")]
# The flow and engagement
WORK: list[URLPattern] = [
    path("flow/", flow.flow, name="flow"),
    path("flow/mentor-requests/", requests.mentor_requests, name="mentor_requests"),
    path("flow/mentor-requests/<int:request_id>/", requests.mentor_request, name="mentor_request"),
    path("engagement/", engagement.engagement, name="engagement"),
    path("engagement/<slug:code>/restrictions/new/", engagement.restriction_new, name="restriction_new"),
    path("engagement/<slug:code>/restrictions/<int:restriction_id>/", engagement.restriction_lift, name="restriction_lift"),
]
# Duos
DUO = "duos/<int:duo_id>/"
DUOS: list[URLPattern] = [
    path("duos/", duos.duos_list, name="duos"),
    path(DUO, duos.duo, name="duo"),
    path(f"{DUO}first-meeting/", duo_steps.duo_first_meeting, name="duo_first_meeting"),
    path(f"{DUO}agreement/", duo_steps.duo_agreement, name="duo_agreement"),
    path(f"{DUO}extend/", duo_steps.duo_extend, name="duo_extend"),
    path(f"{DUO}complete/", duo_steps.duo_complete, name="duo_complete"),
    path(f"{DUO}break-off/", duo_steps.duo_break_off, name="duo_break_off"),
    path(f"{DUO}close/", duo_steps.duo_close, name="duo_close"),
    path(f"{DUO}steps/<slug:moment>/back/", duo_steps.duo_step_back, name="duo_step_back"),
    path(f"{DUO}log/", duo_steps.duo_log, name="duo_log"),
    path(f"{DUO}plan/", duo_steps.duo_plan, name="duo_plan"),
    path(f"{DUO}meetings/<int:meeting_id>/back/", duo_steps.duo_meeting_back, name="duo_meeting_back"),
    *(
        path(f"{DUO}{side}/{what}/", view, {"side": side}, name=f"duo_{name}_{side}")
        for side in ("mentee", "mentor")
        for what, name, view in (
            ("answer", "answer", duo_steps.duo_answer),
            ("check-in", "check_in", duo_steps.duo_check_in),
            ("evaluation", "evaluation", duo_steps.duo_evaluation),
        )
    ),
]
# The matching meeting and its rules
MATCHING: list[URLPattern] = [
    path("matching/", matching_table.matching, name="matching"),
    path("matching/new/", matching_table.matching_meeting_new, name="matching_meeting_new"),
    path("matching/<int:meeting_id>/", matching_table.matching_meeting, name="matching_meeting"),
    path("matching/<int:meeting_id>/end/", matching_table.matching_meeting_close, name="matching_meeting_close"),
    path("matching/<int:meeting_id>/what-if/", matching_rules.matching_what_if, name="matching_what_if"),
    path("matching/<int:meeting_id>/proof/", matching_table.matching_proof, name="matching_proof"),
    path("matching/<int:meeting_id>/proof/<int:number>/", matching_table.matching_proof_files, name="matching_proof_files"),
    path("matching/<int:meeting_id>/for/<int:enrolment_id>/", matching_duo.matching_duo, name="matching_duo"),
    path("matching/<int:meeting_id>/for/<int:enrolment_id>/decide/", matching_duo.matching_decide, name="matching_decide"),
    path("matching/<int:meeting_id>/for/<int:enrolment_id>/not-now/", matching_duo.matching_not_now, name="matching_not_now"),
    path(
        "matching/<int:meeting_id>/for/<int:enrolment_id>/choose/<int:mentorship_id>/", matching_duo.matching_choose, name="matching_choose"
    ),
    path(
        "matching/<int:meeting_id>/for/<int:enrolment_id>/forbid/<int:mentorship_id>/", matching_duo.matching_forbid, name="matching_forbid"
    ),
    path("matching/<int:meeting_id>/for/<int:enrolment_id>/keep/<int:mentorship_id>/", matching_duo.matching_keep, name="matching_keep"),
    path("matching/<int:meeting_id>/marks/<int:mark_id>/lift/", matching_duo.matching_lift, name="matching_lift"),
    path("matching/<int:meeting_id>/decisions/<int:decision_id>/take-back/", matching_duo.matching_take_back, name="matching_take_back"),
    path("matching/rules/<slug:code>/", matching_rules.matching_rules, name="matching_rules"),
    path("matching/rules/<slug:code>/set/", matching_rules.matching_rules_set, name="matching_rules_set"),
    path("matching/fairness/<slug:code>/", matching_rules.matching_fairness, name="matching_fairness"),
]
# Mentors: the network, gatherings, training
MENTORS: list[URLPattern] = [
    path("network/", mentors.mentors, name="mentors"),
    path("network/<int:mentor_id>/", mentors.mentor_page, name="mentor_page"),
    path("network/<int:mentor_id>/profile/", mentors.mentor_edit, name="mentor_edit"),
    path("network/<int:mentor_id>/own-place/", mentors.mentor_sign_in, name="mentor_sign_in"),
    path("network/<int:mentor_id>/pauses/<int:pause_id>/end/", mentors.mentor_pause_end, name="mentor_pause_end"),
    path("network/<int:mentor_id>/tasks/<int:task_id>/back/", mentors.mentor_task_back, name="mentor_task_back"),
    path("network/<int:mentor_id>/in/<int:mentorship_id>/checklist/", mentors.mentor_checklist, name="mentor_checklist"),
    path("network/<int:mentor_id>/in/<int:mentorship_id>/<slug:what>/", mentors.mentorship_deed, name="mentorship_deed"),
    path("network/<int:mentor_id>/<slug:what>/", mentors.mentor_deed, name="mentor_deed"),
    path("gatherings/", gatherings.gatherings, name="gatherings"),
    path("gatherings/new/<slug:code>/", gatherings.gathering_new, name="gathering_new"),
    path("gatherings/<int:activity_id>/", gatherings.gathering, name="gathering"),
    path("gatherings/<int:activity_id>/invite/", gatherings.gathering_invite, name="gathering_invite"),
    path("gatherings/<int:activity_id>/record/", gatherings.gathering_record, name="gathering_record"),
    path("training-days/", training.training_days, name="training_days"),
    path("training-days/new/", training.training_day_new, name="training_day_new"),
    path("training-days/<int:run_id>/", training.training_day, name="training_day"),
    path("training-days/<int:run_id>/off/", training.training_day_off, name="training_day_off"),
]

urlpatterns = [*MENTORS, *DUOS, *MATCHING, *FRAME, *WORK]
