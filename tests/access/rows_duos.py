"""Who gets what at the addresses of duos: the mentor's, the mentee's, the coordinator's, and in the file."""

from tests.access.row import Row
from tests.cast import NOW, TODAY
from vieta.base.viewer import system
from vieta.mentoring.actions.meetings import log_meeting
from vieta.mentoring.actions.wishes import keep_apart

JOB = system("test", TODAY)
OTHERS = {"amina": 403, "bram": 403, "chloe": 403, "edda": 403, "farid": 403, "greta": 403}
NOBODY = OTHERS | {"dario": 403}


def _duo(world):
    return {"duo_id": world.duo.pk}


def _meeting(world):
    row, _new = log_meeting(by=JOB, at=NOW, duo_id=world.duo.pk, on=TODAY)
    return _duo(world) | {"meeting_id": row.pk}


def _step(world):
    return _duo(world) | {"moment": "agreed"}


def _stay(world):
    return {"enrolment_id": world.enrolment.pk}


def _apart(world):
    row = keep_apart(by=JOB, at=NOW, enrolment_id=world.enrolment.pk, mentorship_id=world.mentorship.pk, kind="veto")
    return _stay(world) | {"apart_id": row.pk}


def _both(world):
    return _stay(world) | _duo(world)


MENTOR = ("mentor_duo", "mentor_log", "mentor_plan", "mentor_check_in", "mentor_answer", "mentor_evaluation")
OWN = ("my_duo_log", "my_duo_plan", "my_duo_check_in", "my_duo_answer", "my_duo_evaluation")
DEEDS = (
    "duo", "duo_first_meeting", "duo_agreement", "duo_extend", "duo_complete", "duo_break_off", "duo_close", "duo_log", "duo_plan",
    "duo_answer_mentee", "duo_answer_mentor", "duo_check_in_mentee", "duo_check_in_mentor", "duo_evaluation_mentee", "duo_evaluation_mentor",
)  # fmt: skip
ME = dict.fromkeys(("bram", "chloe", "dario", "edda", "farid", "greta"), 403)
FILE = {"amina": 403, "bram": 200, "shows": frozenset({"bram"})}

ROWS = [
    Row("mentor", dario=200, **OTHERS),
    *(Row(name, _duo, dario=200, **OTHERS) for name in MENTOR),
    Row("mentor_meeting_back", _meeting, dario=200, **OTHERS),
    Row("my_duo", amina=200, **ME),
    *(Row(name, _duo, amina=200, **ME) for name in OWN),
    Row("my_duo_share", _duo, amina=200, shows=frozenset({"amina"}), **ME),
    Row("my_duo_meeting_back", _meeting, amina=200, **ME),
    Row("my_wish", _stay, amina=404, **ME),
    Row("my_wish_withdraw", _stay, amina=302, **ME),
    Row("duos", **NOBODY),
    *(Row(name, _duo, **NOBODY) for name in DEEDS),
    Row("duo_step_back", _step, **NOBODY),
    Row("duo_meeting_back", _meeting, **NOBODY),
    Row("file_mentor", _stay, **FILE),
    Row("file_wish", _stay, **FILE),
    Row("file_wish_withdraw", _stay, amina=403, bram=302),
    Row("file_share", _both, **FILE),
    Row("file_apart", _stay, amina=403),
    Row("file_apart_lift", _apart, amina=403),
]
