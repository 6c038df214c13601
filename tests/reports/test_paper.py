"""A report on paper holds to PDF/UA-1 by every rule a machine can check, and the check finds what is planted."""

import page
import pytest
from django.urls import reverse

from tests import cast as the_cast
from tests.reports.test_files import report, taken, unpacked  # noqa: F401  report is a fixture
from vieta.programmes import actions as programmes

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
