"""The command's contract: its files, its answers, and what it says of inputs it cannot trust."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from vieta.jobs.cli import main

E = "mentee,mentor,score\na,x,5\na,y,3\nb,x,9\nc,y,-4\n"
C = "mentor,capacity\nx,1\ny,1\nz,0\n"
M = """mentee,branch,languages,free,waiting_since,group
Amina,Ghent,fr:B2;ar:native,tue-evening,2026-01-05,a
Bela,Ghent,fr:B1,tue-evening;sat-morning,2026-02-02,b
Chloé,Riga,lv:C1,mon-morning,,b
"""
N = """mentor,capacity,branch,languages,free,cleared_until,trained_on
Dario,1,Ghent,fr:native,tue-evening,2027-01-01,2025-11-01
Greta,2,Ghent,fr:C1,sat-morning,2027-01-01,2025-11-01
"""
R = 'version = "spring"\ndate = 2026-03-02\n[limits]\nlanguage = "B1"\nfree_together = 1\n[weights]\nlanguages = 2\nwaiting = 1\n'
EDGES = ("--edges", "E.csv", "--capacities", "C.csv")
PEOPLE = ("--mentees", "M.csv", "--mentors", "N.csv", "--rules", "R.toml")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with good files, and the shell in it."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("E.csv", E), ("C.csv", C), ("M.csv", M), ("N.csv", N), ("R.toml", R)):
        Path(name).write_text(text)
    return tmp_path


def match(*words: str) -> int:
    try:
        return main(["match", *words])
    except SystemExit as stop:
        return int(stop.code or 0)


def refused(capsys, *words: str) -> str:
    """The command answers 2, writes nothing, and says one line."""
    before = {path.name: path.read_bytes() for path in Path().iterdir()}
    assert match(*words) == 2
    assert {path.name: path.read_bytes() for path in Path().iterdir()} == before
    return capsys.readouterr().err


def test_scored_pairs_in_duos_out(folder):
    assert match(*EDGES, "--out", "pairs.csv") == 0
    assert Path("pairs.csv").read_text() == "mentee,mentor,score\na,y,3\nb,x,9\n"


def test_people_in_duos_and_proof_out_and_the_proof_holds(folder, capsys):
    assert match(*PEOPLE, "--out", "pairs.csv", "--certificate", "c.json", "--reasons", "why.csv", "--unmatched", "left.csv") == 0
    assert [line.rsplit(",", 1)[0] for line in Path("pairs.csv").read_text().splitlines()] == ["mentee,mentor", "Amina,Dario", "Bela,Greta"]
    body = json.loads(Path("c.json").read_text())
    assert (body["gap"], body["rules_version"]) == ({"people": 0, "points": 0}, "spring")
    assert "both speak French at B2; both free on Tuesday evenings" in Path("why.csv").read_text()
    assert "one more mentor in Riga who speaks Latvian at B1 and is free on Monday mornings" in Path("left.csv").read_text()
    assert match(*PEOPLE, "--verify", "c.json", "--pairs", "pairs.csv") == 0
    assert "Proven: 2 of 3" in capsys.readouterr().out


def test_the_proof_of_scored_pairs_holds_until_anything_is_touched(folder, capsys):
    assert match(*EDGES, "--out", "pairs.csv", "--certificate", "c.json") == 0
    check = (*EDGES, "--verify", "c.json", "--pairs", "pairs.csv")
    assert match(*check) == 0
    for name in ("E.csv", "C.csv", "pairs.csv", "c.json"):
        good = Path(name).read_bytes()
        Path(name).write_bytes(good.replace(b"3", b"4") if name != "C.csv" else good.replace(b"z,0", b"z,1"))
        assert match(*check) == 1, name
        assert "rejected" in capsys.readouterr().err
        Path(name).write_bytes(good)
    assert match(*check) == 0


def test_locked_and_forbidden_pairs(folder):
    Path("L.csv").write_text("mentee,mentor\na,x\n")
    Path("F.csv").write_text("mentee,mentor\nc,y\n")
    more = ("--locked", "L.csv", "--forbidden", "F.csv")
    assert match(*EDGES, *more, "--out", "pairs.csv", "--certificate", "c.json") == 0
    assert Path("pairs.csv").read_text() == "mentee,mentor,score\na,x,5\n"
    assert match(*EDGES, *more, "--verify", "c.json", "--pairs", "pairs.csv") == 0
    assert match(*EDGES, "--verify", "c.json", "--pairs", "pairs.csv") == 1


def test_writing_styles_that_mean_the_same_give_the_same(folder):
    assert match(*EDGES, "--out", "pairs.csv") == 0
    plain = Path("pairs.csv").read_bytes()
    rows = E.splitlines()
    for text in (
        "\ufeff" + E, E.replace("\n", "\r\n"), E.rstrip("\n"), E + "\n\n", "\n".join([rows[0], *rows[:0:-1]]) + "\n",
        '"mentee","mentor","score"\n"a","x","5"\n"a","y","3"\n"b","x","9"\n"c","y","-4"\n',
        "score,mentee,mentor\n" + "".join(f"{r.split(',')[2]},{r.split(',')[0]},{r.split(',')[1]}\n" for r in rows[1:]),
        E.replace(",5", ",+5"),
    ):  # fmt: skip
        Path("E.csv").write_bytes(text.encode())
        assert match(*EDGES, "--out", "again.csv") == 0
        assert Path("again.csv").read_bytes() == plain


def test_names_with_commas_quotes_and_other_scripts_come_back_as_they_are(folder):
    Path("E.csv").write_text('mentee,mentor,score\n"Ā, ""x""","مريم",7\n"two\nlines",γ,1\n')
    Path("C.csv").write_text("mentor,capacity\nمريم,1\nγ,1\n")
    assert match(*EDGES, "--out", "pairs.csv") == 0
    assert Path("pairs.csv").read_text() == 'mentee,mentor,score\n"two\nlines",γ,1\n"Ā, ""x""",مريم,7\n'


