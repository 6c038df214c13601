"""Who gets what at the addresses of the matching meeting: the coordination of the branch; rules and shares also the lead."""

from tests.access.row import Row
from tests.cast import NOW, TODAY
from vieta.accounts.models import Account, Assignment
from vieta.base.viewer import system
from vieta.matching import actions
from vieta.matching.models import Decision, Mark, Proposal
from vieta.mentoring.models import Duo, Wish

JOB = {"by": system("table", TODAY), "at": NOW}
OTHERS = dict.fromkeys(("amina", "chloe", "dario", "edda", "farid", "greta"), 403)
COORDINATOR = {"bram": 200, **OTHERS}
SEES = COORDINATOR | {"shows": frozenset({"bram"})}
NOT_BY_GET = dict.fromkeys(("amina", "bram", "chloe", "dario", "edda", "farid", "greta"), 405)
NOTHING = {"sector": 1, "languages": 1, "interests": 1, "availability": 1, "distance": 1, "waiting": 1}


def table(w):
    """Bram coordinates too; Amina waits, Dario has a place, and a meeting is open today."""
    bram = Account.objects.get(username="bram")
    Assignment.objects.create(account=bram, role="coordinator", organisation=w.provider, programme=w.programme, from_on=w.period.from_on)
    Duo.objects.update(state="refused", ended_on=TODAY)
    Wish.objects.create(enrolment=w.enrolment, waiting_since=TODAY, languages=[["fr", "B2"]], written_at=NOW)
    limits = {"language": "B1", "free_together": 0}
    actions.set_rules(**JOB, code="gent", tree={"limits": limits, "weights": NOTHING}, reason="As agreed.")
    meeting = actions.open_meeting(**JOB, programme_id=w.programme.pk, organisation_id=w.provider.pk, on=TODAY, present="Bram")
    return {"meeting_id": meeting.pk}


def mentee(w):
    return table(w) | {"enrolment_id": w.enrolment.pk}


def pair(w):
    return mentee(w) | {"mentorship_id": w.mentorship.pk}


def files(w):
    return table(w) | {"number": 1}


def mark(w):
    where = pair(w)
    row = Mark.objects.create(**where, asked="forbid", reason="x", made_at=NOW)
    return {"meeting_id": where["meeting_id"], "mark_id": row.pk}


def waits(w):
    where = mentee(w)
    proposal = Proposal.objects.get()
    row = Decision.objects.create(**where, proposal=proposal, verdict="not-now", reason="x", decided_at=NOW)
    return {"meeting_id": where["meeting_id"], "decision_id": row.pk}


def gone(w):
    return {"meeting_id": table(w)["meeting_id"] + 1}


def code(w):
    table(w)
    return {"code": "gent"}


ROWS = [
    Row("matching", lambda w: table(w) and {}, **COORDINATOR),
    Row("matching_meeting_new", lambda w: table(w) and {}, **COORDINATOR),
    Row("matching_meeting", table, **SEES),
    Row("matching_meeting", gone, **OTHERS),
    Row("matching_meeting_close", table, **COORDINATOR),
    Row("matching_what_if", table, **COORDINATOR),
    Row("matching_what_if", table, query="?sector=x", **COORDINATOR | {"bram": 422}),
    Row("matching_proof", table, **COORDINATOR),
    Row("matching_proof_files", files, **COORDINATOR),
    Row("matching_duo", mentee, **SEES),
    Row("matching_decide", mentee, **SEES),
    Row("matching_not_now", mentee, **SEES),
    Row("matching_choose", pair, **SEES),
    Row("matching_forbid", pair, **SEES),
    Row("matching_keep", pair, **NOT_BY_GET),
    Row("matching_lift", mark, **NOT_BY_GET),
    Row("matching_take_back", waits, **NOT_BY_GET),
    Row("matching_rules", code, **COORDINATOR | {"farid": 200}),
    Row("matching_rules_set", code, **COORDINATOR | {"farid": 200}),
    Row("matching_fairness", code, **COORDINATOR | {"farid": 200}),
    Row("matching_rules", lambda w: {"code": "elsewhere"}, **OTHERS | {"bram": 403, "farid": 404}),
]
