"""A family in Kurzeme with one plan that a consultant leads, and a cook in Ghent who begins a business and asks for a mentor."""

from datetime import date

from vieta.enrolments.models import Enrolment
from vieta.mentoring.access.family import showable
from vieta.mentoring.actions import children, family, requests
from vieta.people.models import Household
from vieta.plans.actions import add_milestone, begin_venture, plan_milestone, reach_milestone
from vieta.plans.models import Milestone

from ..names import LATVIAN_EMPLOYERS
from .people import person
from .stage import Stage

SCHOOL = ((("enrolled", 70), ("irregularly", 42), ("attends", 9)), (("attends", 60), ("moved-up", 20)))


def play_family(stage: Stage) -> None:
    """Two adults with work goals of their own, two children of whom only the school is known, one consultant."""
    first, second = (_adult(stage, number, name) for number, name in ((40, "Ilona"), (41, "Sanita")))
    act = stage.by("marta", stage.day(44))
    household = family.form_family(**act, enrolment_id=first.pk)
    family.add_adult(**act, household_id=household.pk, enrolment_id=second.pk)
    named = {"account_id": stage.accounts["karina"].pk, "until_on": date(stage.today.year + 1, 3, 1)}
    reason = "Both know her from the group, and trust her."
    family.name_lead(**stage.by("ilze", stage.day(43)), household_id=household.pk, enrolment_id=first.pk, reason=reason, **named)
    for stay in (first, second):
        _agrees(stage, household, stay)
    for (born_in, stage_of), facts in zip(((stage.today.year - 9, ""), (None, "secondary")), SCHOOL, strict=True):
        about = {"household_id": household.pk}
        child = children.add_child(**stage.by("karina", stage.day(41)), **about, born_in=born_in, stage=stage_of)
        for schooling, ago in facts:
            told = stage.by("karina", stage.day(min(ago, 40)))
            children.record_schooling(**told, **about, child_id=child.pk, schooling=schooling, on=stage.day(ago))


def _adult(stage: Stage, number: int, first: str) -> Enrolment:
    def name(draw, gender: str) -> tuple[str, str]:
        return (first, "Kārkliņa") if gender == "W" else ({"Ilona": "Aivars", "Sanita": "Raitis"}[first], "Kārkliņš")

    return person(stage, "marta", number, name, LATVIAN_EMPLOYERS, ("carer",))


def _agrees(stage: Stage, household: Household, stay: Enrolment) -> None:
    """An adult agrees by word of mouth, and puts the last steps of the own plan on the family's page."""
    member = household.members.get(person_id=stay.person_id)
    about = stage.by("marta", stage.day(42)) | {"household_id": household.pk, "member_id": member.pk}
    family.agree(**about, how="spoken")
    lines = list(showable(stay).order_by("-by_on", "id").values_list("line", flat=True)[:3])
    family.show_steps(**stage.by("marta", stage.day(30)) | {"household_id": household.pk, "member_id": member.pk}, lines=lines)


def play_venture(stage: Stage) -> None:
    """Ngozi has run a kitchen in her head for years; now there is a plan, and a question to the network."""
    stay = Enrolment.objects.get(programme=stage.programme, person__first_name="Ngozi", person__last_name="Eze")
    begun = stage.by("mira", stage.day(21))
    begin_venture(
        **begun, enrolment_id=stay.pk, idea="A lunch kitchen near the station: jollof, stews and soup to take away, five days a week."
    )
    add_milestone(**begun, enrolment_id=stay.pk, text="Cook for twenty people at the neighbourhood centre", by_on=stage.ahead(16))
    idea, plan = (Milestone.objects.get(venture__enrolment=stay, kind=kind) for kind in ("idea", "plan"))
    reach_milestone(**begun, enrolment_id=stay.pk, milestone_id=idea.pk, on=stage.day(21), words="Told to her coach, and written down")
    plan_milestone(**begun, enrolment_id=stay.pk, milestone_id=plan.pk, by_on=stage.ahead(30))
    asked = requests.Asked(
        "Somebody who has run a kitchen or a shop: what does a place cost, and how does one set a price?",
        languages=(("en", "native"), ("nl", "A2")), nace=("I",), place="Ghent",
    )  # fmt: skip
    requests.ask_for_mentor(**stage.by("mira", stage.day(3)), enrolment_id=stay.pk, asked=asked)