def test_places_of_none_negative_and_enormous_scores(folder):
    Path("E.csv").write_text(f"mentee,mentor,score\na,x,-5\nb,z,99\nc,y,{10**30}\nd,y,{10**30 + 1}\n")
    Path("C.csv").write_text(f"mentor,capacity\nx,{10**40}\ny,1\nz,0\n")
    assert match(*EDGES, "--out", "pairs.csv", "--certificate", "c.json") == 0
    assert Path("pairs.csv").read_text() == f"mentee,mentor,score\na,x,-5\nd,y,{10**30 + 1}\n"
    assert match(*EDGES, "--verify", "c.json", "--pairs", "pairs.csv") == 0


BAD = {
    "unknown column": ("E.csv", "mentee,mentor,score,age\na,x,5,3\n", "E.csv, line 1, column age: unknown column"),
    "missing column": ("E.csv", "mentee,mentor\na,x\n", "E.csv, line 1, column score: the column is missing"),
    "column twice": ("E.csv", "mentee,mentor,mentor,score\n", "E.csv, line 1, column mentor: the column stands twice"),
    "duplicate pair": (
        "E.csv",
        "mentee,mentor,score\na,x,5\nb,x,1\na,x,5\n",
        "E.csv, line 4, column mentor: a, x stands in line 2 already",
    ),
    "negative capacity": ("C.csv", "mentor,capacity\nx,-1\ny,1\n", "C.csv, line 2, column capacity: -1 is less than 0"),
    "fractional capacity": ("C.csv", "mentor,capacity\nx,1.5\ny,1\n", "C.csv, line 2, column capacity: “1.5” is not a whole number"),
    "NaN": ("E.csv", "mentee,mentor,score\na,x,NaN\n", "E.csv, line 2, column score: “NaN” is not a whole number"),
    "fraction": ("E.csv", "mentee,mentor,score\na,x,5\na,y,2.5\n", "E.csv, line 3, column score: “2.5” is not a whole number"),
    "exponent": ("E.csv", "mentee,mentor,score\na,x,1e3\n", "E.csv, line 2, column score"),
    "infinity": ("E.csv", "mentee,mentor,score\na,x,inf\n", "E.csv, line 2, column score"),
    "underscore": ("E.csv", "mentee,mentor,score\na,x,1_0\n", "E.csv, line 2, column score"),
    "other digits": ("E.csv", "mentee,mentor,score\na,x,٣\n", "E.csv, line 2, column score"),
    "empty score": ("E.csv", "mentee,mentor,score\na,x,\n", "E.csv, line 2, column score"),
    "unknown mentor": (
        "E.csv",
        "mentee,mentor,score\na,x,5\na,w,1\n",
        "E.csv, line 3, column mentor: “w” is not in the file of capacities",
    ),
    "mentor twice": ("C.csv", "mentor,capacity\nx,1\ny,1\nx,1\n", "C.csv, line 4, column mentor: x stands in line 2 already"),
    "empty file": ("E.csv", "", "E.csv, line 1, column mentee: the file is empty"),
    "empty capacities": ("C.csv", "\n\n", "C.csv, line 1, column mentor: the file is empty"),
    "no rows": ("E.csv", "mentee,mentor,score\n", "E.csv, line 2, column mentee: the file has a header and no rows"),
    "too few fields": ("E.csv", "mentee,mentor,score\na,x\n", "E.csv, line 2, column score: 2 fields where the header has 3"),
    "too many fields": ("E.csv", "mentee,mentor,score\na,x,5,6\n", "E.csv, line 2, column score: 4 fields"),
    "empty name": ("E.csv", "mentee,mentor,score\n,x,5\n", "E.csv, line 2, column mentee: empty"),
    "spaces around": ("E.csv", "mentee,mentor,score\na ,x,5\n", "E.csv, line 2, column mentee: “a ” has spaces around it"),
    "open quote": ("E.csv", 'mentee,mentor,score\na,x,5\n"b,x,1\n', "E.csv, line 3, column mentee: not a well-formed line"),
    "after a quoted line end": ("E.csv", 'mentee,mentor,score\n"a\nb",x,5\nc,y,z\n', "E.csv, line 4, column score: “z”"),
    "NUL": ("E.csv", "mentee,mentor,score\na,x\0,5\n", "E.csv, line 2, column mentor: a NUL character"),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_an_input_that_cannot_be_trusted_is_refused_by_file_line_and_column(folder, capsys, bad):
    name, text, told = bad
    Path(name).write_text(text)
    assert told in refused(capsys, *EDGES, "--out", "pairs.csv", "--certificate", "c.json")


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_another_encoding_is_refused_where_it_shows(folder, capsys, encoding):
    Path("E.csv").write_bytes("mentee,mentor,score\na,x,5\nb,é,3\n".encode(encoding))
    line = "line 3, column mentor" if encoding == "latin-1" else "line 1"
    assert f"E.csv, {line}" in refused(capsys, *EDGES, "--out", "pairs.csv")


PEOPLE_BAD = {
    "language": ("M.csv", M.replace("fr:B1", "fr"), "M.csv, line 3, column languages"),
    "level": ("M.csv", M.replace("fr:B1", "fr:B7"), "M.csv, line 3, column languages"),
    "slot": ("M.csv", M.replace("sat-morning", "sat-noon"), "M.csv, line 3, column free"),
    "date": ("M.csv", M.replace("2026-02-02", "02/02/2026"), "M.csv, line 3, column waiting_since"),
    "mentee twice": ("M.csv", M.replace("Bela", "Amina"), "M.csv, line 3, column mentee: Amina stands in line 2 already"),
    "capacity": ("N.csv", N.replace("Greta,2", "Greta,two"), "N.csv, line 3, column capacity"),
    "column the rules need": ("N.csv", N.replace("cleared_until", "born_on"), "N.csv, line 1, column cleared_until: the column is missing"),
    "weight": ("R.toml", R.replace("languages = 2", "religion = 2"), "R.toml, line 7, column weights.religion: religion is not available"),
}


@pytest.mark.parametrize("bad", PEOPLE_BAD.values(), ids=PEOPLE_BAD)
def test_people_and_rules_that_cannot_be_trusted_are_refused(folder, capsys, bad):
    name, text, told = bad
    Path(name).write_text(text)
    assert told in refused(capsys, *PEOPLE, "--out", "pairs.csv")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("mentee,mentor\na,q\n", "L.csv, line 2, column mentor: “q” is not in the pool"),
        ("mentee,mentor\na,x\na,y\n", "L.csv, line 3, column mentee: “a” is locked with another mentor already"),
        ("mentee,mentor\na,x\nb,x\n", "L.csv, line 3, column mentor: “x” has no place left"),
        ("mentee,mentor\nb,y\n", "L.csv, line 2, column mentor: this pair is not among the allowed pairs"),
    ],
)
def test_locked_duos_that_cannot_stand_are_refused(folder, capsys, text, told):
    Path("L.csv").write_text(text)
    assert told in refused(capsys, *EDGES, "--locked", "L.csv", "--out", "pairs.csv")


