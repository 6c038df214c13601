"""The answers about effect as pictures with their tables."""

from django.utils.translation import gettext as _

from vieta.evaluation.queries import CourseCard, DistanceCard, EffectCard, GroupsCard, MissingCard, PlacesCard
from vieta.evaluation.queries.words import number, percent, points, told, told_points
from vieta.evaluation.rules.effect import Means
from vieta.web.parts import charts
from vieta.web.parts.intervals import Bar, Line, along_months, months_table, ranges

MONTH = 30.4375


def _line(label: str, course, part: str) -> Line:
    spots = [(mark.day / MONTH, getattr(mark, part)) for mark in course.marks]
    return Line(label, [(month, 100 * one.value, 100 * one.low, 100 * one.high) for month, one in spots])


def time_to_work(card: CourseCard) -> list[charts.Figure]:
    """Work, leaving and still looking, along the months since entry."""
    if card.course is None:
        return []
    names = {"job": _("began work"), "gone": _("left without work"), "still": _("still looking")}
    lines = [_line(label, card.course, part) for part, label in names.items()]
    same = months_table(lines, [mark.followed for mark in card.course.marks])
    lede = _("Of 100 people, by months since support began. The bands say between what the true share may well lie.")
    return [along_months(title=_("From entry to work"), lines=lines, same=same, lede=lede)]


def staying_in_work(card: CourseCard) -> list[charts.Figure]:
    """Still in work, along the months since the first work began."""
    if card.course is None:
        return []
    lines = [_line(_("still in work"), card.course, "still")]
    same = months_table(lines, [mark.followed for mark in card.course.marks])
    lede = _("Of 100 people who began work, by months since its first day.")
    return [along_months(title=_("Staying in work"), lines=lines, same=same, lede=lede)]


def distance(card: DistanceCard) -> list[charts.Figure]:
    """For each instrument: those who moved up less those who moved down, on each side of life."""
    figures = []
    for instrument in dict.fromkeys(row.instrument for row in card.rows):
        rows = [row for row in card.rows if row.instrument == instrument]
        bars = [Bar(r.name, r.moved.net.value, r.moved.net.low, r.moved.net.high, points(r.moved.net.value)) for r in rows if r.moved]
        if bars:
            lede = _("Of 100 people, how many more moved up than down. Left of the line more moved down.")
            figures.append(ranges(title=instrument, rows=bars, scale=(-1, 1), mark=0, lede=lede, same=_moves(rows)))
    return figures


def _moves(rows):
    heads = [_("Side of life"), _("People"), _("Up"), _("Same"), _("Down"), _("Up less down"), _("Average in levels")]
    return charts.table(heads, [[row.name, *_cells(row.moved)] for row in rows])


def _cells(moved) -> list:
    if moved is None:
        return [_("hidden")] * 6
    one = moved.levels
    average = " ".join((number(one.value, 2, sign=True), f"({number(one.low, 2, sign=True)} … {number(one.high, 2, sign=True)})"))
    return [moved.pairs, moved.better, moved.same, moved.worse, told_points(moved.net), average]


def missing(card: MissingCard) -> list[charts.Figure]:
    """In work afterwards: among those who answered, and the bounds whatever the others would have said."""
    found = [(row.name, row.found) for row in card.rows if row.found]
    bars = [
        Bar(
            name,
            one.observed.value if one.observed else None,
            one.least,
            one.most,
            f"{percent(one.least)} – {percent(one.most)}",
            (one.low, one.high),
        )
        for name, one in found
    ]
    if not bars:
        return []
    heads = [_("When"), _("To be asked"), _("Answered"), _("In work, of those who answered"), _("Least"), _("Most"), _("With chance")]
    rows = [
        [name, one.asked, one.answered, told(one.observed) if one.observed else "–", percent(one.least), percent(one.most),
         f"{percent(one.low)} – {percent(one.high)}"]
        for name, one in found
    ]  # fmt: skip
    lede = _("The stroke is the share among those who answered. The bar is where the share of all must lie; the grey band adds chance.")
    return [ranges(title=_("In work after leaving"), rows=bars, scale=(0, 1), lede=lede, same=charts.table(heads, rows))]


