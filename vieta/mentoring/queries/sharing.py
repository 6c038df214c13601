"""What a mentor sees of a mentee: exactly the items the mentee agreed to share, made here and nowhere else."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from vieta.base.codes import ISCO, NACE, Isced
from vieta.base.periods import age_on
from vieta.enrolments.choices import Asked, Trait
from vieta.enrolments.models import EntryTrait
from vieta.people.models import Person
from vieta.plans.choices import VersionState
from vieta.plans.models import Goal, Step

from ..access import duos as access
from ..choices import ALIVE, CONTACT_ITEMS, Item, Side
from ..models import Duo, Shared, Wish
from ..rules.profile import language_name, language_words
from ..rules.sharing import is_guarded

WORK = "work"  # the side of life whose goals and steps may be shared


@dataclass(frozen=True)
class Shown:
    """One shared item with its words; a list where there are several."""

    item: str
    label: str
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words in one line."""
        return ", ".join(self.words)


@dataclass(frozen=True)
class Choice:
    """One item the mentee may share: whether it is shared, what the mentor would read, whether it needs the warning."""

    item: str
    label: str
    shared: bool
    words: tuple[str, ...]
    guarded: bool
    since: datetime | None = None
    how: str = ""


def items_shared(duo: Duo) -> set[str]:
    """The items the mentee agreed to share in this duo; none once the duo is over."""
    if duo.state not in ALIVE:
        return set()
    return set(Shared.objects.filter(duo=duo, taken_back_at__isnull=True).values_list("item", flat=True))


def shown_to_mentor(duo: Duo, today: date) -> list[Shown]:
    """What the mentor of a duo (fetched with its mentee) reads today; items nobody filled in are left out."""
    items = items_shared(duo)
    values = _values(duo, items, today)
    return [Shown(i, str(Item(i).label), words) for i in Item.values if i in items and (words := values.get(i))]


def name_for_mentor(shown: Collection[Shown]) -> str:
    """What a mentor may call the mentee; empty while no name is shared."""
    names = {one.item: one.text for one in shown}
    return f"{names.get(Item.FIRST_NAME, '')} {names.get(Item.LAST_NAME, '')}".strip()


def choices_of(viewer, duo_id: int) -> list[Choice]:
    """Every item with what the mentor would read, for the person and for those who may speak for them; nothing for anybody else."""
    duo = access.opened_by(viewer, duo_id)
    if Side.MENTEE not in access.sides(viewer, duo) or duo.state not in ALIVE:
        return []
    rows = {row.item: row for row in Shared.objects.filter(duo=duo, taken_back_at__isnull=True).order_by("id")}
    values, person = _values(duo, set(Item.values), viewer.today), duo.enrolment.person
    guarded = is_guarded(hide_address=person.hide_address, channel=person.channel, safe_times=person.safe_times)
    return [
        Choice(
            i.value, str(i.label), i.value in rows, values.get(i.value, ()), guarded and i in CONTACT_ITEMS,
            rows[i.value].agreed_at if i.value in rows else None, str(rows[i.value].get_form_display()) if i.value in rows else "",
        )
        for i in Item
    ]  # fmt: skip


def _values(duo: Duo, items: set[str], today: date) -> dict[str, tuple[str, ...]]:
    """The words of each of these items; what was not asked for is not even read."""
    person: Person = duo.enrolment.person
    plain = {
        Item.FIRST_NAME: person.first_name,
        Item.LAST_NAME: person.last_name,
        Item.PHONE: person.phone,
        Item.EMAIL: person.email,
        Item.MUNICIPALITY: person.municipality.name if person.municipality_id and person.municipality else "",
        Item.AGE: str(age_on(person.birth_on, today)) if person.birth_on else "",
    }
    found: dict[str, tuple[str, ...]] = {str(item): (text,) for item, text in plain.items() if item in items and text}
    if items & {Item.LANGUAGES, Item.FIELDS, Item.INTERESTS, Item.CV}:
        found |= {item: words for item, words in _wished(duo, person).items() if item in items and words}
    if Item.EDUCATION in items and (words := _education(duo)):
        found[Item.EDUCATION] = words
    if Item.GOALS in items and (words := _goals(duo)):
        found[Item.GOALS] = words
    return found


def _wished(duo: Duo, person: Person) -> dict[str, tuple[str, ...]]:
    wish = Wish.objects.filter(enrolment_id=duo.enrolment_id).first() or Wish()
    spoken = language_words(wish.languages) if wish.languages else [language_name(code) for code in person.languages]
    fields = [str(ISCO.get(code, code)) for code in wish.isco] + [str(NACE.get(code, code)) for code in wish.nace]
    return {
        Item.LANGUAGES: tuple(spoken),
        Item.FIELDS: tuple(fields),
        Item.INTERESTS: tuple(wish.interests),
        Item.CV: (wish.about,) if wish.about else (),
    }


def _education(duo: Duo) -> tuple[str, ...]:
    row = EntryTrait.objects.filter(
        enrolment_id=duo.enrolment_id, trait=Trait.EDUCATION, asked=Asked.GIVEN, retracted_at__isnull=True
    ).first()
    return (str(Isced(int(row.value)).label),) if row and row.value.isdigit() and int(row.value) in Isced.values else ()


def _goals(duo: Duo) -> tuple[str, ...]:
    """The goals about work of the plan in force, and their steps; nobody else's name is in them."""
    goals = Goal.objects.filter(
        version__plan__enrolment_id=duo.enrolment_id, version__state=VersionState.ACTIVE, domain__code=WORK
    ).order_by("position", "id")
    rows = list(goals)
    steps: dict[int, list[str]] = {}
    for goal_id, text in Step.objects.filter(goal__in=rows).order_by("goal_id", "position", "id").values_list("goal_id", "text"):
        steps.setdefault(goal_id, []).append(text)
    return tuple(": ".join(filter(None, (goal.text, "; ".join(steps.get(goal.pk, []))))) for goal in rows)
