"""The facts a figure rests on for one person: each with where it comes from, its document, and who certified it when."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from vieta.activities.choices import SUPPORT_KINDS, Presence
from vieta.activities.choices import Kind as ActivityKind
from vieta.activities.models import Attendance
from vieta.base.periods import days_after
from vieta.base.viewer import Viewer
from vieta.enrolments import access as enrolments
from vieta.enrolments.choices import SPECIAL_TRAITS, Asked, Trait
from vieta.enrolments.models import Enrolment, EntryTrait, Event, GroundHeld
from vieta.enrolments.rules import in_words
from vieta.outcomes.choices import BETTER_KINDS, HARD_KINDS
from vieta.outcomes.models import FollowUp, Outcome
from vieta.people.access import live_grants
from vieta.people.choices import Level
from vieta.people.models import Merge
from vieta.plans.models import PlanVersion

from .. import access
from ..measures import Measure
from ..measures.language import parts_of
from .told_by import told_by
from .traces import Paper, Traces


@dataclass(frozen=True)
class FactShown:
    """A fact behind a figure: `value` is empty where the viewer may not read it, and then `closed` says why in words.

    `source` says what the fact rests on, `recorded` by whom and how it came in, `certified` who vouched for the document.
    `counted` where it is of a sort the measure looks at and held on a day that made the person count.
    """

    what: str
    value: str
    closed: str
    source: str
    valid_on: date
    recorded_at: datetime
    recorded: str
    certified: str
    paper: Paper | None
    counted: bool


class Gathering:
    """Collects the facts a measure rests on for one person in one programme, so far as the viewer sees into it."""

    def __init__(
        self, viewer: Viewer, reach: access.Reach, person_id: int, how: Measure, day: date, known: datetime | None = None,
        counted_on: frozenset[date] = frozenset(),
    ):  # fmt: skip
        self.viewer, self.how, self.day, self.reach, self.known, self.counted_on = viewer, how, day, reach, known, counted_on
        self.people = [person_id, *_joined(person_id, known)]
        stays = Enrolment.objects.filter(reach.sees(), programme=reach.programme, person_id__in=self.people, arm=how.arm)
        self.stays = dict(stays.values_list("pk", "provider__name"))
        self.files = _open(enrolments.visible_to(viewer, Level.FILE), self.stays)
        self.special = _open(enrolments.visible_to(viewer, Level.SPECIAL), self.stays)
        grants = live_grants(viewer.today).filter(cause=enrolments.CAUSE, cause_id__in=self.stays, level__gte=Level.FILE)
        self.read_by_somebody = set(grants.values_list("cause_id", flat=True))
        self.told_by = told_by(how, reach.programme.result_kinds)
        self.traces = Traces(viewer, self.people, self.files, self.special)

    def facts(self) -> list[FactShown]:
        """Every fact, oldest first."""
        rows = [row for kind in self.how.rests_on for row in self._of(kind)]
        self.traces.read(rows)
        return [self._shown(row) for row in sorted(rows, key=lambda row: (row["on"], row["at"]))]

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

    def _row(self, kind: str, fact, what: str, value: str, *, level: Level = Level.FILE, about: str = "") -> dict:
        return {
            "kind": kind, "what": what, "value": value, "level": level, "stay": fact.enrolment_id, "source": fact.source, "on": fact.valid_on,
            "at": fact.recorded_at, "recorded_by": fact.recorded_by, "certified_by": fact.certified_by, "document": fact.document, "about": about,
        }  # fmt: skip

    @staticmethod
    def _plain(kind: str, what: str, value: str, stay, on: date | None, at: datetime | None, by=None, **more: Any) -> dict:
        return {
            "kind": kind, "what": what, "value": value, "level": Level.IDENTITY, "stay": stay, "source": "", "on": on, "at": at, "recorded_by": by,
            "certified_by": None, "document": None, "about": "",
        } | more  # fmt: skip

    def _events(self) -> list[dict]:
        return [self._row("event", e, e.get_moment_display(), "", level=Level.IDENTITY, about=e.moment) for e in self._standing(Event)]

    def _grounds(self) -> list[dict]:
        rows = self._standing(GroundHeld).select_related("ground")
        return [self._row("ground", g, _("Ground"), g.ground.name, level=Level.SPECIAL if g.ground.special else Level.FILE) for g in rows]

    def _traits(self, trait: str) -> list[dict]:
        level = Level.SPECIAL if trait in SPECIAL_TRAITS else Level.FILE
        rows = self._standing(EntryTrait, trait=trait)
        said = ((t, in_words(trait, t.value) if t.asked == Asked.GIVEN else str(Asked(t.asked).label)) for t in rows)
        return [self._row("trait", t, str(Trait(trait).label), words, level=level) for t, words in said]

    def _outcomes(self) -> list[dict]:
        rows = self._standing(Outcome)
        if asked := {kind for part in parts_of(self.how.when) if part["column"] == "outcome" for kind in part["is"]}:
            labour = HARD_KINDS if "follow-up" in self.how.rests_on else ()
            rows = rows.filter(kind__in=asked.union(labour))
        elif self.how.code == "positive":
            rows = rows.exclude(kind__in=(*HARD_KINDS, *BETTER_KINDS))
        else:
            rows = rows.filter(kind__in=(*HARD_KINDS, *BETTER_KINDS))
        return [self._row("outcome", o, o.get_kind_display(), _outcome_words(o), about=o.kind) for o in rows]

    def _follow_ups(self) -> list[dict]:
        rows = self._stood(FollowUp.objects.filter(enrolment_id__in=self.stays, asked_on__lte=self.day)).exclude(answer="")
        return [
            self._plain(
                "follow-up", f.get_moment_display(), f.get_answer_display(), f.enrolment_id, f.asked_on, f.recorded_at, f.recorded_by,
                document=f.document, level=Level.FILE, source=f.source, since=min(f.due_on, f.asked_on or f.due_on),
            )
            for f in rows.select_related("document").order_by("pk")
        ]  # fmt: skip

    def _plans(self) -> list[dict]:
        rows = PlanVersion.objects.filter(plan__enrolment_id__in=self.stays, active_on__lte=self.day).select_related("plan", "person_paper")
        return [
            self._plain(
                "plan", _("Plan agreed by both"), _("Version %(number)s") % {"number": v.number}, v.plan.enrolment_id, v.active_on,
                max(m for m in (v.person_agreed_at, v.worker_agreed_at) if m), v.worker_id, certified_by=v.worker_id,
                document=v.person_paper, source=v.person_agreed_how,
            )
            for v in rows.order_by("number")
        ]  # fmt: skip

    def _meetings(self, kinds: list[str]) -> list[dict]:
        rows = Attendance.objects.filter(
            self.reach.sees("activity__", "organisation_id"), person_id__in=self.people, activity__programme=self.reach.programme, activity__kind__in=kinds
        )  # fmt: skip
        rows = self._stood(rows).filter(presence=Presence.PRESENT, on__lte=self.day)
        return [
            self._plain(
                "meeting", a.activity.get_kind_display(), _("%(minutes)s minutes") % {"minutes": a.minutes} if a.minutes else "", a.enrolment_id, a.on,
                a.recorded_at, a.recorded_by,
            )
            for a in rows.select_related("activity").order_by("on", "pk")[:100]
        ]  # fmt: skip

    def _shown(self, row: dict) -> FactShown:
        opens = row["level"] == Level.IDENTITY or row["stay"] in (self.special if row["level"] == Level.SPECIAL else self.files)
        return FactShown(
            row["what"], row["value"] if opens else "", "" if opens else self._closed(row), self.traces.source(row), row["on"], row["at"],
            self.traces.recorded(row), self.traces.certified(row), self.traces.paper(row, opens),
            self._counted(row),
        )  # fmt: skip

    def _counted(self, row: dict) -> bool:
        """Whether it is what made the person count, or one of several that did."""
        if row["kind"] in ("trait", "ground") or (row["about"] and row["about"] not in self.told_by):
            return False
        return row.get("since", row["on"]) in self.counted_on

    def _closed(self, row: dict) -> str:
        """Why the viewer may not read what a fact says."""
        if row["level"] == Level.SPECIAL:
            return _("What it says is closed to you: only who may read grounds and special characteristics in this file sees it.")
        where = {"provider": self.stays.get(row["stay"], "")}
        if row["stay"] not in self.read_by_somebody:
            return _("What it says is closed to everybody: access to this file has ended. %(provider)s answers for it.") % where
        return _("What it says is closed to you: the file is read by the case team and by those at %(provider)s who read files.") % where


def _joined(person_id: int, known: datetime | None) -> QuerySet:
    """Whose files were taken for this person's at a moment."""
    merges, standing = Merge.objects.filter(into_id=person_id), Q(parted_at__isnull=True)
    if known is not None:
        merges, standing = merges.filter(merged_at__lte=known), standing | Q(parted_at__gt=known)
    return merges.filter(standing).values_list("person_id", flat=True)


def _open(visible, ids) -> set[int]:
    return set(visible.filter(pk__in=list(ids)).values_list("pk", flat=True))


def _outcome_words(outcome: Outcome) -> str:
    parts = [outcome.get_contract_kind_display(), outcome.get_learning_display(), outcome.employer]
    if outcome.until_on:
        parts.append(_("until %(day)s") % {"day": date_format(days_after(outcome.until_on, -1), "SHORT_DATE_FORMAT")})
    return ", ".join(str(part) for part in parts if part) or outcome.what
