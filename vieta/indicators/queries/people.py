"""The people behind a figure, and for each of them the rule, the facts and the documents that made them count."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vieta.base.refusal import NotFound
from vieta.base.viewer import Viewer
from vieta.enrolments import access as enrolments
from vieta.enrolments.choices import REQUIRED_TRAITS, Labour, Trait
from vieta.organisations.models import Organisation
from vieta.outcomes.choices import Kind as OutcomeKind
from vieta.people import access as people_access
from vieta.people.choices import Level
from vieta.people.models import Person
from vieta.programmes.models import Programme, Region

from .. import access
from ..engine import Count, engine
from ..measures import Measure, Timing, measure
from .facts import FactShown, Gathering
from .moments import moments
from .places import Within, labels_of, part_of

PAGE = 50
EVERYBODY = Within()
WINDOWS: dict[str, tuple] = {
    Timing.LEAVING: (("soon_on", gettext_lazy("28 days after leaving")),),
    Timing.SIX_MONTHS: (("later_on", gettext_lazy("Six months after leaving")),),
}


@dataclass(frozen=True)
class Counted:
    """One person counted, as far as the viewer may know: always a reference, a name only where a grant opens it.

    `since_on` is the day from which the person counts, `moments` what began when within which window, in words.
    """

    person_id: int
    enrolment_id: int | None
    reference: str
    name: str
    provider: str
    region: str
    since_on: date | None
    file_opens: bool
    missing: tuple[str, ...] = ()
    moments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Why:
    """Why somebody counts: the rule in words, what it found, and the facts it rests on."""

    measure: str
    code: str
    rule: str
    article: str
    person: Counted
    inputs: tuple[tuple[str, str | date], ...]
    facts: tuple[FactShown, ...]


def counted_number(viewer: Viewer, code: str, name: str, day: date | None = None, within: Within = EVERYBODY) -> int:
    """How many a list of counted people holds."""
    reach = access.reach(viewer, code)
    how = access.measure_of(viewer, reach, measure(name))
    count = engine().counts(reach.asks(day or viewer.today), [how], within.by).get(within.key, {}).get(how.code, Count())
    return getattr(count, within.gender or "total")


def counted(
    viewer: Viewer, code: str, name: str, day: date | None = None, within: Within = EVERYBODY, *, first: int = 0, limit: int | None = PAGE
) -> list[Counted]:
    """The people a measure counts, earliest first. For a special category only those whose special facts are open to the viewer."""
    reach = access.reach(viewer, code)
    how = access.measure_of(viewer, reach, measure(name))
    return _cards(viewer, engine().members(reach.asks(day or viewer.today), how, first=first, limit=limit, only=within.only), how)


def parts_offered(viewer: Viewer, code: str, day: date | None = None, more: Sequence[str] = ()) -> list[tuple[str, str]]:
    """The providers, regions and whichever `more` columns a list may be kept to: each as an address carries it, and in words."""
    asked, found = access.reach(viewer, code).asks(day or viewer.today), []
    for by in dict.fromkeys(("provider_id", "region_id", *more)):
        keys = engine().counts(asked, ["reached"], by)
        labels = labels_of(by, keys)
        found += sorted(((part_of(by, key), labels.get(key) or _("Not recorded")) for key in keys), key=lambda one: one[1])
    return found


def counted_days(
    viewer: Viewer, code: str, name: str, day: date, people: Collection[int], *, known: datetime | None = None
) -> dict[int, tuple[date, tuple[str, ...]]]:
    """Of some people a measure counts: the day from which each does, and what began when within which window, in words.

    For whoever may know who is counted there; of a special category that is nobody to whom it is closed.
    """
    how = measure(name)
    rows = engine().members(access.reach(viewer, code).asks(day, known), how, limit=None)
    return {row["person"]: (row["since_on"], moments(row, how)) for row in rows if row["person"] in people}


def incomplete(viewer: Viewer, code: str, day: date | None = None) -> list[Counted]:
    """Supported people who are in no common indicator because a characteristic of point 1.1 is missing: to be mended."""
    rows = engine().incomplete(access.reach(viewer, code).asks(day or viewer.today))
    lacks = {row["person"]: _lacking(row) for row in rows}
    return [replace(card, missing=lacks[card.person_id]) for card in _cards(viewer, rows, measure("supported"))]


def _lacking(row: dict) -> tuple[str, ...]:
    """Which characteristics of point 1.1 a record lacks, in words."""
    empty = [trait for trait in REQUIRED_TRAITS if row[trait.value] in (None, "")]
    if row["labour"] == Labour.UNEMPLOYED and row["unemployed_since"] is None:
        empty.append(Trait.UNEMPLOYED_SINCE)
    return tuple(str(trait.label) for trait in empty)


def _cards(viewer: Viewer, rows: Sequence[dict], how: Measure) -> list[Counted]:
    people = Person.objects.in_bulk([row["person"] for row in rows])
    named = _open(people_access.visible_to(viewer, Level.IDENTITY), people)
    level = Level.SPECIAL if how.special else Level.FILE
    files = _open(enrolments.visible_to(viewer, level), [row["enrolment_id"] for row in rows if row["enrolment_id"]])
    providers = dict(Organisation.objects.filter(pk__in={row["provider_id"] for row in rows}).values_list("pk", "name"))
    regions = dict(Region.objects.filter(pk__in={row["region_id"] for row in rows if row["region_id"]}).values_list("pk", "name"))
    cards = []
    for row in rows:
        opens = row["enrolment_id"] in files
        if how.special and not opens:
            continue
        person = people[row["person"]]
        shown = person.name if person.pk in named else ""
        place = providers.get(row["provider_id"], ""), regions.get(row["region_id"], "")
        cards.append(
            Counted(
                person.pk, row["enrolment_id"], person.reference, shown, *place, row.get("since_on") or row.get("entered_on"), opens,
                moments=moments(row, how),
            )
        )  # fmt: skip
    return cards


def _open(visible, ids) -> set[int]:
    return set(visible.filter(pk__in=list(ids)).values_list("pk", flat=True))


def why(viewer: Viewer, code: str, name: str, person_id: int, day: date | None = None, *, known: datetime | None = None) -> Why:
    """The chain from a figure to its evidence for one person counted, or NotFound for anybody who is not counted there.

    With a moment, the facts are those that stood then, so an earlier report's number keeps its evidence.
    """
    reach, day = access.reach(viewer, code), day or viewer.today
    how = access.measure_of(viewer, reach, measure(name))
    row = engine().participant(reach.asks(day, known), how, person_id)
    cards = _cards(viewer, [row], how) if row else []
    if row is None or not cards:
        raise NotFound(f"{name} {person_id}")
    days = frozenset(found for name, found in row.items() if name.startswith("since_") and found)
    facts = Gathering(viewer, reach, person_id, how, day, known, days).facts()
    inputs = (*_in_force(reach.programme, how), *_inputs(row, how, cards[0].file_opens))
    return Why(str(how.name), how.code, str(how.rule), how.article, cards[0], inputs, tuple(facts))


def _in_force(programme: Programme, how: Measure) -> list[tuple[str, str | date]]:
    """The programme's own rule a measure is judged by."""
    if how.code == "intensive":
        minutes = _("%(minutes)s minutes") % {"minutes": programme.short_support_minutes}
        return [(_("Intensive here"), str(programme.get_intensive_rule_display())), (_("Short support is up to"), minutes)]
    if how.code == "included":
        words = dict(OutcomeKind.choices)
        return [(_("A result here is"), ", ".join(str(words.get(kind, kind)) for kind in programme.result_kinds))]
    return []


def _inputs(row: dict, how: Measure, opens: bool) -> tuple[tuple[str, str | date], ...]:
    """What the rule found, in words, first the day that made the person count; personal values only for those who may open the file."""
    labels = [
        ("reached_on", _("First reached")), ("met_on", _("First met in outreach")), ("enquired_on", _("Asked for support")),
        ("entered_on", _("Support began")), ("left_on", _("Left")), *WINDOWS.get(how.timing, ()),
        ("plan_on", _("Both agreed a plan")),
        ("support_on", _("Support passed the threshold")), ("included_on", _("First counted result")),
    ]  # fmt: skip
    found: list[tuple[str, str | date]] = [(_("Counted from"), row["since_on"])]
    found += [(_("What counted"), words) for words in moments(row, how)]
    found += [(str(label), row[column]) for column, label in labels if row.get(column)]
    if opens and how.complete_only:
        found += [(_("Age at entry"), str(row["age"])), (_("Record complete"), _("Yes"))]
    return tuple(found)
