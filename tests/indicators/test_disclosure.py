"""An attacker who adds and subtracts everything shown learns of no small cell that it is small."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from vieta.indicators.disclosure import Answer, shown, told
from vieta.indicators.engine import Count
from vieta.indicators.measures import ESF_PLUS
from vieta.indicators.queries.safe import linked

THRESHOLD = 5
LABOUR, EDUCATION, AGES = ("EECO02", "EECO04", "EECO05"), ("EECO09", "EECO10", "EECO11"), ("EECO06", "EECO07", "EECO08", "")
TRAITS = ("EECO12", "EECO13", "EECO14", "EECO15", "EECO16", "EECO17")

PEOPLE = st.lists(
    st.tuples(
        st.sampled_from("WWWWMMMN"), st.sampled_from(LABOUR), st.sampled_from(EDUCATION), st.sampled_from(AGES), st.sets(st.sampled_from(TRAITS), max_size=2),
        st.sampled_from(["", "EECR01", "EECR04"]), st.integers(1, 40),
    ),
    max_size=12,
)  # fmt: skip


def table(people) -> dict[str, Count]:
    """The indicators of groups of people who are alike."""
    cells = {m.code: dict.fromkeys("WMN", 0) for m in ESF_PLUS}
    for gender, labour, education, age, traits, result, number in people:
        codes = {"EECO01", labour, education, *traits, *([age] if age else [])}
        if result == "EECR01" and labour == "EECO04" or result == "EECR04" and labour != "EECO05":
            codes.add(result)
        for code in codes:
            cells[code][gender] += number
    return {code: Count(c["W"], c["M"], c["N"]) for code, c in cells.items()}


class Attacker:
    """Knows how indicators hang together, and only what was shown; works the equations out on its own."""

    columns = ("women", "men", "non_binary", "total")

    def __init__(self, visible: dict[tuple[str, str], int]):
        codes = [m.code for m in ESF_PLUS]
        self.at = {cell: n for n, cell in enumerate(product([*codes, "middle", *(f"not {c}" for c in codes)], self.columns))}
        rows = []
        for code in [*codes, "middle"]:
            rows.append({(code, "women"): 1, (code, "men"): 1, (code, "non_binary"): 1, (code, "total"): -1})
        for column in self.columns:
            for parts in (LABOUR, EDUCATION, ("EECO06", "EECO07", "EECO08", "middle")):
                rows.append({("EECO01", column): -1} | {(part, column): 1 for part in parts})
            caps = {"EECO03": ("EECO02",), "EECR01": ("EECO04",), "EECR04": ("EECO02", "EECO04"), "EECR05": ("EECO02", "EECO04")}
            for code in ("EECO03", *TRAITS, "EECR01", "EECR04", "EECR05"):
                rows.append(
                    {(whole, column): -1 for whole in caps.get(code, ("EECO01",))} | {(code, column): 1, (f"not {code}", column): 1}
                )
        for cell, value in visible.items():
            rows.append({cell: 1, "is": value})
        self.left = np.zeros((len(rows), len(self.at)))
        self.right = np.array([row.get("is", 0) for row in rows])
        for n, row in enumerate(rows):
            for cell, factor in row.items():
                if cell != "is":
                    self.left[n, self.at[cell]] = factor

    def most(self, cell) -> float:
        aim = np.zeros(len(self.at))
        aim[self.at[cell]] = -1
        found = linprog(aim, A_eq=self.left, b_eq=self.right, bounds=(0, None), method="highs")
        assert found.status in (0, 3)
        return -found.fun if found.status == 0 else float("inf")


@settings(max_examples=25, deadline=None)
@given(PEOPLE)
def test_no_small_cell_can_be_worked_out(people):
    counts = table(people)
    answer = linked(counts)
    visible = {cell: answer.cells[cell] for cell in shown(answer, THRESHOLD)}
    assert not [cell for cell, value in visible.items() if 0 < value < THRESHOLD]
    attacker = Attacker(visible)
    whole = {"EECO03": ("EECO02",), "EECR01": ("EECO04",), "EECR04": ("EECO02", "EECO04"), "EECR05": ("EECO02", "EECO04")}
    for code, count in counts.items():
        for column in Attacker.columns:
            value = getattr(count, column)
            rest = sum(getattr(counts[w], column) for w in whole.get(code, ("EECO01",))) - value
            if 0 < value < THRESHOLD:
                assert attacker.most((code, column)) >= THRESHOLD - 1e-6
            if code in {"EECO03", *TRAITS, "EECR01", "EECR04", "EECR05"} and 0 < rest < THRESHOLD:
                assert attacker.most((f"not {code}", column)) >= THRESHOLD - 1e-6


def test_hiding_one_cell_is_not_enough():
    answer = Answer({"women": 40, "men": 30, "other": 2, "all": 72})
    answer.sum_of("all", ["women", "men", "other"])
    assert shown(answer, THRESHOLD) == {"women", "all"}


def test_those_without_a_characteristic_are_guarded_too():
    answer = Answer({"all": 40, "with": 38})
    answer.remainder("without", ["all"], "with")
    assert len(shown(answer, THRESHOLD)) == 1


def test_large_cells_and_zeros_are_shown():
    answer = Answer({"women": 40, "men": 30, "other": 0, "all": 70})
    answer.sum_of("all", ["women", "men", "other"])
    assert shown(answer, THRESHOLD) == {"women", "men", "other", "all"}


def test_an_earlier_answer_cannot_be_subtracted():
    answer = Answer({"women": 42, "men": 30, "all": 72}, known={"women": 40, "men": 20, "all": 60})
    answer.sum_of("all", ["women", "men"])
    assert "women" not in shown(answer, THRESHOLD)
    assert len(shown(answer, THRESHOLD)) == 1


def test_what_did_not_change_or_grew_enough_is_shown():
    answer = Answer({"women": 45, "men": 20, "all": 65}, known={"women": 40, "men": 20, "all": 60})
    answer.sum_of("all", ["women", "men"])
    assert shown(answer, THRESHOLD) == {"women", "men", "all"}


def test_a_reader_knows_what_follows_from_what_is_shown():
    answer = Answer({"women": 40, "men": 30, "all": 70, "parents": 9, "no parents": 61}, ties=[{"all": -1, "parents": 1, "no parents": 1}])
    answer.sum_of("all", ["women", "men"])
    assert told(answer, ["women", "men", "parents"]) == answer.cells
