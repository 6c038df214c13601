"""Who gets what at the addresses of figures, reports and the funder's place."""

from tests.access.row import Row
from tests.cast import NOW, TODAY
from vieta.indicators.rules import seal
from vieta.reports.models import Report

CODE = lambda w: {"code": w.programme.code}  # noqa: E731
EVERYBODY = ("amina", "bram", "chloe", "dario", "edda", "farid", "greta")
FIGURES = {
    "programme": dict.fromkeys(("code", "name", "lead", "fund", "operation", "specific_objective", "project_number", "visibility_text"), ""),
    "as_of": "2021-03-15", "contract": "", "headline": [], "others": [], "indicators": [], "obligations": [], "shares": [], "cost_cents": 0,
}  # fmt: skip


def _report(world) -> dict:
    from vieta.accounts.models import Account

    farid = Account.objects.get(username="farid")
    row = Report.objects.create(
        programme=world.programme, number=1, as_of=TODAY, figures=FIGURES, checksum=seal(FIGURES), prepared_at=NOW, prepared_by=farid
    )
    return {"report_id": row.pk}


ROWS = [
    Row("figures", CODE, farid=200),
    Row("figures", CODE, farid=422, query="?as_of=2021-02-30"),
    Row("figure", lambda w: CODE(w) | {"measure": "supported"}, farid=200),
    Row("figure", lambda w: CODE(w) | {"measure": "EECO15"}, query="?page=9"),
    Row("figure", lambda w: CODE(w) | {"measure": "nothing"}, query="?page=1"),
    Row("figure_evidence", lambda w: CODE(w) | {"measure": "supported", "person_id": w.amina.pk}, farid=200),
    Row("figure_evidence", lambda w: CODE(w) | {"measure": "working", "person_id": w.amina.pk}, query="?as_of=2021-01-01"),
    Row("funnel", CODE, farid=200),
    Row("esf", CODE, farid=200),
    Row("obligations", CODE, farid=200),
    Row("reports", CODE, farid=200),
    Row("report_new", CODE, farid=200),
    Row("report", _report, farid=200),
    Row("report_sign", _report, **dict.fromkeys(EVERYBODY, 405)),
    Row("report_return", _report),
    Row("report_withdraw", _report, **dict.fromkeys(EVERYBODY, 405)),
    Row("report_anew", _report, **dict.fromkeys(EVERYBODY, 405)),
    Row("report_file", lambda w: _report(w) | {"kind": "csv"}, farid=200),
    Row("report_file", lambda w: _report(w) | {"kind": "xlsx"}, farid=200, query="?again=1"),
    Row("report_file", lambda w: _report(w) | {"kind": "exe"}, query="?kind=exe"),
    Row("funder", greta=200, **dict.fromkeys(EVERYBODY[:-1], 403)),
    Row("funder_programme", CODE, greta=200),
]
