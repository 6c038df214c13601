"""The checks run on a report before it is signed (P01 to P21), each a small named rule with its severity and basis.

Those on figures judge the numbers as they stand in the report; those on records are told whose record has a fault
(`Case.odd`, found by the conditions of vieta/reports/conditions.py) and say what that means.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.functional import Promise as Words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..choices import Mending, Severity
from .frozen import COLUMNS
from .shapes import SHAPES, Shape

Numbers = Mapping[str, Mapping[str, int]]
Members = Callable[[str], Mapping[int, str]]


@dataclass(frozen=True)
class Promise:
    """A measure at the head of a report beside its target and its share of the whole."""

    name: str
    value: int
    target: int | None = None
    share: Decimal | None = None
    code: str = ""


@dataclass(frozen=True)
class Case:
    """What the checks look at, as plain values: the report's numbers by code and column, and whose records are odd."""

    numbers: Numbers = field(default_factory=dict)
    former: Numbers = field(default_factory=dict)
    correction: bool = False
    caps: Mapping[str, tuple[tuple[str, ...], bool]] = field(default_factory=dict)
    leavers: int | None = None
    promises: Sequence[Promise] = ()
    part: bool = False
    percents: Sequence[Decimal] = ()
    uneven: Sequence[str] = ()
    unpaid: Sequence[int] = ()
    unproven: Sequence[tuple[int, int]] = ()  # claims with the cents that their records prove no more
    twice: Sequence[tuple[str, str]] = ()  # costs recorded more than once: by which day and amount they are known, and what they are
    preparer: int | None = None
    signer: int | None = None
    odd: Mapping[str, Sequence[int]] = field(default_factory=dict)
    members: Members = lambda code: {}

    @property
    def shapes(self) -> list[Shape]:
        """The sets of indicators that the report holds whole."""
        return [shape for shape in SHAPES if all(code in self.numbers for code in (*shape.whole, *shape.status, *shape.education))]

    def at(self, codes: Iterable[str], column: str = "total") -> int:
        """The sum of some indicators in a column; one that the report does not hold adds nothing."""
        return sum(self.numbers[code][column] for code in codes if code in self.numbers)


@dataclass(frozen=True)
class Breach:
    """One finding: what is wrong in words, the indicators (of money the claim or cost) it concerns and the persons behind it."""

    words: str
    cells: tuple[str, ...] = ()
    people: tuple[int, ...] = ()
    severity: str = ""


@dataclass(frozen=True)
class Check:
    """A named rule: what it does on a breach, what it rests on, and where it is mended."""

    id: str
    name: str | Words
    severity: str
    basis: str
    mending: str
    breaches: Callable[[Case], Iterable[Breach]]


def run(case: Case) -> list[tuple[Check, Breach]]:
    """Every breach of every check, in the order of the checks."""
    return [(check, breach) for check in CHECKS for breach in check.breaches(case)]


# On the figures -------------------------------------------------------------------------------------------------------
def _parts_make_the_whole(case: Case, whole: Sequence[str], parts: Sequence[str]) -> Iterator[Breach]:
    off = [c for c in COLUMNS if case.at(parts, c) != case.at(whole, c)]
    if off:
        words = _("%(parts)s make %(sum)s together, %(whole)s is %(number)s (%(columns)s).")
        column = off[-1]
        values = {"sum": case.at(parts, column), "number": case.at(whole, column), "columns": _columns(off)}
        people = _not_once(case, whole, parts)
        yield Breach(words % (values | _named(parts, whole)), (*whole, *parts), people)


def _named(parts: Sequence[str], whole: Sequence[str]) -> dict[str, str]:
    return {"parts": " + ".join(parts), "whole": " + ".join(whole)}


def _columns(columns: Iterable[str]) -> str:
    words = {"women": _("women"), "men": _("men"), "non_binary": _("non-binary"), "total": _("total")}
    return ", ".join(words[column] for column in columns)


