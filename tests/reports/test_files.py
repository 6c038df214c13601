"""A report as a file: in the order and words of its layout, harmless in a spreadsheet, and on paper for everybody."""

import argparse
import csv
import importlib
import io
import json
import re
import zlib
from datetime import date, timedelta
from zipfile import ZipFile

import pytest
from django.urls import reverse

from tests import cast as the_cast
from vieta.base.refusal import NotFound, Refused
from vieta.base.text import neutral
from vieta.indicators.rules import seal
from vieta.jobs.commands import check
from vieta.jobs.failure import Failure
from vieta.programmes import actions as programmes
from vieta.reports import actions, layouts, queries, sheets

EVIL = ('=HYPERLINK("http://evil")', "+1+1", "-2+3", "@SUM(A1)", "\t=1")


@pytest.fixture
def report(cast, world, prepare):
    world.enrol(entered=date(2020, 6, 1), traits=world.WHOLE)
    return prepare()


def taken(client, cast, report, kind: str) -> bytes:
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)
    answer = client.get(reverse("report_file", args=[report.pk, kind]))
    assert answer.status_code == 200
    return answer.content


@pytest.mark.parametrize("evil", EVIL)
def test_text_that_begins_a_formula_is_harmless_in_every_sheet(report, evil):
    figures = report.figures
    figures["programme"]["name"] = figures["headline"][0]["name"] = figures["layout"]["parts"][0]["heading"] = evil
    figures["obligations"] = [{"contract": evil, "provider": evil, "region": evil, "name": evil, "quantity": 1, "counted": 1, "met": True}]
    figures["shares"][0]["funder"] = evil
    cells = [cell for line in csv.reader(io.StringIO(sheets.as_csv(figures).decode("utf-8-sig"))) for cell in line]
    assert cells.count(neutral(evil)) == 8
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t"))]
    book = ZipFile(io.BytesIO(sheets.as_xlsx(figures)))
    sheets_ = [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets")]
    assert not any(b"<f>" in one or b"hyperlink" in one for one in sheets_)


def test_a_file_says_which_report_it_is_and_whether_anybody_stands_for_it(cast, report, sofia, client, as_of_the_cast):
    draft = taken(client, cast, report, "csv").decode()
    assert "Number,1" in draft
    assert "Prepared by,Farid" in draft
    assert "Signed by" not in draft
    assert "-report-1-draft.xlsx" in client.get(reverse("report_file", args=[report.pk, "xlsx"]))["Content-Disposition"]
    actions.sign(by=cast.viewer("sofia"), at=the_cast.NOW, report_id=report.pk)
    signed = taken(client, cast, report, "csv").decode()
    assert f"Signed by,{sofia.name}" in signed
    assert report.checksum in signed
    assert "draft" not in client.get(reverse("report_file", args=[report.pk, "csv"]))["Content-Disposition"]


def test_json_holds_the_frozen_figures_and_the_checksum_can_be_checked(cast, report, client, as_of_the_cast):
    figures = json.loads(taken(client, cast, report, "json"))
    assert figures == report.figures
    assert seal(figures) == report.checksum


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json", "pdf"])
def test_changed_figures_are_handed_out_in_no_file(cast, report, client, as_of_the_cast, kind):
    report.figures["headline"][0]["value"] = 999
    report.save()
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)
    answer = client.get(reverse("report_file", args=[report.pk, kind]))
    assert (answer.status_code, answer["Content-Type"]) == (409, "text/html; charset=utf-8")
    assert "so there is no file of them" in answer.text


def sheet(figures: dict, number: int) -> str:
    return ZipFile(io.BytesIO(sheets.as_xlsx(figures))).read(f"xl/worksheets/sheet{number}.xml").decode()


def test_money_and_percents_are_numbers_in_a_spreadsheet_under_a_head_that_stays(report):
    figures = report.figures
    figures["cost_cents"] = 85_750_07
    figures["shares"][0] |= {"percent": "40.00", "cents": 34_300_03}
    figures["headline"][0] |= {"percent": "45.8", "target": 9}
    funding = sheet(figures, 5)
    assert re.findall(r"<v>([\d.]+\.\d+)</v>", funding)[:2] == ["40.00", "34300.03"]
    assert "<v>85750.07</v>" in funding
    assert "<v>45.8</v>" in sheet(figures, 2)
    assert 'state="frozen"' in funding
    lines = list(csv.reader(io.StringIO(sheets.as_csv(figures).decode("utf-8-sig"))))
    assert [figures["shares"][0]["funder"], "40.00", "34300.03"] in lines
    assert ["Together", "", "85750.07"] in lines