@pytest.mark.parametrize(
    "words",
    [
        (), EDGES, ("--edges", "E.csv", "--out", "p.csv"), (*EDGES, *PEOPLE, "--out", "p.csv"), (*EDGES, "--out", "E.csv"),
        (*EDGES, "--out", "p.csv", "--certificate", "p.csv"), (*EDGES, "--verify", "c.json"), (*EDGES, "--reasons", "r.csv", "--out", "p.csv"),
        (*EDGES, "--verify", "c.json", "--pairs", "p.csv", "--out", "q.csv"), ("--mentees", "M.csv", "--out", "p.csv"),
        ("--edges", "nowhere.csv", "--capacities", "C.csv", "--out", "p.csv"), (*EDGES, "--out", "no/such/folder/p.csv"),
        (*EDGES, "--out", "p.csv", "--certificate", "no/such/folder/c.json"), (*EDGES, "--verify", "nowhere.json", "--pairs", "E.csv"),
    ],
)  # fmt: skip
def test_a_call_that_cannot_be_meant_is_refused(folder, capsys, words):
    refused(capsys, *words)


def test_it_needs_neither_settings_nor_a_database(folder):
    """In a process of its own, with settings that do not exist; the engine loads nothing of Django."""
    surroundings = os.environ | {"DJANGO_SETTINGS_MODULE": "no.such.settings", "VIETA_DATABASE_URL": "nonsense"}
    code = f"""
import sys
from vieta.jobs.cli import main
answer = main(["match", *{EDGES!r}, "--out", "pairs.csv", "--certificate", "c.json"])
import vieta.matching.engine.best, vieta.matching.engine.fair, vieta.matching.engine.unmatched
import django.apps
sys.exit(answer or django.apps.apps.ready)
"""
    done = subprocess.run([sys.executable, "-c", code], env=surroundings, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert Path("pairs.csv").exists()


def test_the_engine_imports_nothing_of_django():
    code = "import sys; import vieta.matching.engine.best, vieta.matching.engine.fair, vieta.matching.engine.unmatched; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