def _not_once(case: Case, whole: Sequence[str], parts: Sequence[str]) -> tuple[int, ...]:
    """Whoever is counted in the whole and not in exactly one part, or in a part and not in the whole."""
    counted = [case.members(code) for code in parts]
    inside: dict[int, str] = {}
    for code in whole:
        inside |= case.members(code)
    everybody = inside.keys() | {person for part in counted for person in part}
    return tuple(sorted(p for p in everybody if sum(p in part for part in counted) != (p in inside)))


def _beyond(case: Case, parts: Sequence[str], whole: Sequence[str], severity: str = "") -> Iterator[Breach]:
    """Where some indicators together exceed others."""
    if not any(code in case.numbers for code in parts) or not all(code in case.numbers for code in whole):
        return
    off = [c for c in COLUMNS if case.at(parts, c) > case.at(whole, c)]
    if off:
        words = _("%(parts)s is %(sum)s and exceeds %(whole)s, which is %(number)s (%(columns)s).")
        values = {"sum": case.at(parts, off[-1]), "number": case.at(whole, off[-1]), "columns": _columns(off)}
        inside = {person for code in whole for person in case.members(code)}
        people = tuple(sorted({person for code in parts for person in case.members(code)} - inside))
        yield Breach(words % (values | _named(parts, whole)), (*parts, *whole), people, severity)


def _p01(case: Case) -> Iterator[Breach]:
    for shape in case.shapes:
        yield from _parts_make_the_whole(case, shape.whole, shape.status)


def _p02(case: Case) -> Iterator[Breach]:
    for shape in case.shapes:
        yield from _beyond(case, (shape.long_term,), (shape.unemployed,))


def _p03(case: Case) -> Iterator[Breach]:
    for shape in case.shapes:
        if shape.education_whole:
            yield from _parts_make_the_whole(case, shape.whole, shape.education)
        else:
            yield from _beyond(case, shape.education, shape.whole)


def _p04(case: Case) -> Iterator[Breach]:
    for shape in case.shapes:
        yield from _beyond(case, shape.ages, shape.whole)


def _p05(case: Case) -> Iterator[Breach]:
    for shape in case.shapes:
        for code in shape.overlapping:
            yield from _beyond(case, (code,), shape.whole)


def _p06(case: Case) -> Iterator[Breach]:
    for code, row in case.numbers.items():
        parts = sum(row[column] for column in COLUMNS[:-1])
        if parts != row["total"]:
            words = _("%(code)s: women, men and non-binary make %(sum)s, the total is %(number)s.")
            people = tuple(p for p, gender in case.members(code).items() if not gender)
            yield Breach(words % {"code": code, "sum": parts, "number": row["total"]}, (code,), people)


def _p07(case: Case) -> Iterator[Breach]:
    for code in (code for shape in case.shapes for code in shape.results):
        whole, soft = case.caps.get(code, ((), False))
        if whole:
            yield from _beyond(case, (code,), whole, Severity.WARNING if soft else "")


def _p08(case: Case) -> Iterator[Breach]:
    for shape in case.shapes:
        one, two = shape.job_search, shape.work
        if one not in case.numbers or two not in case.numbers:
            continue
        if both := tuple(sorted(case.members(one).keys() & case.members(two).keys())):
            words = _("%(number)s counted in both %(one)s and %(two)s, which exclude each other.")
            yield Breach(words % {"number": len(both), "one": one, "two": two}, (one, two), both)
        if case.leavers is not None and case.at((one, two)) > case.leavers:
            words = _("%(one)s + %(two)s is %(sum)s, but only %(leavers)s have left.")
            yield Breach(words % {"one": one, "two": two, "sum": case.at((one, two)), "leavers": case.leavers}, (one, two))


def _p09(case: Case) -> Iterator[Breach]:
    if case.correction:
        return
    for code, before in case.former.items():
        now = case.numbers.get(code)
        if now is not None and now["total"] < before["total"]:
            words = _("%(code)s is %(now)s and was %(before)s in the report before: a cumulative number does not fall by itself.")
            yield Breach(words % {"code": code, "now": now["total"], "before": before["total"]}, (code,))


