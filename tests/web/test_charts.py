"""Pictures: the same figures in the picture, its spoken label and its table; no style, whatever the figures."""

import re
from datetime import date

import pytest

from vieta.web.parts import charts

DAYS = [date(2020, 1, 1), date(2020, 7, 1), date(2021, 1, 1)]
REACHED = charts.Series("reached", list(zip(DAYS, (10, 400, 798), strict=True)))
TARGET = charts.Series("target <1 500>", [(DAYS[0], 0), (DAYS[2], 1500)], target=True)


def test_over_time_says_the_last_figures_and_shows_all_in_the_table():
    figure = charts.over_time(title="Reached", series=[REACHED, TARGET])
    assert 'aria-label="Reached: reached 798, target &lt;1 500&gt; 1,500"' in figure.picture
    assert figure.picture.count("<polyline") == 2
    assert 'stroke-dasharray="6 5"' in figure.picture
    assert '<th scope="row">1 Jul 2020</th><td class="v-cell--number">400</td><td class="v-cell--number">–</td>' in figure.table


def test_over_time_without_figures_says_so():
    figure = charts.over_time(title="Reached", series=[charts.Series("reached", [])])
    assert "No figures yet." in figure.picture


@pytest.mark.parametrize("values", [(0, 0, 0), (1, 1, 1), (0, 0.4, 0.2), (1, 2, 3), (10**6, 10**7, 987654321)])
def test_every_point_lies_inside_the_picture(values):
    figure = charts.over_time(title="n", series=[charts.Series("n", list(zip(DAYS, values, strict=True)))])
    points = figure.picture.split('points="')[1].split('"')[0].split()
    for point in points:
        x, y = (float(part) for part in point.split(","))
        assert charts.LEFT <= x <= charts.WIDE - charts.RIGHT
        assert charts.TOP <= y <= charts.HIGH - charts.FOOT


def test_one_day_alone_can_be_drawn():
    figure = charts.over_time(title="n", series=[charts.Series("n", [(DAYS[0], 5)])])
    assert "<circle" in figure.picture


@pytest.mark.parametrize("ends", [(20, 21, 22, 23), (290, 291, 292), (20, 150, 290), (200, 200, 200, 200), (20,)])
def test_labels_at_the_ends_cover_nothing_and_stay_inside(ends):
    near = [(charts.Series(str(n), [(DAYS[0], 0)]), float(at)) for n, at in enumerate(ends)]
    places = [at for _one, at in charts._end_labels(near)]
    assert all(b - a >= charts.APART for a, b in zip(places, places[1:], strict=False))
    assert min(places) >= charts.TOP
    assert max(places) <= charts.LOWEST


def numbers(figure) -> list[tuple[float, float]]:
    """Where the figures at the lines' ends stand."""
    return [(float(x), float(y)) for x, y in re.findall(r'<text x="([\d.]+)" y="([\d.]+)" [^>]*font-size="19"', figure.picture)]


def test_no_line_strikes_a_figure_through_that_ends_before_the_others():
    """Its label stands beside the picture with the others, and a thin line leads there."""
    early = charts.Series("target", [(DAYS[0], 0), (DAYS[1], 800)], target=True)
    figure = charts.over_time(title="Reached", series=[REACHED, early])
    assert len(numbers(figure)) == figure.picture.count("<path ") == 2
    assert all(x > charts.WIDE - charts.RIGHT for x, _y in numbers(figure))


@pytest.mark.parametrize("number", [1, 4, 5, 8])
def test_many_labels_make_the_picture_longer_and_never_overlap(number):
    series = [charts.Series(f"Persons in guidance {n}", [(DAYS[0], 0), (DAYS[2], 798)]) for n in range(number)]
    figure = charts.over_time(title="Reached", series=series)
    high = float(re.search(r'viewBox="0 0 \d+ ([\d.]+)"', figure.picture)[1])
    places = [y for _x, y in numbers(figure)]
    assert len(places) == number
    assert all(b - a >= charts.APART for a, b in zip(places, places[1:], strict=False))
    assert places[0] >= charts.TOP
    assert places[-1] + 17 + 17 <= high  # two lines of words stand under it


def test_a_funnel_counts_each_step_of_the_one_before_and_hides_what_is_hidden():
    figure = charts.funnel(title="f", steps=[("Reached", 200), ("Plan", 50), ("Work", None), ("Stays", 10)])
    assert "50<small>25.0 %</small>" in figure.picture
    assert ">hidden<" in figure.picture
    assert figure.table.count("hidden") == 1
    assert "10<small></small>" in figure.picture, "a share of a hidden count would give it away"


def test_bars_show_their_goal():
    figure = charts.bars(title="b", rows=[("Ghent", 3), ("Aalst", 6)], goal=12, unit="meetings")
    assert figure.picture.count("v-bar__goal") == 2
    assert 'width="25.0"' in figure.picture
    assert '<td class="v-cell--number">12</td>' in figure.table


def test_the_wheel_tells_entry_now_and_what_was_not_talked_about():
    domains = [charts.Domain("Work", 1, 3), charts.Domain("Health", None, None), charts.Domain("Home", 4, 2)]
    figure = charts.wheel(title="Amina", domains=domains)
    assert 'aria-label="Amina. Work: 1 at entry, 3 now; Health: not talked about; Home: 4 at entry, 2 now"' in figure.picture
    rows = figure.table.split("<tr>")[2:]
    assert [row.count("–") for row in rows] == [0, 3, 0]
    assert ">+2<" in rows[0]
    assert ">−2<" in rows[2]


@pytest.mark.parametrize("number", [0, 1, 2, 12])
def test_a_wheel_of_any_number_of_parts(number):
    figure = charts.wheel(title="w", domains=[charts.Domain(f"Part {n}", 1, 5) for n in range(number)])
    assert figure.picture.count("fill-opacity") == number + 1
    assert "nan" not in figure.picture


def test_no_picture_needs_a_style():
    figures = [
        charts.over_time(title="t", series=[REACHED, TARGET]),
        charts.funnel(title="f", steps=[("a", 2), ("b", 1)]),
        charts.bars(title="b", rows=[("a", 1)]),
        charts.wheel(title="w", domains=[charts.Domain("a", 1, 2)]),
    ]
    assert [figure.title for figure in figures if "style" in figure.picture] == []
