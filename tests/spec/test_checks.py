"""The checks before signing (P01 to P21): for each a case in which it alone fires, drawn from one in which none does."""

from dataclasses import replace
from decimal import Decimal

import pytest

from vieta.reports.rules import CHECKS, Case, Promise, run

CAPS = {
    "EECR01": (("EECO04",), True),
    "EECR04": (("EECO02", "EECO04"), False),
    "EECR05": (("EECO02", "EECO04"), False),
    "EECR06": (("EECO05",), False),
}


def row(women: int, men: int = 0, non_binary: int = 0, total: int | None = None) -> dict[str, int]:
    return {"women": women, "men": men, "non_binary": non_binary, "total": women + men + non_binary if total is None else total}


NUMBERS = {
    "EECO01": row(6, 4), "EECO02": row(3, 2), "EECO03": row(1, 1), "EECO04": row(2, 1), "EECO05": row(1, 1),
    "EECO06": row(1, 0), "EECO07": row(2, 2), "EECO08": row(1, 1), "EECO09": row(2, 2), "EECO10": row(3, 1), "EECO11": row(1, 1),
    "EECO12": row(1, 0), "EECO13": row(2, 2), "EECO14": row(6, 4), "EECO15": row(0, 0), "EECO16": row(1, 1), "EECO17": row(0, 1),
    "EECR01": row(1, 0), "EECR04": row(1, 1), "EECR05": row(1, 1), "EECR06": row(1, 0),
}  # fmt: skip
SOUND = Case(
    numbers=NUMBERS, former={"EECO01": row(5, 4)}, caps=CAPS, leavers=5, promises=[Promise("Reached", 10, 20, Decimal("50.0"))],
    percents=[Decimal("85.00"), Decimal("15.00")], preparer=1, signer=2,
)  # fmt: skip


def numbers(**cells) -> dict:
    return NUMBERS | cells


def members(**counted):
    return lambda code: dict.fromkeys(counted.get(code, ()), "W")


ALONE = [
    ("P01", {"numbers": numbers(EECO04=row(1, 1))}),
    ("P02", {"numbers": numbers(EECO03=row(4, 1))}),
    ("P03", {"numbers": numbers(EECO11=row(0, 1))}),
    ("P04", {"numbers": numbers(EECO07=row(5, 2))}),
    ("P05", {"numbers": numbers(EECO13=row(7, 2))}),
    ("P06", {"numbers": numbers(EECO16=row(1, 1, total=3))}),
    ("P07", {"numbers": numbers(EECR05=row(6, 1))}),
    ("P08", {"members": members(EECR01=[7], EECR04=[7, 8])}),
    ("P08", {"leavers": 2}),
    ("P09", {"former": {"EECO01": row(8, 3)}}),
    ("P10", {"odd": {"left-before-entry": [7]}}),
    ("P10", {"odd": {"outside-the-programme": [7]}}),
    ("P10", {"odd": {"late-result": [7]}}),
    ("P11", {"odd": {"too-early": [7]}}),
    ("P11", {"odd": {"follow-up-due": [7]}}),
    ("P12", {"odd": {"improved-not-employed": [7]}}),
    ("P12", {"odd": {"later-work-employed": [7]}}),
    ("P13", {"odd": {"child-employed": [7]}}),
    ("P14", {"odd": {"unemployed-after-entry": [7]}}),
    ("P15", {"odd": {"ground-disagrees": [7]}}),
    ("P16", {"odd": {"refused-without-evidence": [7]}}),
    ("P17", {"odd": {"no-result": [7]}}),
    ("P18", {"odd": {"duplicate": [7, 8]}}),
    ("P19", {"promises": [Promise("Reached", 30, 20, Decimal("150.0"))]}),
    ("P19", {"promises": [Promise("Reached", 30)]}),
    ("P19", {"promises": [Promise("Reached", 30, 0)]}),
    ("P20", {"signer": 1}),
    ("P21", {"percents": [Decimal("85.00"), Decimal("14.99")]}),
    ("P21", {"uneven": ["Rent"]}),
]


def test_a_sound_case_breaches_nothing():
    assert run(SOUND) == []


@pytest.mark.parametrize(("number", "change"), ALONE, ids=[f"{number}-{n}" for n, (number, _change) in enumerate(ALONE)])
def test_each_check_fires_alone(number, change):
    found = run(replace(SOUND, **change))
    assert [check.id for check, _breach in found] == [number]


def test_every_check_is_drawn_here():
    assert {number for number, _change in ALONE} == {check.id for check in CHECKS} == {f"P{n:02d}" for n in range(1, 22)}


def test_more_job_search_than_inactive_warns_while_more_work_than_workless_is_an_error():
    [(_check, soft)] = run(replace(SOUND, numbers=numbers(EECR01=row(3, 0))))
    [(_check, hard)] = run(replace(SOUND, numbers=numbers(EECR06=row(2, 0))))
    assert (soft.severity, hard.severity) == ("warning", "")


def test_the_records_behind_a_breach_are_named():
    whose = members(EECO01=[1, 2, 3], EECO02=[1], EECO04=[2], EECO05=[2])
    [(_check, found)] = run(replace(SOUND, numbers=numbers(EECO04=row(1, 1)), members=whose))
    assert found.people == (2, 3)  # two is in two groups, three is in none
    assert found.cells == ("EECO01", "EECO02", "EECO04", "EECO05")


def test_a_correction_may_let_a_number_fall():
    assert run(replace(SOUND, former={"EECO01": row(8, 3)}, correction=True)) == []


def test_the_older_period_has_its_own_ties():
    older = {
        "CO01": row(3, 2), "CO02": row(1, 1), "CO03": row(2, 1), "CO05": row(1, 1), "CO06": row(2, 1), "CO07": row(1, 1),
        "CO09": row(2, 2), "CO10": row(3, 1), "CO11": row(0, 1), "CR01": row(1, 0), "CR04": row(1, 1),
    }  # fmt: skip
    case = replace(SOUND, numbers=older, former={})
    assert run(case) == []  # who has less than primary school is in none of the three levels
    assert [check.id for check, _b in run(replace(case, numbers=older | {"CO11": row(3, 1)}))] == ["P03"]
    assert [check.id for check, _b in run(replace(case, numbers=older | {"CO02": row(4, 1)}))] == ["P02"]
