"""The published effect comes out of the product: real people go in through `vieta import`, and the page tells what they changed."""

from datetime import date

import pytest

from tests.cast import NOW
from tests.jobs.test_national_supported_work import script
from vieta.base.viewer import system
from vieta.evaluation import queries
from vieta.jobs.transfer.bringing import bring_in

BY = system("evaluation", date(1980, 1, 1))


@pytest.mark.django_db
def test_the_comparison_gives_the_published_effect_with_its_interval(tmp_path):
    assert bring_in(script(tmp_path), by=system("import", date(2026, 1, 1)), at=NOW, write=True).problems == ()
    card = queries.effect(BY, "nsw")
    assert (card.year, card.earned.people, card.earned.others) == (1978, 185, 260)
    assert round(card.earned.difference.value) == 1794
    assert (round(card.earned.difference.low), round(card.earned.difference.high), round(card.earned.error)) == (476, 3113, 671)
    assert (round(card.earned.mean), round(card.earned.mean_others)) == (6349, 4555)
    assert (round(card.in_work.value, 4), round(card.in_work_others.value, 4)) == (0.7568, 0.6462)
    assert (round(card.employment.value, 4), round(card.employment.low, 4), round(card.employment.high, 4)) == (0.1106, 0.0238, 0.1927)
    start = {row.name: (round(row.mean, 2), round(row.mean_others, 2)) for row in card.balance}
    assert start["Age at entry"] == (25.82, 25.05)
    assert start["Earnings in the year before entry"] == (1532.06, 1266.91)  # as Dehejia and Wahba print them
    assert card.words[0] == (
        "In 1978 those supported earned 6,349 on average and the others 4,555: a difference of +1,794, which may well lie between 476 and 3,113."
    )
