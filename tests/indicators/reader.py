"""Somebody who opens every page and file of released figures and writes down what stands there, as the funder or as anybody."""

import csv
import io
import re
from dataclasses import dataclass
from html.parser import HTMLParser

from django.urls import reverse

HIDDEN = "hidden"


class Page(HTMLParser):
    """The tables of a page as rows of words, what its selects offer, and its large numbers with their notes."""

    def __init__(self, html: str):
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.offers: dict[str, dict[str, str]] = {}
        self.stats: list[dict[str, str]] = []
        self._words: list[str] | None = None
        self._select = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        about = dict(attrs)
        kind = (about.get("class") or "").split(" ")[0]
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("th", "td"):
            self._words = []
        elif tag == "select":
            self._select = about["name"]
            self.offers[self._select] = {}
        elif tag == "option":
            self.offers[self._select][about["value"]] = ""
        elif kind == "v-stat__label":
            self.stats.append({})
        if kind.startswith("v-stat__") and tag == "p":
            self._words = []
            self._part = kind.removeprefix("v-stat__")

    def handle_data(self, data):
        if self._words is not None:
            self._words.append(data)

    def handle_endtag(self, tag):
        if self._words is None or tag not in ("th", "td", "p"):
            return
        words = " ".join(" ".join(self._words).split())
        if tag == "p":
            self.stats[-1][self._part] = words
        else:
            self.tables[-1][-1].append(words)
        self._words = None


def number(words: str) -> int | None:
    """What a cell says: a number, or nothing where it is hidden."""
    if words == HIDDEN:
        return None
    assert re.fullmatch(r"\d[\d,\u00a0\u202f ]*", words), f"neither a number nor hidden: {words!r}"
    return int(re.sub(r"\D", "", words))


@dataclass
class Reader:
    """Reads by the addresses of the funder's place or of the public one."""

    client: object
    place: str

    def releases(self, code: str) -> dict[int, dict]:
        """Everything released of a programme, by the number of the release; the earliest first."""
        offers = self._page(code).offers["release"]
        return {int(release): self._release(code, release) for release in sorted(filter(None, offers), key=int)}

    def _release(self, code: str, release: str) -> dict:
        parts = [part for part in self._page(code, release=release).offers["part"] if part]
        tables, progress, last = {}, {}, {}
        for part in ("", *parts):
            page, lines = self._page(code, release=release, part=part), self._file(code, release=release, part=part)
            here = {line[0]: line for line in lines[1:]}
            self._same(page, here)
            day = self._of(here, tables, progress, part)
            last |= self._last(page, here)
        return {
            "progress": progress,
            "tables": tables,
            "last": last,
            "day": day,
            "indicators": next((here[c][2] for c in here if c[:4] == "EECO"), ""),
        }

    def _of(self, here: dict, tables: dict, progress: dict, part: str) -> str:
        found, day = {}, ""
        for code, line in here.items():
            values = [number(cell) for cell in line[3:] if cell != ""]
            if code.startswith("EEC"):
                found[code] = values
            else:
                day = line[2]
                assert progress.setdefault(code, {"value": values[0]}) == {"value": values[0]}
        if found:
            tables[part] = found
        return day

    def _same(self, page: Page, here: dict) -> None:
        """The page shows what the file says and nothing more, also as parts of a hundred."""
        names = {line[1]: code for code, line in here.items()}
        for table in page.tables:
            heads, *rows = table
            if heads[0] == "Indicator":
                assert {row[0].split()[0]: row[1:] for row in rows}.keys() == {code for code in here if code.startswith("EEC")}
                for row in rows:
                    assert [number(cell) for cell in row[1:]] == [number(cell) for cell in here[row[0].split()[0]][3:]]
            else:
                assert heads == ["Step", "People", "Of the step before"]
                before = None
                for name, people, share in rows:
                    assert number(people) == number(here[names[name]][6])
                    assert (share == "–") == (not before or number(people) is None)
                    before = number(people)

    def _last(self, page: Page, here: dict) -> dict:
        """What a large number says of another day, where the present one is hidden."""
        names, told = {line[1]: code for code, line in here.items()}, {}
        for stat in page.stats:
            if "value" not in stat:
                continue
            code, value = names[stat["label"]], number(stat["value"].partition(" of ")[0])
            if "As of" in stat.get("note", ""):
                assert here[code][6] == HIDDEN
                told[code] = value
            else:
                assert value == number(here[code][6])
        return told

    def page(self, name: str, *arguments: str, **asked: str) -> Page:
        """A page that opens."""
        answer = self.client.get(reverse(name, args=arguments), asked)
        assert answer.status_code == 200
        return Page(answer.content.decode())

    def _page(self, code: str, **asked: str) -> Page:
        return self.page(f"{self.place}_programme", code, **asked)

    def _file(self, code: str, **asked: str) -> list[list[str]]:
        answer = self.client.get(reverse(f"{self.place}_file", args=[code]), asked)
        assert answer.status_code == 200
        return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
