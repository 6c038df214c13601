"""A report on paper holds to PDF/UA-1 by every rule a machine can check, and the check finds what is planted."""

import re
from datetime import date

import page
import pytest
from django.urls import reverse

from tests import cast as the_cast
from tests.reports.test_files import report, taken, unpacked  # noqa: F401  report is a fixture
from vieta.programmes import actions as programmes
from vieta.programmes.models import Target
from vieta.reports import actions
from vieta.web.lead import paper as paper_of

# What is taken away from a good paper by letters of the same number, and the rule that must tell it.
FAULTS = {
    "no language": ("/Lang (", "/Lung (", "TEXT-LANGUAGE"),
    "title not shown": ("/DisplayDocTitle true", "/DisplayDocTitle null", "VIEWER-PREFERENCES"),
    "no title": ("dc:title", "dc:tilte", "METADATA-TITLE"),
    "not said to be PDF/UA": ("pdfuaid:part", "pdfuaid:trap", "ID-PART"),
    "not said to be tagged": ("/Marked true", "/Marked null", "TAGGED-DOCUMENT"),
    "no structure": ("/StructTreeRoot ", "/StructTreeRoof ", "STRUCT-TREE-ROOT"),
    "text without a tag": ("/MCID 0>>", "/MICD 0>>", "CONTENT-TAGGING"),
    "lines without a tag": ("/Artifact", "/Artifice", "CONTENT-TAGGING"),
    "picture without words": ("/Alt (", "/Atl (", "FIGURE-ALTERNATIVE-TEXT"),
    "heading of a level left out": ("/S /H2", "/S /H4", "HEADING-NESTING"),
    "tag nobody knows": ("/S /TH/", "/S /HT/", "STRUCT-TREE-ROLE-MAP"),
    "row that is none": ("/S /TR", "/S /P ", "TBODY-KIDS"),
    "typeface not embedded": ("/FontFile2", "/FontFlie2", "FONT-EMBEDDING"),
    "letters without meaning": ("/ToUnicode", "/ToUnicdoe", "FONT-UNICODE-MAPPING"),
}


def broken(pdf: bytes) -> list[str]:
    """The rules of PDF/UA-1 that a paper breaks."""
    return sorted({f"{one.rule_id}: {one.message}" for one in page.validate_pdf_bytes(pdf, profile="ua1").failures})


@pytest.fixture
def plain(monkeypatch):
    """Papers are written unpacked, so that faults can be planted in them."""
    weasyprint = pytest.importorskip("weasyprint")
    monkeypatch.setitem(weasyprint.DEFAULT_OPTIONS, "uncompressed_pdf", True)


@pytest.fixture
def paper(cast, report, client, as_of_the_cast) -> bytes:  # noqa: F811
    words = {"name": "Jobteam", "visibility_text": "Co-funded by the European Union"}
    programmes.describe(by=cast.farid, at=the_cast.NOW, code="gent", words=words)
    return taken(client, cast, report, "pdf")


def test_the_paper_breaks_no_rule(paper):
    assert broken(paper) == []


@pytest.mark.parametrize("language", ["lv", "el"])
def test_the_paper_breaks_no_rule_in_any_script(cast, report, client, as_of_the_cast, language):  # noqa: F811
    client.post(reverse("set_language"), {"language": language})
    pdf = taken(client, cast, report, "pdf")
    assert f"/Lang ({language})" in unpacked(pdf)
    assert broken(pdf) == []


def test_every_planted_fault_is_told(plain, paper):
    missed = []
    assert broken(paper) == []
    for name, (good, bad, rule) in FAULTS.items():
        planted = paper.replace(good.encode(), bad.encode())
        assert planted != paper, name
        assert len(planted) == len(paper), name
        if not any(rule in one for one in broken(planted)):
            missed.append(name)
    assert missed == []


def test_a_table_says_by_scope_and_by_name_what_its_heads_stand_for(plain, paper):
    text = paper.decode("latin-1")
    assert text.count("/S /TH/") == text.count("/Scope /Column") + text.count("/Scope /Row")
    without = text.replace("/Scope", "/Spoce").replace("/Headers", "/Haeders").encode("latin-1")
    assert any("TABLE-HEADERS-SCOPE" in one for one in broken(without))


def test_a_part_without_rows_has_no_table(plain, paper):
    text = paper.decode("latin-1")
    assert text.count("/S /Table") == text.count("/S /THead") == text.count("/S /TBody")


def test_the_foot_of_a_page_is_no_part_of_the_text(plain, paper):
    assert paper.count(b"<</Type/Pagination>>") == 2 * paper.count(b"/Type /Page/")


# What it says ----------------------------------------------------------------------------------------------------------
@pytest.fixture
def sheet(cast, world, prepare, client, as_of_the_cast, monkeypatch):
    """The page that becomes the paper, of a report whose warning has its reason and whose costs were shared."""
    Target.objects.filter(measure="intensive").delete()
    programmes.record_cost(by=cast.farid, at=the_cast.NOW, code="gent", on=date(2021, 3, 1), what="Rent", cents=1_234_500)
    world.enrol(entered=date(2020, 6, 1), traits=world.WHOLE)
    prepared = prepare()
    finding = prepared.findings.get(check_id="P19")
    actions.note_reason(
        by=cast.farid, at=the_cast.NOW, report_id=prepared.pk, finding_id=finding.pk, reason="The council sets it in June.",
    )  # fmt: skip
    pages, render = [], paper_of.render_to_string

    def kept(*args, **kwargs):
        pages.append(render(*args, **kwargs))
        return pages[-1]

    monkeypatch.setattr(paper_of, "render_to_string", kept)
    pdf = taken(client, cast, prepared, "pdf")
    assert broken(pdf) == []
    return pages[0]


def test_the_paper_tells_every_warning_with_its_reason(sheet):
    assert "20 of 21 checks hold." in sheet
    for words in (
        "P19: Targets are there",
        "has no target in the period in force",
        "Farid Haddad wrote on",
        "The council sets it in June.",
    ):
        assert words in sheet, words


def test_the_paper_writes_days_and_amounts_as_people_read_them(sheet):
    assert "15 Mar 2021" in sheet
    assert "2021-03-15" not in sheet
    assert ">12,345.00<" in sheet
    assert ">12345.00<" not in sheet


def test_the_bars_carry_names(sheet):
    [indicators] = re.findall(r"<title>Common indicators, all people: (.*?)</title>", sheet)
    assert "EECO01 Total number of participants: 1" in indicators
    drawn = re.findall(r"<text[^>]*>([^<]*)</text>", sheet)
    assert "EECO01 Total number of participants" in drawn
    assert [line for line in drawn if len(line) > 36] == []
