"""No text of ours starts a formula in a spreadsheet, however it splits our lines; and what is read back is what was written."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vieta.base.text import csv_line, meant, neutral

SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"
EVIL = [
    "=1+1", "Jan;=cmd|'/C calc'!A0", "\uff1d1+1", "a,\uff0b1", "a\t@SUM(A1)", "a\n-1", "a\r\n=1", 'Jan;"=1', '"=1";=2', "\t=1", ";;=1", "'=1", "a;'=1",
]  # fmt: skip
TEXTS = st.text(alphabet=st.sampled_from("a'\";,\t\r\n |" + SIGNS), max_size=12)


def cells(line: str, sign: str) -> list[str]:
    return [cell for row in csv.reader(io.StringIO(line, newline=""), delimiter=sign) for cell in row]


@pytest.mark.parametrize("evil", EVIL)
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_nothing_starts_a_formula_wherever_a_line_is_split(evil, sign):
    for line in (csv_line([evil, 5, "x"]), csv_line([5, evil]), csv_line(["x", "", evil])):
        assert not [cell for cell in cells(line, sign) if cell.startswith(tuple(SIGNS))]


@given(TEXTS)
def test_what_was_made_harmless_is_read_as_it_was_meant(text):
    assert meant(neutral(text)) == text
    assert [meant(cell) for cell in cells(csv_line([text, "x"]), ",")] == [text, "x"]
    assert not neutral(text).startswith(tuple(SIGNS))


def test_what_starts_nothing_stays_as_it_is():
    for text in ("Emma", "a-b", "1 = 1", "it's", ""):
        assert neutral(text) == text
    assert csv_line(["Emma", None, 3, "a;b", 'say "so"']) == 'Emma,,3,"a;b","say ""so"""\r\n'
