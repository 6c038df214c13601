"""Who gets what at the addresses of checks, corrections, samples, claims and prizes."""

from datetime import timedelta

from tests.access.row import Row
from tests.access.rows_figures import CODE, _report
from tests.cast import NOW, TODAY
from vieta.accounts.models import Account
from vieta.documents.models import Document
from vieta.people.models import FiledDocument
from vieta.programmes.models import Award, Cost, Spending, UnitCost
from vieta.reports.models import Claim, Finding, Report, Sample, SampledRecord


def _signed(world) -> dict:
    """A report that Farid prepared and the preparer of another signed, with one sample of Amina's record."""
    number = _report(world)["report_id"]
    signer = Account.objects.get(username="bram")
    Report.objects.filter(pk=number).update(state="signed", signed_by=signer, signed_at=NOW)
    return {"report_id": number}


def _warned(world) -> dict:
    number = _report(world)["report_id"]
    one = Finding.objects.create(
        report_id=number, check_id="P19", severity="warning", words="No target.", people=[world.amina.pk], number=1
    )
    return {"report_id": number, "finding_id": one.pk}


def _sample(world) -> dict:
    number = _signed(world)["report_id"]
    farid = Account.objects.get(username="farid")
    one = Sample.objects.create(
        report_id=number, measure="supported", method="random", seed="s", size=1, population=1, frame="0" * 64, drawn_at=NOW, drawn_by=farid
    )
    SampledRecord.objects.create(sample=one, person=world.amina, position=1)
    return {"sample_id": one.pk}


def _record(world) -> dict:
    return _sample(world) | {"record_id": SampledRecord.objects.get().pk}


def _price(world) -> dict:
    one = UnitCost.objects.create(programme=world.programme, kind="consultation", name="Talk", cents=4500, from_on=world.period.from_on)
    return CODE(world) | {"unit_cost_id": one.pk}


def _claim(world) -> dict:
    price, farid = _price(world)["unit_cost_id"], Account.objects.get(username="farid")
    cost = Cost.objects.create(programme=world.programme, on=TODAY, what="Claim 1", cents=4500, recorded_at=NOW)
    one = Claim.objects.create(
        programme=world.programme,
        unit_cost_id=price,
        cost=cost,
        number=1,
        from_on=TODAY,
        until_on=TODAY,
        cents=4500,
        claimed_at=NOW,
        claimed_by=farid,
    )
    return CODE(world) | {"claim_id": one.pk}


def _award(world) -> dict:
    one = Award.objects.create(
        programme=world.programme, kind="prize", name="Prize", giver="Jury", cents=100, received_on=TODAY, purpose="reach", recorded_at=NOW
    )
    return CODE(world) | {"award_id": one.pk}


def _spending(world) -> dict:
    one = Spending.objects.create(award_id=_award(world)["award_id"], on=TODAY, what="Flyers", cents=50, recorded_at=NOW)
    return CODE(world) | {"spending_id": one.pk}


def _document(world) -> dict:
    paper = Document.objects.create(
        name="paper.pdf", media_type="application/pdf", size=1, sha256="0" * 64, kept_as=f"row-{world.enrolment.pk}", uploaded_at=NOW
    )
    FiledDocument.objects.create(person=world.amina, document=paper, cause="enrolment", cause_id=world.enrolment.pk, filed_at=NOW)
    return {"enrolment_id": world.enrolment.pk, "document_id": paper.pk}


def _counted(world) -> dict:
    """A report from before anybody was known, so that whoever is supported has moved since."""
    number = _report(world)["report_id"]
    row = Report.objects.get(pk=number)
    row.figures = row.figures | {"others": [{"code": "supported", "name": "Persons supported", "value": 0}]}
    row.prepared_at = NOW - timedelta(days=2000)
    row.save()
    return {"report_id": number, "measure": "supported"}


def _cell(column: str):
    return lambda w: _report(w) | {"measure": "supported", "column": column}


ROWS = [
    Row("report_file", lambda w: _report(w) | {"kind": "json"}, farid=200, query="?kind=json"),
    Row("report_file", lambda w: _report(w) | {"kind": "pdf"}, farid=200, query="?kind=pdf"),
    Row("report_correct", _signed, farid=200),
    Row("report_correct", _report, query="?not=signed"),
    Row("report_changes", _report, farid=200),
    Row("report_changes", _report, query="?against=999999"),
    Row("report_moves", _counted, farid=200),
    Row("report_moves", _counted, query="?against=999999"),
    Row("report_moves", lambda w: _counted(w) | {"measure": "nothing"}, query="?not=in-the-report"),
    Row("report_cell", _cell("total"), query="?not=in-the-report"),
    Row("report_cell", _cell("nothing"), query="?column=none"),
    Row("finding_note", _warned, farid=200),
    Row("sample_new", _signed),
    Row("sample", _sample, farid=200),
    Row("sample_judge", _record),
    Row("unit_costs", CODE, farid=200),
    Row("unit_cost_new", CODE, farid=200),
    Row("unit_cost_end", _price, farid=200),
    Row("claim_new", _price, farid=200),
    Row("claim", _claim, farid=200),
    Row("claim_withdraw", _claim, farid=200),
    Row("funded_twice", CODE, farid=200),
    Row("awards", CODE, farid=200),
    Row("award_new", CODE, farid=200),
    Row("award_spend", _award, farid=200),
    Row("award_withdraw", _award, farid=200),
    Row("spending_withdraw", _spending, farid=200),
    Row("document_withdraw", _document, bram=200, shows=frozenset({"bram"})),
]
