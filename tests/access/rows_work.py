"""Who gets what at the addresses of activities, notes, outcomes, follow-ups, and the coordinator's flow."""

from datetime import date, timedelta

from tests.access.row import Row
from tests.cast import NOW, TODAY
from vieta.accounts.models import Account
from vieta.activities.models import Activity, Attendance, Note
from vieta.outcomes.models import FollowUp, Outcome
from vieta.programmes.models import Restriction

STAFF = dict.fromkeys(("bram", "chloe", "edda"), 200) | dict.fromkeys(("amina", "dario", "farid", "greta"), 403)
BRAM = {"bram": 200, "amina": 403, "shows": frozenset({"bram"})}
NO_STAFF = dict.fromkeys(("dario", "farid", "greta"), 403)
NOT_BY_GET = dict.fromkeys(("amina", "bram", "chloe", "dario", "edda", "farid", "greta"), 405)


def planned(w, kind="talk"):
    """Something Bram planned for today with Amina."""
    bram = Account.objects.get(username="bram")
    activity = Activity.objects.create(
        programme=w.programme,
        organisation=w.provider,
        kind=kind,
        on=TODAY,
        led_by=bram,
        profession="coach",
        recorded_at=NOW,
        topic="Letters",
    )
    Attendance.objects.create(activity=activity, person=w.amina, enrolment=w.enrolment, on=TODAY, recorded_at=NOW)
    return {"activity_id": activity.pk}


def group(w):
    return planned(w, "group")


def on_sheet(w):
    return group(w) | {"enrolment_id": w.enrolment.pk}


def in_file(w):
    return {"enrolment_id": w.enrolment.pk}


def closed_note(w):
    bram = Account.objects.get(username="bram")
    note = Note.objects.create(
        enrolment=w.enrolment, author=bram, profession="lawyer", confidentiality="profession", text="x", written_at=NOW
    )
    return in_file(w) | {"note_id": note.pk}


def job(w):
    row = Outcome.objects.create(
        enrolment=w.enrolment, kind="employment", contract_kind="permanent", valid_on=date(2021, 2, 1), recorded_at=NOW
    )
    return in_file(w) | {"outcome_id": row.pk}


def question(w):
    row = FollowUp.objects.create(enrolment=w.enrolment, moment="28-days", due_on=TODAY - timedelta(days=1))
    return {"follow_up_id": row.pk}


def limited(w):
    row = Restriction.objects.create(programme=w.programme, kind="health", name="Lock-down", from_on=date(2021, 3, 1))
    return {"code": "gent", "restriction_id": row.pk}


def activity_page(name, needs=planned):
    return Row(name, needs, **BRAM, **NO_STAFF)


ROWS = [
    # Amina has not been met for half a year: she is on Bram's list.
    Row("today", **STAFF, shows=frozenset({"bram"})),
    Row("calendar", **STAFF),
    Row("calendar", query="?view=day&whose=organisation", **STAFF),
    Row("activity_new", **STAFF, shows=frozenset({"bram"})),
    Row("activity_new", query="?group=1", **STAFF, shows=frozenset({"bram"})),
    activity_page("activity"),
    activity_page("attendance"),
    activity_page("activity_move"),
    activity_page("activity_call_off"),
    activity_page("activity_withdraw"),
    activity_page("activity_obstacle"),
    activity_page("activity_people", group),
    Row("activity_take_off", on_sheet, **NOT_BY_GET),
    Row("work", in_file, **BRAM),
    Row("note_new", in_file, **BRAM),
    Row("note_open", closed_note, amina=403),
    Row("outcomes", in_file, **BRAM),
    Row("outcome_new", in_file, **BRAM),
    Row("outcome_new", in_file, query="?kind=employment", **BRAM),
    Row("outcome_correct", job, **BRAM),
    Row("outcome_withdraw", job, **BRAM),
    Row("outcome_kept", job, **BRAM),
    Row("leave", in_file, **BRAM),
    Row("leave_undo", in_file, **BRAM),
    Row("follow_ups", **STAFF),
    Row("follow_up", question, **BRAM),
    Row("flow", **dict.fromkeys(("amina", "bram", "chloe", "dario", "edda", "farid", "greta"), 403)),
    Row(
        "restriction_new", lambda w: {"code": "gent"}, **dict.fromkeys(("amina", "bram", "chloe", "dario", "edda", "greta"), 403), farid=200
    ),
    Row("restriction_new", lambda w: {"code": "elsewhere"}, **dict.fromkeys(("amina", "bram", "chloe", "dario", "edda", "greta"), 403)),
    Row("restriction_lift", limited, **dict.fromkeys(("amina", "bram", "chloe", "dario", "edda", "greta"), 403), farid=200),
    # The lead follows the delivery of the whole programme, in figures only.
    Row("engagement", **dict.fromkeys(("amina", "bram", "chloe", "dario", "edda", "greta"), 403), farid=200),
]
