"""The people behind a figure, and for each of them the rule, the facts and the documents that made them count."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from vieta.accounts.queries import names_of
from vieta.activities.choices import SUPPORT_KINDS, Presence
from vieta.activities.choices import Kind as ActivityKind
from vieta.activities.choices import State as ActivityState
from vieta.activities.models import Attendance
from vieta.base.refusal import NotFound
from vieta.base.viewer import Viewer
from vieta.enrolments import access as enrolments
from vieta.enrolments.choices import REQUIRED_TRAITS, SPECIAL_TRAITS, Asked, Labour, Trait
from vieta.enrolments.models import Enrolment, EntryTrait, Event, GroundHeld
from vieta.organisations.models import Organisation
from vieta.outcomes.choices import BETTER_KINDS, HARD_KINDS
from vieta.outcomes.choices import Kind as OutcomeKind
from vieta.outcomes.models import FollowUp, Outcome
from vieta.people import access as people_access
from vieta.people.choices import Level
from vieta.people.models import FiledDocument, Person
from vieta.plans.models import PlanVersion
from vieta.programmes.models import Programme, Region

from .. import access
from ..engine import engine
from ..measures import Measure, measure
from ..measures.language import parts_of

PAGE = 50


@dataclass(frozen=True)
class Counted:
    """One person counted, as far as the viewer may know: always a reference, a name only where a grant opens it."""

    person_id: int
    enrolment_id: int | None
    reference: str
    name: str
    provider: str
    region: str
    since_on: date | None
    file_opens: bool
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class FactShown:
    """A fact behind a figure; `value` is empty where the viewer may not read it, and then `closed` says so."""

    what: str
    value: str
    closed: bool
    source: str
    valid_on: date
    recorded_at: datetime
    recorded_by: str
    certified_by: str
    document: str
    has_document: bool
    document_at: tuple[int, int] | None


@dataclass(frozen=True)
class Why:
    """Why somebody counts: the rule in words, what it found, and the facts it rests on."""

    measure: str
    code: str
    rule: str
    article: str
    person: Counted
    inputs: tuple[tuple[str, str | date], ...]
    facts: tuple[FactShown, ...]


def counted_number(viewer: Viewer, code: str, name: str, day: date | None = None) -> int:
    """How many a list of counted people holds."""
    reach = access.reach(viewer, code)
    return engine().total(reach.asks(day or viewer.today), access.measure_of(reach.programme, measure(name)))


def counted(viewer: Viewer, code: str, name: str, day: date | None = None, *, first: int = 0, limit: int | None = PAGE) -> list[Counted]:
    """The people a measure counts, earliest first. For a special category only those whose special facts are open to the viewer."""
    reach = access.reach(viewer, code)
    how = access.measure_of(reach.programme, measure(name))
    return _cards(viewer, engine().members(reach.asks(day or viewer.today), how, first=first, limit=limit), how)


def incomplete(viewer: Viewer, code: str, day: date | None = None) -> list[Counted]:
    """Supported people who are in no common indicator because a characteristic of point 1.1 is missing: to be mended."""
    rows = engine().incomplete(access.reach(viewer, code).asks(day or viewer.today))
    lacks = {row["person"]: _lacking(row) for row in rows}
    return [replace(card, missing=lacks[card.person_id]) for card in _cards(viewer, rows, measure("supported"))]


def _lacking(row: dict) -> tuple[str, ...]:
    """Which characteristics of point 1.1 a record lacks, in words."""
    empty = [trait for trait in REQUIRED_TRAITS if row[trait.value] in (None, "")]
    if row["labour"] == Labour.UNEMPLOYED and row["unemployed_since"] is None:
        empty.append(Trait.UNEMPLOYED_SINCE)
    return tuple(str(trait.label) for trait in empty)


def _cards(viewer: Viewer, rows: Sequence[dict], how: Measure) -> list[Counted]:
    people = Person.objects.in_bulk([row["person"] for row in rows])
    named = _open(people_access.visible_to(viewer, Level.IDENTITY), people)
    level = Level.SPECIAL if how.special else Level.FILE
    files = _open(enrolments.visible_to(viewer, level), [row["enrolment_id"] for row in rows if row["enrolment_id"]])
    providers = dict(Organisation.objects.filter(pk__in={row["provider_id"] for row in rows}).values_list("pk", "name"))
    regions = dict(Region.objects.filter(pk__in={row["region_id"] for row in rows if row["region_id"]}).values_list("pk", "name"))
    cards = []
    for row in rows:
        opens = row["enrolment_id"] in files
        if how.special and not opens:
            continue
        person = people[row["person"]]
        shown = person.name if person.pk in named else ""
        place = providers.get(row["provider_id"], ""), regions.get(row["region_id"], "")
        cards.append(
            Counted(person.pk, row["enrolment_id"], person.reference, shown, *place, row.get("since_on") or row.get("entered_on"), opens)
        )
    return cards


def _open(visible, ids) -> set[int]:
    return set(visible.filter(pk__in=list(ids)).values_list("pk", flat=True))


def why(viewer: Viewer, code: str, name: str, person_id: int, day: date | None = None, *, known: datetime | None = None) -> Why:
    """The chain from a figure to its evidence for one person counted, or NotFound for anybody who is not counted there.

    With a moment, the facts are those that stood then, so an earlier report's number keeps its evidence.
    """
    reach, day = access.reach(viewer, code), day or viewer.today
    how = access.measure_of(reach.programme, measure(name))
    row = engine().participant(reach.asks(day, known), how, person_id)
    cards = _cards(viewer, [row], how) if row else []
    if row is None or not cards:
        raise NotFound(f"{name} {person_id}")
    gathering = _Gathering(viewer, reach, person_id, how, day, known)
    inputs = (*_in_force(reach.programme, how), *_inputs(row, how, cards[0].file_opens))
    return Why(str(how.name), how.code, str(how.rule), how.article, cards[0], inputs, tuple(gathering.facts()))


def _in_force(programme: Programme, how: Measure) -> list[tuple[str, str | date]]:
    """The programme's own rule a measure is judged by."""
    if how.code == "intensive":
        minutes = _("%(minutes)s minutes") % {"minutes": programme.short_support_minutes}
        return [(_("Intensive here"), str(programme.get_intensive_rule_display())), (_("Short support is up to"), minutes)]
    if how.code == "included":
        words = dict(OutcomeKind.choices)
        return [(_("A result here is"), ", ".join(str(words.get(kind, kind)) for kind in programme.result_kinds))]
    return []


