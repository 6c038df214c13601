"""Co-decision. A plan drafted by the coach is not active; the participant changes a step, so the coach must agree again; both
agreed: version 1; a later change: version 2; version 1 stays readable."""

from tests.plans.conftest import MAY, instruments, writing  # noqa: F401  fixtures
from vieta.plans import queries
from vieta.plans.models import PlanVersion


def states(writing):  # noqa: F811
    return list(PlanVersion.objects.filter(plan__enrolment_id=writing.id).order_by("number").values_list("number", "state"))


def test_co_decision(writing, cast):  # noqa: F811
    writing.draft(step="Write to three bakeries")
    writing.do("agree_for_team", text_hash=writing.read())
    assert (writing.card().active, states(writing), writing.card().draft.waits_for) == (None, [(1, "draft")], "person")

    step = writing.card("amina").draft.goals[0].steps[0]
    writing.do("change_step", "amina", step_id=step.id, text="Visit one bakery", doer="both", by_on=MAY)
    writing.do("agree", "amina", text_hash=writing.read())
    assert (writing.card().active, writing.card().draft.waits_for) == (None, "team")  # the coach must agree again

    writing.do("agree_for_team", text_hash=writing.read())
    assert (states(writing), writing.card().active.number) == ([(1, "active")], 1)

    writing.do("begin_draft")
    later = writing.card().draft.goals[0].steps[0]
    writing.do("change_step", step_id=later.id, text="Begin the trial day", doer="person", by_on=MAY)
    assert states(writing) == [(1, "active"), (2, "draft")]
    writing.do("agree_for_team", text_hash=writing.read())
    writing.do("agree", "amina", text_hash=writing.read())
    assert (states(writing), writing.card().active.number) == ([(1, "superseded"), (2, "active")], 2)
    for viewer in (cast.amina, cast.bram):
        read = [queries.version_of(viewer, writing.id, number).goals[0].steps[0].text for number in (1, 2)]
        assert read == ["Visit one bakery", "Begin the trial day"]
