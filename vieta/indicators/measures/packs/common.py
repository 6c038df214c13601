"""What the common indicators of both ESF periods share: complete records, the groups of an entry, the results after leaving."""

from datetime import date

from vieta.enrolments.choices import Labour, Trait
from vieta.outcomes.choices import WORK_KINDS
from vieta.outcomes.choices import Kind as OutcomeKind

from ..declare import Certainty, Measure, Timing
from ..language import Condition, any_of, both, is_not, is_so, known, one_of

PERSON = (Trait.GENDER, Trait.BIRTH_ON, Trait.LABOUR, Trait.UNEMPLOYED_SINCE, Trait.EDUCATION)

UNEMPLOYED = one_of("labour", Labour.UNEMPLOYED)
INACTIVE = one_of("labour", Labour.INACTIVE)
EMPLOYED = one_of("labour", Labour.EMPLOYED)
NOT_WORKING = one_of("labour", Labour.UNEMPLOYED, Labour.INACTIVE)
NOT_LEARNING = is_not(one_of("in_education", "yes"))

# What a person who left has come to, each as its own indicator asks for it.
SEEKS_WORK = both(INACTIVE, one_of("leaving_kind", OutcomeKind.JOB_SEARCH))
IN_EDUCATION = both(NOT_LEARNING, is_so("leaving_learning"))
QUALIFIED = is_so("leaving_qualified")
IN_WORK = both(NOT_WORKING, one_of("leaving_kind", *WORK_KINDS))
IN_WORK_LATER = both(NOT_WORKING, one_of("later_kind", *WORK_KINDS))
BETTER_LATER = both(EMPLOYED, is_so("later_better"))
ANY_RESULT = any_of(SEEKS_WORK, IN_EDUCATION, QUALIFIED, IN_WORK)


def output(
    code: str,
    name,
    rule,
    *when: Condition,
    annex: str,
    point: str,
    from_on: date,
    traits: tuple[str, ...] = (),
    memory: bool = False,
    **more,
) -> Measure:
    """An output indicator: what held at the first entry of a complete record."""
    return Measure(
        code, name, rule, article=f"{annex}, {point}", when=(is_so("complete"), *when), from_on=from_on, complete_only=True,
        rests_on=("event", *(f"trait:{trait}" for trait in traits)), certainty=Certainty.MEMORY if memory else Certainty.PUBLISHED,
        timing=Timing.ENTRY, group=point, **more,
    )  # fmt: skip


def result(
    code: str, name, rule, *when: Condition, annex: str, point: str, from_on: date, later: bool = False, memory: bool = False,
    traits: tuple[str, ...] = (), **more,
) -> Measure:  # fmt: skip
    """A result indicator: what a person with a complete record has come to after leaving."""
    return Measure(
        code, name, rule, article=f"{annex}, {point}", when=(is_so("complete"), known("left_on"), *when), from_on=from_on,
        complete_only=True, rests_on=("event", f"trait:{Trait.LABOUR}", *(f"trait:{trait}" for trait in traits), "outcome", "follow-up"),
        certainty=Certainty.MEMORY if memory else Certainty.PUBLISHED, timing=Timing.SIX_MONTHS if later else Timing.LEAVING,
        sample=later, group=point, **more,
    )  # fmt: skip
