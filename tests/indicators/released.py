"""Programmes made up for disclosure control: groups of people who are alike, counted and released half-year by half-year."""

from collections import Counter

from hypothesis import strategies as st

from tests.indicators.attacker import COLUMNS, PEOPLE, RESULTS, Attacker, Book
from vieta.indicators.disclosure import Answer, Protected, Told, World, protect
from vieta.indicators.engine import Count
from vieta.indicators.linked import cell, indicators

THRESHOLD = 5
LABOUR, EDUCATION, AGES = ("EECO02", "EECO04", "EECO05"), ("EECO09", "EECO10", "EECO11"), ("EECO06", "EECO07", "30-54", "EECO08")
ALIKE = st.tuples(
    st.sampled_from("WWWWMMMN"), st.sampled_from(LABOUR), st.sampled_from(EDUCATION), st.sampled_from(AGES),
    st.sets(st.sampled_from(PEOPLE[11:]), max_size=2), st.sampled_from(["", "EECR01", "EECR02", "EECR04", "EECR05"]),
    st.integers(1, 3), st.integers(1, 3), st.integers(1, 40),
)  # fmt: skip
KINDS = ("region_id", "provider_id")
CODES = [*PEOPLE, "30-54", *RESULTS]


def codes_of(labour, education, age, traits, result) -> set[str]:
    """What one of a group counts for; a result only where the group can have it."""
    fits = {"EECR01": labour == "EECO04", "EECR04": labour != "EECO05", "EECR05": labour != "EECO05"}
    return {"EECO01", labour, education, age, *traits, *([result] if result and fits.get(result, True) else [])}


def counted(people) -> dict[str, dict[str, Count]]:
    """The tables of the whole and of each region and provider."""
    cells: Counter = Counter()
    parts = {""} | {f"{kind}:{number}" for person in people for kind, number in zip(KINDS, person[6:8], strict=True)}
    for gender, labour, education, age, traits, result, region, provider, number in people:
        for code in codes_of(labour, education, age, traits, result):
            for part in ("", f"region_id:{region}", f"provider_id:{provider}"):
                cells[code, gender, part] += number
    return {part: {code: Count(*(cells[code, g, part] for g in "WMN")) for code in CODES} for part in sorted(parts)}


def asked(people) -> tuple[Answer, list[tuple]]:
    """The linked answer of a programme, and the ways its places come together."""
    tables = counted(people)
    parts = {kind: {part: table for part, table in tables.items() if part.startswith(kind)} for kind in KINDS}
    places = sorted({tuple(f"{kind}:{n}" for kind, n in zip(KINDS, person[6:8], strict=True)) for person in people})
    answer = Answer()
    indicators(answer, tables[""], {kind: some for kind, some in parts.items() if some}, places)
    return answer, places


class Programme:
    """Half-years released one after another, in whichever order of their days."""

    def __init__(self):
        self.told: list[Told] = []
        self.books: list[Book] = []
        self.truths: list[dict] = []
        self.worlds: list[World] = []

    def release(self, day: int, people) -> Protected:
        """Releases a day, and writes down what readers get and the truth behind it."""
        answer, places = asked(people)
        found = protect(answer, THRESHOLD, day=day, told=self.told, worlds=self.worlds)
        shown = {name: value if name in found.shown else None for name, value in answer.cells.items()}
        parts = sorted({name.split("|")[2] for name in answer.cells})
        tables = {p: {code: [shown[cell(code, column, p)] for column in COLUMNS] for code in [*PEOPLE, *RESULTS]} for p in parts}
        truth = {tuple(name.replace("30-54", "middle").split("|")): value for name, value in answer.cells.items()}
        for part in {part for place in places for part in place} - set(parts):  # the reader knows what the whole programme lies in
            tables[part] = tables[""]
            truth |= {(code, column, part): value for (code, column, whole), value in truth.items() if whole == ""}
        self.told.append(Told(day, answer, found.shown))
        self.worlds = found.worlds
        self.books.append(Book({"progress": {}, "tables": tables}, places, day))
        self.truths.append(truth)
        return found

    def narrowed(self) -> list[str]:
        """What an attacker works out."""
        return Attacker(self.books).narrow(self.truths, THRESHOLD)


def truth_of(row) -> dict[tuple, int]:
    """The counts behind a release of a database, by the attacker's names."""
    found = {(code, "total", ""): total for code, total in row.counted["progress"].items()}
    for part, table in row.counted["tables"].items():
        for code, four in table.items():
            values = [*four[:3], sum(four)]
            found |= {(code.replace("30-54", "middle"), column, part): value for column, value in zip(COLUMNS, values, strict=True)}
    return found


def confirmed(page, address: str, day: str, *, follow: bool = False, **given):
    """What the address answers to a lead who looks at what a day would show there, and confirms it."""
    looked = page.get(address, {"day": day}).context["preview"]
    return page.post(address, {"day": day, "seen": looked.seal if looked else ""} | given, follow=follow)
