"""What waits in plans for somebody's day."""

from datetime import date

import pytest

from tests.cast import NOW, TODAY, enrolment, on_case_team, person
from vieta.base.viewer import system
from vieta.people.choices import Level
from vieta.plans import actions, queries


def plan(row, worker, by_on, agreed=True, domain_id=None):
    steps = [actions.StepIn("Call the school", "both", by_on)]
    return actions.PlanIn(
        row.pk, date(2021, 2, 1), date(2021, 2, 2) if agreed else None, worker, goals=[actions.GoalIn("Learn", steps, domain_id)]
    )


def bring_in(*rows):
    return actions.bring_in_plans(by=system("test", TODAY), at=NOW, rows=rows)


def test_steps_due_are_those_of_my_case_teams_oldest_first(cast, instruments):
    w = cast.world
    bram = cast.accounts["bram"].pk
    late, far = enrolment(w, person(w, "P-2", "Late", "One")), enrolment(w, person(w, "P-3", "Far", "One"))
    on_case_team(cast, late, "bram")
    on_case_team(cast, far, "bram")
    other = enrolment(w, person(w, "P-4", "Others", "One"), provider=w.other)
    on_case_team(cast, other, "edda")
    assert bring_in(
        plan(w.enrolment, bram, date(2021, 3, 22)), plan(late, bram, date(2021, 3, 10)), plan(far, bram, date(2021, 3, 23)),
        plan(other, bram, date(2021, 3, 10)),
    ) == 4  # fmt: skip
    found = queries.steps_due(cast.bram)
    assert [(step.person, step.days_late) for step in found] == [("Late One", 5), (w.amina.name, 0)]
    assert [step.person for step in queries.steps_due(cast.edda)] == ["Others One"]
    for name in ("chloe", "dario", "farid", "greta", "amina"):
        assert queries.steps_due(cast.viewer(name)) == []


def test_a_step_in_a_closed_side_of_life_is_on_nobody_elses_list(cast, domain):
    w = cast.world
    on_case_team(cast, w.enrolment, "chloe", level=Level.FILE)
    bring_in(plan(w.enrolment, cast.accounts["bram"].pk, date(2021, 3, 16), domain_id=domain("mind")))
    assert (len(queries.steps_due(cast.bram)), queries.steps_due(cast.chloe)) == (1, [])


def test_plans_waiting_tell_for_whom(cast, writing):
    writing.draft()
    assert [card.waits_for for card in queries.plans_waiting(cast.bram)] == ["both"]
    writing.do("agree", "amina", text_hash=writing.read())
    (waiting,) = queries.plans_waiting(cast.bram)
    assert (waiting.waits_for, waiting.for_me, waiting.person) == ("team", True, cast.world.amina.name)
    assert queries.plans_waiting(cast.chloe) == []


@pytest.mark.parametrize("people", [1, 3])
def test_the_lists_ask_as_much_for_three_as_for_one(cast, instruments, people, django_assert_num_queries):
    w = cast.world
    rows = [enrolment(w, person(w, f"P-{n}", "Some", f"One{n}")) for n in range(people)]
    for row in rows:
        on_case_team(cast, row, "bram")
    bring_in(*(plan(row, cast.accounts["bram"].pk, date(2021, 3, 16)) for row in rows))
    drafts = [enrolment(w, person(w, f"D-{n}", "Some", f"Two{n}")) for n in range(people)]
    for row in drafts:
        on_case_team(cast, row, "bram")
    bring_in(*(plan(row, None, date(2021, 3, 16), agreed=False) for row in drafts))
    bram = cast.bram
    with django_assert_num_queries(2):
        assert len(queries.steps_due(bram)) == people
    with django_assert_num_queries(2):
        assert len(queries.plans_waiting(bram)) == people
