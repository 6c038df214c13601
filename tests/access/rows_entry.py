"""Who gets what from the street to a programme: outreach, contacts, enquiries, people, the pages of a file about entry.

Bram coaches Amina and reads her file; Chloé, in the same office, opens none of it; nobody else stands there.
"""

from tests.access.row import Row

FILE = lambda w: {"enrolment_id": w.enrolment.pk}  # noqa: E731
AT_WORK = {"bram": 200, "chloe": 200, "edda": 200, "amina": 403, "dario": 403, "farid": 403, "greta": 403}
BRAM = frozenset({"bram"})
POSTED = {"amina": 405, "bram": 405, "chloe": 405, "dario": 405, "edda": 405, "farid": 405, "greta": 405}


def _stranger(**more):
    """An id that is nobody's: not found for those at work, not their place for the others."""
    return {"bram": 404, "chloe": 404, "edda": 404, "amina": 403, "dario": 403, "farid": 403, "greta": 403} | more


def _person(w):
    return {"person_id": w.amina.pk}


ROWS = [
    Row("outreach", **AT_WORK),
    Row("outreach_new", **AT_WORK),
    Row("outreach_visit", lambda w: {"activity_id": 1}, **_stranger()),
    Row("outreach_unmeet", lambda w: {"activity_id": 1, "person_id": w.amina.pk}, **POSTED),
    Row("contacts", **AT_WORK),
    Row("contact", _person, **_stranger()),
    Row("contact_edit", _person, **_stranger()),
    Row("contact_join", lambda w: _person(w) | {"repeated_id": w.amina.pk + 999}, **_stranger()),
    Row("contact_part", lambda w: _person(w) | {"repeated_id": w.amina.pk + 999}, **POSTED),
    Row("enquiries", **AT_WORK),
    Row("enquiry_new", **AT_WORK),
    Row("people", shows=BRAM, **AT_WORK),
    Row("people", shows=BRAM, query="?export=csv", **AT_WORK),
    Row("people", shows=BRAM, query="?name=zephyr", **AT_WORK),
    Row("enrolment", FILE, amina=403, bram=200, shows=BRAM),
    Row("person_edit", FILE, amina=403, bram=200, shows=BRAM),
    Row("correct_day", FILE, amina=403, bram=200, shows=BRAM),
    Row("entry", FILE, amina=403, bram=200, shows=BRAM),
    Row("entry_answers", FILE, amina=403, bram=200, shows=BRAM),
    Row("entry_ground", FILE, amina=403, bram=200, shows=BRAM),
    Row("ground_drop", lambda w: FILE(w) | {"ground_id": w.roma.pk}),
    Row("notice_give", lambda w: FILE(w) | {"purpose_id": w.purpose.pk}, amina=403, bram=200, shows=BRAM),
    Row("notice_withdraw", lambda w: FILE(w) | {"notice_id": 1}),
    Row("admission", FILE, **_stranger()),
    Row("admission_refuse", FILE, **_stranger()),
    Row("admission_withdraw", FILE, **_stranger()),
    Row("case_team", FILE, amina=403, bram=200, shows=BRAM),
    Row("case_team", FILE, amina=403, bram=200, shows=BRAM, query="?profession=coach"),
    Row("case_team_add", FILE, **POSTED),
    Row("case_team_end", FILE, **POSTED),
    Row("case_team_responsible", FILE, **POSTED),
    Row("file_documents", FILE, amina=403, bram=200, shows=BRAM),
    Row("file_document", lambda w: FILE(w) | {"document_id": 1}),
    Row("unequal", FILE, amina=403, bram=200, shows=BRAM),
    Row("unequal_take_up", lambda w: FILE(w) | {"unequal_id": 1}, **POSTED),
    Row("unequal_close", lambda w: FILE(w) | {"unequal_id": 1}),
]
