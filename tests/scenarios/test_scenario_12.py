"""Minorities refused. Ethnicity declined: EECO15 = 0, evidence kept, person still complete for Art. 17(5)."""

from datetime import date

import pytest

from tests.scenarios.conftest import answers, moment
from vieta.base.refusal import Refused
from vieta.enrolments import actions
from vieta.enrolments.queries import entry_card
from vieta.indicators import queries

ENTERED, DAY = date(2020, 3, 2), date(2021, 3, 1)


def test_who_declines_is_complete_and_the_asking_is_kept(cast, stays):
    declined = stays.enter(ENTERED, traits={"minority": "declined"})
    stays.enter(date(2020, 3, 3), traits={"minority": "yes"})
    lead = cast.viewer("farid", DAY)
    rows = {row.code: row.count.total for row in queries.indicators(lead, "gent", DAY, every=True)}
    assert (rows["EECO01"], rows["EECO15"]) == (2, 1)  # only the one who said yes
    assert declined.person_id not in {one.person_id for one in queries.incomplete(lead, "gent", DAY)}

    card = entry_card(cast.viewer("bram", DAY), declined.pk)
    kept = next(trait for trait in card.traits if trait.trait == "minority")
    assert (kept.asked, kept.value, kept.source, kept.recorded_by, kept.recorded_at) == (
        "declined",
        "",
        "declared",
        "Bram Peeters",
        moment(ENTERED),
    )
    assert card.missing == ()


def test_not_asked_is_told_apart_and_not_counted_either(cast, stays):
    stay = stays.enter(ENTERED, traits={"minority": None})
    kept = next(t for t in entry_card(cast.viewer("bram", DAY), stay.pk).traits if t.trait == "minority")
    assert (kept.asked, kept.recorded_at) == ("not-asked", None)
    rows = {row.code: row.count.total for row in queries.indicators(cast.viewer("farid", DAY), "gent", DAY, every=True)}
    assert (rows["EECO01"], rows["EECO15"]) == (1, 0)


def test_only_special_categories_may_be_declined(stays):
    stay = stays.enter(ENTERED)
    with pytest.raises(Refused) as refused:
        actions.record_traits(**stays.act(DAY), enrolment_id=stay.pk, answers=answers({"education": "declined"}))
    assert refused.value.field == "education"
