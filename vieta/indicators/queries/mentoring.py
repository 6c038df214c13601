"""Quality beside numbers for a programme that mentors: on a day, per branch, month by month, and by group (S0-15)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vieta.base.codes import Gender
from vieta.base.periods import half_year_end, months_after
from vieta.base.viewer import Permission, Viewer
from vieta.organisations.models import Organisation
from vieta.programmes.models import Cost

from .. import access
from ..disclosure import Answer, protect
from ..engine import Count, Question, engine
from ..measures import MEASURES
from ..measures.duos import CODES
from ..rules import percent

PEOPLE = ("duo-wished", "duo-matched", "duo-mentee", "duo-mentee-stable")
# What is shown as a rate: the counted part, its whole, and whether it is a share in per cent or an average.
RATES = (
    ("wait", "duo-waiting-days", "duo-waited", gettext_lazy("Average wait for a duo (days)")),
    ("matched", "wish-matched", "wish-made", gettext_lazy("Matched, of those who waited (%)")),
    ("completed", "duo-completed", "duo-due", gettext_lazy("Reached the end, of those due (%)")),
    ("again", "mentor-again", "mentor-ended-duo", gettext_lazy("Mentors who started again (%)")),
    ("glad-mentee", "duo-glad-mentee", "duo-said-mentee", gettext_lazy("Satisfied mentees (%)")),
    ("glad-mentor", "duo-glad-mentor", "duo-said-mentor", gettext_lazy("Satisfied mentors (%)")),
)
NUMBERS = ("duo-formed", "duo-running", "mentor-active", "duo-meetings")
MONTHS = 12


@dataclass(frozen=True)
class Rate:
    """A share or an average with the two counts it is made of; None while there is nothing to divide."""

    code: str
    name: str
    value: Decimal | None
    part: int
    whole: int


@dataclass(frozen=True)
class Branch:
    """The numbers of one branch, or of all together, with their quality beside them."""

    name: str
    mentees: int
    numbers: dict[str, int]
    hours: Decimal
    other_hours: Decimal
    rates: tuple[Rate, ...]
    stable: Rate


@dataclass(frozen=True)
class Month:
    """The first day of a month, or the day asked for: duos under way, and the rates as they stood."""

    day: date
    running: int
    rates: tuple[Rate, ...]


@dataclass(frozen=True)
class GroupRow:
    """The share matched in one group, hidden where it would tell of a few."""

    group: str
    label: str
    waited: int | None
    matched: int | None
    share: Decimal | None


@dataclass(frozen=True)
class Quality:
    """A programme's mentoring on a day: together, per branch, month by month; and what a duo cost. By group it is told as of
    `groups_on`, the last half-year's end: two days beside each other would tell of whom a hidden number is."""

    day: date
    together: Branch
    branches: tuple[Branch, ...]
    months: tuple[Month, ...]
    groups: tuple[GroupRow, ...]
    groups_on: date
    spent_cents: int | None
    cents_a_duo: int | None
    whole: bool


def mentoring_quality(viewer: Viewer, code: str, day: date | None = None) -> Quality:
    """Quality beside numbers, as far as the viewer sees into the programme's exact figures, or NotFound."""
    reach, day = access.reach(viewer, code), day or viewer.today
    asked, settled = reach.asks(day), reach.asks(half_year_end(day))
    counts = engine().counts(asked, (*CODES, *PEOPLE))[None]
    by = engine().counts(asked, (*CODES, *PEOPLE), "provider_id")
    names: dict[object, str] = dict(Organisation.objects.filter(pk__in=[key for key in by if key]).values_list("pk", "name"))
    branches = [_branch(names.get(key, _("Not recorded")), found) for key, found in by.items() if _anything(found)]
    whole, safe = reach.whole, reach.programme.safe_threshold
    spent = _spent(reach.programme.pk, day) if whole and viewer.may(Permission.SEE_FIGURES, programme_id=reach.programme.pk) else None
    begun = counts["duo-formed"].total
    return Quality(
        day=day,
        together=_branch(_("Together"), counts),
        branches=tuple(sorted(branches, key=lambda one: one.name)),
        months=tuple(_month(engine().counts(reach.asks(end), CODES)[None], end) for end in _ends(day)),
        groups=(*_groups(_("Gender"), _genders(settled), safe), *_groups(_("Foreign background"), _answers(settled), safe)),
        groups_on=settled.day,
        spent_cents=spent,
        cents_a_duo=spent // begun if spent and begun else None,
        whole=whole,
    )