def _p19(case: Case) -> Iterator[Breach]:
    for one in case.promises:
        cells = (one.code,) if one.code else ()
        if one.share is not None and one.share > 100:
            yield Breach(_("“%(name)s” is %(share)s %% of the whole it is part of.") % {"name": one.name, "share": one.share}, cells)
        if not one.target and not case.part:  # what a period promises, it promises for the whole programme
            yield Breach(_("“%(name)s” has no target in the period in force.") % {"name": one.name}, cells, severity=Severity.WARNING)


def _p20(case: Case) -> Iterator[Breach]:
    if case.signer is not None and case.signer == case.preparer:
        yield Breach(_("You prepared this report, so somebody else has to sign it."))


def _p21(case: Case) -> Iterator[Breach]:
    if case.percents and sum(case.percents, Decimal(0)) != Decimal(100):
        yield Breach(_("The funders' shares sum to %(sum)s %%, not to 100.00 %%.") % {"sum": sum(case.percents, Decimal(0))})
    for what in case.uneven:
        yield Breach(_("The parts of the cost “%(what)s” do not sum to it.") % {"what": what})
    for number in case.unpaid:
        yield Breach(_("Claim %(number)s stands, but its cost was taken out: take the claim back.") % {"number": number})
    for number, cents in case.unproven:
        words = _("Of claim %(number)s, %(sum)s euros are not proven any more: take it back and claim what is proven.")
        yield Breach(words % {"number": number, "sum": f"{Decimal(cents) / 100:.2f}"}, (f"claim:{number}",), severity=Severity.WARNING)
    for known_by, what in case.twice:
        words = _("The cost “%(what)s” was recorded more than once for the same day and amount.")
        yield Breach(words % {"what": what}, (f"cost:{known_by}:{what}",), severity=Severity.WARNING)


# On the records -------------------------------------------------------------------------------------------------------
def _odd(*parts: tuple[str, str | Words, str]) -> Callable[[Case], Iterator[Breach]]:
    """A check that says of each kind of odd record what is wrong with it."""

    def breaches(case: Case) -> Iterator[Breach]:
        for name, words, severity in parts:
            if people := tuple(case.odd.get(name, ())):
                yield Breach(str(words), people=people, severity=severity)

    return breaches


# A name of `odd` with what is wrong there, by check.
_RECORDS = {
    "P10": _odd(
        ("left-before-entry", gettext_lazy("Left before support began."), ""),
        ("outside-the-programme", gettext_lazy("Support began outside the days of the programme."), ""),
        ("late-result", gettext_lazy("The result upon leaving rests on nothing dated within 28 days of leaving."), ""),
    ),
    "P11": _odd(
        ("too-early", gettext_lazy("Counted six months after leaving before six months have passed."), ""),
        ("follow-up-due", gettext_lazy("Left six months ago or longer and has not been asked again."), Severity.LIST),
    ),
    "P12": _odd(
        ("improved-not-employed", gettext_lazy("Counted as improved on the labour market without having been employed at entry."), ""),
        ("later-work-employed", gettext_lazy("Counted in work after six months although employed at entry."), ""),
    ),
    "P13": _odd(
        ("child-employed", gettext_lazy("Below 15 and employed at entry."), ""),
        ("minor-tertiary", gettext_lazy("Below 18 with tertiary education completed."), ""),
        ("child-secondary", gettext_lazy("Below 15 with upper secondary education completed."), ""),
    ),
    "P14": _odd(
        ("unemployed-after-entry", gettext_lazy("Unemployed since a day after entry."), ""),
        ("unemployed-as-a-child", gettext_lazy("Unemployed since a day before turning 15."), ""),
        ("since-without-status", gettext_lazy("Has a day since when unemployed, but was not unemployed at entry."), ""),
        ("long-term-too-short", gettext_lazy("Counts as long-term unemployed without the months that the rule asks for."), ""),
    ),
    "P15": _odd(("ground-disagrees", gettext_lazy("A ground does not agree with age, status or education at entry."), "")),
    "P16": _odd(("refused-without-evidence", gettext_lazy("Declined to say, but nobody is on record as having asked."), "")),
    "P17": _odd(("no-result", gettext_lazy("Left more than 28 days ago, and no result is recorded."), "")),
    "P18": _odd(("duplicate", gettext_lazy("Looks like the same person as somebody else counted here."), "")),
}  # fmt: skip