def test_what_was_not_asked_is_empty_in_every_file_as_on_the_page(report):
    figures = report.figures
    [organisation] = [row for row in figures["indicators"] if row["code"] == "EECO18"]
    assert not organisation["people"]
    figures["obligations"] = [
        {"contract": "1", "provider": "A", "region": "B", "name": "Quality framework signed", "quantity": 0, "counted": 1, "met": True}
    ]
    lines = list(csv.reader(io.StringIO(sheets.as_csv(figures).decode("utf-8-sig"))))
    assert ["EECO18", organisation["name"], "", "", "", "0"] in lines
    assert ["1", "A", "B", "Quality framework signed", "", "1", "Yes"] in lines


def test_a_claim_by_the_hour_says_its_hours_in_the_file(report):
    one = {"number": 1, "name": "Hour", "units": 52, "price_cents": 5280, "cents": 204_600, "minutes": 2325}
    report.figures["claims"] = [one, one | {"number": 2, "minutes": 0}, {k: v for k, v in one.items() if k != "minutes"}]
    [rows] = [rows for heading, rows in sheets.tables(report.figures) if heading == "Claims by unit costs"]
    assert rows[0] == ("Claim", "Unit cost", "Units", "Hours", "Price in euro", "Amount in euro")
    assert [str(row[3]) for row in rows[1:]] == ["38.75", "None", "None"]


# Layouts ---------------------------------------------------------------------------------------------------------------
def test_a_layout_chooses_measures_columns_headings_and_order(cast, prepare):
    report = prepare(layout="esf-vlaanderen")
    parts = dict(sheets.tables(report.figures))
    assert list(parts) == ["Project", "Outputindicatoren", "Resultaatindicatoren", "Doelstellingen", "Financiering"]
    assert parts["Outputindicatoren"][0] == ("Code", "Indicator", "Vrouw", "Man", "Non-binair", "Totaal")
    assert [row[0] for row in parts["Resultaatindicatoren"][1:]] == [f"EECR0{n}" for n in range(1, 7)]


def test_a_new_authority_is_a_new_file(cast, prepare, settings, tmp_path):
    settings.VAR = tmp_path
    with pytest.raises(Refused) as refusal:
        prepare(layout="our-own")
    assert refusal.value.field == "layout"
    (tmp_path / "report-layouts").mkdir()
    own = {
        "code": "our-own", "name": "Our own", "authority": "The province", "from_on": "2020-01-01", "emblem": "",
        "parts": [{"part": "figures", "heading": "Bereik", "measures": ["intensive", "reached"], "columns": ["value", ["name", "Wat"]]}],
    }  # fmt: skip
    (tmp_path / "report-layouts" / "own.json").write_text(json.dumps(own))
    report = prepare(layout="our-own")
    assert list(sheets.tables(report.figures)) == [
        ("Bereik", [("Number", "Wat"), (0, "Persons in intensive guidance"), (1, "Persons reached")])
    ]
    (tmp_path / "report-layouts" / "own.json").unlink()
    assert next(sheets.tables(report.figures))[0] == "Bereik"  # frozen with the report


@pytest.fixture
def own(settings, tmp_path):
    """Lays a file into the server's own folder of layouts: the shipped one with other values, or whatever is written."""
    settings.VAR = tmp_path
    (tmp_path / "report-layouts").mkdir()

    def laid(text: str = "", **more):
        path = tmp_path / "report-layouts" / "own.json"
        path.write_text(text or json.dumps(layouts.layout("esf-plus").plain() | {"code": "own"} | more))
        return path

    return laid


@pytest.mark.parametrize(
    "wrong", ['{"code": "x"}', "{", '{"code": "A B", "name": "", "authority": "", "from_on": "2020-01-01", "parts": []}']
)
def test_a_file_that_is_no_layout_is_left_out_and_told(prepare, own, wrong):
    own(wrong)
    assert "esf-plus" in layouts.layouts()
    assert prepare().layout == "esf-plus"
    with pytest.raises(Failure, match="own.json"):
        check.run(argparse.Namespace(deploy=False))