def groups(card: GroupsCard) -> list[charts.Figure]:
    """The gap of each pair of groups."""
    bars, rows = [], []
    for row in card.rows:
        if row.gap and row.share and row.share_others:
            label = f"{row.one} / {row.other}"
            bars.append(Bar(label, row.gap.value, row.gap.low, row.gap.high, points(row.gap.value)))
            rows.append([label, row.people, told(row.share), row.others, told(row.share_others), told_points(row.gap)])
    if not bars:
        return []
    heads = [_("Groups"), _("People"), _("Share"), _("People of the others"), _("Their share"), _("Difference")]
    lede = _("The first group's share less the second's, in percentage points. A bar that crosses the line shows no gap.")
    return [ranges(title=_("Differences between groups"), rows=bars, scale=(-0.5, 0.5), mark=0, lede=lede, same=charts.table(heads, rows))]


def places(card: PlacesCard) -> list[charts.Figure]:
    """What happened at each place beside what was to be expected of its people."""
    if not card.rows:
        return []
    bars = [
        Bar(row.name, row.found.ratio.value, row.found.ratio.low, row.found.ratio.high, number(row.found.ratio.value, 2), row.found.limits)
        for row in card.rows
    ]
    heads = [_("Place"), _("People"), card.outcome, _("To be expected"), _("Ratio"), _("Limits for its size"), _("Reading")]
    rows = [
        [row.name, row.found.people, row.found.happened, round(row.found.expected, 1), _ratio(row.found.ratio),
         " – ".join(number(limit, 2) for limit in row.found.limits), row.standing]
        for row in card.rows
    ]  # fmt: skip
    lede = _(
        "1.00 is as expected, the line in the middle. The grey band holds 19 of 20 places of that size by chance alone. By name, never by rank."
    )
    return [
        ranges(title=_("Places beside what was to be expected"), rows=bars, scale=(0, 2), mark=1, lede=lede, same=charts.table(heads, rows))
    ]


def _ratio(value) -> str:
    return f"{number(value.value, 2)} ({number(value.low, 2)} – {number(value.high, 2)})"


def effect(card: EffectCard) -> list[charts.Figure]:
    """Employment of both groups, and how alike they were at the start."""
    if card.earned is None or card.in_work is None or card.in_work_others is None or card.employment is None:
        return []
    sides = ((_("Supported"), card.in_work, card.earned.people), (_("Comparison group"), card.in_work_others, card.earned.others))
    bars = [Bar(name, one.value, one.low, one.high, percent(one.value)) for name, one, _people in sides]
    same = charts.table([_("Group"), _("People"), _("With work")], [[name, people, told(one)] for name, one, people in sides])
    title = _("With earnings in %(year)s") % {"year": card.year}
    return [_earned(card.earned, card.year), ranges(title=title, rows=bars, scale=(0, 1), same=same)]


def _earned(one: Means, year: int | None) -> charts.Figure:
    most = 1.1 * max(abs(one.difference.low), abs(one.difference.high))
    bar = Bar(
        _("Supported, less the others"),
        one.difference.value,
        one.difference.low,
        one.difference.high,
        number(one.difference.value, sign=True),
    )
    title = _("Difference in average earnings of %(year)s") % {"year": year}
    heads = ["", _("Difference"), _("At least"), _("At most"), _("Standard error")]
    values = (one.difference.value, one.difference.low, one.difference.high, one.error)
    same = charts.table(heads, [[bar.label, *(number(value, 2) for value in values)]])
    lede = _("Left of the line those supported earned less, right of it more. A bar that crosses the line shows no effect.")
    return ranges(title=title, rows=[bar], scale=(-most or -1, most or 1), mark=0, lede=lede, same=same)


def effect_tables(card: EffectCard) -> list:
    """The differences with their standard error, and the balance at the start."""
    if card.earned is None or card.employment is None or card.in_work is None or card.in_work_others is None:
        return []
    one = card.earned
    heads = [_("What"), _("Supported"), _("Comparison group"), _("Difference"), _("Between"), _("Standard error")]
    rows = [
        [_("Average earnings"), number(one.mean, 2), number(one.mean_others, 2), number(one.difference.value, 2, sign=True),
         f"{number(one.difference.low, 2)} – {number(one.difference.high, 2)}", number(one.error, 2)],
        [_("With earnings"), percent(card.in_work.value), percent(card.in_work_others.value), points(card.employment.value),
         f"{points(card.employment.low)} – {points(card.employment.high)}", "–"],
    ]  # fmt: skip
    start = [[b.name, number(b.mean, 2), number(b.mean_others, 2), number(b.apart, 2, sign=True)] for b in card.balance]
    heads_start = [_("At the start"), _("Supported"), _("Comparison group"), _("Apart, in standard deviations")]
    return [(_("The differences"), charts.table(heads, rows)), (_("Were they alike at the start?"), charts.table(heads_start, start))]
