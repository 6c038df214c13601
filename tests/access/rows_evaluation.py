"""Who gets what at the addresses of questions about effect and of commissioned evaluations; Greta's fund is the evaluator here."""

from datetime import date

from tests.access.row import Row
from tests.cast import NOW, TODAY
from vieta.evaluation.models import Commission, Dataset, Finding, Response

CODE = lambda w: {"code": w.programme.code}  # noqa: E731
EVERYBODY = ("amina", "bram", "chloe", "dario", "edda", "farid", "greta")
KEPT_OUT = dict.fromkeys(EVERYBODY[:-1], 403)


def _commission(world, *, given: bool = True) -> Commission:
    from vieta.accounts.models import Account

    farid = Account.objects.get(username="farid")
    row = Commission.objects.create(
        programme=world.programme, number=1, title="Mid-term evaluation", questions="Whom does it reach?", evaluator=world.funder,
        from_on=date(2020, 2, 1), until_on=date(2021, 2, 1), due_on=date(2021, 6, 1), commissioned_at=NOW, commissioned_by=farid,
    )  # fmt: skip
    if given:
        give(row)
    return row


def give(row: Commission) -> None:
    """Data given for an evaluation."""
    Dataset.objects.create(
        commission=row, as_of=TODAY, alike=10, people=40, left_out=2, columns=[{"name": "row", "says": "A number."}],
        content="row,gender\nR00001,W\n", checksum="0" * 64, made_at=NOW, made_by=row.commissioned_by,
    )  # fmt: skip


def commission(world) -> dict:
    return {"commission_id": _commission(world).pk}


def without_data(world) -> dict:
    return {"commission_id": _commission(world, given=False).pk}


def finding(world, *, promised: bool = False) -> dict:
    from vieta.accounts.models import Account

    row = Finding.objects.create(
        commission=_commission(world), number=1, text="Women wait longer.", recommendation="Talk to employers.", addressee=world.lead,
        recorded_at=NOW, recorded_by=Account.objects.get(username="greta"),
    )  # fmt: skip
    if promised:
        farid = Account.objects.get(username="farid")
        Response.objects.create(finding=row, stance="agree", text="In spring.", by_on=TODAY, given_at=NOW, given_by=farid)
    return {"finding_id": row.pk}


def with_finding(world) -> dict:
    return {"commission_id": Finding.objects.get(pk=finding(world, promised=True)["finding_id"]).commission_id}


def _question(what: str):
    return lambda w: CODE(w) | {"what": what}


QUESTIONS = ("time", "staying", "distance", "follow-ups", "groups", "places", "effect")
ROWS = [
    Row("evaluation", CODE, farid=200),
    Row("commission_new", CODE, farid=200),
    *(Row("evaluation_question", _question(w), farid=200, query=f"?is={w}") for w in QUESTIONS),
    Row("evaluation_question", _question("nothing"), query="?is=nothing"),
    Row("evaluation_question", _question("groups"), farid=422, query="?months=7"),
    Row("commission", commission, farid=200),
    Row("commission", with_finding, farid=200, query="?with=finding"),
    Row("dataset_new", without_data, farid=200),
    Row("dataset_new", commission, query="?given=already"),
    Row("dataset_file", commission, farid=200),
    Row("dataset_file", without_data, query="?not=given"),
    Row("commission_close", commission, **dict.fromkeys(EVERYBODY, 405)),
    Row("commission_call_off", without_data, **dict.fromkeys(EVERYBODY, 405)),
    Row("finding_respond", finding, farid=200),
    Row("finding_report", lambda w: finding(w, promised=True), farid=200),
    Row("evaluations", greta=200, **KEPT_OUT),
    Row("evaluation_read", with_finding, greta=200, **KEPT_OUT),
    Row("evaluation_data", commission, greta=200, **KEPT_OUT),
    Row("finding_new", commission, greta=200, **KEPT_OUT),
    Row("finding_reword", finding, greta=200, **KEPT_OUT),
    Row("finding_take_back", finding, **dict.fromkeys(EVERYBODY, 405)),
]  # fmt: skip
