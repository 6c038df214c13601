"""Who declined to say what a measure of a special category asks: counted as no, each with who asked, when and on which paper."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from vieta.base.viewer import Viewer
from vieta.enrolments import access as enrolments
from vieta.enrolments.choices import SPECIAL_TRAITS, Asked, Trait
from vieta.enrolments.models import EntryTrait
from vieta.people import access as people_access
from vieta.people.choices import Level

from .. import access
from ..measures import measure
from ..measures.language import parts_of
from .people import PAGE
from .traces import Paper, Traces


@dataclass(frozen=True)
class Refusal:
    """One question declined, by somebody whose special characteristics are open to the viewer."""

    person_id: int
    enrolment_id: int
    reference: str
    name: str
    what: str
    on: date
    source: str
    recorded: str
    certified: str
    paper: Paper | None


@dataclass(frozen=True)
class Refusals:
    """How many of the people supported declined to say, and those of them who are open to the viewer."""

    number: int
    open: tuple[Refusal, ...]


def refusals(viewer: Viewer, code: str, name: str, day: date | None = None) -> Refusals | None:
    """The refusals behind a measure; None where it asks for nothing that may be declined, or where nobody did."""
    reach, day = access.reach(viewer, code), day or viewer.today
    how = access.measure_of(viewer, reach, measure(name))
    traits = {part["column"] for part in parts_of(how.when)} & SPECIAL_TRAITS
    if not traits:
        return None
    rows = EntryTrait.objects.filter(
        reach.sees("enrolment__"), trait__in=traits, asked=Asked.DECLINED, retracted_at__isnull=True, enrolment__programme=reach.programme,
        enrolment__arm=how.arm, enrolment__entered_on__lte=day,
    )  # fmt: skip
    number = rows.values("enrolment__person_id").distinct().count()
    seen = rows.filter(enrolment__in=enrolments.visible_to(viewer, Level.SPECIAL)).select_related("document", "enrolment__person")
    return Refusals(number, _told(viewer, list(seen.order_by("valid_on", "pk")[:PAGE]))) if number else None


def _told(viewer: Viewer, facts: list[EntryTrait]) -> tuple[Refusal, ...]:
    people, stays = {fact.enrolment.person_id for fact in facts}, {fact.enrolment_id for fact in facts}
    named = set(people_access.visible_to(viewer, Level.IDENTITY).filter(pk__in=people).values_list("pk", flat=True))
    rows = [
        {
            "kind": "trait", "stay": fact.enrolment_id, "source": fact.source, "at": fact.recorded_at, "recorded_by": fact.recorded_by,
            "certified_by": fact.certified_by, "document": fact.document,
        }
        for fact in facts
    ]  # fmt: skip
    traces = Traces(viewer, people, stays, stays)
    traces.read(rows)
    return tuple(_card(fact, row, traces, named) for fact, row in zip(facts, rows, strict=True))


def _card(fact: EntryTrait, row: dict, traces: Traces, named: set[int]) -> Refusal:
    person = fact.enrolment.person
    what = _("%(what)s: declined to say") % {"what": Trait(fact.trait).label}
    return Refusal(
        person.pk, fact.enrolment_id, person.reference, person.name if person.pk in named else "", what, fact.valid_on, traces.source(row),
        traces.recorded(row), traces.certified(row), traces.paper(row, opens=True),
    )  # fmt: skip