def test_a_signed_report_is_read_and_counted_again_without_the_file_of_its_layout(cast, signed, page, own):
    file = own()
    report = signed(layout="own")
    file.unlink()
    assert page("farid", report).status_code == 200
    assert queries.counting_again(cast.farid, report.pk).identical
    own("{")
    assert page("farid", report).status_code == 200


def test_a_report_whose_layout_has_ended_is_corrected_and_prepared_anew(cast, signed, own):
    own(until_on="2021-04-01")
    report, later, at = signed(layout="own"), cast.viewer("farid", date(2021, 4, 2)), the_cast.NOW + timedelta(days=18)
    about = {"by": later, "at": at, "code": "gent", "as_of": report.as_of}
    with pytest.raises(Refused):
        actions.prepare(**about, layout="own")
    correction = actions.prepare(**about, corrects_id=report.pk, correction_reason="Somebody was missing.")
    again = actions.prepare_anew(by=later, at=at, report_id=correction.pk)
    for one in (correction, again):
        assert (one.layout, one.figures["layout"]) == ("own", report.figures["layout"])


def test_layouts_are_in_force_from_a_day():
    assert "esf-vlaanderen" not in layouts.layouts(date(2020, 12, 31))
    assert "esf-vlaanderen" in layouts.layouts(date(2021, 1, 1))
    with pytest.raises(NotFound):
        layouts.layout("nothing")


# On paper --------------------------------------------------------------------------------------------------------------
def unpacked(pdf: bytes) -> str:
    """Everything a PDF says, its packed streams opened."""
    found = [pdf.decode("latin-1")]
    for part in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S):
        try:
            found.append(zlib.decompress(part).decode("latin-1"))
        except zlib.error:
            continue
    return "\n".join(found)


def test_the_paper_is_tagged_titled_and_says_its_pictures_in_words(cast, report, client, as_of_the_cast):
    programmes.describe(
        by=cast.farid, at=the_cast.NOW, code="gent", words={"name": "Jobteam", "visibility_text": "Co-funded by the European Union"}
    )
    pdf = unpacked(taken(client, cast, report, "pdf"))
    assert pdf.startswith("%PDF-1.7")
    for sign in ("pdfuaid:part", "/MarkInfo", "/StructTreeRoot", "/Lang (en)", "/DisplayDocTitle true", "/S /H1", "/S /TH", "/S /Figure"):
        assert sign in pdf, sign
    assert pdf.count("/S /Figure") == pdf.count("/Alt") == 3  # the emblem and two pictures
    assert "/FontFile" in pdf
    assert the_cast.SECRET not in pdf


def test_the_emblem_stands_only_where_the_layout_asks_for_it(cast, report, client, as_of_the_cast):
    report.figures["layout"]["emblem"] = ""
    report.checksum = seal(report.figures)
    report.save()
    assert unpacked(taken(client, cast, report, "pdf")).count("/S /Figure") == 2


def test_nothing_is_fetched_for_the_paper(cast, report, client, as_of_the_cast):
    report.note = '<img src="http://evil.example/x.png"><img src="file:///etc/passwd">'
    report.save()
    assert "evil" not in unpacked(taken(client, cast, report, "pdf"))  # the note is text; its letters are drawn as glyphs


def test_the_paper_says_no_code_of_our_own_and_sets_numbers_at_their_end(report):
    paper = importlib.import_module("vieta.web.lead.paper")
    parts = dict(paper._parts(report.figures))
    heads, *rows = parts["Indicators"]
    assert [head for head, _number in heads] == ["Indicator", "Women", "Men", "Non-binary", "Total"]
    assert [number for _head, number in heads] == [False, True, True, True, True]
    names = [row[0][0] for row in rows]
    assert "EECO01 Total number of participants" in names
    assert any(name.startswith("Aged 30 to 54") for name in names)
    said = [str(cell) for part in parts.values() for row in part for cell, _number in row]
    assert not {"30-54", "not-in-education", "reached"} & set(said)
    assert [number for _cell, number in parts["Funding"][1]] == [False, True, True]
