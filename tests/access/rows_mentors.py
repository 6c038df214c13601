"""Who gets what at the addresses of mentors: the public offer, the network, gatherings, training, handbook, a mentor's own things."""

from dataclasses import replace
from datetime import date

from django.core.files.base import ContentFile

from tests.access.row import Row
from tests.cast import NOW, TODAY
from vieta.activities.actions import Meeting
from vieta.base.viewer import system
from vieta.mentoring import actions
from vieta.mentoring.models import Edition, Pause
from vieta.training.actions import ModuleIn, publish_curriculum
from vieta.training.models import Run

JOB = system("test", TODAY)
ACT = {"by": JOB, "at": NOW}
EVERYBODY = dict.fromkeys(("amina", "bram", "chloe", "dario", "edda", "farid", "greta"), 200)
NOBODY = dict.fromkeys(EVERYBODY, 403)
POST_ONLY = dict.fromkeys(EVERYBODY, 405)
MENTOR = NOBODY | {"dario": 200}
STAFF = NOBODY | {"bram": 200, "chloe": 200, "edda": 200}


def _code(world):
    return {"code": world.programme.code}


def _mentor(world):
    return {"mentor_id": world.mentor.pk}


def _part(world):
    return _mentor(world) | {"mentorship_id": world.mentorship.pk}


def _paper(paper: str):
    def needs(world):
        file = ContentFile(b"The handbook in one page.", name="handbook.txt")
        row = actions.publish(**ACT, code=world.programme.code, paper=paper, title="Paper", text="Words", file=file)
        return {"programme_id": row.programme_id}

    return needs


def _edition(world):
    _paper("handbook")(world)
    return {"edition_id": Edition.objects.latest("id").pk}


def _resource(world):
    file = ContentFile(b"Whom to call.", name="call.txt")
    row = actions.add_resource(**ACT, code=world.programme.code, kind="document", name="Whom to call", file=file)
    return {"resource_id": row.pk}


def _open_branch(world):
    _paper("notice")(world)
    actions.set_up_mentoring(**ACT, code=world.programme.code, open_to_offers=True)
    return {"key": f"{world.programme.pk}-{world.provider.pk}"}


def _pause(world):
    return {"pause_id": Pause.objects.create(mentor=world.mentor, from_on=TODAY).pk}


def _gathering(world):
    by = replace(JOB, organisation_id=world.provider.pk)
    meeting = Meeting("intervision", date(2021, 3, 14))
    made = actions.plan_gathering(by=by, at=NOW, programme_id=world.programme.pk, meeting=meeting, mentorship_ids=[world.mentorship.pk])
    return {"activity_id": made.activity_id}


def _run(world):
    made = publish_curriculum(**ACT, code=world.programme.code, name="Training", modules=[ModuleIn("Listening")])
    run = Run.objects.create(module=made.modules.get(), organisation=world.provider, on=TODAY, planned_at=NOW)
    return {"run_id": run.pk}


def _standard(world):
    row = actions.add_standard(**ACT, code=world.programme.code, side="mentee", name="Wants a mentor")
    return _code(world) | {"standard_id": row.pk}


def _stay(world):
    _standard(world)
    return {"enrolment_id": world.enrolment.pk}


ROWS = [
    Row("offer_to_mentor", public=200, **EVERYBODY),
    Row("offer_to_branch", _open_branch, public=200, **EVERYBODY),
    Row("mentors", **NOBODY),
    *(Row(name, _mentor, **NOBODY) for name in ("mentor_page", "mentor_edit", "mentor_sign_in")),
    Row("mentor_deed", lambda w: _mentor(w) | {"what": "clearance"}, **NOBODY),
    Row("mentorship_deed", lambda w: _part(w) | {"what": "interview"}, **NOBODY),
    Row("mentor_checklist", _part, **NOBODY),
    Row("mentor_pause_end", lambda w: _mentor(w) | _pause(w), **NOBODY),
    Row("mentor_task_back", lambda w: _mentor(w) | {"task_id": 1}, **NOBODY),
    Row("gatherings", **NOBODY),
    Row("gathering_new", _code, **NOBODY),
    *(Row(name, _gathering, **NOBODY) for name in ("gathering", "gathering_invite", "gathering_record")),
    Row("training_days", **NOBODY),
    Row("training_day_new", **NOBODY),
    Row("training_day", _run, **NOBODY),
    Row("training_day_off", _run, **POST_ONLY),
    Row("mentoring", _code, farid=200),
    Row("mentoring_set_up", _code, farid=200),
    *(
        Row("mentoring_add", lambda w, what=what: _code(w) | {"what": what}, farid=200)
        for what in ("standard", "paper", "curriculum", "resource")
    ),
    Row("handbook_readers", _code, farid=200),
    Row("standard_end", _standard, **POST_ONLY),
    Row("resource_away", lambda w: _code(w) | _resource(w), **POST_ONLY),
    Row("handbooks", **STAFF),
    Row("handbook", _paper("handbook"), **STAFF),
    *(
        Row(name, needs, bram=200, chloe=200, dario=200, edda=200, farid=200)
        for name, needs in (("handbook_document", _edition), ("resource_document", _resource))
    ),
    *(Row(name, **MENTOR) for name in ("mentor_handbooks", "mentor_dates", "mentor_profile", "mentor_profile_edit", "mentor_own_pause")),
    Row("mentor_handbook", _paper("handbook"), **MENTOR),
    Row("mentor_conduct", _paper("conduct"), **MENTOR),
    Row("mentor_own_pause_end", _pause, **NOBODY | {"dario": 405}),
    Row("mentor_offer_again", **NOBODY | {"dario": 302}),
    Row("mentee_standards", _stay, amina=403, bram=200, dario=403, farid=403, greta=403, shows=frozenset({"bram"})),
]
