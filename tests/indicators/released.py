"""Programmes made up for disclosure control: groups of people who are alike, counted and released half-year by half-year."""

from collections import Counter
from dataclasses import astuple

from hypothesis import strategies as st

from tests.indicators.attacker import COLUMNS, PEOPLE, RESULTS, Attacker, Book, without
from vieta.indicators.disclosure import Protected, Told, World, protect_all
from vieta.indicators.engine import Count
from vieta.indicators.linked import cell, linked

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


def places_of(person) -> tuple[str, ...]:
    """The region and the provider of a group."""
    return tuple(f"{kind}:{number}" for kind, number in zip(KINDS, person[6:8], strict=True))


def told_of(people) -> dict:
    """What is counted of a programme, and of each region and provider of its own people."""

    def tables(some) -> dict[str, dict[str, list[int]]]:
        return {part: {code: [*astuple(count)] for code, count in table.items()} for part, table in counted(some).items()}

    parts = sorted({part for person in people for part in places_of(person)})
    own = {part: {"progress": {}, "tables": tables([person for person in people if part in places_of(person)])} for part in parts}
    return {"progress": {}, "tables": tables(people), "places": sorted({places_of(person) for person in people}), "own": own}


def truth(people, names) -> dict[tuple, int]:
    """The counts of some people, by the attacker's names."""
    found = {
        (code, column, part): getattr(count, column)
        for part, table in counted(people).items()
        for code, count in table.items()
        for column in COLUMNS
    }
    return {(code, column, part): found.get((code.replace("middle", "30-54"), column, part), 0) for code, column, part in names}


class Programme:
    """Half-years released one after another, in whichever order of their days."""

    def __init__(self):
        self.told: list[Told] = []
        self.books: list[Book] = []
        self.people: list[list] = []
        self.counted: list[dict] = []
        self.worlds: list[World] = []

    def release(self, day: int, people, *, insiders: bool = True) -> Protected:
        """Releases a day, and writes down what readers get; without `insiders` as it was done in former times."""
        self.counted.append(told_of(people))
        self.people.append([*people])
        answer, places = linked(self.counted[-1]), self.counted[-1]["places"]
        each = [[linked(one, part) for one in self.counted] for part in self.parts] if insiders else []
        found = protect_all(answer, THRESHOLD, day=day, told=self.told, worlds=self.worlds, insiders=each)
        shown = {name: value if name in found.shown else None for name, value in answer.cells.items()}
        parts = sorted({name.split("|")[2] for name in answer.cells})
        tables = {p: {code: [shown[cell(code, column, p)] for column in COLUMNS] for code in [*PEOPLE, *RESULTS]} for p in parts}
        for part in {part for place in places for part in place} - set(parts):  # the reader knows what the whole programme lies in
            tables[part] = tables[""]
        self.told.append(Told(day, answer, found.shown))
        self.worlds = found.worlds
        self.books.append(Book({"progress": {}, "tables": tables}, places, day))
        return found

    @property
    def parts(self) -> list[str]:
        """The regions and providers there were on any day."""
        return sorted({part for one in self.counted for part in one["own"]})

    @property
    def truths(self) -> list[dict[tuple, int]]:
        """The counts of everybody behind each book."""
        return self._truths(self.people)

    def narrowed(self, insider: str = "") -> list[str]:
        """What an attacker works out, who knows everything of a part if it is named."""
        if not insider:
            return Attacker(self.books).narrow(self.truths, THRESHOLD)
        own = self._truths([[person for person in people if insider in places_of(person)] for people in self.people])
        others = self._truths([[person for person in people if insider not in places_of(person)] for people in self.people])
        books = [without(book, mine, insider) for book, mine in zip(self.books, own, strict=True)]
        return Attacker(books).narrow(others, THRESHOLD)

    def _truths(self, each) -> list[dict[tuple, int]]:
        codes = [*PEOPLE, "middle", *RESULTS]
        names = [[(code, column, part) for part in book.parts for code in codes for column in COLUMNS] for book in self.books]
        return [truth(people, some) for people, some in zip(each, names, strict=True)]


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
