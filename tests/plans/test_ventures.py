"""A venture of one's own: what its deeds change and refuse, and that a milestone is a fact."""

from datetime import date, timedelta

import pytest

from tests.cast import NOW, TODAY
from vieta.base.refusal import NotFound, Refused
from vieta.plans import actions, queries
from vieta.plans.models import Milestone, MilestoneReached, Venture


@pytest.fixture
def deed(cast):
    """A deed on Amina's venture, said shortly."""

    def do(name, who="amina", **about):
        return getattr(actions, name)(by=cast.viewer(who), at=NOW, enrolment_id=cast.world.enrolment.pk, **about)

    return do


@pytest.fixture
def begun(deed):
    """Amina has written her idea down."""
    deed("begin_venture", idea="A bakery")
    return lambda kind: Milestone.objects.get(kind=kind).pk


def _refused(field, deed, *args, **about):
    with pytest.raises(Refused) as refusal:
        deed(*args, **about)
    assert refusal.value.field == field


def test_one_venture_at_a_time(deed, begun):
    _refused("idea", deed, "begin_venture", idea="A second one")
    deed("end_venture", because="A job came first.")
    deed("begin_venture", "bram", idea="A second one")
    assert list(Venture.objects.order_by("id").values_list("idea", "ended_because")) == [
        ("A bakery", "A job came first."),
        ("A second one", ""),
    ]


@pytest.mark.parametrize("who", ["chloe", "dario", "edda", "farid", "greta"])
def test_nobody_else_writes(deed, begun, who):
    with pytest.raises(NotFound):
        deed("tell_idea", who, idea="Another")
    assert Venture.objects.get().idea == "A bakery"


@pytest.mark.parametrize(("name", "about", "field"), [
    ("tell_idea", {"idea": "  "}, "idea"),
    ("add_milestone", {"text": " "}, "text"),
    ("add_milestone", {"text": "x" * 201}, "text"),
    ("add_milestone", {"text": "Soon", "by_on": TODAY - timedelta(days=1)}, "by_on"),
    ("end_venture", {"because": ""}, "because"),
])  # fmt: skip
def test_what_is_refused(deed, begun, name, about, field):
    _refused(field, deed, name, **about)
    assert Milestone.objects.count() == 4


@pytest.mark.parametrize(("about", "field"), [
    ({"on": TODAY + timedelta(days=1)}, "on"),
    ({"on": date(2019, 1, 1)}, "on"),
    ({"on": TODAY, "source": "document"}, "document_id"),
    ({"on": TODAY, "document_id": 4711}, "document_id"),
    ({"on": TODAY, "source": "hearsay"}, "source"),
    ({"on": TODAY, "words": "x" * 301}, "words"),
])  # fmt: skip
def test_a_milestone_needs_its_day_and_evidence(deed, begun, about, field):
    _refused(field, deed, "reach_milestone", milestone_id=begun("plan"), **about)
    assert not MilestoneReached.objects.exists()


def test_a_milestone_is_taken_back_and_recorded_anew(cast, deed, begun):
    plan = begun("plan")
    deed("reach_milestone", milestone_id=plan, on=TODAY - timedelta(days=1))
    _refused("on", deed, "reach_milestone", milestone_id=plan, on=TODAY)
    _refused("by_on", deed, "plan_milestone", milestone_id=plan, by_on=TODAY)
    deed("take_back_milestone", milestone_id=plan, reason="The wrong day.")
    deed("reach_milestone", "bram", milestone_id=plan, on=TODAY)
    card = queries.venture_of(cast.bram, cast.world.enrolment.pk)
    assert next(one.reached_on for one in card.milestones if one.kind == "plan") == TODAY
    assert list(MilestoneReached.objects.order_by("id").values_list("retraction_reason", flat=True)) == ["The wrong day.", ""]


def test_only_an_own_milestone_is_taken_out(cast, deed, begun):
    own = deed("add_milestone", text="Rent the shop", by_on=TODAY).pk
    _refused(None, deed, "take_milestone_away", milestone_id=begun("plan"))
    deed("take_milestone_away", milestone_id=own)
    assert [one.kind for one in queries.venture_of(cast.amina, cast.world.enrolment.pk).milestones] == [
        "idea", "plan", "registration", "first-income",
    ]  # fmt: skip
    with pytest.raises(NotFound):
        deed("reach_milestone", milestone_id=own, on=TODAY)
