"""Where matching meetings are held, which there were, and what was decided at one."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, OuterRef, Q, Subquery

from vieta.accounts.queries import names_of
from vieta.base.viewer import Permission, Viewer
from vieta.enrolments.access import through
from vieta.mentoring.choices import Standing
from vieta.mentoring.queries.wishes import waiting

from ..access import meetings_of, mentorships_of, opened_by
from ..choices import Verdict
from ..models import Decision, MatchingRules, Meeting, Proposal


@dataclass(frozen=True)
class BranchCard:
    """A branch where the viewer may hold a matching meeting: who waits there, for how long, and how many mentors there are."""

    programme_id: int
    code: str
    programme: str
    organisation_id: int
    organisation: str
    waiting: int
    longest: int
    mentors: int
    rules: int
    open_meeting_id: int | None


@dataclass(frozen=True)
class MeetingCard:
    """One matching meeting."""

    id: int
    code: str
    programme_id: int
    programme: str
    organisation: str
    region: str
    on: date
    present: str
    opened_by: str
    note: str
    closed_at: datetime | None
    waiting: int
    formed: int
    not_now: int

    @property
    def place(self) -> str:
        return self.region or self.organisation


@dataclass(frozen=True)
class DecisionCard:
    """What was decided about one mentee, with the reason."""

    id: int
    enrolment_id: int
    person_id: int
    mentee: str
    mentor: str
    duo_id: int | None
    verdict: str
    verdict_label: str
    outside: bool
    reason: str
    proposal: int
    decided_at: datetime
    decided_by: str
    may_take_back: bool


def branches(viewer: Viewer) -> list[BranchCard]:
    """The viewer's branches in the programmes that mentor. Five statements."""
    rows = mentorships_of(viewer).exclude(standing__in=(Standing.ENDED, Standing.DECLINED))
    counted = (
        rows.order_by("programme__name", "organisation__name")
        .values("programme_id", "programme__code", "programme__name", "organisation_id", "organisation__name")
        .annotate(mentors=Count("pk", filter=Q(standing=Standing.ACCEPTED)))
    )
    since: dict[tuple[int, int], list[date]] = {}
    pairs = waiting(viewer).order_by().values_list("enrolment__programme_id", "enrolment__provider_id", "waiting_since")
    for programme_id, organisation_id, day in pairs:
        since.setdefault((programme_id, organisation_id), []).append(day)
    rules = dict(MatchingRules.objects.order_by("number").values_list("programme_id", "number"))
    open_ones = dict(_open(viewer))
    return [
        BranchCard(
            row["programme_id"], row["programme__code"], row["programme__name"], row["organisation_id"], row["organisation__name"],
            len(found := since.get((row["programme_id"], row["organisation_id"]), [])),
            max(((viewer.today - day).days for day in found), default=0), row["mentors"], rules.get(row["programme_id"], 0),
            open_ones.get((row["programme_id"], row["organisation_id"])),
        )
        for row in counted
    ]  # fmt: skip


def _open(viewer: Viewer):
    rows = meetings_of(viewer).filter(closed_at__isnull=True).order_by("id")
    return (((row.programme_id, row.organisation_id), row.pk) for row in rows)


def meetings(viewer: Viewer, *, limit: int = 50) -> list[MeetingCard]:
    """The meetings of the viewer's branch, the newest first. Two statements."""
    return _cards(list(_with_counts(meetings_of(viewer))[:limit]))


def meeting(viewer: Viewer, meeting_id: int) -> MeetingCard:
    """One meeting of the viewer's branch, or NotFound. Three statements."""
    opened_by(viewer, meeting_id)
    return _cards(list(_with_counts(meetings_of(viewer).filter(pk=meeting_id))))[0]


def _with_counts(rows):
    standing = Q(decisions__taken_back_at__isnull=True)
    last = Proposal.objects.filter(meeting=OuterRef("pk")).order_by("number").values("waiting")[:1]
    return (
        rows.select_related("programme", "organisation", "region")
        .annotate(
            waiting=Subquery(last),
            formed=Count("decisions", filter=standing & Q(decisions__verdict=Verdict.FORMED)),
            not_now=Count("decisions", filter=standing & Q(decisions__verdict=Verdict.NOT_NOW)),
        )
        .order_by("-on", "-id")
    )


def _cards(rows: list[Meeting]) -> list[MeetingCard]:
    names = names_of(row.opened_by for row in rows if row.opened_by)
    return [
        MeetingCard(
            row.pk, row.programme.code, row.programme_id, row.programme.name, row.organisation.name, row.region.name if row.region else "",
            row.on, row.present, names.get(row.opened_by or 0, ""), row.note, row.closed_at,
            row.waiting or 0, row.formed, row.not_now,  # type: ignore[attr-defined]
        )
        for row in rows
    ]  # fmt: skip


def decisions(viewer: Viewer, meeting_id: int) -> list[DecisionCard]:
    """What was decided at a meeting about those whose file opens to the viewer, in order. Three statements."""
    found = opened_by(viewer, meeting_id)
    stand = Decision.objects.filter(meeting=found, taken_back_at__isnull=True).filter(through(viewer))
    rows = list(stand.select_related("enrolment__person", "mentorship__mentor", "proposal").order_by("id"))
    names = names_of(row.decided_by for row in rows if row.decided_by)
    may = viewer.may(Permission.COORDINATE, programme_id=found.programme_id, organisation_id=found.organisation_id)
    return [
        DecisionCard(
            row.pk, row.enrolment_id, row.enrolment.person_id, row.enrolment.person.name,
            str(row.mentorship.mentor) if row.mentorship else "", row.duo_id, row.verdict, str(row.get_verdict_display()), row.outside,
            row.reason, row.proposal.number, row.decided_at, names.get(row.decided_by or 0, ""),
            may and row.verdict == Verdict.NOT_NOW and found.closed_at is None,
        )
        for row in rows
    ]  # fmt: skip
