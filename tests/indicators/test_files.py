"""A ledger filled from CSV files counts like the one of the database, and wrong files are refused in words."""

import json
from datetime import date

import pytest

from tests.cast import NOW
from tests.indicators.world import World
from vieta.enrolments.actions import withdraw_support
from vieta.indicators.engine import Engine, Question, engine
from vieta.indicators.ledger import files
from vieta.jobs.cli import main

DAY = date(2021, 12, 31)
HEADS = "participation,person,provider,enquired_on,entered_on,left_on,gender,birth_on,labour,unemployed_since,education,minority"


@pytest.fixture
def folder(tmp_path, settings):
    settings.VAR = tmp_path / "var"
    lines = [
        "1,a,org,2021-01-04,2021-01-04,2021-06-01,W,1990-06-15,unemployed,2019-07-01,2,declined",
        "2,b,org,2021-01-05,2021-01-05,,M,2003-02-05,inactive,,3,yes",
        "3,b,other,2021-08-05,2021-08-05,,M,2003-01-05,employed,,3,yes",
        "4,c,org,2021-01-05,2021-01-05,,N,1960-01-05,employed,,,no",
        "5,d,org,2021-01-05,,,W,1960-01-05,employed,,5,no",
    ]
    (tmp_path / "participations.csv").write_text("\n".join([HEADS, *lines]) + "\n")
    (tmp_path / "activities.csv").write_text(
        "activity,kind,on,minutes,person,participation,presence\n1,consultation,2021-02-01,60,a,1,present\n"
    )
    (tmp_path / "outcomes.csv").write_text("participation,kind,on,earnings\n1,employment,2021-06-20,1200.50\n")
    return tmp_path


def test_the_two_commands(folder, capsys, db):
    assert main(["ledger", "import", str(folder), "--programme", "far"]) == 0
    capsys.readouterr()
    assert main(["report", "esf-plus", "--programme", "far", "--as-of", "2021-12-31", "--format", "json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["EECO01"] == {"women": 1, "men": 1, "non_binary": 0, "total": 2}
    assert figures["EECO03"] == figures["EECR04"] == figures["EECR05"] == {"women": 1, "men": 0, "non_binary": 0, "total": 1}
    assert figures["EECO04"] == figures["EECO06"] == figures["EECO15"] == {"women": 0, "men": 1, "non_binary": 0, "total": 1}
    assert figures["EECO05"]["total"] == 0
    assert set(figures) >= {f"EECO{n:02}" for n in range(1, 18)} | {"EECR01", "EECR04", "EECR05"}


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("participations.csv", "person\na\n", "participation is missing"),
        ("participations.csv", f"{HEADS}\n1,a,org,2021-02-30,,,W,,,,,\n", "2021-02-30"),
        ("outcomes.csv", "participation,kind\n1,employment\n", "on is missing"),
    ],
)
def test_wrong_files_are_refused_and_nothing_is_kept(folder, capsys, db, file, text, words):
    (folder / file).write_text(text)
    assert main(["ledger", "import", str(folder), "--programme", "far"]) == 2
    assert words in capsys.readouterr().err
    assert not (folder / "var" / "ledger").exists()


def test_an_unknown_programme_and_a_wrong_day_are_told(capsys, db, tmp_path, settings):
    settings.VAR = tmp_path
    assert main(["report", "esf-plus", "--programme", "nowhere", "--as-of", "2021-12-31"]) == 2
    assert main(["report", "esf-plus", "--programme", "nowhere", "--as-of", "31.12.2021"]) == 2
    assert "no programme nowhere" in (told := capsys.readouterr().err)
    assert "is no day" in told


def test_an_exported_programme_counts_the_same_from_its_files(cast, tmp_path, settings, capsys):
    settings.VAR = tmp_path / "var"
    world = World(cast)
    stay = world.enrol(entered=date(2020, 6, 1), left=date(2020, 9, 1), traits=world.WHOLE | {"minority": None})
    world.outcome(stay, "employment", date(2020, 9, 10))
    world.enrol(stay.person, entered=date(2021, 1, 1), traits=world.WHOLE)
    world.enrol(entered=date(2020, 6, 1), traits=world.WHOLE | {"gender": "M", "labour": "employed"})
    assert main(["export", str(tmp_path / "out"), "--programme", "gent"]) == 0
    told = told_by_both(tmp_path / "out", capsys)
    assert told["EECO01"]["total"] == 2


