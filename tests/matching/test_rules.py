"""The rules file: what it may ask, what the law forbids it to ask, and how faults are told."""

import datetime
from fractions import Fraction

import pytest

from vieta.matching.engine.people import read_mentees
from vieta.matching.engine.rules import FORBIDDEN, ONLY_LIMITS, Rules, read_rules
from vieta.matching.engine.tables import InputError

FULL = """
version = "spring"
date = 2026-03-02
[limits]
language = "B1"
place = true
free_together = 1
weeks_together = 24
distance_km = 25
earlier_refusal = true
clearance = true
training = false
[eligibility]
mentee_age = [18, 33]
mentor_age = [50, 90]
age_gap = 20
migrant_background = true
[weights]
sector = 3
waiting = 1
[scales]
interests_full = 2
[floor]
below = 0.05
[changes]
new_mentor_capacity = 4
"""


def read(tmp_path, text: str) -> Rules:
    (tmp_path / "R.toml").write_text(text)
    return read_rules(tmp_path / "R.toml")[0]


def test_a_full_file_is_read(tmp_path):
    made = read(tmp_path, FULL)
    assert (made.version, made.today) == ("spring", datetime.date(2026, 3, 2))
    assert (made.limits.language, made.limits.distance_km, made.limits.training) == (2, 25, False)
    assert (made.eligibility.mentee_age, made.eligibility.age_gap) == ((18, 33), 20)
    assert (made.weight("sector"), made.weight("distance"), made.most_points) == (3, 0, 400)
    assert made.floor == Fraction(1, 20)
    assert made.changes.new_mentor_capacity == 4


@pytest.mark.parametrize("table", ["weights", "limits", "eligibility"])
@pytest.mark.parametrize("name", sorted(FORBIDDEN))
def test_what_the_law_keeps_out_cannot_be_a_criterion(tmp_path, table, name):
    with pytest.raises(InputError, match=r"line 4, column \w+\.\w+: .* is not available as a criterion"):
        read(tmp_path, f'version = "x"\ndate = 2026-03-02\n[{table}]\n{name} = 3\n')


@pytest.mark.parametrize("name", sorted(set(ONLY_LIMITS)))
def test_age_background_and_gender_cannot_rank(tmp_path, name):
    with pytest.raises(InputError, match="can only be|aggregate"):
        read(tmp_path, f'version = "x"\ndate = 2026-03-02\n[weights]\n{name} = 1\n')


@pytest.mark.parametrize("column", ["ethnicity", "religion", "disability", "health", "sexual_orientation"])
def test_what_the_law_keeps_out_has_no_place_in_the_people_files(tmp_path, column):
    (tmp_path / "M.csv").write_text(f"mentee,branch,languages,{column}\nAmina,Ghent,fr:B2,x\n")
    with pytest.raises(InputError, match=f"M.csv, line 1, column {column}: .* has no place in matching"):
        read_mentees(str(tmp_path / "M.csv"), read(tmp_path, 'version = "x"\ndate = 2026-03-02\n'))


HEAD = 'version = "x"\ndate = 2026-03-02\n'


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "column version"),
        ('version = "x"\n', "column date"),
        ('version = ""\ndate = 2026-03-02\n', "line 1, column version"),
        ('version = "x"\ndate = "2026-03-02"\n', "line 2, column date"),
        ('version = "x"\ndate = 2026-03-02T10:00:00\n', "line 2, column date"),
        (HEAD + "[weights]\nsector = 1.5\n", r"line 4, column weights\.sector: must be a whole number"),
        (HEAD + "[weights]\nsector = -1\n", r"weights\.sector"),
        (HEAD + "[weights]\nsector = true\n", r"weights\.sector"),
        (HEAD + "[weights]\nshoe_size = 1\n", r"weights\.shoe_size: unknown"),
        (HEAD + "[limits]\nlanguage = 'B9'\n", r"limits\.language"),
        (HEAD + "[limits]\nlanguage = true\n", r"limits\.language"),
        (HEAD + "[limits]\ntraining = 1\n", r"limits\.training: must be true or false"),
        (HEAD + "[limits]\ncapacity = false\n", r"limits\.capacity: unknown"),
        (HEAD + "[eligibility]\nmentee_age = [18]\n", r"eligibility\.mentee_age"),
        (HEAD + "[floor]\nbelow = 1.5\n", r"floor\.below"),
        (HEAD + "[floor]\nbelow = nan\n", r"floor\.below"),
        (HEAD + "[scales]\ninterests_full = 0\n", r"scales\.interests_full"),
        (HEAD + "weights = 3\n", "weights: must be a table"),
        (HEAD + "[unknown]\n", "unknown"),
        ("version = \n", "line 1, column 1: not a TOML file"),
    ],
)
def test_faults_name_line_and_key(tmp_path, text, fault):
    with pytest.raises(InputError, match=fault):
        read(tmp_path, text)