def _check(number: str, name, severity: str, basis: str, mending: str, breaches=None) -> Check:
    return Check(number, name, severity, basis, mending, breaches or _RECORDS[number])


ANNEX = "Reg. (EU) 2021/1057, Annex I"
_E, _W, _L, _M = Severity.ERROR, Severity.WARNING, Severity.LIST, Mending
CHECKS = (
    _check("P01", gettext_lazy("Unemployed, inactive and employed make up all participants"), _E, ANNEX, _M.ENTRY, _p01),
    _check("P02", gettext_lazy("Long-term unemployed are among the unemployed"), _E, ANNEX, _M.ENTRY, _p02),
    _check("P03", gettext_lazy("The three levels of education make up all participants"), _E, "Reg. (EU) 2021/1057, Art. 17(5)", _M.ENTRY, _p03),
    _check("P04", gettext_lazy("The age groups lie within all participants"), _E, ANNEX, _M.ENTRY, _p04),
    _check("P05", gettext_lazy("Each further characteristic lies within all participants"), _E, ANNEX, _M.ENTRY, _p05),
    _check("P06", gettext_lazy("Women, men and non-binary make the total"), _E, ANNEX, _M.ENTRY, _p06),
    _check("P07", gettext_lazy("No result exceeds the output it refers to"), _E, "SFC, rules of Table 10 (1 July 2025)", _M.FIGURES, _p07),
    _check("P08", gettext_lazy("Job search and work upon leaving exclude each other"), _E, "SFC, FAQ on ESF+ indicators", _M.OUTCOMES, _p08),
    _check("P09", gettext_lazy("No cumulative number falls without a correction"), _W, "SFC, cumulative values", _M.FIGURES, _p09),
    _check("P10", gettext_lazy("Entry, leaving and result lie in the right order and days"), _E, "SFC, FAQ on ESF+ indicators", _M.DAYS),
    _check("P11", gettext_lazy("Nothing is told of six months before they have passed"), _E, f"{ANNEX}, 3", _M.FOLLOW_UP),
    _check("P12", gettext_lazy("Results after six months fit the status at entry"), _E, f"{ANNEX}, 3", _M.ENTRY),
    _check("P13", gettext_lazy("Age, work and education go together"), _W, "plausibility", _M.ENTRY),
    _check("P14", gettext_lazy("The length of unemployment agrees with its first day"), _E, f"{ANNEX}, 1.1", _M.ENTRY),
    _check("P15", gettext_lazy("Grounds agree with what was recorded at entry"), _E, "the programme's own rules", _M.ENTRY),
    _check("P16", gettext_lazy("Whoever declined to say was asked by somebody"), _E, "guidance on Art. 17 and Annex I, 1.2", _M.ENTRY),
    _check("P17", gettext_lazy("Everybody who left has a result or none on record"), _L, "SFC, 28 days", _M.OUTCOMES),
    _check("P18", gettext_lazy("Nobody is counted twice under two files"), _W, "one record a person and operation", _M.PEOPLE),
    _check("P19", gettext_lazy("Targets are there and no share exceeds 100 %"), _E, "SFC, rules of Table 10 (1 July 2025)", _M.SET_UP, _p19),
    _check("P20", gettext_lazy("Whoever signs did not prepare"), _E, "four eyes (SFC)", _M.REPORT, _p20),
    _check("P21", gettext_lazy("Shares sum to 100.00 % and split costs to the cent"), _E, "the programme's agreement on funding", _M.MONEY, _p21),
)  # fmt: skip