def told_by_both(folder, capsys) -> dict:
    """What the report says of the programme and of a ledger filled from its exported folder: the same."""
    assert main(["ledger", "import", str(folder), "--programme", "copy"]) == 0
    capsys.readouterr()
    told = []
    for code in ("gent", "copy"):
        assert main(["report", "esf-plus", "--programme", code, "--as-of", "2021-12-31"]) == 0
        told.append(json.loads(capsys.readouterr().out))
    assert told[0] == told[1]
    return told[0]


def test_organisations_supported_count_the_same_from_an_exported_folder(cast, tmp_path, settings, capsys):
    settings.VAR = tmp_path / "var"
    world = World(cast)
    jobless, employed = (
        world.enrol(entered=date(2020, 6, 1), traits=world.WHOLE | {"labour": labour}).person for labour in ("unemployed", "employed")
    )
    made = [world.supported(kind, date(2020, 7, n)) for n, kind in enumerate(("public", "public", "enterprise", "enterprise"), start=1)]
    for owner in (jobless, employed):  # the firm of somebody who counts as employed does not count
        world.supported("enterprise", date(2020, 8, 1), owner=owner)
    world.supported("public", date(2022, 1, 1))  # after the day asked about
    withdraw_support(by=cast.farid, at=NOW, code="gent", support_id=made[0].pk, reason="It was another office.")
    assert main(["export", str(tmp_path / "out"), "--programme", "gent"]) == 0
    lines = (tmp_path / "out" / "supported.csv").read_text("utf-8").splitlines()
    assert lines[0] == "organisation,kind,on,owner,what,source"
    assert len(lines) == 1 + 6  # without what was taken back
    assert [line.split(",")[3] for line in lines[4:6]] == [jobless.reference, employed.reference]
    told = told_by_both(tmp_path / "out", capsys)
    assert (told["EECO18"]["total"], told["EECO19"]["total"]) == (1, 3)
    copy, codes = Engine(files.kept(files.place_of("copy"))), ["EECO18", "EECO19", "CO22", "CO23"]
    exact = engine().counts(Question(cast.world.programme.pk, DAY), codes)
    assert copy.counts(Question(1, DAY), codes) == exact
    assert [count.total for count in exact[None].values()] == [1, 3, 1, 3]


def test_columns_of_this_release_are_read_and_older_folders_still_are(folder, capsys, db):
    lines = [
        f"{HEADS},precarious,grounds,region_category",
        "1,a,org,2021-01-04,2021-01-04,2021-03-01,W,1990-06-15,employed,,2,,yes,roma;age-50,less",
        "2,b,org,2021-01-05,2021-01-05,2021-03-01,M,1980-02-05,employed,,3,,no,,",
    ]
    (folder / "participations.csv").write_text("\n".join(lines) + "\n")
    (folder / "outcomes.csv").write_text(
        "participation,kind,on,contract_kind\n1,employment,2021-04-01,permanent\n2,employment,2021-04-01,permanent\n2,qualification,2021-03-02,\n"
    )
    (folder / "supported.csv").write_text(
        "organisation,kind,on,owner\nx,enterprise,2021-02-01,a\ny,enterprise,2021-02-01,\nz,public,2021-02-01,\nz,public,2021-03-01,\n"
    )
    assert main(["ledger", "import", str(folder), "--programme", "far"]) == 0
    capsys.readouterr()
    assert main(["report", "esf-plus", "--programme", "far", "--as-of", "2021-12-31"]) == 0
    figures = json.loads(capsys.readouterr().out)
    totals = {code: figures[code]["total"] for code in ("EECR06", "EECR03", "EECO05", "EECO18", "EECO19")}
    assert totals == {"EECR06": 1, "EECR03": 1, "EECO05": 2, "EECO18": 1, "EECO19": 1}  # the firm of somebody employed is not counted
    assert list(figures) == [f"EECO{n:02}" for n in range(1, 20)] + [f"EECR{n:02}" for n in range(1, 7)]
    for name in ("grounds", "supported", "partners", "counting", "windows"):  # kept by a release that did not know them
        (folder / "var" / "ledger" / "far" / f"{name}.parquet").unlink()
    assert main(["report", "esf-plus", "--programme", "far", "--as-of", "2021-12-31"]) == 0
    older = json.loads(capsys.readouterr().out)
    assert (older["EECO05"], older["EECO18"]["total"]) == (figures["EECO05"], 0)
