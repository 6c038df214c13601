"""Writing a plan together: two agreements to the very same text, and every version kept."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import on_case_team
from vieta.audit.models import Entry
from vieta.base.refusal import NotFound, Refused
from vieta.enrolments.models import CaseTeamMember
from vieta.people.choices import Level
from vieta.people.models import FiledDocument, OwnPlace
from vieta.plans import queries
from vieta.plans.models import PlanVersion

from .conftest import MAY

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def states(writing):
    return [(v.number, v.state) for v in PlanVersion.objects.filter(plan__enrolment_id=writing.id).order_by("number")]


def test_a_plan_begins_from_an_empty_page(writing):
    version = writing.do("begin_draft")
    card = writing.card()
    assert (version.number, card.draft.goals, card.draft.person_words, card.active) == (1, (), "", None)
    assert writing.do("begin_draft").pk == version.pk


def test_an_empty_plan_is_not_agreed_to(writing):
    writing.do("begin_draft")
    writing.do("add_goal", text="Find work")
    with pytest.raises(Refused, match="at least one goal and one step"):
        writing.do("agree", "amina", text_hash=writing.read())
    assert writing.card().draft.waits_for == "both"


@pytest.mark.parametrize("first", ["person", "team"])
def test_one_agreement_is_not_enough(writing, first):
    writing.draft()
    who, deed = {"person": ("amina", "agree"), "team": ("bram", "agree_for_team")}[first]
    writing.do(deed, who, text_hash=writing.read())
    card = writing.card()
    assert card.active is None
    assert card.draft.waits_for == {"person": "team", "team": "person"}[first]


def test_both_agreements_make_it_active(writing):
    version = writing.agreed()
    card = writing.card()
    assert (version.state, version.active_on, card.draft) == ("active", date(2021, 3, 15), None)
    assert (card.active.worker, card.active.person_agreed_how) == ("Bram Peeters", "On their own screen")


CHANGES = [
    ("say_what_matters", {"words": "Mornings with my son"}),
    ("add_goal", {"text": "Learn Dutch"}),
    ("change_goal", {"goal_id": "goal", "text": "Find work in a kitchen"}),
    ("remove_goal", {"goal_id": "goal"}),
    ("add_step", {"goal_id": "goal", "text": "Ask a cousin", "doer": "both", "by_on": MAY}),
    ("change_step", {"step_id": "step", "text": "Write to four bakeries", "doer": "person", "by_on": MAY}),
    ("change_step", {"step_id": "step", "text": "Write to three bakeries", "doer": "coach", "by_on": MAY}),
    ("remove_step", {"step_id": "step"}),
]


@pytest.mark.parametrize("who", ["amina", "bram"])
@pytest.mark.parametrize(("deed", "values"), CHANGES)
def test_a_change_by_either_side_asks_both_anew(writing, deed, values, who):
    writing.draft()
    writing.do("agree", "amina", text_hash=writing.read())
    goal = writing.card().draft.goals[0]
    ids = {"goal": goal.id, "step": goal.steps[0].id}
    writing.do(deed, who, **{name: ids.get(value, value) if isinstance(value, str) else value for name, value in values.items()})
    assert writing.card().draft.waits_for == "both"
    assert Entry.objects.get(deed=f"plans.{deed}", details__agreements_cleared=True).enrolment_id == writing.id


def test_saving_the_same_words_again_asks_nobody(writing):
    writing.draft()
    writing.do("agree", "amina", text_hash=writing.read())
    goal = writing.card().draft.goals[0]
    writing.do("change_goal", goal_id=goal.id, text=goal.text)
    assert writing.card().draft.waits_for == "team"


@pytest.mark.parametrize(("who", "deed"), [("amina", "agree"), ("bram", "agree_for_team")])
def test_agreeing_to_a_text_that_changed_meanwhile_is_refused(writing, who, deed):
    writing.draft()
    read = writing.read()
    writing.do("add_goal", "amina", text="Learn Dutch")
    with pytest.raises(Refused, match="changed while you were reading"):
        writing.do(deed, who, text_hash=read)
    assert writing.card().draft.waits_for == "both"


def test_a_change_of_an_active_plan_is_a_new_version_and_the_former_stays_readable(writing, cast):
    writing.agreed()
    writing.do("begin_draft", "amina")
    goal = writing.card().draft.goals[0]
    writing.do("change_step", "amina", step_id=goal.steps[0].id, text="Visit one bakery", doer="person", by_on=MAY)
    assert states(writing) == [(1, "active"), (2, "draft")]
    writing.do("agree_for_team", text_hash=writing.read())
    writing.do("agree", "amina", text_hash=writing.read())
    assert states(writing) == [(1, "superseded"), (2, "active")]
    texts = [queries.version_of(cast.amina, writing.id, n).goals[0].steps[0].text for n in (1, 2)]
    assert texts == ["Write to three bakeries", "Visit one bakery"]


@pytest.mark.parametrize("who", ["amina", "bram"])
def test_either_withdraws_with_a_reason_and_no_plan_is_active(writing, who):
    writing.agreed()
    with pytest.raises(Refused, match="in a few words why"):
        writing.do("withdraw", who, reason="  ")
    writing.do("withdraw", who, reason="It became too much")
    card = writing.card()
    assert (card.active, [(v.number, v.state) for v in card.versions]) == (None, [(1, "withdrawn")])
    again = writing.do("begin_draft", copy_of=1)
    assert (again.number, writing.card().draft.goals[0].text) == (2, "Find work in a bakery")


def test_nothing_in_force_nothing_to_withdraw(writing):
    writing.draft()
    with pytest.raises(Refused, match="No plan is in force"):
        writing.do("withdraw", reason="why")


def test_a_version_set_aside_stays_readable_and_the_active_one_in_force(writing, cast):
    writing.agreed()
    writing.do("begin_draft")
    writing.do("set_aside")
    assert states(writing) == [(1, "active"), (2, "withdrawn")]
    assert queries.version_of(cast.bram, writing.id, 2).active_on is None


def test_the_person_agrees_only_themself(writing):
    writing.draft()
    with pytest.raises(Refused, match="Only the person themself"):
        writing.do("agree", "bram", text_hash=writing.read())
    with pytest.raises(Refused, match="agrees for the team"):
        writing.do("agree_for_team", "amina", text_hash=writing.read())
    with pytest.raises(Refused, match="records the person's agreement"):
        writing.do("record_agreement", "amina", text_hash=writing.read(), how="spoken")
    assert writing.card().draft.waits_for == "both"


def test_a_specialist_of_the_case_team_writes_and_does_not_bind_the_team(writing, cast):
    on_case_team(cast, cast.world.enrolment, "chloe")
    CaseTeamMember.objects.filter(account=cast.accounts["chloe"]).update(profession="psychologist")
    writing.draft()
    writing.do("add_goal", "chloe", text="Sleep through the night")
    with pytest.raises(Refused, match="agrees for the team"):
        writing.do("agree_for_team", "chloe", text_hash=writing.read())


@pytest.mark.parametrize("who", ["chloe", "dario", "edda", "farid", "greta"])
def test_everybody_else_finds_no_plan(writing, cast, who):
    writing.agreed()
    with pytest.raises(NotFound):
        writing.card(who)
    with pytest.raises(NotFound):
        writing.do("begin_draft", who)
    with pytest.raises(NotFound):
        writing.do("withdraw", who, reason="why")
    assert states(writing) == [(1, "active")]


def test_agreement_on_paper_needs_the_scan_and_lies_in_the_file(writing, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    writing.draft()
    with pytest.raises(Refused, match="scan or a photo"):
        writing.do("record_agreement", text_hash=writing.read(), how="paper")
    paper = SimpleUploadedFile("plan.pdf", PDF)
    version = writing.do("record_agreement", text_hash=writing.read(), how="paper", paper=paper)
    filed = FiledDocument.objects.get(document=version.person_paper)
    assert (filed.person_id, filed.cause_id, filed.level) == (writing.cast.world.amina.pk, writing.id, Level.FILE)
    assert writing.card().draft.waits_for == "team"


def test_a_spoken_agreement_only_where_the_person_has_no_place_of_their_own(writing):
    writing.draft()
    with pytest.raises(Refused, match="place of their own"):
        writing.do("record_agreement", text_hash=writing.read(), how="spoken")
    OwnPlace.objects.all().delete()
    writing.do("record_agreement", text_hash=writing.read(), how="spoken")
    assert writing.card().draft.person_agreed_how == "Said so"


def test_steps_are_done_without_a_new_version_and_remembered_in_the_draft(writing, cast):
    writing.agreed()
    writing.do("begin_draft")
    step = writing.card().active.goals[0].steps[0]
    writing.do("finish_step", "amina", step_id=step.id)
    with pytest.raises(Refused, match="no longer open"):
        writing.do("drop_step", step_id=step.id)
    card = writing.card()
    assert (card.active.goals[0].steps[0].state, card.draft.goals[0].steps[0].state) == ("done", "done")
    assert states(writing) == [(1, "active"), (2, "draft")]
    writing.do("reopen_step", step_id=step.id)
    assert writing.card().active.goals[0].steps[0].state == "open"


BAD_STEPS = [
    ({"text": " "}, "text"),
    ({"doer": "nobody"}, "doer"),
    ({"doer": "other", "other": ""}, "other"),
    ({"by_on": date(2021, 3, 14)}, "by_on"),
]


@pytest.mark.parametrize(("change", "field"), BAD_STEPS)
def test_a_step_says_what_who_and_by_when(writing, change, field):
    writing.do("begin_draft")
    writing.do("add_goal", text="Find work")
    goal = writing.card().draft.goals[0]
    good = {"goal_id": goal.id, "text": "Write", "doer": "person", "by_on": MAY, "other": "a cousin"}
    with pytest.raises(Refused) as refusal:
        writing.do("add_step", **(good | change))
    assert refusal.value.field == field
    assert writing.card().draft.goals[0].steps == ()


def test_ids_of_agreed_versions_are_not_writable(writing):
    writing.agreed()
    goal = writing.card().active.goals[0]
    writing.do("begin_draft")
    with pytest.raises(NotFound):
        writing.do("remove_goal", goal_id=goal.id)
    with pytest.raises(NotFound):
        writing.do("change_step", step_id=goal.steps[0].id, text="x", doer="person", by_on=MAY)
    draft_step = writing.card().draft.goals[0].steps[0]
    with pytest.raises(NotFound):
        writing.do("finish_step", step_id=draft_step.id)


def test_a_goal_in_a_sensitive_side_of_life_is_closed_without_special_access(writing, cast, domain):
    on_case_team(cast, cast.world.enrolment, "chloe", level=Level.FILE)
    writing.draft(goal="Drink less", domain_id=domain("substances"))
    shown = writing.card("chloe").draft
    assert [(g.closed, g.text, g.steps) for g in shown.goals] == [(True, "", ())]
    assert writing.card().draft.goals[0].text == "Drink less"
    goal = writing.card().draft.goals[0]
    with pytest.raises(NotFound):
        writing.do("remove_goal", "chloe", goal_id=goal.id)
    with pytest.raises(NotFound):
        writing.do("add_goal", "chloe", text="x", domain_id=domain("mind"))
    with pytest.raises(Refused, match="closed to you"):
        writing.do("agree_for_team", "chloe", text_hash=shown.text_hash)
    assert domain("substances") not in dict(queries.domain_choices(cast.chloe, writing.id))


def test_after_leaving_the_plan_is_read_only(writing, cast):
    writing.agreed()
    row = cast.world.enrolment
    row.state, row.left_on = "left", date(2021, 3, 10)
    row.save()
    with pytest.raises(Refused, match="until the person leaves"):
        writing.do("begin_draft")
    card = writing.card()
    assert (card.may_write, card.may_agree, card.active.number) == (False, False, 1)


@pytest.mark.parametrize("goals", [1, 3])
def test_reading_asks_as_much_for_three_goals_as_for_one(writing, domain, goals, django_assert_num_queries):
    writing.do("begin_draft")
    for n in range(goals):
        writing.do("add_goal", text=f"Goal {n}", domain_id=domain("work"))
        goal = writing.card().draft.goals[-1]
        for m in range(goals):
            writing.do("add_step", goal_id=goal.id, text=f"Step {m}", doer="both", by_on=MAY)
    bram = writing.cast.bram
    with django_assert_num_queries(10):
        assert len(queries.plan_of(bram, writing.id).draft.goals) == goals
