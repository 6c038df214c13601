"""People behind a report's findings, moves and samples as far as a viewer may know them: always the pseudonym, never more than a grant opens."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from vieta.base.viewer import Viewer
from vieta.enrolments import access as enrolments_access
from vieta.enrolments.models import Enrolment
from vieta.people import access as people_access
from vieta.people.choices import Level
from vieta.people.models import Person


@dataclass(frozen=True)
class Face:
    """A person by pseudonym, with the provider who mends; the name and the way into the file only where a grant opens them."""

    person_id: int
    reference: str
    name: str
    provider: str
    enrolment_id: int | None
    opens: bool


def special_open(viewer: Viewer, programme_id: int, people: Collection[int]) -> list[int]:
    """Those whose special characteristics are open to the viewer, where standing among these people tells one."""
    stays = Enrolment.objects.filter(programme_id=programme_id, person_id__in=people)
    visible = enrolments_access.visible_to(viewer, Level.SPECIAL).filter(pk__in=stays.values("pk"))
    opened = set(visible.values_list("person_id", flat=True))
    return [person for person in people if person in opened]


def faces(viewer: Viewer, programme_id: int, people: Collection[int]) -> dict[int, Face]:
    """The people by number, each with their first stay in a programme (one that opens, if any). Four statements."""
    wanted = list(people)
    rows = Person.objects.in_bulk(wanted)
    named = set(people_access.visible_to(viewer, Level.IDENTITY).filter(pk__in=wanted).values_list("pk", flat=True))
    stays = list(
        Enrolment.objects.filter(programme_id=programme_id, person_id__in=wanted).select_related("provider").order_by("enquired_on", "pk")
    )
    opened = set(enrolments_access.visible_to(viewer, Level.FILE).filter(pk__in=[stay.pk for stay in stays]).values_list("pk", flat=True))
    stays_of = defaultdict(list)
    for stay in stays:
        stays_of[stay.person_id].append(stay)
    found = {}
    for number in wanted:
        if (person := rows.get(number)) is None:
            continue
        own = stays_of[number]
        first = next((one for one in own if one.pk in opened), own[0] if own else None)
        found[number] = Face(
            number, person.reference, person.name if number in named else "", first.provider.name if first else "",
            first.pk if first else None, first is not None and first.pk in opened,
        )  # fmt: skip
    return found
