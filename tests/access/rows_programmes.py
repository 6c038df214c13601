"""Who gets what at the addresses of programmes, money and organisations."""

from tests.access.row import Row

CODE = lambda w: {"code": w.programme.code}  # noqa: E731
CLOSED = dict.fromkeys(("amina", "bram", "chloe", "dario", "edda", "greta"), 403)

ROWS = [
    Row("programmes", farid=200, **CLOSED),
    Row("programme_new", farid=403, **CLOSED),
    Row("programme", CODE, farid=200),
    Row("set_up", lambda w: CODE(w) | {"what": "region"}, farid=200),
    Row(
        "ground_end",
        lambda w: CODE(w) | {"ground_id": w.roma.pk},
        **dict.fromkeys(("amina", "bram", "chloe", "dario", "edda", "farid", "greta"), 405),
    ),
    Row("money", CODE, farid=200),
    Row("shares", CODE, farid=200),
    Row("cost_new", CODE, farid=200),
    Row("cost_withdraw", lambda w: CODE(w) | {"cost_id": 1}),
    Row("organisations", farid=200, **CLOSED),
    Row("organisation_new", farid=200, **CLOSED),
    Row("organisation", lambda w: {"code": w.provider.code}, farid=200, **CLOSED),
    Row("speciality_new", farid=200, **CLOSED),
    Row("speciality_end", lambda w: {"speciality_id": w.youth.pk}, farid=405, **CLOSED),
]
