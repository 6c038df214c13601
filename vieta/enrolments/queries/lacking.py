"""The records that lack an answer which every common indicator asks for, to whoever works with these people."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from vieta.base.viewer import Viewer

from ..access import on_case_team, visible_to
from ..choices import REQUIRED_TRAITS, Arm, Asked, Labour, Trait
from ..models import Enrolment, EntryTrait


@dataclass(frozen=True)
class LackingCard:
    """One stay with the answers at entry that it lacks, in words."""

    enrolment_id: int
    person_id: int
    name: str
    missing: tuple[str, ...]


def lacking(viewer: Viewer, *, limit: int = 20) -> list[LackingCard]:
    """Stays of the viewer's own case teams whose support began and whose record is incomplete (Art. 17(5)), the longest first.

    Two statements.
    """
    given = EntryTrait.objects.filter(retracted_at__isnull=True, asked=Asked.GIVEN)
    here = given.filter(enrolment=OuterRef("pk"))
    complete = Q(*(Exists(here.filter(trait=trait)) for trait in REQUIRED_TRAITS))
    unemployed = Exists(here.filter(trait=Trait.LABOUR, value=Labour.UNEMPLOYED))
    since_when = Exists(here.filter(trait=Trait.UNEMPLOYED_SINCE))
    mine = visible_to(viewer).filter(pk__in=on_case_team(viewer).values("enrolment_id"), arm=Arm.SUPPORTED, entered_on__lte=viewer.today)
    rows = list(mine.filter(~complete | (unemployed & ~since_when)).select_related("person").order_by("entered_on", "pk")[:limit])
    answers = {(e, t): value for e, t, value in given.filter(enrolment__in=rows).values_list("enrolment_id", "trait", "value")}
    return [LackingCard(row.pk, row.person_id, row.person.name, _missing(row, answers)) for row in rows]


def _missing(row: Enrolment, answers: dict[tuple[int, str], str]) -> tuple[str, ...]:
    asked = [*REQUIRED_TRAITS]
    if answers.get((row.pk, Trait.LABOUR)) == Labour.UNEMPLOYED:
        asked.append(Trait.UNEMPLOYED_SINCE)
    return tuple(str(trait.label) for trait in asked if (row.pk, trait) not in answers)