def _anything(counts: dict[str, Count]) -> bool:
    return any(count.total for count in counts.values())


def _branch(name: str, counts: dict[str, Count]) -> Branch:
    n = {code: count.total for code, count in counts.items()}
    stable = Rate(
        "stable", str(MEASURES["duo-mentee-stable"].name), percent(n["duo-mentee-stable"], n["duo-mentee"]), n["duo-mentee-stable"],
        n["duo-mentee"],
    )  # fmt: skip
    return Branch(
        name=name,
        mentees=n["duo-mentee"],
        numbers={code: n[code] for code in NUMBERS},
        hours=_hours(n["duo-minutes"]),
        other_hours=_hours(n["volunteer-minutes"]),
        rates=_rates(n),
        stable=stable,
    )


def _rates(n: dict[str, int]) -> tuple[Rate, ...]:
    return tuple(Rate(code, str(name), _divided(code, n[part], n[whole]), n[part], n[whole]) for code, part, whole, name in RATES)


def _divided(code: str, part: int, whole: int) -> Decimal | None:
    if code != "wait":
        return percent(part, whole)
    return (Decimal(part) / whole).quantize(Decimal("0.1")) if whole else None


def _hours(minutes: int) -> Decimal:
    return (Decimal(minutes) / 60).quantize(Decimal("0.1"))


def _month(counts: dict[str, Count], end: date) -> Month:
    n = {code: count.total for code, count in counts.items()}
    return Month(end, n["duo-running"], _rates(n))


def _ends(day: date) -> list[date]:
    """The first day of each of the last twelve months, and the day itself."""
    first = date(day.year, day.month, 1)
    return [months_after(first, -n) for n in range(MONTHS - 1, -1, -1) if months_after(first, -n) < day] + [day]


Pairs = dict[str, tuple[int, int]]  # of each group by its label: how many waited, and how many of them had a mentor


def _genders(asked: Question) -> Pairs:
    counts = engine().counts(asked, ("duo-wished", "duo-matched"))[None]
    waited, matched = counts["duo-wished"], counts["duo-matched"]
    labels = {"women": Gender.WOMAN.label, "men": Gender.MAN.label, "non_binary": Gender.NON_BINARY.label, "unknown": _("Not said")}
    return {str(label): (getattr(waited, name), getattr(matched, name)) for name, label in labels.items()}


def _answers(asked: Question) -> Pairs:
    """By what was said of a foreign background at entry."""
    found = engine().counts(asked, ("duo-wished", "duo-matched"), "foreign_background")
    labels = {"yes": _("Yes"), "no": _("No")}
    pairs: Pairs = {}
    for key, counts in found.items():
        label = labels.get(str(key), _("Not said"))
        waited, matched = pairs.get(label, (0, 0))
        pairs[label] = (waited + counts["duo-wished"].total, matched + counts["duo-matched"].total)
    return pairs


def _groups(group: str, pairs: Pairs, threshold: int) -> Iterable[GroupRow]:
    """The share matched in each group, after disclosure control: small groups and what would betray them are hidden."""
    pairs = {label: pair for label, pair in pairs.items() if pair[0]}
    answer = Answer()
    for label, (waited, matched) in pairs.items():
        answer.cells[label, "waited"], answer.cells[label, "matched"] = waited, matched
        answer.remainder((label, "left"), [(label, "waited")], [(label, "matched")])
    for what in ("waited", "matched"):
        answer.cells["", what] = sum(answer.cells[label, what] for label in pairs)
        answer.sum_of(("", what), [(label, what) for label in pairs])
    open_cells = protect(answer, threshold).shown if pairs else frozenset()
    for label, (waited, matched) in sorted(pairs.items()):
        told = (waited if (label, "waited") in open_cells else None, matched if (label, "matched") in open_cells else None)
        both = told[0] is not None and told[1] is not None
        yield GroupRow(group, label, *told, percent(matched, waited) if both else None)


def _spent(programme_id: int, day: date) -> int:
    rows = Cost.objects.filter(programme_id=programme_id, on__lte=day, withdrawn_at__isnull=True)
    return rows.aggregate(cents=Sum("cents"))["cents"] or 0
