"""The indicators of the packs a programme uses, and its own: by gender, broken down, with the national definitions they follow."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count as Count_
from django.db.models import Q
from django.utils.translation import gettext as _

from vieta.base.periods import days_after
from vieta.base.viewer import Viewer
from vieta.documents.choices import Source
from vieta.enrolments.choices import SPECIAL_TRAITS, Asked
from vieta.enrolments.models import EntryTrait
from vieta.programmes.models import Period, Programme

from .. import access
from ..choices import Audience, CountsFrom, Subject
from ..engine import Count, engine
from ..measures import PACKS, Certainty, Measure, Pack, Timing, Unit, measure, own_measures
from ..measures.language import parts_of
from ..models import Counting, NationalDefinition
from ..rules import packs_by
from .places import labels_of, part_of

OWN = "own"
BY = ("provider_id", "region_category", "region_id", "municipality_id", "cycle_id", "contract_id")
MOST_PARTS = 12


@dataclass(frozen=True)
class Indicator:
    """An indicator with its count by gender. `definition` is the national text it follows, in force on the day."""

    code: str
    name: str
    rule: str
    article: str
    count: Count
    shown_code: str = ""
    pack: str = ""
    group: str = ""
    timing: str = ""
    check: str = ""
    definition: str = ""
    gendered: bool = True
    people: bool = True
    sample: bool = False
    derived: bool = False
    until_on: date | None = None
    capped_by: tuple[str, ...] = ()
    complete_only: bool = False
    measure: Measure | None = None

    @property
    def last_on(self) -> date | None:
        """The last day on which it is asked for."""
        return self.until_on and days_after(self.until_on, -1)


@dataclass(frozen=True)
class PackOf:
    """A pack as a programme uses it, with its indicators in their groups."""

    code: str
    name: str
    source: str
    version: int
    note: str
    genders: tuple[str, ...]
    groups: tuple[tuple[str, tuple[Indicator, ...]], ...]

    @property
    def number(self) -> int:
        """How many indicators it has."""
        return sum(len(rows) for _name, rows in self.groups)


@dataclass(frozen=True)
class CountingCard:
    """How a programme is counted, and since when that is so; `chosen` says that its lead chose the packs."""

    packs: tuple[str, ...]
    pack_names: tuple[str, ...]
    chosen: bool
    counts_from: str
    counts_from_label: str
    audience: str
    audience_label: str
    recorded_at: datetime | None


@dataclass(frozen=True)
class Parts:
    """Indicators broken down: the parts' names, and of each indicator the numbers of the parts and of all of them together.

    `keys` are the parts in an address; those that stand together as all others have none.
    """

    names: tuple[str, ...]
    rows: tuple[tuple[Indicator, tuple[int, ...], int], ...]
    keys: tuple[str, ...]


def packs_of(programme: Programme, known: datetime | None = None) -> tuple[Pack, ...]:
    """The packs a programme uses: as its lead chose last, else as follows from its fund and its first day."""
    return tuple(PACKS[code] for code in _how(programme, known).packs)


def _how(programme: Programme, known: datetime | None = None) -> CountingCard:
    rows = Counting.objects.filter(programme=programme)
    row = (rows.filter(recorded_at__lte=known) if known else rows).order_by("-pk").first()
    codes = tuple(code for code in row.packs if code in PACKS) if row else ()
    if not codes:
        begun = Period.objects.filter(programme=programme).order_by("from_on").values_list("from_on", flat=True).first()
        used = packs_by(programme.fund, programme.country, programme.project_number, begun)
    else:
        used = codes
    counts_from, audience = CountsFrom(row.counts_from if row else CountsFrom.ENTRY), Audience(row.audience if row else Audience.ALL)
    return CountingCard(
        used, tuple(str(PACKS[code].name) for code in used), bool(codes), counts_from, str(counts_from.label), audience, str(audience.label),
        row.recorded_at if row else None,
    )  # fmt: skip


def how_counted(viewer: Viewer, code: str) -> CountingCard:
    """How a programme is counted now."""
    return _how(access.reach(viewer, code).programme)


def indicators(
    viewer: Viewer, code: str, day: date | None = None, *, known: datetime | None = None, pack: str = "", every: bool = False
) -> list[Indicator]:
    """Every indicator of one pack, or of all that a programme uses, and its own, by gender; each code once."""
    return _once(_by_pack(viewer, access.reach(viewer, code), day or viewer.today, known, pack, every))


def _once(packs: Iterable[PackOf]) -> list[Indicator]:
    rows = {row.code: row for one in packs for _name, group in one.groups for row in group}
    return list(rows.values())


def indicators_by_pack(
    viewer: Viewer, code: str, day: date | None = None, *, known: datetime | None = None, pack: str = "", every: bool = False
) -> list[PackOf]:
    """The packs a programme uses (or the one asked for) with their indicators on a day, and its own last.

    `every` indicator, whoever asks, is for reports alone (decision 19). A constant number of statements.
    """
    return _by_pack(viewer, access.reach(viewer, code), day or viewer.today, known, pack, every)


def _by_pack(viewer: Viewer, reach: access.Reach, day: date, known: datetime | None, pack: str = "", every: bool = False) -> list[PackOf]:
    packs = (PACKS[pack],) if pack in PACKS else packs_of(reach.programme, known)
    own = own_measures(reach.programme.pk, day, known)
    own = tuple(access.told(viewer, reach, own, every=every))
    measures = [m for m in (*(m for pack in packs for m in pack.measures), *own) if reach.whole or m.unit == Unit.PEOPLE]
    measures = access.told(viewer, reach, measures, every=every)
    counts = engine().counts(reach.asks(day, known), measures)[None]
    texts = definitions_on(reach.programme.pk, day, known)
    cards = [
        PackOf(
            pack.code, str(pack.name), str(pack.source), pack.version, str(pack.note), pack.genders,
            tuple(_groups(pack, [_card(m, counts[m.code], texts, pack.code) for m in pack.measures if m in measures])),
        )
        for pack in packs
    ]  # fmt: skip
    if own:
        rows = tuple(_card(m, counts[m.code], texts, OWN) for m in own)
        cards.append(PackOf(OWN, _("The programme's own"), "", 0, "", ("women", "men", "non_binary"), (("", rows),)))
    return cards


def special_closed(viewer: Viewer, code: str) -> bool:
    """Whether indicators on special data are left out for a viewer, who reads them in what is released and in reports."""
    return not access.tells_special(viewer, access.reach(viewer, code))


def indicator(viewer: Viewer, code: str, name: str, day: date | None = None) -> Indicator:
    """One measure with its count, of whichever pack, or NotFound."""
    reach, day = access.reach(viewer, code), day or viewer.today
    how = access.measure_of(viewer, reach, measure(name))
    return _card(how, engine().counts(reach.asks(day), [how])[None][how.code], definitions_on(reach.programme.pk, day), "")


def _groups(pack: Pack, rows: list[Indicator]) -> Iterable[tuple[str, tuple[Indicator, ...]]]:
    for key in dict.fromkeys(row.group for row in rows):
        yield pack.group_name(key), tuple(row for row in rows if row.group == key)


def _card(how: Measure, count: Count, texts: dict[str, str], pack: str) -> Indicator:
    return Indicator(
        how.code, str(how.name), str(how.rule), how.article, count, how.shown_code, pack, how.group, str(Timing(how.timing).label),
        str(Certainty.MEMORY.label) if how.certainty == Certainty.MEMORY else "", texts.get(how.definition, ""), how.gendered,
        how.unit == Unit.PEOPLE, how.sample, how.derived, how.until_on, how.capped_by, how.complete_only, how,
    )  # fmt: skip


def parts(viewer: Viewer, code: str, by: str, day: date | None = None, *, known: datetime | None = None) -> Parts:
    """The indicators on people broken down by provider or branch, category of region, region, municipality, cycle or contract.

    A person belongs to the place of their first stay, so the parts add up to the whole; the smallest beyond eleven stand together.
    """
    if by not in BY:
        raise ValueError(by)
    reach, day = access.reach(viewer, code), day or viewer.today
    cards = [row for row in _once(_by_pack(viewer, reach, day, known)) if row.people]
    found = engine().counts(reach.asks(day, known), [row.measure for row in cards if row.measure], by)
    labels, totals = labels_of(by, found), {key: sum(count.total for count in counts.values()) for key, counts in found.items()}
    keys = sorted(found, key=lambda key: (-totals[key], str(labels.get(key, ""))))
    kept, rest = (keys, []) if len(keys) <= MOST_PARTS else (keys[: MOST_PARTS - 1], keys[MOST_PARTS - 1 :])
    names = [labels.get(key) or _("Not recorded") for key in kept] + ([_("All others")] if rest else [])
    rows = []
    for card in cards:
        numbers = [found[key][card.code].total for key in kept] + ([sum(found[key][card.code].total for key in rest)] if rest else [])
        rows.append((card, tuple(numbers), sum(numbers)))
    return Parts(tuple(names), tuple(rows), tuple(part_of(by, key) for key in kept))


def declined(viewer: Viewer, code: str) -> tuple[int, int] | None:
    """How many times a special characteristic was declined in what the viewer sees, and how often no name, document or register
    tells who asked; None for whom special data are closed (decision 19)."""
    reach = access.reach(viewer, code)
    if not access.tells_special(viewer, reach):
        return None
    rows = EntryTrait.objects.filter(
        reach.sees("enrolment__"), enrolment__programme=reach.programme, trait__in=SPECIAL_TRAITS, asked=Asked.DECLINED, retracted_at__isnull=True
    )  # fmt: skip
    no_trace = Q(recorded_by__isnull=True, certified_by__isnull=True, document__isnull=True)
    no_trace &= ~Q(source__in=(Source.DOCUMENT, Source.REGISTER))
    found = rows.aggregate(all=Count_("pk"), nobody=Count_("pk", filter=no_trace))
    return found["all"], found["nobody"]


def traits_asked(programme_id: int) -> frozenset[str]:
    """The characteristics at entry that some pack of a programme rests on, or one of its own measures; what nobody counts is not asked."""
    programme = Programme.objects.get(pk=programme_id)
    in_force = [m for pack in packs_of(programme) for m in pack.measures if m.until_on is None]
    named = {kind.removeprefix("trait:") for m in in_force for kind in m.rests_on if kind.startswith("trait:")}
    return frozenset(named | {part["column"] for m in own_measures(programme_id, date.max) for part in parts_of(m.when)})


# National definitions -------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class DefinitionCard:
    """One version of a national definition."""

    subject: str
    label: str
    number: int
    text: str
    source: str
    from_on: date
    in_force: bool


def definitions_on(programme_id: int, day: date, known: datetime | None = None) -> dict[str, str]:
    """The national definitions in force on a day, by subject."""
    rows = NationalDefinition.objects.filter(programme_id=programme_id, from_on__lte=day)
    rows = rows.filter(recorded_at__lte=known) if known else rows
    return {row.subject: row.text for row in rows.order_by("from_on", "number")}


def definitions(viewer: Viewer, code: str, day: date | None = None) -> list[tuple[str, str, list[DefinitionCard]]]:
    """Every subject with the versions of its definition, the latest first; one of them is in force on the day."""
    programme, day = access.reach(viewer, code).programme, day or viewer.today
    rows = list(NationalDefinition.objects.filter(programme=programme).order_by("-from_on", "-number"))
    found = []
    for subject in Subject:
        mine = [row for row in rows if row.subject == subject]
        current = next((row.pk for row in mine if row.from_on <= day), None)
        cards = [
            DefinitionCard(row.subject, str(subject.label), row.number, row.text, row.source, row.from_on, row.pk == current)
            for row in mine
        ]
        found.append((subject.value, str(subject.label), cards))
    return found