def _inputs(row: dict, how: Measure, opens: bool) -> tuple[tuple[str, str | date], ...]:
    """What the rule found, in words; personal values only for those who may open the file."""
    labels = [
        ("reached_on", _("First reached")), ("met_on", _("First met in outreach")), ("enquired_on", _("Asked for support")),
        ("entered_on", _("Support began")), ("left_on", _("Left")), ("plan_on", _("Both agreed a plan")),
        ("support_on", _("Support passed the threshold")), ("included_on", _("First counted result")),
    ]  # fmt: skip
    found: list[tuple[str, str | date]] = [(label, row[column]) for column, label in labels if row.get(column)]
    if opens and how.complete_only:
        found += [(_("Age at entry"), str(row["age"])), (_("Record complete"), _("Yes"))]
    return tuple(found)


class _Gathering:
    """Collects the facts a measure rests on for one person in one programme, so far as the viewer sees into it."""

    def __init__(self, viewer: Viewer, reach: access.Reach, person_id: int, how: Measure, day: date, known: datetime | None = None):
        self.viewer, self.how, self.day, self.reach, self.known = viewer, how, day, reach, known
        self.people = [person_id, *Person.objects.filter(merged_into_id=person_id).values_list("pk", flat=True)]
        stays = Enrolment.objects.filter(self._here("provider_id"), programme=reach.programme, person_id__in=self.people, arm=how.arm)
        self.stays = list(stays.values_list("pk", flat=True))
        self.files = _open(enrolments.visible_to(viewer, Level.FILE), self.stays)
        self.special = _open(enrolments.visible_to(viewer, Level.SPECIAL), self.stays)

    def _here(self, provider: str, before: str = "") -> Q:
        """Rows of the providers and regions the viewer sees."""
        seen = {provider: self.reach.providers, "region_id": self.reach.regions}
        return Q(**{f"{before}{name}__in": ids for name, ids in seen.items() if ids is not None})

    def facts(self) -> list[FactShown]:
        """Every fact, oldest first."""
        rows = [row for kind in self.how.rests_on for row in self._of(kind)]
        names = names_of({n for row in rows for n in (row["certified_by"], row["recorded_by"]) if n})
        return [self._shown(row, names) for row in sorted(rows, key=lambda row: (row["on"], row["at"]))]

    def _of(self, kind: str) -> list[dict]:
        name, _sep, detail = kind.partition(":")
        found = {"event": self._events, "ground": self._grounds, "outcome": self._outcomes, "plan": self._plans}.get(name)
        if found:
            return found()
        if name == "trait":
            return self._traits(detail)
        if name == "follow-up":
            return self._follow_ups()
        return self._meetings([ActivityKind.OUTREACH] if name == "meeting" else list(SUPPORT_KINDS))

    def _standing(self, model, **more):
        rows = self._stood(model.objects.filter(enrolment_id__in=self.stays, valid_on__lte=self.day, **more))
        return rows.select_related("document").order_by("valid_on", "pk")

    def _stood(self, rows):
        """The rows not taken back: now, or at the moment asked for."""
        if self.known is None:
            return rows.filter(retracted_at__isnull=True)
        return rows.filter(recorded_at__lte=self.known).filter(Q(retracted_at__isnull=True) | Q(retracted_at__gt=self.known))

    def _row(self, fact, what: str, value: str, *, level: Level = Level.FILE) -> dict:
        return {
            "what": what, "value": value, "level": level, "stay": fact.enrolment_id, "source": fact.get_source_display(), "on": fact.valid_on,
            "at": fact.recorded_at, "recorded_by": fact.recorded_by, "certified_by": fact.certified_by, "document": fact.document,
        }  # fmt: skip

    @staticmethod
    def _plain(
        what: str, value: str, stay, on: date | None, at: datetime | None, by=None, *, certified=None, document=None, level=Level.IDENTITY
    ) -> dict:
        return {
            "what": what, "value": value, "level": level, "stay": stay, "source": "", "on": on, "at": at, "recorded_by": by,
            "certified_by": certified, "document": document,
        }  # fmt: skip

    def _events(self) -> list[dict]:
        return [self._row(e, e.get_moment_display(), "", level=Level.IDENTITY) for e in self._standing(Event)]

    def _grounds(self) -> list[dict]:
        rows = self._standing(GroundHeld).select_related("ground")
        return [self._row(g, _("Ground"), g.ground.name, level=Level.SPECIAL if g.ground.special else Level.FILE) for g in rows]

    def _traits(self, trait: str) -> list[dict]:
        level = Level.SPECIAL if trait in SPECIAL_TRAITS else Level.FILE
        rows = self._standing(EntryTrait, trait=trait)
        return [self._row(t, str(Trait(trait).label), t.value or str(Asked(t.asked).label), level=level) for t in rows]

    def _outcomes(self) -> list[dict]:
        rows = self._standing(Outcome)
        if asked := {kind for part in parts_of(self.how.when) if part["column"] == "outcome" for kind in part["is"]}:
            rows = rows.filter(kind__in=asked)
        elif self.how.code == "positive":
            rows = rows.exclude(kind__in=(*HARD_KINDS, *BETTER_KINDS))
        else:
            rows = rows.filter(kind__in=(*HARD_KINDS, *BETTER_KINDS))
        return [self._row(o, o.get_kind_display(), _outcome_words(o)) for o in rows]

    def _follow_ups(self) -> list[dict]:
        rows = self._stood(FollowUp.objects.filter(enrolment_id__in=self.stays, asked_on__lte=self.day)).exclude(answer="")
        return [
            self._plain(
                f.get_moment_display(),
                f.get_answer_display(),
                f.enrolment_id,
                f.asked_on,
                f.recorded_at,
                f.recorded_by,
                document=f.document,
                level=Level.FILE,
            )
            for f in rows.select_related("document").order_by("pk")
        ]

    def _plans(self) -> list[dict]:
        rows = PlanVersion.objects.filter(plan__enrolment_id__in=self.stays, active_on__lte=self.day).select_related("plan", "person_paper")
        return [
            self._plain(
                _("Plan agreed by both"), _("Version %(number)s") % {"number": v.number}, v.plan.enrolment_id, v.active_on,
                max(m for m in (v.person_agreed_at, v.worker_agreed_at) if m), v.worker_id, certified=v.worker_id,
                document=v.person_paper,
            )
            for v in rows.order_by("number")
        ]  # fmt: skip

    def _meetings(self, kinds: list[str]) -> list[dict]:
        rows = Attendance.objects.filter(
            self._here("organisation_id", "activity__"), person_id__in=self.people, activity__programme=self.reach.programme, activity__kind__in=kinds
        )  # fmt: skip
        rows = self._stood(rows).filter(presence=Presence.PRESENT, on__lte=self.day).exclude(activity__state=ActivityState.CANCELLED)
        return [
            self._plain(
                a.activity.get_kind_display(), _("%(minutes)s minutes") % {"minutes": a.minutes} if a.minutes else "", a.enrolment_id, a.on,
                a.recorded_at, a.recorded_by,
            )
            for a in rows.select_related("activity").order_by("on", "pk")[:100]
        ]  # fmt: skip

    def _shown(self, row: dict, names: dict[int, str]) -> FactShown:
        opens = row["level"] == Level.IDENTITY or row["stay"] in (self.special if row["level"] == Level.SPECIAL else self.files)
        document = row["document"]
        reads = document is not None and opens and document.withdrawn_at is None and self._filed_openly(document.pk, row["stay"])
        return FactShown(
            row["what"], row["value"] if opens else "", not opens, str(row["source"]), row["on"], row["at"],
            names.get(row["recorded_by"], ""), names.get(row["certified_by"], ""),
            document.name if reads else "", document is not None, (row["stay"], document.pk) if reads else None,
        )  # fmt: skip

    def _filed_openly(self, document_id: int, stay: int) -> bool:
        """Whether the document lies in the file at a level, and for a profession, that the viewer has."""
        filed = FiledDocument.objects.filter(document_id=document_id, person_id__in=self.people).first()
        if filed is None or filed.profession not in ("", self.viewer.profession):
            return False
        return stay in (self.special if filed.level >= Level.SPECIAL else self.files)


def _outcome_words(outcome: Outcome) -> str:
    parts = [outcome.get_contract_kind_display(), outcome.get_learning_display(), outcome.employer]
    if outcome.until_on:
        parts.append(_("until %(day)s") % {"day": outcome.until_on.isoformat()})
    return ", ".join(str(part) for part in parts if part) or outcome.what
